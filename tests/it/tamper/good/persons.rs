//! Bundles about persons: recusal in the clear and under seal, subjects, scrutineers, the chair,
//! roll call.

use plenum::domain::command::people::{ChairPeople, DelegatePeople, DeskPeople};
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::officers::Chairperson;
use plenum::domain::roll_call::CallOrder;
use plenum::domain::sheet::{Secrecy, Sheet};

use super::super::author::{Author, Good, ballot, member};
use super::marks;
use crate::support::ballots::{key, profile, text_of};

impl Author {
    pub(super) fn recuse(&mut self, ballot: BallotId, n: u128, rows: &[&str]) {
        let rows = (!rows.is_empty()).then(|| rows.iter().map(|row| key(row)).collect());
        let (delegate, reason) = (member(n), text_of("近亲属"));
        let recuse = DeskPeople::Recuse { ballot, delegate, rows, reason };
        self.desk(DeskCommand::People(recuse));
    }

    fn by_own(&mut self, n: u128, command: DelegatePeople) {
        self.give(&Command::Delegate(member(n), DelegateCommand::People(command)));
    }
}

/// Recusals of every kind in a matrix whose bases shrink, then a roll call.
pub(super) fn recorded(one: &str) -> Good {
    let mut author = Author::new(8, 7);
    author.set_key(20);
    let (first, second) = (ballot(1), ballot(2));
    let (people, chief) = (vec![member(1), member(2)], Some(member(2)));
    author.desk(DeskCommand::People(DeskPeople::NameScrutineers { people, chief }));
    let chair = Chairperson::Person(member(3));
    author.desk(DeskCommand::People(DeskPeople::NameChair { chair }));
    let wanted = profile("sc-appointments-seriatim").numbered(3).subject(0, member(3));
    let wanted = wanted.with(|sheet| {
        let rule = &mut sheet.rules.recusal;
        (rule.subject_recused, rule.chair_hands_over) = (true, true);
        (rule.base_shrinks, rule.present_shrinks) = (true, true);
    });
    author.draft(first, wanted.sheet(1));
    author.recuse(first, 4, &["2"]);
    author.recuse(first, 7, &[]);
    author.recuse(first, 6, &["3"]);
    let (ballot, delegate) = (first, member(6));
    author.desk(DeskCommand::People(DeskPeople::WithdrawRecusal { ballot, delegate }));
    let (to, reason) = (Chairperson::Name(text_of("王")), text_of("本人为任命对象"));
    let over = ChairPeople::HandOver { to, reason, ballot: Some(first) };
    author.chair(ChairCommand::People(over));
    author.open(first, 0);
    author.cast(first, 1, marks(&format!("1={one} 2=yes 3=yes")));
    author.cast(first, 3, marks("2=yes 3=no"));
    author.cast(first, 4, marks("1=yes 3=yes"));
    author.cast(first, 5, marks("1=yes 2=yes 3=yes"));
    author.recuse(first, 5, &["1", "3"]);
    author.cast(first, 5, marks("2=no"));
    let (rows, reason) = (Some(vec![key("1")]), text_of("本人所在单位"));
    author.by_own(2, DelegatePeople::Recuse { ballot: first, rows, reason });
    author.desk(DeskCommand::CheckIn { delegate: member(7) });
    author.close(first);
    author.declare(first);
    author.draft(second, profile("sc-motion").with(roll_call).sheet(2));
    author.open(second, 0);
    author.cast(second, 1, marks("yes"));
    let (ballot, delegate) = (second, member(2));
    author.chair(ChairCommand::People(ChairPeople::Pass { ballot, delegate }));
    author.by_own(3, DelegatePeople::Pass { ballot: second });
    for n in [4, 5, 6, 7, 2, 3] {
        author.cast(second, n, marks("yes"));
    }
    author.close(second);
    author.declare(second);
    author.finish("persons")
}

pub(super) fn roll_call(sheet: &mut Sheet) {
    sheet.rules.secrecy = Secrecy::RollCall;
    sheet.rules.call_order = Some(CallOrder::Number);
}

/// The same under seal: a changed paper, one that was taken out, one that is none.
pub(super) fn secret(one: &str) -> Good {
    let mut author = Author::new(9, 7);
    author.set_key(21);
    let first = ballot(1);
    let wanted = profile("sc-appointments-seriatim").numbered(2).secret();
    let wanted = wanted.with(|sheet| sheet.rules.recusal.base_shrinks = true);
    author.draft(first, wanted.sheet(1));
    author.recuse(first, 1, &["1"]);
    author.open_sealed(first);
    author.seal(first, 1, Some(&marks("2=yes")));
    author.seal(first, 2, Some(&marks(&format!("1={one} 2=yes"))));
    author.seal(first, 3, Some(&marks("1=yes 2=no")));
    author.seal(first, 4, None);
    author.recuse(first, 2, &["2"]);
    author.seal(first, 2, Some(&marks("1=yes")));
    author.recuse(first, 4, &["1"]);
    author.seal(first, 4, None);
    author.recuse(first, 5, &[]);
    author.close(first);
    author.declare(first);
    author.finish("persons, secret")
}
