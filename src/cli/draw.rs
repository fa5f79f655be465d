//! `plenum draw`: a stratified draw from a list, and the check of one; no server, no store.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};

use crate::cli::args::{Draw, DrawCheck, DrawCommand, Equal, Language, StrataBy};
use crate::cli::{EXIT_BROKEN, EXIT_OK};
use crate::crypto::hash::Hash;
use crate::documents::draw::{DrawSheet, Planned, read_any};
use crate::documents::draw_form::{Lang, plan_form, result_form};
use crate::domain::command::draw::DrawPlan;
use crate::domain::draw::{DrawRules, Entry, EqualRemainders, StratumBy, clean_digits};
use crate::domain::refusal::Refusal;
use crate::domain::text::Text;

/// Largest file that is read: a list of a whole city with room to spare.
const FILE_BYTES_MAX: usize = 8 * 1024 * 1024;

pub(crate) fn run(args: &Draw) -> anyhow::Result<ExitCode> {
    if let Some(DrawCommand::Check(check)) = &args.command {
        return self::check(check);
    }
    let planned = planned(args)?;
    let secret = args.secret.as_deref().map(|file| secret(file, args.digits.is_some()));
    let secret = secret.transpose()?;
    let commitment = secret.map(|secret| Hash::of(&secret.0));
    let Some(digits) = &args.digits else {
        if args.json {
            let plan = serde_json::json!({
                "list_hash": planned.list_hash, "people": planned.plan.list.len(),
                "eligible": planned.eligible(), "rules": planned.plan.rules,
                "strata": planned.strata, "commitment": commitment,
            });
            println!("{plan}");
        } else {
            let commitment = commitment.map(|hash| hash.to_string());
            for lang in languages(args.lang) {
                println!("{}\n", plan_form(&planned, commitment.clone(), lang));
            }
        }
        return Ok(ExitCode::from(EXIT_OK));
    };
    let digits = clean_digits(digits).map_err(told)?;
    let sheet = planned.draw(secret, &digits);
    if args.json {
        println!("{}", serde_json::to_string(&sheet)?);
    } else {
        for lang in languages(args.lang) {
            println!("{}\n", result_form(&sheet, None, &[], lang));
        }
    }
    Ok(ExitCode::from(EXIT_OK))
}

fn planned(args: &Draw) -> anyhow::Result<Planned> {
    let path = args.list.as_deref().context("give the list to draw from")?;
    let seats = args.seats.context("say how many to draw: --seats")?;
    let text = |text: &Option<String>| Text::new(text.as_deref().unwrap_or_default());
    let mut strata: Vec<StratumBy> = args
        .strata
        .iter()
        .map(|by| match by {
            StrataBy::Unit => StratumBy::Unit,
            StrataBy::Level => StratumBy::Level,
        })
        .collect();
    strata.sort_unstable();
    let plan = DrawPlan {
        title: text(&args.title)?,
        condition: text(&args.condition)?,
        label: text(&args.label)?,
        replaces: None,
        reason: Text::default(),
        rules: DrawRules {
            seats,
            strata,
            minimum: args.min,
            substitutes: args.substitutes,
            equal_remainders: match args.equal {
                Equal::Lot => EqualRemainders::Lot,
                Equal::Listed => EqualRemainders::ListedOrder,
                Equal::Larger => EqualRemainders::LargerStratum,
            },
        },
        list: list(path)?,
    };
    Planned::new(plan).map_err(told)
}

fn list(path: &Path) -> anyhow::Result<Vec<Entry>> {
    let bytes = read(path)?;
    read_any(&bytes).map_err(|errors| {
        let lines: Vec<&str> = errors.iter().flat_map(|error| [&*error.zh, &*error.en]).collect();
        anyhow::anyhow!("{}\n{}", path.display(), lines.join("\n"))
    })
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = std::fs::read(path).with_context(|| format!("read {}", path.display()))?;
    anyhow::ensure!(bytes.len() <= FILE_BYTES_MAX, "{}: too large", path.display());
    Ok(bytes)
}

fn told(refusal: impl Into<Refusal>) -> anyhow::Error {
    let refusal = refusal.into();
    anyhow::anyhow!("{}\n{} ({})", refusal.zh(), refusal.en(), refusal.code())
}

/// The secret in a file: 64 hexadecimal digits. It is made where there is no such file, as long as
/// no digits are known yet.
fn secret(file: &Path, has_digits: bool) -> anyhow::Result<Hash> {
    let name = || file.display().to_string();
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let parsed = serde_json::from_value(serde_json::Value::from(text.trim()));
            parsed.with_context(|| format!("{}: 64 hexadecimal digits are due", name()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !has_digits => {
            let secret = random()?;
            std::fs::write(file, format!("{secret}\n"))
                .with_context(|| format!("write {}", name()))?;
            Ok(secret)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            bail!(
                "{}: the secret is made, and its hash shown, before digits are called out",
                name()
            )
        }
        Err(error) => Err(error).with_context(|| format!("read {}", name())),
    }
}

#[expect(clippy::disallowed_methods, reason = "a secret of a draw without any server")]
fn random() -> anyhow::Result<Hash> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).context("draw a secret")?;
    Ok(Hash(bytes))
}

fn languages(lang: Option<Language>) -> Vec<Lang> {
    match lang {
        None => vec![Lang::Zh, Lang::En],
        Some(Language::Zh) => vec![Lang::Zh],
        Some(Language::En) => vec![Lang::En],
    }
}

fn check(args: &DrawCheck) -> anyhow::Result<ExitCode> {
    let name = args.result.display().to_string();
    let sheet: DrawSheet =
        serde_json::from_slice(&read(&args.result)?).with_context(|| name.clone())?;
    let differences = sheet.differences(list(&args.list)?).map_err(told)?;
    if args.json {
        println!("{}", serde_json::json!({"ok": differences.is_empty(), "differs": differences}));
    } else if differences.is_empty() {
        println!("由名单和种子重新抽取，结果完全一致\nDrawn again from list and seed: the same.");
    } else {
        let fields = differences.join(", ");
        println!("与名单和种子不符：{fields}\nThis does not follow from list and seed: {fields}");
    }
    Ok(ExitCode::from(if differences.is_empty() { EXIT_OK } else { EXIT_BROKEN }))
}
