//! Everything about who is there, in one record: the sitting's opening, a quorum that goes and comes
//! back, rooms, attendance by video, silence, and a poll that grows beside the hall.

use plenum::domain::command::rooms::{RoomsChair, RoomsDelegate, RoomsDesk};
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::event::rooms::PersonMove;
use plenum::domain::ids::BallotId;
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::roster::{Person, Room, Standing, VideoAttendance};
use plenum::domain::sheet::{ElectorateRule, NotVoted, Remote, ShowWhileOpen};
use plenum::domain::text::Text;
use plenum::domain::threshold::Base;

use super::super::author::{Author, Good, ballot, member};
use super::{marks, picks};
use crate::support::ballots::{key, profile, text_of};

fn desk(author: &mut Author, command: RoomsDesk) {
    author.desk(DeskCommand::Rooms(command));
}

fn chair(author: &mut Author, command: RoomsChair) {
    author.chair(ChairCommand::Rooms(command));
}

fn room(name: &str, delegations: &[&str]) -> Room {
    Room {
        id: key(name),
        title: text_of(name),
        delegations: delegations.iter().map(|name| text_of(name)).collect(),
    }
}

fn person(n: u128, standing: Standing, delegation: &str) -> Person {
    Person {
        weight: None,
        id: member(n),
        number: text_of(&format!("{n:03}")),
        name: text_of(&format!("代表{n}")),
        delegation: text_of(delegation),
        group: Text::default(),
        seat: Text::default(),
        standing,
        bodies: Default::default(),
    }
}

pub(super) fn rooms(one: &str) -> Good {
    let mut author = Author::with_video(8, 6, VideoAttendance::Counted);
    author.set_key(1);
    chair(&mut author, RoomsChair::OpenSitting);
    people(&mut author);
    in_rooms(&mut author, ballot(1), one);
    waiting(&mut author, ballot(2));
    poll(&mut author, ballot(3), ballot(4));
    abstaining(&mut author, ballot(5));
    author.checkpoint();
    author.finish("rooms")
}

/// The roster comes again with another delegation for one person, another is placed by name, and
/// the quorum goes and comes back.
fn people(author: &mut Author) {
    let again = |n: u128| match n {
        2 => person(2, Standing::Member, "第二代表团"),
        n => person(n, Standing::Member, "第一代表团"),
    };
    author.desk(DeskCommand::Enrol { people: (1..=6).map(again).collect() });
    let rooms = vec![room("east", &["第一代表团"]), room("west", &["第二代表团"])];
    desk(author, RoomsDesk::SetRooms { rooms });
    let moved = PersonMove {
        delegate: member(3),
        delegation: text_of("第一代表团"),
        seat: text_of("2排1座"),
        room: Some(key("west")),
    };
    desk(author, RoomsDesk::Move(moved));
    author.desk(DeskCommand::CheckOut { delegate: member(4) });
    author.desk(DeskCommand::CheckOut { delegate: member(5) });
    author.settle();
    let by_video = DelegateCommand::Rooms(RoomsDelegate::CheckInVideo);
    author.give(&Command::Delegate(member(6), by_video));
    author.settle();
    desk(author, RoomsDesk::CheckInVideo { delegate: member(5) });
}

/// Members 2 and 3 sit in the west, one of them votes too late; the others in the east, those by
/// video too.
fn in_rooms(author: &mut Author, id: BallotId, one: &str) {
    let wanted = profile("congress-motion").with(|sheet| {
        (sheet.rules.rooms, sheet.rules.remote) = (true, Remote::Allowed);
    });
    author.draft(id, wanted.sheet(1));
    author.open(id, 0);
    desk(author, RoomsDesk::OpenRoom { ballot: id, room: key("west") });
    author.cast(id, 2, marks(one));
    desk(author, RoomsDesk::CloseRoom { ballot: id, room: key("west") });
    author.cast(id, 3, marks("no"));
    chair(author, RoomsChair::OpenRoom { ballot: id, room: key("east") });
    author.cast(id, 1, marks("yes"));
    author.cast(id, 6, marks("yes"));
    author.desk(DeskCommand::CheckOut { delegate: member(5) });
    author.desk(DeskCommand::CheckOut { delegate: member(6) });
    author.settle();
    author.desk(DeskCommand::CheckIn { delegate: member(6) });
    author.settle();
    author.chair(ChairCommand::Resume { ballot: id });
    chair(author, RoomsChair::CloseRoom { ballot: id, room: key("east") });
    author.close(id);
    author.declare(id);
}

fn waiting(author: &mut Author, id: BallotId) {
    let wanted = profile("sc-motion").with(|sheet| sheet.rules.not_voted = NotVoted::BlockClose);
    author.draft(id, wanted.sheet(2));
    author.open(id, 0);
    author.cast(id, 1, marks("yes"));
    chair(author, RoomsChair::CloseConfirmed { ballot: id });
    author.settle();
}

/// A poll that grows, with a motion of the hall beside it.
fn poll(author: &mut Author, id: BallotId, motion: BallotId) {
    let wanted = profile("quick-poll").numbered(3).places(1).with(|sheet| {
        let rules = &mut sheet.rules;
        rules.electorate = ElectorateRule::Members;
        rules.show_while_open = ShowWhileOpen::Turnout;
        (rules.growing, rules.background, rules.presence_needed) = (true, true, false);
        rules.recusal.allowed = false;
    });
    author.draft(id, wanted.sheet(3));
    author.open(id, 600);
    author.draft(motion, profile("congress-motion").sheet(4));
    author.open(motion, 0);
    author.cast(id, 4, picks("1"));
    author.cast(motion, 1, marks("no"));
    desk(author, RoomsDesk::Invite { ballot: id, delegates: vec![member(7)] });
    author.close(motion);
    let people = vec![person(8, Standing::Member, "第二代表团")];
    author.desk(DeskCommand::Enrol { people });
    author.settle();
    author.cast(id, 7, picks("2"));
    author.cast(id, 8, picks("2"));
    author.close(id);
}

/// Two of those present do not vote, and count as abstaining in the base of votes expressed. The
/// quorum is asked for at the opening alone.
fn abstaining(author: &mut Author, id: BallotId) {
    let wanted = profile("congress-motion").with(|sheet| {
        sheet.rules.not_voted = NotVoted::CountAsAbstain;
        if let OutcomeRule::Threshold(rule) = &mut sheet.rules.outcome {
            rule.threshold.base = Base::Expressed;
        }
        if let Some(quorum) = &mut sheet.rules.quorum {
            (quorum.during, quorum.at_close) = (false, false);
        }
    });
    author.desk(DeskCommand::CheckIn { delegate: member(4) });
    author.desk(DeskCommand::CheckIn { delegate: member(5) });
    author.settle();
    author.draft(id, wanted.sheet(5));
    author.open(id, 0);
    author.cast(id, 1, marks("yes"));
    author.cast(id, 2, marks("yes"));
    author.cast(id, 3, marks("no"));
    author.desk(DeskCommand::CheckOut { delegate: member(5) });
    author.settle();
    author.close(id);
    author.declare(id);
}
