//! Tampering, by script: good bundles, changed in every way a file can be changed, with and without
//! the means of an insider; both verifiers must say the same, and what is expected. The same seed
//! gives the same corpus.

mod author;
mod good;

use plenum::audit::verify::verify;

#[test]
fn smoke() {
    for good in good::bundles() {
        let report = verify(&mut good.bundle.as_slice()).unwrap();
        println!("{} {} {:?} {:?}", good.name, report.records, report.verdict, report.findings);
        std::fs::write(format!("/tmp/good-{}.jsonl", good.name), &good.bundle).unwrap();
    }
}
