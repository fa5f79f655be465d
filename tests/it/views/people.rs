//! People who are moved, who attend by video, and who join a poll while it is open.

use plenum::domain::command::rooms::{RoomsDelegate, RoomsDesk, RoomsSystem};
use plenum::domain::command::{Command, DelegateCommand, DeskCommand, SystemCommand};
use plenum::domain::event::rooms::PersonMove;
use plenum::domain::roster::Standing;
use serde_json::json;

use super::hall::{Hall, ballot, delegate, text};
use super::profiles::MOTION;
use super::tests::{agrees, check, fresh, mark, motion};

/// Answered from anywhere, by members and whoever joins them.
const POLL: &str = r#"
    # A poll, whatever the others have in common.
    binding = false
    remote = "refused"
    presence_needed = false
    growing = true
    recusal = { allowed = false }
    id = "poll"
    kind = "quick_poll"
    [paper]
    form = "picks"
    limit = "one_to_most"
    [outcome]
    kind = "counts"
"#;

async fn desk(hall: &mut Hall, command: RoomsDesk) {
    hall.desk(DeskCommand::Rooms(command)).await;
}

#[tokio::test]
async fn a_person_stands_on_the_roster_once_and_where_he_or_she_is_now() {
    let (mut hall, mut database) = fresh().await;
    let moved = PersonMove {
        delegate: delegate(1),
        delegation: text("第三代表团"),
        seat: text("9排9座"),
        room: None,
    };
    desk(&mut hall, RoomsDesk::Move(moved)).await;
    hall.enrol(&[(2, "代表乙", "第二代表团", Standing::Member)]).await;
    let columns = "number, name, delegation, seat, standing";
    check(
        &mut database,
        "people",
        columns,
        "number",
        "
        001 | 代表甲 | 第三代表团 | 9排9座 | member
        002 | 代表乙 | 第二代表团 | 1排2座 | member
        003 | 代表丙 | 第二代表团 | 1排3座 | member
        004 | 列席丁 |  | 1排4座 | nonvoting_attendee
    ",
    )
    .await;
}

#[tokio::test]
async fn figures_of_a_running_ballot_know_video_and_a_poll_that_grows() {
    let (mut hall, mut database) = fresh().await;
    for n in 1..=2 {
        hall.own(n, DelegateCommand::CheckIn).await;
    }
    hall.own(3, DelegateCommand::Rooms(RoomsDelegate::CheckInVideo)).await;
    hall.draft(1, MOTION, motion("议案")).await;
    hall.open(1).await;
    agrees(&hall, &mut database).await;
    // By video nobody votes on the device here; in the hall the same person does.
    hall.own(3, DelegateCommand::CheckIn).await;
    hall.cast(1, 3, mark("yes")).await;
    agrees(&hall, &mut database).await;
    hall.own(3, DelegateCommand::Rooms(RoomsDelegate::CheckInVideo)).await;
    agrees(&hall, &mut database).await;
    hall.close_and_count(1).await;
    agrees(&hall, &mut database).await;

    let request = json!({
        "profile": "poll", "title": "征询", "items": [{"title": "甲"}, {"title": "乙"}], "places": 1,
    });
    hall.draft(2, POLL, request).await;
    hall.open(2).await;
    agrees(&hall, &mut database).await;
    hall.enrol(&[(5, "代表戊", "第二代表团", Standing::Member)]).await;
    let grow = RoomsSystem::Grow { ballot: ballot(2) };
    hall.act(Command::System(SystemCommand::Rooms(grow))).await;
    agrees(&hall, &mut database).await;
    desk(&mut hall, RoomsDesk::Invite { ballot: ballot(2), delegates: vec![delegate(4)] }).await;
    hall.cast(2, 5, json!({"form": "picks", "picks": ["1"]})).await;
    agrees(&hall, &mut database).await;
    hall.close_and_count(2).await;
    agrees(&hall, &mut database).await;
}
