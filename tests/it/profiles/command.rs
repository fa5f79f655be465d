//! `plenum profile`, and the same refusals at the start of a server.

use std::process::Command;

use super::files;

/// Exit code, standard output and standard error of the binary in a folder of its own.
fn plenum(folder: &tempfile::TempDir, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plenum"));
    command.args(args).current_dir(folder.path());
    let output = command.output().expect("run the binary");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A folder with these files.
fn folder(texts: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("tempdir");
    for (name, text) in texts {
        std::fs::write(folder.path().join(name), text).expect("write");
    }
    folder
}

#[test]
fn a_good_file_is_explained_and_a_bad_one_refused_in_both_languages() {
    let motion = &files()["congress-motion"];
    let bad = motion.replace("\"2/3\"", "\"3/2\"").replace("[\"yes\"]", "[\"ja\"]");
    let folder = folder(&[("congress-motion.toml", motion), ("bad.toml", &bad)]);
    let good = ["profile", "check", "congress-motion.toml"];
    let (code, out, _) = plenum(&folder, &good);
    assert_eq!(code, Some(0), "{out}");
    assert!(out.contains("需 164 票") && out.contains("164 votes are needed"), "{out}");
    let (_, out, _) = plenum(&folder, &[&good[..], &["--lang", "en", "--members", "29"]].concat());
    assert!(out.contains("15 votes are needed") && !out.contains("需"), "{out}");

    let (code, out, _) = plenum(&folder, &["profile", "check", "bad.toml", "absent.toml", good[2]]);
    assert_eq!(code, Some(1));
    let said = |text: &str| assert!(out.contains(text), "{text} is not in {out}");
    said("quorum.fraction：“3/2”不是");
    said("quorum.fraction: fraction \"3/2\" is not");
    said("(fraction_invalid)");
    said("absent.toml: not usable");
    // The others are looked at all the same.
    said("需 164 票");
}

#[test]
fn an_example_that_no_hall_has_is_refused() {
    let folder = folder(&[("congress-motion.toml", &files()["congress-motion"])]);
    let args = ["profile", "check", "congress-motion.toml", "--members", "5", "--present", "6"];
    let (code, _, err) = plenum(&folder, &args);
    assert_eq!(code, Some(3), "{err}");
    assert!(err.contains("present <= members"), "{err}");
}

#[test]
fn the_list_names_built_in_profiles_and_those_of_the_folder() {
    let local = files()["sc-motion"].replace("常委会议案表决", "本地常委会表决");
    let folder = folder(&[
        ("sc-motion.toml", &local),
        ("notes.md", "no profile"),
        ("plenum.toml.txt", "profiles_folder = \".\""),
    ]);
    let (code, out, _) = plenum(&folder, &["--config", "plenum.toml.txt", "profile", "list"]);
    assert_eq!(code, Some(0));
    assert_eq!(out.lines().count(), files().len(), "{out}");
    let line = |id: &str| out.lines().find(|line| line.starts_with(id)).expect("listed");
    assert!(line("sc-motion").contains("本地常委会表决"), "{out}");
    assert!(line("sc-motion").contains("sc-motion.toml"), "{out}");
    assert!(line("congress-motion").contains("[built in]"), "{out}");
}

#[test]
fn a_server_does_not_start_over_a_bad_profile_and_says_where_it_is() {
    let bad = files()["sc-motion"].replace("[\"yes\"]", "[\"ja\"]");
    let other = files()["two-thirds"].replace("\"gt\"", "\"ge\"").replace("\"ge\"", "\"over\"");
    let folder = folder(&[
        ("sc-motion.toml", &bad),
        ("two-thirds.toml", &other),
        ("renamed.toml", &files()["quick-poll"]),
        ("plenum.toml.txt", "profiles_folder = \".\""),
    ]);
    let args = ["--config", "plenum.toml.txt", "serve", "--listen", "127.0.0.1:0"];
    let (code, out, err) = plenum(&folder, &args);
    assert_eq!((code, out.as_str()), (Some(3), ""), "{err}");
    for said in [
        "sc-motion.toml: line ",
        "outcome.grades[1]: \"ja\" is a grade that is not on the paper",
        "“ja”不在票上",
        "(grade_unknown)",
        "two-thirds.toml: line ",
        "quorum.comparator",
        "outcome.threshold.comparator",
        "renamed.toml: line ",
        "(id_not_file)",
    ] {
        assert!(err.contains(said), "{said} is not in {err}");
    }
}
