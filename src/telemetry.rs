//! Logs, to standard error. Never a choice, a code, a token or a frame.

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;

/// Form of a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// One JSON object per line.
    Json,
}

/// Starts logging with a filter like `info` or `warn,plenum::engine=debug`; a second call changes
/// nothing.
///
/// # Errors
/// When `filter` is not of that form; then nothing is started.
pub fn init(format: Format, filter: &str) -> Result<(), ParseError> {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::try_new(filter)?)
        .with_writer(std::io::stderr);
    let started = match format {
        Format::Text => builder.try_init(),
        Format::Json => builder.json().try_init(),
    };
    // Tests start several nodes in one process; the first one's logging stays.
    drop(started);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_that_is_wrong_starts_nothing() {
        for filter in ["plenum=loud", "info,plenum=7"] {
            assert!(init(Format::Text, filter).is_err(), "{filter}");
        }
    }

    #[test]
    fn starting_twice_is_no_error() {
        assert!(init(Format::Json, "off").is_ok());
        assert!(init(Format::Text, "off,plenum=error").is_ok());
    }
}
