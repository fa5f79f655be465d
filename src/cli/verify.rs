//! `plenum verify`: a bundle in, a verdict out; no server, no database, no network.
//!
//! Exit codes: 0 the record holds and an anchor was given and met; 1 something is wrong; 2 nothing
//! wrong was found, but the record may go on; 4 the record of a rehearsal, which is no result; 64 wrong usage, or a file that cannot be read.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::audit::anchor::AnchorClaim;
use crate::audit::verify::{self as verifier};
use crate::audit::verify::{Boxes, CheckResult, Finding, Report, Request, State, Verdict};
use crate::cli::args::Verify;
use crate::cli::{EXIT_BROKEN, EXIT_INCOMPLETE, EXIT_OK, EXIT_REHEARSAL, EXIT_USAGE, results};
use crate::crypto::sign::VerifyKey;

/// Bytes read from a bundle at a time.
const READ_BYTES: usize = 256 * 1024;

pub(crate) fn run(args: &Verify) -> anyhow::Result<ExitCode> {
    let report = match report(args) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("plenum verify: {error:#}");
            return Ok(ExitCode::from(EXIT_USAGE));
        }
    };
    let mut said = if args.json { serde_json::to_string(&report)? } else { text(&report) };
    said.push('\n');
    // A reader that left early changes nothing about the verdict.
    let _ = std::io::stdout().write_all(said.as_bytes());
    Ok(exit_code(report.verdict))
}

/// What the shell is told.
pub(crate) fn exit_code(verdict: Verdict) -> ExitCode {
    ExitCode::from(match verdict {
        Verdict::Holds => EXIT_OK,
        Verdict::Broken => EXIT_BROKEN,
        Verdict::Incomplete => EXIT_INCOMPLETE,
        Verdict::Rehearsal => EXIT_REHEARSAL,
    })
}

/// Any error here is one of usage.
fn report(args: &Verify) -> anyhow::Result<Report> {
    let anchors = args.anchors.iter().map(|text| anchor(text)).collect::<Result<_, _>>()?;
    let keys = args.keys.iter().map(|text| key(text)).collect::<Result<_, _>>()?;
    let mut bundle = open(&args.bundle)?;
    let mut earlier = args.extends.as_deref().map(open).transpose()?;
    let request = Request {
        anchors,
        keys,
        earlier: earlier.as_mut().map(|earlier| earlier as &mut dyn BufRead),
        boxes: Boxes::Dropped,
    };
    Ok(verifier::verify_against(&mut bundle, request)?)
}

fn open(path: &Path) -> anyhow::Result<BufReader<File>> {
    use anyhow::Context;
    let file = File::open(path).with_context(|| format!("open {}", path.display()))?;
    Ok(BufReader::with_capacity(READ_BYTES, file))
}

fn anchor(text: &str) -> anyhow::Result<AnchorClaim> {
    use anyhow::Context;
    let claim: AnchorClaim = text.parse().with_context(|| format!("anchor \"{text}\""))?;
    anyhow::ensure!(claim.size() > 0, "anchor \"{text}\": an anchor of no records says nothing");
    Ok(claim)
}

fn key(text: &str) -> anyhow::Result<VerifyKey> {
    use anyhow::Context;
    text.parse().with_context(|| format!("key \"{text}\""))
}

/// The report for people: one line per check, then every finding with its place.
pub(crate) fn text(report: &Report) -> String {
    let sitting = report.header.as_ref().map(|header| format!("sitting {}", header.sitting));
    let mut lines: Vec<String> = sitting.into_iter().collect();
    lines.push(format!("{} records  head {}", report.records, report.head));
    lines.push(format!("root {}", report.root));
    lines.extend(report.checks.iter().map(of_check));
    lines.extend(report.findings.iter().map(of_finding));
    if report.unjudged > 0 {
        lines.push(format!(
            "{} records were not held against the rules, because one before them was not lawful",
            report.unjudged
        ));
    }
    lines.extend(results::lines(&report.sitting));
    lines.push(String::new());
    lines.extend(report.open.iter().map(|why| format!("open: {why}")));
    lines.push(sentence(report.verdict).to_owned());
    lines.join("\n")
}

fn of_check(check: &CheckResult) -> String {
    let mark = match check.state {
        State::Ok => "ok",
        State::Warning => "warning",
        State::Broken => "BROKEN",
        State::Absent => "-",
        State::Open => "open",
    };
    let note = if check.note.is_empty() { String::new() } else { format!(" ({})", check.note) };
    format!("{:>4} {mark:<8}{}{note}\n{:13}{}", check.check, check.what, "", check.zh)
}

fn of_finding(finding: &Finding) -> String {
    let kind = if finding.warning { "warning" } else { "finding" };
    let place = match finding.seq {
        Some(seq) => format!("record {seq} (line {})", finding.line),
        None => format!("line {}", finding.line),
    };
    format!("{kind} {} at {place}: {}", finding.check, finding.what)
}

fn sentence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "the record holds, up to the anchors given\n记录成立，与所给的锚点相符",
        Verdict::Broken => "THE RECORD DOES NOT HOLD\n记录不成立",
        Verdict::Rehearsal => {
            "REHEARSAL: nothing wrong was found, and it is no result\n演练：未发现问题，但不是表决结果"
        }
        Verdict::Incomplete => {
            "nothing wrong was found, but the record may be incomplete\n未发现问题，但记录可能不完整"
        }
    }
}
