//! The demo, from its document to its results.

use plenum::crypto::envelope::{Binding, SealPrivateKey, seal};
use plenum::documents::results;
use plenum::documents::sitting::{GeneratedRoster, RosterForm, SittingDocument};
use plenum::domain::ballot::{Ballot, Stamp};
use plenum::domain::command::{ChairCommand, Command, DelegateCommand, DeskCommand, SystemCommand};
use plenum::domain::ids::{BallotId, CastId, DelegateId};
use plenum::domain::paper::{PaperForm, RawPaper};
use plenum::domain::roster::Standing;
use plenum::domain::seal::{empty_box, paper_text};
use plenum::domain::sheet::Secrecy;
use plenum::domain::sitting::Sitting;
use plenum::domain::text::{Key, Text};
use uuid::Uuid;

use super::{demo_file, ids, profiles};

/// A sitting driven by commands, with a clock that moves a second with each.
#[derive(Default)]
struct Hall {
    sitting: Sitting,
    seq: u64,
}

impl Hall {
    #[track_caller]
    fn act(&mut self, command: &Command) {
        let at_ms = 1_764_000_000_000 + self.seq * 1_000;
        let decision = self.sitting.decide(command, at_ms);
        let decision = decision.unwrap_or_else(|refusal| panic!("{refusal}: {command:?}"));
        if let Some(event) = decision.event {
            self.sitting.apply(&event, Stamp { seq: self.seq, at_ms, hash: [0; 32] });
            self.seq += 1;
        }
    }

    fn chair(&mut self, command: ChairCommand) {
        self.act(&Command::Chair(command));
    }

    fn agenda(&self) -> Vec<BallotId> {
        self.sitting.agenda().iter().map(|ballot| ballot.id).collect()
    }

    fn members(&self) -> Vec<DelegateId> {
        let people = self.sitting.roster().people().map(|(person, _)| person);
        people
            .filter(|person| person.standing == Standing::Member)
            .map(|person| person.id)
            .collect()
    }

    /// Opens, lets member `i` fill in `paper(i)`, closes and counts.
    fn hold(&mut self, ballot: BallotId, paper: impl Fn(usize) -> RawPaper) {
        let secret = self.sitting.ballot(ballot).unwrap().sheet.rules.secrecy == Secrecy::Secret;
        if secret {
            return self.hold_secret(ballot, paper);
        }
        self.chair(ChairCommand::Open { ballot, duration_s: Some(0) });
        for (i, delegate) in self.members().into_iter().enumerate() {
            let cast_id = CastId(Uuid::from_u128(u128::from(self.seq)));
            let cast = DelegateCommand::Cast { ballot, cast_id, paper: paper(i) };
            self.act(&Command::Delegate(delegate, cast));
        }
        self.chair(ChairCommand::Close { ballot });
        self.act(&Command::System(SystemCommand::Count { ballot }));
    }

    /// The same, sealed; the box is emptied as whoever has the key would.
    fn hold_secret(&mut self, ballot: BallotId, paper: impl Fn(usize) -> RawPaper) {
        let private = SealPrivateKey::from_seed([7; 32]);
        let (key, duration_s) = (private.public(), Some(0));
        self.chair(ChairCommand::OpenSealed { ballot, duration_s, key });
        let found = self.sitting.ballot(ballot).unwrap();
        let (sheet, opened) = (found.sheet.clone(), found.phase.poll().unwrap().seal.unwrap().seal);
        let mut texts = Vec::new();
        for (i, delegate) in self.members().into_iter().enumerate() {
            let text = paper_text(&sheet.form.parse(&paper(i)).unwrap());
            let binding = Binding {
                manifest: opened.manifest,
                ballot: *ballot.0.as_bytes(),
                delegate: *delegate.0.as_bytes(),
                revision: 1,
            };
            let seed = [u8::try_from(i).unwrap(); 32];
            let envelope = seal(&key, &binding, &text, opened.pad_len, seed).unwrap();
            let cast_id = CastId(Uuid::from_u128(u128::from(self.seq)));
            let cast = DelegateCommand::CastSealed { ballot, cast_id, revision: 1, envelope };
            self.act(&Command::Delegate(delegate, cast));
            texts.push(text);
        }
        self.chair(ChairCommand::Close { ballot });
        let opened = empty_box(&sheet, texts.iter().map(|text| Some(text.as_slice())));
        let opened = Box::new(opened);
        self.act(&Command::System(SystemCommand::CountOpened { ballot, opened }));
    }

