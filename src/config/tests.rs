use std::path::PathBuf;

use super::*;

fn load(file: &str, env: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plenum.toml");
    std::fs::write(&path, file).expect("write a file");
    let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(&path), env)
}

fn refused(file: &str, env: &[(&str, &str)]) -> String {
    load(file, env).expect_err("a configuration that is wrong").to_string()
}

/// `config/default.toml` as the structs say: each field's comment, key and default, in their order.
fn documented_defaults() -> String {
    let defaults = toml::Table::try_from(Config::default()).expect("plain data");
    let mut out = String::from(
        "# Every key with its meaning and its default. A file given by --config needs only what differs.\n\
         # Precedence: flag, environment, file, default. In the environment a key is PLENUM_ and its name,\n\
         # the section first: PLENUM_LISTEN, PLENUM_STORE_URL, PLENUM_LIMITS_PING_S.\n",
    );
    let structs = include_str!("../config.rs").split("\n/// `[").skip(1);
    let mut sections =
        vec![(None, include_str!("../config.rs").split("pub struct Config {").nth(1))];
    sections.extend(structs.map(|text| (text.split(']').next(), text.split('{').nth(1))));
    for (section, fields) in sections {
        let mut comment = String::new();
        if let Some(section) = section {
            out += &format!("\n[{section}]\n");
        } else {
            out += "\n";
        }
        let fields = fields.expect("a struct with fields").lines().take_while(|line| *line != "}");
        for line in fields.map(str::trim) {
            if let Some(words) = line.strip_prefix("/// ") {
                comment += &format!("# {}\n", words.replace('`', ""));
                continue;
            }
            let Some(key) = line.strip_prefix("pub ").and_then(|line| line.split(':').next())
            else {
                continue;
            };
            let place = section
                .map_or(&defaults, |section| defaults[section].as_table().expect("a section"));
            if !place[key].is_table() {
                out += &format!("{comment}{key} = {}\n", place[key]);
            }
            comment.clear();
        }
    }
    out
}

#[test]
fn the_file_of_defaults_says_what_the_fields_say() {
    let expected = documented_defaults();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("config/default.toml");
    if std::env::var_os("PLENUM_BLESS").is_some() {
        std::fs::write(&path, &expected).expect("write the file");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == expected,
        "config/default.toml must be (PLENUM_BLESS=1 writes it):\n{expected}"
    );
    assert_eq!(toml::from_str::<Config>(&expected).unwrap(), Config::default());
    let keys = |table: &toml::Table| {
        table.values().map(|v| v.as_table().map_or(1, toml::Table::len)).sum::<usize>()
    };
    let all = toml::Table::try_from(Config::default()).unwrap();
    assert_eq!(keys(&toml::from_str(&expected).unwrap()), keys(&all), "every key stands in it");
}

#[test]
fn nothing_set_is_the_default() {
    let config = Config::load(None, std::iter::empty()).unwrap();
    assert_eq!(config, Config::default());
    assert_eq!(config.store().unwrap(), Store::Sqlite(PathBuf::from("data/plenum.sqlite")));
    assert_eq!(config.public_url(), "http://127.0.0.1:8470");
    assert_eq!(config.token_valid_ms(), 57_600_000);
}

