//! `plenum verify`: a bundle in, a verdict out; no server, no database, no network.

use std::fs::File;
use std::io::BufReader;
use std::process::ExitCode;

use anyhow::Context;

use crate::audit::verify::{Report, verify};
use crate::cli::args::Verify;
use crate::cli::{EXIT_BROKEN, EXIT_OK, results};

pub(crate) fn run(args: &Verify) -> anyhow::Result<ExitCode> {
    let name = args.bundle.display();
    let file = File::open(&args.bundle).with_context(|| format!("open {name}"))?;
    let report = verify(&mut BufReader::new(file)).with_context(|| format!("read {name}"))?;
    if args.json {
        println!("{}", serde_json::to_string(&report)?);
    } else {
        print(&report);
    }
    Ok(ExitCode::from(if report.ok { EXIT_OK } else { EXIT_BROKEN }))
}

/// The report for people: one line per check, then every finding with its place.
pub(crate) fn print(report: &Report) {
    println!("sitting {}  {} records  head {}", report.header.sitting, report.records, report.head);
    println!("written by {}", report.header.software);
    for check in &report.checks {
        let mark = if check.findings == 0 { "ok    " } else { "BROKEN" };
        println!("{:>4} {mark} {}", check.check, check.what);
    }
    for finding in &report.findings {
        let kind = if finding.warning { "warning" } else { "finding" };
        println!("{kind} {} at record {}: {}", finding.check, finding.seq, finding.what);
    }
    for line in results::lines(&report.sitting) {
        println!("{line}");
    }
    println!("no anchor was given: a record cut off at its end would not show");
    println!("{}", if report.ok { "the record holds" } else { "THE RECORD DOES NOT HOLD" });
}
