//! The demo's documents, inside the binary.

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/config/demo"]
struct Files;

/// One file of `config/demo`.
pub(crate) fn read(name: &str) -> Option<Vec<u8>> {
    Files::get(name).map(|file| file.data.into_owned())
}
