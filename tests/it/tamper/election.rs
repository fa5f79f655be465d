//! Good bundles of elections: names written in, ties decided without a vote, ballots that follow.

use plenum::domain::command::election::{ChairElection, ScrutineerElection};
use plenum::domain::command::{ChairCommand, Command, DeskCommand, ScrutineerCommand};
use plenum::domain::ids::BallotId;
use plenum::domain::outcome::OutcomeRule;
use plenum::domain::outcome::places::{ShortfallRule, TieKey, TieRule, WithdrawalRule};
use plenum::domain::paper::{Name, RawPaper};
use plenum::domain::sheet::{LinkWhy, Sheet};
use plenum::domain::write_ins::{RuledAs, Ruling};

use super::author::{Author, Good, ballot};
use crate::support::ballots::{Wanted, changed, key, profile, text_of};
use crate::support::script::paper;

pub(super) fn bundles() -> Vec<Good> {
    vec![secret(), recorded(), decided(), weighed()]
}

fn filled(words: &str) -> RawPaper {
    paper(&words.split(' ').collect::<Vec<_>>(), "election:")
}

fn rule(author: &mut Author, ballot: BallotId, rulings: &[(&str, RuledAs)]) {
    let ruling =
        |(name, ruled): &(&str, RuledAs)| Ruling { name: named(name), ruled: ruled.clone() };
    let rulings = rulings.iter().map(ruling).collect();
    let rule = ScrutineerElection::RuleWriteIns { ballot, rulings };
    author.give(&Command::Scrutineer(ScrutineerCommand::Election(rule)));
    author.checkpoint();
    author.settle();
}

fn named(name: &str) -> Name {
    Name::new(&text_of(name)).expect("a plain name")
}

fn election(author: &mut Author, command: ChairElection) {
    author.chair(ChairCommand::Election(command));
    author.checkpoint();
}

/// Three seats: one is filled, names are put together, one is invalid; the chair prepares the
/// further election; who is elected withdraws.
fn secret() -> Good {
    let mut author = Author::new(21, 6);
    author.set_key(1);
    let (first, second) = (ballot(1), ballot(2));
    let wanted = profile("election-local").secret().items(&["甲", "乙", "丙"]).places(2);
    author.draft(first, wanted.sheet(1));
    author.open_sealed(first);
    for (n, words) in
        [(1, "1 x2 +丁"), (2, "1 x2 +老丁"), (3, "1 x3 +乙"), (4, "1 x3 +无名"), (5, "1 2")]
    {
        author.seal(first, n, Some(&filled(words)));
    }
    author.close(first);
    let rulings = [
        ("丁", RuledAs::Person(named("丁同志"))),
        ("老丁", RuledAs::Person(named("丁同志"))),
        ("无名", RuledAs::Invalid(text_of("无法辨认"))),
    ];
    rule(&mut author, first, &rulings);
    author.certify(first);
    author.declare(first);
    let why = LinkWhy::FurtherElection;
    election(&mut author, ChairElection::FollowUp { ballot: second, of: first, why });
    author.desk(DeskCommand::Ready { ballot: second });
    author.open_sealed(second);
    for n in 1..=4 {
        author.seal(second, n, Some(&filled("2")));
    }
    author.close(second);
    let (item, reason) = (key("1"), text_of("本人辞谢"));
    election(&mut author, ChairElection::Withdraw { ballot: first, item, reason });
    author.certify(second);
    author.declare(second);
    author.finish("election, secret")
}

fn with(wanted: &Wanted, number: u32, edit: fn(&mut OutcomeRuleParts<'_>)) -> Sheet {
    let mut sheet = wanted.sheet(number);
    let OutcomeRule::Selection(rule) = &mut sheet.rules.outcome else { panic!("a selection") };
    edit(&mut OutcomeRuleParts {
        tie: &mut rule.tie_rule,
        shortfall: &mut rule.shortfall_rule,
        withdrawal: &mut rule.withdrawal,
    });
    rule.majority = None;
    sheet
}

/// What a bundle changes in the rule of a ballot.
struct OutcomeRuleParts<'a> {
    tie: &'a mut TieRule,
    shortfall: &'a mut ShortfallRule,
    withdrawal: &'a mut WithdrawalRule,
}

fn by_name(changes: &str) -> Wanted {
    by_local_law(&format!("secrecy = ['secret', 'recorded']\n{changes}"))
}

fn by_local_law(changes: &str) -> Wanted {
    changed("election-local", &changes.parse().expect("TOML")).items(&["甲", "乙", "丙"]).places(2)
}