    fn count_csv(&self, ballot: BallotId) -> String {
        let ballot = self.sitting.ballot(ballot).expect("a ballot");
        results::ballot_csv(
            &ballot.sheet,
            &ballot.phase.counting().expect("counted").count,
            &ballot.answers(),
        )
    }
}

fn officers_of(ballot: &Ballot) -> impl Iterator<Item = &str> {
    let titles = ballot.sheet.form.items().iter().map(|item| item.title.as_str());
    titles.map(|title| title.strip_prefix("民警 ").expect("the label of the draw"))
}

/// The demo's hall with thirty members, all of them present.
fn demo_hall() -> Hall {
    let text = String::from_utf8(demo_file("sitting.toml").expect("the document")).unwrap();
    let mut document = SittingDocument::parse(&text).unwrap();
    let RosterForm::Generated(roster) = document.roster else { panic!("a generated roster") };
    document.roster = RosterForm::Generated(GeneratedRoster { members: 30, ..roster });
    let mut ids = ids();
    let prepared = document.prepare(&demo_file, &mut ids).unwrap();
    let mut hall = Hall::default();
    for command in prepared.commands(&profiles(), &mut ids).unwrap() {
        hall.act(&command);
    }
    for delegate in hall.members() {
        hall.act(&Command::Desk(DeskCommand::CheckIn { delegate }));
    }
    hall
}

