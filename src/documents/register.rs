//! 表决名册 (rules.md §9, D7): everybody of the electorate, in the order of the numbers; in a recorded
//! ballot with the vote and its time, in a secret one only with whether a vote was cast.

use crate::documents::csv_lines::{Csv, beijing_time};
use crate::domain::ballot::{Ballot, Content, Poll};
use crate::domain::ids::DelegateId;
use crate::domain::paper::{Item, Paper, PaperForm};
use crate::domain::roster::Person;
use crate::domain::sheet::Secrecy;
use crate::domain::sitting::Sitting;

/// One line of the register.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Who.
    pub person: &'a Person,
    /// What became of the person's vote.
    pub part: Part<'a>,
    /// 票权, a figure in the units of the rule; none without weights.
    pub weight: Option<u64>,
    /// 受托人 who cast it; none where the person did, or nobody.
    pub by: Option<&'a Person>,
}

/// What one person did.
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    /// Voted; the paper and its time (UTC ms) in a recorded ballot.
    Voted(Option<(&'a Paper, u64)>),
    /// Was given a paper, on which nobody's name stands.
    OnPaper,
    /// Was there and did not vote.
    DidNotVote,
    /// Was never there while the ballot was open.
    Absent,
}

/// The register of a ballot that was opened, in the order of the numbers; empty before.
#[must_use]
pub fn register<'a>(sitting: &'a Sitting, ballot: &'a Ballot) -> Vec<Line<'a>> {
    let Some(poll) = ballot.phase.poll() else {
        return Vec::new();
    };
    let person = |id: &DelegateId| sitting.roster().person(*id);
    let by = person;
    let mut people: Vec<&Person> = poll.electorate.iter().filter_map(person).collect();
    people.sort_by_key(|person| (person.number.as_str().chars().count(), &person.number));
    let line = |person: &'a Person| Line {
        person,
        part: part(poll, person.id),
        weight: poll.weighing.as_ref().map(|_| poll.weight_of(person.id)),
        by: poll.votes.get(&person.id).and_then(|vote| vote.by).as_ref().and_then(by),
    };
    people.into_iter().map(line).collect()
}

fn part(poll: &Poll, delegate: DelegateId) -> Part<'_> {
    match poll.votes.get(&delegate) {
        Some(vote) => Part::Voted(match &vote.content {
            Content::Paper(paper) => Some((paper, vote.last().1.at_ms)),
            Content::Sealed(_) => None,
        }),
        None if poll.manual.on_paper.contains(&delegate) => Part::OnPaper,
        None if poll.been_present.contains(&delegate) => Part::DidNotVote,
        None => Part::Absent,
    }
}

/// The register as CSV.
#[must_use]
pub fn register_csv(sitting: &Sitting, ballot: &Ballot) -> String {
    let sheet = &ballot.sheet;
    let recorded = sheet.rules.secrecy == Secrecy::Recorded;
    let mut csv = Csv::new();
    csv.line(["表决事项", sheet.title.as_str()]);
    csv.line(["表决方式", if recorded { "记名" } else { "无记名" }]);
    csv.line([""]);
    let mut head = vec!["序号", "代表证号", "姓名", "代表团", "座位", "参加情况"];
    let (weighed, proxied) = (sheet.rules.weights.is_some(), sheet.rules.proxies.is_some());
    head.extend(weighed.then_some("票权"));
    head.extend(proxied.then_some("受托人"));
    head.extend(recorded.then_some(["表决意见", "时间"]).into_iter().flatten());
    csv.line(head);
    for (number, line) in (1_u32..).zip(register(sitting, ballot)) {
        let person = line.person;
        let (taken, paper) = match line.part {
            Part::Voted(paper) => ("已参加", paper),
            Part::OnPaper => ("纸质票", None),
            Part::DidNotVote => ("未按", None),
            Part::Absent => ("未到会", None),
        };
        let mut cells = vec![number.to_string()];
        let of_person = [&person.number, &person.name, &person.delegation, &person.seat];
        cells.extend(of_person.map(ToString::to_string));
        cells.push(taken.to_owned());
        cells.extend(line.weight.map(|units| sheet.rules.scale().say(units).to_string()));
        cells.extend(proxied.then(|| line.by.map(|by| by.name.to_string()).unwrap_or_default()));
        if recorded {
            let vote = paper.map(|(paper, at_ms)| [words(&sheet.form, paper), beijing_time(at_ms)]);
            cells.extend(vote.unwrap_or_default());
        }
        csv.line(cells);
    }
    csv.finish()
}

/// The paper in the words that are printed on it.
fn words(form: &PaperForm, paper: &Paper) -> String {
    match (form, paper) {
        (PaperForm::Marks(form), Paper::Marks { marks }) => {
            let label = |mark: &Option<u8>| {
                let grade = mark.and_then(|mark| form.grades.get(usize::from(mark)));
                grade.map_or("未选", |grade| grade.zh.as_str())
            };
            match (form.rows.as_slice(), marks.as_slice()) {
                ([_], [mark]) => label(mark).to_owned(),
                (rows, marks) => {
                    let row = |(row, marks): (&Item, &[Option<u8>])| {
                        let criteria = form.criteria.iter().map(|c| format!("{} ", c.zh));
                        let names = criteria.chain(std::iter::repeat(String::new()));
                        let cells = names.zip(marks).map(|(name, m)| format!("{name}{}", label(m)));
                        format!("{} {}", row.title, cells.collect::<Vec<_>>().join("、"))
                    };
                    rows.iter().zip(form.by_row(marks)).map(row).collect::<Vec<_>>().join("；")
                }
            }
        }
        (PaperForm::Picks(form), Paper::Picks(paper)) => {
            let title = |place: &u16| form.options.get(usize::from(*place)).map(|o| &o.title);
            let mark = if form.crosses { "赞成 " } else { "" };
            let picked = paper.picks.iter().filter_map(title).map(|title| format!("{mark}{title}"));
            let crossed = paper.crossed().iter().filter_map(title);
            let crossed = crossed.map(|title| format!("反对 {title}"));
            let written = paper.names().iter().map(|name| format!("另选 {name}"));
            picked.chain(crossed).chain(written).collect::<Vec<_>>().join("；")
        }
        _ => String::new(),
    }
}