#[test]
fn the_environment_stands_before_the_file_and_the_last_variable_wins() {
    let file = "listen = \"192.0.2.1:80\"\ntoken_valid_h = 8\n[limits]\nping_s = 20\n";
    let config = load(file, &[]).unwrap();
    assert_eq!((config.token_valid_h, config.limits.ping_s), (8, 20));
    let config = load(
        file,
        &[
            ("PLENUM_TOKEN_VALID_H", "4"),
            ("PLENUM_LIMITS_PING_S", "5"),
            ("PLENUM_LIMITS_PING_S", "6"),
            ("PLENUM_ALLOWED_ORIGINS", "https://a.example, http://b.example:8080,"),
            ("PLENUM_PUBLIC_URL", "https://hall.example/"),
            ("PLENUM_KEYS_ALLOW_SWAP", "true"),
            ("PLENUM_STORE_SQLITE", "/var/lib/plenum/a.sqlite"),
            ("PATH", "/bin"),
        ],
    )
    .unwrap();
    assert_eq!(config.listen.to_string(), "192.0.2.1:80");
    assert_eq!((config.token_valid_h, config.limits.ping_s), (4, 6));
    assert_eq!(config.allowed_origins, ["https://a.example", "http://b.example:8080"]);
    assert_eq!(config.public_url(), "https://hall.example");
    assert!(config.keys.allow_swap);
    assert_eq!(config.store.sqlite, Path::new("/var/lib/plenum/a.sqlite"));
}

#[test]
fn a_wrong_file_is_told_with_line_and_key() {
    for (file, expected) in [
        ("listne = \"x\"\n", &["line 1", "listne"][..]),
        ("\n[limits]\npings = 3\n", &["line 3", "pings"]),
        ("[limit]\n", &["line 1", "limit"]),
        ("[hub]\ntick_ms = \"250\"\n", &["line 2", "tick_ms"]),
        ("[hub]\ntick_ms = -1\n", &["line 2", "tick_ms"]),
        ("[hub]\ntick_ms = 1\ntick_ms = 2\n", &["line 3"]),
        ("listen = \"localhost\"\n", &["line 1", "listen"]),
        ("listen = \n", &["line 1"]),
        ("[store]\nurl = \"postgres://u:pass@h/d\"\n", &["store.url", "PLENUM_STORE_URL"]),
    ] {
        let message = refused(file, &[]);
        assert!(expected.iter().all(|words| message.contains(words)), "{message}");
        assert!(message.contains("plenum.toml") && !message.contains("pass@"), "{message}");
    }
}

#[test]
fn a_wrong_variable_is_told_by_its_name() {
    for (name, value) in [
        ("PLENUM_LISTEN", "localhost"),
        ("PLENUM_LISTNE", "127.0.0.1:80"),
        ("PLENUM_STORE", "x"),
        ("PLENUM_STORE_URI", "x"),
        ("PLENUM_HUB_TICK_MS", "0.25"),
        ("PLENUM_HUB_TICK_MS", "-1"),
        ("PLENUM_HUB_TICK_MS", ""),
        ("PLENUM_KEYS_ALLOW_SWAP", "yes"),
        ("PLENUM_KEYS_ALLOW_SWAP", "1"),
        ("PLENUM_LIMITS_FRAMES_PER_S_MAX", "4294967296"),
        ("PLENUM_", "x"),
    ] {
        let message = refused("", &[(name, value)]);
        assert!(message.contains(name), "{message}");
    }
    for name in
        ["PLENUM_PORT_8470_TCP", "PLENUM_SERVICE_HOST", "PLENUM_LOG", "PLENUM_BIN", "plenum_x"]
    {
        assert!(load("", &[(name, "x")]).is_ok(), "{name}");
    }
}

