//! `plenum profile`: what is wrong with a profile file, or what it means.

use std::process::ExitCode;

use anyhow::bail;

use crate::cli::args::{Language, ProfileCheck};
use crate::cli::profiles::{self, Origin};
use crate::cli::{EXIT_BROKEN, EXIT_OK};
use crate::config::Config;
use crate::domain::profile::Profile;
use crate::domain::profile::error::ProfileErrors;
use crate::domain::profile::explain::{Example, Sentence};

/// The worked example, where nothing else is asked for: 全体 327, 实到 300, 有效票 296.
const PRESENT: u32 = 300;
const VALID: u32 = 296;

pub(crate) fn check(args: &ProfileCheck) -> anyhow::Result<ExitCode> {
    let present = args.present.unwrap_or(PRESENT.min(args.members));
    let valid = args.valid.unwrap_or(VALID.min(present));
    let Some(example) = Example::new(args.members, present, valid) else {
        bail!("the example needs 0 < valid <= present <= members");
    };
    let mut all_good = true;
    for path in &args.files {
        match profiles::read(path) {
            Ok(profile) => explain(&profile, example, args.lang),
            Err(errors) => {
                all_good = false;
                tell(&path.display().to_string(), &errors, args.lang);
            }
        }
    }
    Ok(ExitCode::from(if all_good { EXIT_OK } else { EXIT_BROKEN }))
}

fn explain(profile: &Profile, example: Example, lang: Option<Language>) {
    for language in languages(lang) {
        print!("{}\n\n", profile.explanation(example, pick(language)));
    }
}

fn tell(file: &str, errors: &ProfileErrors, lang: Option<Language>) {
    for language in languages(lang) {
        let heading = Sentence {
            zh: format!("{file}：不可用，{} 处有误", errors.iter().count()),
            en: format!("{file}: not usable, {} found wrong", errors.iter().count()),
        };
        println!("{}", pick(language)(&heading));
        for error in errors {
            let line = Sentence { zh: error.zh_line(), en: error.en_line() };
            println!("  {}", pick(language)(&line));
        }
    }
}

fn languages(lang: Option<Language>) -> Vec<Language> {
    lang.map_or_else(|| vec![Language::Zh, Language::En], |language| vec![language])
}

fn pick(language: Language) -> fn(&Sentence) -> &str {
    match language {
        Language::Zh => Sentence::zh,
        Language::En => Sentence::en,
    }
}

pub(crate) fn list(config: &Config) -> anyhow::Result<()> {
    for (profile, origin) in profiles::all(&config.profiles_folder)?.values() {
        let from = match origin {
            Origin::BuiltIn => "built in".to_owned(),
            Origin::File(path) => path.display().to_string(),
        };
        println!("{}  {} / {}  [{from}]", profile.id, profile.name.zh, profile.name.en);
    }
    Ok(())
}