fn marks(marks: impl IntoIterator<Item = (usize, &'static str)>) -> RawPaper {
    let marks = marks.into_iter().map(|(row, grade)| (Key::ordinal(row), Key::new(grade).unwrap()));
    RawPaper::Marks { marks: marks.collect() }
}

#[test]
fn the_demos_agenda_is_lawful() {
    let hall = demo_hall();
    let agenda = hall.sitting.agenda();
    let shown: Vec<_> = agenda
        .iter()
        .map(|b| (b.sheet.profile.as_str(), b.sheet.form.items().len(), b.phase.name()))
        .collect();
    assert_eq!(
        shown,
        [
            ("congress-motion", 1, "ready"),
            ("livelihood-majority-all", 10, "ready"),
            ("eval-quota-rank", 20, "ready"),
            ("quick-poll", 4, "ready"),
        ]
    );
    let PaperForm::Picks(projects) = &agenda[1].sheet.form else { panic!("picks") };
    assert_eq!(projects.max, 8);
    for option in &projects.options {
        let labels: Vec<_> = option.details.iter().map(|detail| detail.label.as_str()).collect();
        assert_eq!(labels, ["主要内容", "总投资", "责任单位", "完成时限", "完成标准"]);
        assert!(option.details.iter().all(|detail| detail.text.as_str().ends_with("（示例数据）")));
        assert!(option.note.as_str().starts_with("责任单位 "));
    }
    // Computed from list and seed by another program too.
    let numbers: Vec<_> = officers_of(agenda[2]).collect();
    let expected = "0090 0321 0564 0571 0903 0031 0135 0179 0268 0629 \
        0739 0237 0332 0595 0655 0750 1177 0725 1057 1133";
    assert_eq!(numbers.join(" "), expected);
    let units = ["市公安局机关", "交警支队", "双桥公安分局", "高新区公安分局"];
    let officers = agenda[2].sheet.form.items();
    let seats = units.map(|unit| officers.iter().filter(|row| row.note.as_str() == unit).count());
    assert_eq!(seats, [5, 6, 6, 3]);
}

#[track_caller]
fn has_lines(csv: &str, lines: &[&str]) {
    assert!(csv.starts_with('\u{feff}'), "a spreadsheet must take it for UTF-8");
    for line in lines {
        assert!(csv.contains(&format!("{line}\r\n")), "{line} is not in\n{csv}");
    }
}

const TITLE: &str = "关于《示例县2023年国民经济和社会发展计划执行情况与2024年计划的决议（草案）》";

#[test]
fn a_motion_is_told_with_its_base_and_needed_number() {
    let mut hall = demo_hall();
    let motion = hall.agenda()[0];
    hall.hold(motion, |i| marks([(1, if i < 20 { "yes" } else { "no" })]));
    has_lines(
        &hall.count_csv(motion),
        &[
            "表决方式,记名",
            "应到（全体代表）,30",
            "收回票,30",
            "结果,通过",
            "序号,项目,说明,赞成,反对,弃权,本项弃权,本项无效,本项有效,基数,所需票数,名次,结果,备注",
            &format!("1,{TITLE},,20,10,0,0,0,30,30,16,,通过,"),
            "序号,计算过程,Derivation",
            "7,赞成 20 票（66.67%），多 4 票 → 通过。,\"For 20 (66.67%), 4 votes more than needed → adopted.\"",
        ],
    );
}

#[test]
fn a_selection_is_told_with_its_shortfall() {
    let mut hall = demo_hall();
    let projects = hall.agenda()[1];
    hall.hold(projects, first_eight);
    has_lines(
        &hall.count_csv(projects),
        &[
            "应定项数,8",
            "入选所需票数,16",
            "结果,入选 7 项，缺额 1 项",
            "1,省道北凌线大中修工程,责任单位 县交通局,30,100.00,1,入选",
            "8,第一供水厂,责任单位 县水务局,10,33.33,8,未过半数",
        ],
    );
}

/// Ten papers with the first eight projects, the others with seven.
fn first_eight(i: usize) -> RawPaper {
    let picks = (1..=if i < 10 { 8 } else { 7 }).map(Key::ordinal);
    RawPaper::Picks(picks.collect::<Vec<_>>().into())
}

#[test]
fn an_evaluation_is_told_with_scores_and_grades() {
    let mut hall = demo_hall();
    let officers = hall.agenda()[2];
    let grade = |i, row| {
        if row <= 10 && i < 20 { "outstanding" } else { "competent" }
    };
    hall.hold(officers, |i| marks((1..=20).map(|row| (row, grade(i, row)))));
    let rows = hall.count_csv(officers);
    has_lines(&rows, &["结果,优秀 10，称职 10"]);
    for row in [
        ",20,10,0,0,0,0,30,66.67,33.33,0.00,0.00,93.33,1,优秀,\r\n",
        ",0,30,0,0,0,0,30,0.00,100.00,0.00,0.00,80.00,11,称职,\r\n",
    ] {
        assert_eq!(rows.matches(row).count(), 10, "{row}");
    }
}

#[test]
fn the_overview_lists_open_voided_and_counted_ballots() {
    let mut hall = demo_hall();
    let [motion, projects, _, _] = hall.agenda().try_into().unwrap();
    hall.hold(motion, |i| marks([(1, if i < 20 { "yes" } else { "no" })]));
    hall.hold(projects, first_eight);
    let reason = Text::new("=HYPERLINK(\"http://192.0.2.1\")").unwrap();
    hall.chair(ChairCommand::Void { ballot: projects, reason });
    let motion = format!(
        "1,1,{TITLE},记名,30,30,20,10,0,0,通过,已计票,2025-11-25 00:00:42,2025-11-25 00:01:13,"
    );
    let projects = "2,1,2024年民生实事项目票决,无记名,30,30,,,,,,已作废,2025-11-25 00:01:15,,\
        \"'=HYPERLINK(\"\"http://192.0.2.1\"\")\"";
    let poll = "4,1,下次会议专题学习的主题,记名,,,,,,,,就绪,,,非约束性";
    has_lines(&results::overview_csv(&hall.sitting), &[&motion, projects, poll]);
}

#[test]
fn no_cell_of_a_result_is_a_formula() {
    let mut hall = demo_hall();
    let mut sheet = (*hall.sitting.agenda()[1].sheet).clone();
    let PaperForm::Picks(projects) = &mut sheet.form else { panic!("picks") };
    let cells = ["=1+1", "+1", "-1", "@A1", "＝1", "＋1", "－1", "＠1"];
    for (option, cell) in projects.options.iter_mut().zip(cells) {
        option.title = Text::new(cell).unwrap();
        option.note = Text::new(cell).unwrap();
    }
    sheet.title = Text::new("=cmd|' /C calc'!A0").unwrap();
    let ballot = hall.agenda()[1];
    hall.act(&Command::Desk(DeskCommand::Unready { ballot }));
    hall.act(&Command::Desk(DeskCommand::Draft { ballot, sheet: Box::new(sheet) }));
    hall.act(&Command::Desk(DeskCommand::Ready { ballot }));
    hall.hold(ballot, |_| RawPaper::Picks(vec![Key::ordinal(1)].into()));
    for csv in [hall.count_csv(ballot), results::overview_csv(&hall.sitting)] {
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.flexible(true).has_headers(false).from_reader(csv.as_bytes());
        let mut harmless = 0;
        for record in reader.records() {
            for cell in &record.unwrap() {
                assert!(
                    !cell.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r']),
                    "{cell}"
                );
                harmless += usize::from(cell.starts_with('\''));
            }
        }
        assert!(harmless > 0);
    }
}
