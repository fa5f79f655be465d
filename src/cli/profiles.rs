//! The rule profiles: those inside the binary, and those of a folder, which replace built-in ones
//! of the same id.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use rust_embed::RustEmbed;

use crate::domain::profile::error::ProfileErrors;
use crate::domain::profile::{PROFILE_BYTES_MAX, Profile};
use crate::domain::text::Key;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/profiles"]
#[include = "*.toml"]
struct BuiltIn;

/// Most files read from one folder.
const FILES_MAX: usize = 500;

/// Where a profile comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    BuiltIn,
    File(PathBuf),
}

/// Reads all profiles; bad ones stop the start, each with file, line, key and reason.
pub(crate) fn load(folder: &Path) -> anyhow::Result<BTreeMap<Key, Profile>> {
    Ok(all(folder)?.into_iter().map(|(id, (profile, _))| (id, profile)).collect())
}

/// The same, with their origin.
pub(crate) fn all(folder: &Path) -> anyhow::Result<BTreeMap<Key, (Profile, Origin)>> {
    let mut profiles = BTreeMap::new();
    for name in BuiltIn::iter() {
        let file = BuiltIn::get(&name).context("a file that was just listed")?;
        let profile = Profile::parse(std::str::from_utf8(&file.data)?)
            .with_context(|| format!("rule profile {name}"))?;
        profiles.insert(profile.id.clone(), (profile, Origin::BuiltIn));
    }
    if folder == Path::new("") {
        return Ok(profiles);
    }
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    let mut bad = Vec::new();
    for entry in entries.take(FILES_MAX) {
        let path = entry?.path();
        if path.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        match read(&path) {
            Ok(profile) => {
                profiles.insert(profile.id.clone(), (profile, Origin::File(path)));
            }
            Err(errors) => bad.push(sentences(&path, &errors)),
        }
    }
    if !bad.is_empty() {
        bad.sort();
        bail!("rule profiles that cannot be used:\n{}", bad.join("\n"));
    }
    Ok(profiles)
}

/// Reads one file; its id must be the file's name, so that no two files of a folder are the same
/// profile.
pub(crate) fn read(path: &Path) -> Result<Profile, ProfileErrors> {
    // One byte more than may be, so that a longer file is refused and not read whole.
    let most = u64::try_from(PROFILE_BYTES_MAX).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path);
    file.and_then(|file| file.take(most).read_to_end(&mut bytes)).map_err(|error| {
        let (zh, en) = (format!("文件读不了：{error}"), format!("it cannot be read: {error}"));
        ProfileErrors::whole("file_unreadable", zh, en)
    })?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let (zh, en) = ("不是 UTF-8 文字", "it is no UTF-8 text");
        ProfileErrors::whole("file_unreadable", zh.into(), en.into())
    })?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    Profile::parse_named(&text, &name)
}

fn sentences(path: &Path, errors: &ProfileErrors) -> String {
    let line = |error: &crate::domain::profile::error::ProfileError| {
        format!("{}: {}\n    {}", path.display(), error.en_line(), error.zh_line())
    };
    errors.iter().map(line).collect::<Vec<_>>().join("\n")
}