/// 记名: names are read from the papers; a run-off that the chair prepares; all who are equal.
fn recorded() -> Good {
    let mut author = Author::new(22, 6);
    author.set_key(2);
    let (first, second, third) = (ballot(1), ballot(2), ballot(3));
    author.draft(first, with(&by_name(""), 1, |_| {}));
    author.open(first, 0);
    for (n, words) in [(1, "1 x3 +丁"), (2, "1 x3 +丁"), (3, "2 x3 +丙"), (4, "2"), (5, "1 x2")]
    {
        author.cast(first, n, filled(words));
    }
    author.close(first);
    rule(&mut author, first, &[("丁", RuledAs::Person(named("丁")))]);
    author.certify(first);
    author.declare(first);
    let why = LinkWhy::RunOff;
    election(&mut author, ChairElection::FollowUp { ballot: second, of: first, why });
    author.desk(DeskCommand::Ready { ballot: second });
    author.open(second, 0);
    for (n, words) in [(1, "1"), (2, "1"), (3, "2")] {
        author.cast(second, n, no_names(words, &author, second));
    }
    author.close(second);
    author.certify(second);
    author.declare(second);
    author.draft(third, with(&by_name(""), 2, |rule| *rule.tie = TieRule::AllTiedIn));
    author.open(third, 0);
    for (n, words) in [(1, "1 2"), (2, "2 3"), (3, "1 3")] {
        author.cast(third, n, filled(words));
    }
    author.close(third);
    author.finish("election, recorded")
}

/// A paper of a form without names, by the places that its options have on the first paper.
fn no_names(words: &str, author: &Author, ballot: BallotId) -> RawPaper {
    let RawPaper::Picks(mut raw) = filled(words) else { panic!("options") };
    let form = &author.sitting.ballot(ballot).expect("drafted").sheet.form;
    let place = |key: &plenum::domain::text::Key| key.as_str().parse::<usize>().expect("a place");
    raw.picks = raw.picks.iter().map(|key| form.items()[place(key) - 1].id.clone()).collect();
    raw.write_ins = None;
    RawPaper::Picks(raw)
}

/// A tie that the chair decides, one by lot, one by fewer votes against, one that shares the rank;
/// withdrawals that let the next in line move up.
fn decided() -> Good {
    let mut author = Author::new(23, 6);
    author.set_key(3);
    let rules: [fn(&mut OutcomeRuleParts<'_>); 4] = [
        |rule| *rule.tie = TieRule::ChairDecides,
        |rule| *rule.tie = TieRule::Lot,
        |rule| *rule.tie = TieRule::SecondaryKey(TieKey::FewerAgainst),
        |rule| {
            (*rule.tie, *rule.withdrawal) = (TieRule::SharedRank, WithdrawalRule::NextInLine);
            *rule.shortfall = ShortfallRule::FillNextMeeting;
        },
    ];
    for (number, rule) in (1..).zip(rules) {
        let id = ballot(number.into());
        author.draft(id, with(&by_name("").places(1), number, rule));
        author.open(id, 0);
        for (n, words) in [(1, "1"), (2, "2 x1"), (3, "3"), (4, "1 x3"), (5, "2")] {
            author.cast(id, n, filled(words));
        }
        author.close(id);
        let (item, reason) = (key("2"), text_of("主席团决定"));
        match number {
            1 => {
                let items = vec![item];
                election(&mut author, ChairElection::DecideTie { ballot: id, items, reason });
            }
            2 => {
                let seed = text_of("三 七 九");
                election(&mut author, ChairElection::DrawLot { ballot: id, seed });
            }
            _ => election(&mut author, ChairElection::Withdraw { ballot: id, item, reason }),
        }
        author.certify(id);
        author.declare(id);
    }
    author.finish("election, decided")
}

/// Weights, proxies and one act for two mandates, on papers with crosses and names; a tie of weights,
/// and its run-off.
fn weighed() -> Good {
    let mut author = Author::new(24, 6);
    author.set_key(1);
    let (first, second) = (ballot(1), ballot(2));
    let changes = "secrecy = ['recorded']\nweights.decimals = 1\nrecusal.allowed = false
         proxies = { max_per_holder = 2, principal_may_vote = true }";
    author.draft(first, with(&by_local_law(changes), 1, |_| {}));
    author.weigh(1, "2.5");
    author.weigh(2, "1.5");
    author.give_proxy(6, 1);
    author.open(first, 0);
    author.split(first, 1, &[(1, filled("2 x3 +丁")), (1, filled("1 x3 +丁"))]);
    for (n, words) in [(2, "1 x2 +老丁"), (3, "2 x1 +乙"), (4, "2 x3 +丙"), (5, "2 x1 +无名")]
    {
        author.cast(first, n, filled(words));
    }
    author.close(first);
    let rulings = [
        ("丁", RuledAs::Person(named("丁"))),
        ("无名", RuledAs::Invalid(text_of("无法辨认"))),
        ("老丁", RuledAs::Person(named("丁"))),
    ];
    rule(&mut author, first, &rulings);
    author.certify(first);
    author.declare(first);
    let why = LinkWhy::RunOff;
    election(&mut author, ChairElection::FollowUp { ballot: second, of: first, why });
    author.desk(DeskCommand::Ready { ballot: second });
    author.open(second, 0);
    let papers = ["1", "2 x1", "2"].map(|words| no_names(words, &author, second));
    let [one, crossed, two] = papers;
    author.cast_for(second, 1, 6, two.clone());
    author.split(second, 1, &[(2, one.clone())]);
    author.cast(second, 2, crossed);
    author.cast(second, 3, two);
    author.close(second);
    author.certify(second);
    author.declare(second);
    author.finish("election, weighed")
}