#[test]
fn a_value_out_of_its_range_is_told_with_the_range() {
    for (file, expected) in [
        ("token_valid_h = 0\n", "token_valid_h is 0; it must be 1 to 720"),
        ("[engine]\nbatch_max = 901\n", "engine.batch_max is 901; it must be 1 to 900"),
        ("[hub]\ntick_ms = 19\n", "hub.tick_ms is 19; it must be 20 to 10000"),
        ("[limits]\nheaders_max = 0\n", "limits.headers_max is 0; it must be 16 to 1024"),
        ("[limits]\nsockets_max = 0\n", "limits.sockets_max is 0; it must be 1 to 1000000"),
        (
            "public_url = \"hall.example\"\n",
            "public_url is \"hall.example\"; it must begin with http:// or https://",
        ),
        (
            "public_url = \"javascript://x\"\n",
            "public_url is \"javascript://x\"; it must begin with http:// or https://",
        ),
        (
            "allowed_origins = [\"https://a.example/\"]\n",
            "allowed_origins has \"https://a.example/\"; one looks like https://a.example",
        ),
        (
            "allowed_origins = [\"*\"]\n",
            "allowed_origins has \"*\"; one looks like https://a.example",
        ),
        (
            "allowed_origins = [\"null\"]\n",
            "allowed_origins has \"null\"; one looks like https://a.example",
        ),
        ("[store]\nsqlite = \"\"\n", "store.sqlite is empty; it must name a file"),
    ] {
        assert_eq!(refused(file, &[]), expected);
    }
    let mut config = Config::default();
    config.engine.mailbox_max = 0;
    assert!(config.check().is_err(), "a flag is checked too");
}

/// The ranges that the fields promise are the ranges that hold.
#[test]
fn documented_ranges_are_those_that_are_checked() {
    let checked = include_str!("check.rs").replace('_', "");
    let mut promised = 0;
    for line in DEFAULT_TOML.lines().filter(|line| line.starts_with('#')) {
        let Some((before, after)) = line.rsplit_once(" to ") else {
            continue;
        };
        let least = before.split(' ').next_back().and_then(|n| n.parse::<u64>().ok());
        let most = after.split([' ', '.', ';', ',']).next().and_then(|n| n.parse::<u64>().ok());
        if let (Some(least), Some(most)) = (least, most) {
            assert!(checked.contains(&format!("{least}..={most}")), "{line}");
            promised += 1;
        }
    }
    assert_eq!(promised, 15, "every range but that of follow_ms is of the form “1 to 9”");
}

#[test]
fn a_store_url_comes_from_the_environment_or_from_a_file_of_its_own() {
    const URL: &str = "postgres://plenum:pass@db.example/plenum";
    let config = load("", &[("PLENUM_STORE_URL", URL)]).unwrap();
    assert_eq!(config.store().unwrap(), Store::Postgres(Secret::new(URL)));

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("url");
    std::fs::write(&file, format!("{URL}\n")).expect("write a file");
    let env = [("PLENUM_STORE_URL_FILE", file.to_str().expect("a plain path"))];
    assert_eq!(load("", &env).unwrap().store().unwrap(), Store::Postgres(Secret::new(URL)));

    std::fs::write(&file, "plenum:pass@db.example").expect("write a file");
    let message = load("", &env).unwrap().store().unwrap_err().to_string();
    assert!(message.contains("store.url_file") && !message.contains("pass"), "{message}");
    std::fs::remove_file(&file).expect("remove a file");
    assert!(matches!(load("", &env).unwrap().store(), Err(ConfigError::Read(..))));
    let message = refused("", &[("PLENUM_STORE_URL", "mysql://u:pass@h/d")]);
    assert!(message.contains("store.url") && !message.contains("pass"), "{message}");
}

#[test]
fn secrets_are_not_shown() {
    let url = "postgres://plenum:pass@db.example/plenum";
    let config = load("", &[("PLENUM_STORE_URL", url)]).unwrap();
    let shown =
        [config.redacted(), format!("{config:?}"), format!("{:?}", config.store().unwrap())];
    for shown in shown {
        assert!(shown.contains("(hidden)") && !shown.contains("pass"), "{shown}");
    }
    assert!(Config::default().redacted().contains("url = \"\""));
}

#[test]
fn files_that_are_no_configuration_are_refused() {
    let missing = Config::load(Some(Path::new("/nowhere/plenum.toml")), std::iter::empty());
    assert!(matches!(missing, Err(ConfigError::Read(..))));
    assert!(refused(&"#".repeat(1024 * 1024 + 1), &[]).contains("too large"));
    assert!(refused("\0", &[]).contains("line 1"));
}
