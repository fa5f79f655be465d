//! The rule profiles: those inside the binary, and those of a folder, which replace built-in ones
//! of the same id.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use rust_embed::RustEmbed;

use crate::domain::profile::Profile;
use crate::domain::text::Key;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/profiles"]
#[include = "*.toml"]
struct BuiltIn;

/// Most files read from one folder.
const FILES_MAX: usize = 500;

/// Reads all profiles; a bad one stops the start with file, line and reason.
pub(crate) fn load(folder: &Path) -> anyhow::Result<BTreeMap<Key, Profile>> {
    let mut profiles = BTreeMap::new();
    for name in BuiltIn::iter() {
        let file = BuiltIn::get(&name).context("a file that was just listed")?;
        let profile = parse(std::str::from_utf8(&file.data)?, &name)?;
        profiles.insert(profile.id.clone(), profile);
    }
    if folder == Path::new("") {
        return Ok(profiles);
    }
    let entries =
        std::fs::read_dir(folder).with_context(|| format!("read {}", folder.display()))?;
    for entry in entries.take(FILES_MAX) {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path)?;
            let profile = parse(&text, &path.display().to_string())?;
            profiles.insert(profile.id.clone(), profile);
        }
    }
    Ok(profiles)
}

fn parse(text: &str, name: &str) -> anyhow::Result<Profile> {
    Profile::parse(text).with_context(|| format!("rule profile {name}"))
}
