//! Links, tokens and grants, over every store.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

use std::sync::Arc;

use plenum::access::codes::Code;
use plenum::access::store::Store;
use plenum::access::throttle::{FAILED_PER_ADDRESS_MAX, FAILED_PER_PREFIX_MAX};
use plenum::access::{Access, AccessError, Grant, GrantRole};
use plenum::domain::ids::{DelegateId, SittingId};
use uuid::Uuid;

use crate::support::postgres::Postgres;

const NOW_MS: u64 = 1_764_000_000_000;
const HOUR_MS: u64 = 3_600_000;
const HALL: &str = "192.0.2.1";

fn grant(sitting: u128, role: GrantRole) -> Grant {
    let sitting = SittingId(Uuid::from_u128(sitting));
    Grant { sitting, role }
}

fn delegate(n: u128) -> GrantRole {
    GrantRole::Delegate(DelegateId(Uuid::from_u128(n)))
}

fn over(store: Store) -> Access {
    Access::new(store, 12 * HOUR_MS)
}

async fn in_memory() -> Access {
    over(Store::memory().await.expect("memory"))
}

async fn in_file(folder: &tempfile::TempDir) -> Store {
    Store::sqlite(&folder.path().join("access.db")).await.expect("a file")
}

async fn in_postgres() -> Store {
    let database = Postgres::shared().migrated_database().await;
    Store::postgres(&database.server).await.expect("connect")
}

async fn refused(access: &Access, code: &str, address: &str, at_ms: u64) -> &'static str {
    let answer = access.redeem(code, address, at_ms).await;
    answer.expect_err("a code that is refused").code()
}

/// Turns the last digit into another one: right beginning, wrong code.
fn spoilt(code: &Code) -> String {
    let text = code.to_string();
    let last = if text.ends_with('0') { "1" } else { "0" };
    format!("{}{last}", &text[..text.len() - 1])
}

/// The whole of what a store must do.
async fn holds(store: Store) {
    let access = over(store);
    links_open_once(&access).await;
    wrong_used_and_expired_codes_are_told_the_same(&access).await;
    tokens_end(&access).await;
    grants_end_with_their_links(&access).await;
    one_of_many_at_once_is_signed_in(&access).await;
}

async fn links_open_once(access: &Access) {
    for role in [
        delegate(1),
        GrantRole::Chair,
        GrantRole::Operator,
        GrantRole::Scrutineer,
        GrantRole::Display,
        GrantRole::Auditor,
    ] {
        let wanted = grant(1, role);
        let code = access.issue_link(wanted.clone(), NOW_MS, HOUR_MS).await.unwrap();
        let typed = code.to_string().to_lowercase();
        let (token, granted) = access.redeem(&typed, HALL, NOW_MS + 1).await.unwrap();
        assert_eq!(granted, wanted);
        assert_eq!(access.grant_of(token.as_str(), NOW_MS + 2).await.unwrap(), Some(wanted));
        assert_eq!(refused(access, &typed, HALL, NOW_MS + 3).await, "link_invalid");
    }
}

async fn wrong_used_and_expired_codes_are_told_the_same(access: &Access) {
    let code = access.issue_link(grant(1, GrantRole::Chair), NOW_MS, HOUR_MS).await.unwrap();
    let text = code.to_string();
    let junk = ["", "'; drop table access_links; --", "代表", "0000-0000-0000-0000-0000-0000"];
    for wrong in [&[spoilt(&code).as_str(), &"0".repeat(100_000)], &junk[..]].concat() {
        assert_eq!(refused(access, wrong, HALL, NOW_MS).await, "link_invalid");
    }
    assert_eq!(refused(access, &text, HALL, NOW_MS + HOUR_MS).await, "link_invalid");
    assert!(access.redeem(&text, HALL, NOW_MS + HOUR_MS - 1).await.is_ok());
}

async fn tokens_end(access: &Access) {
    let chair = grant(1, GrantRole::Chair);
    let code = access.issue_link(chair.clone(), NOW_MS, HOUR_MS).await.unwrap();
    let (token, _) = access.redeem(&code.to_string(), HALL, NOW_MS).await.unwrap();
    let token = token.as_str();
    let end_ms = NOW_MS + 12 * HOUR_MS;
    assert_eq!(access.grant_of(token, end_ms - 1).await.unwrap(), Some(chair));
    assert_eq!(access.grant_of(token, end_ms).await.unwrap(), None);

    for nonsense in ["", "x", "' or 1=1 --", &"0".repeat(32), &token.to_lowercase(), &token[1..]] {
        assert_eq!(access.grant_of(nonsense, NOW_MS).await.unwrap(), None, "{nonsense}");
        access.revoke(nonsense).await.unwrap();
    }
    assert!(access.grant_of(token, NOW_MS).await.unwrap().is_some());
    access.revoke(token).await.unwrap();
    assert_eq!(access.grant_of(token, NOW_MS).await.unwrap(), None);
    access.revoke(token).await.unwrap();
}

async fn grants_end_with_their_links(access: &Access) {
    let grants = [grant(2, delegate(1)), grant(2, delegate(2)), grant(3, delegate(1))];
    let codes = access.issue_links(&grants, NOW_MS, HOUR_MS).await.unwrap();
    let mut tokens = Vec::new();
    for code in &codes {
        tokens.push(access.redeem(&code.to_string(), HALL, NOW_MS).await.unwrap().0);
    }
    let waiting = access.issue_links(&grants, NOW_MS, HOUR_MS).await.unwrap();
    for token in &tokens {
        assert!(access.grant_of(token.as_str(), NOW_MS).await.unwrap().is_some());
    }

    access.revoke_grants(grants[0].sitting, grants[0].role).await.unwrap();

    for (i, token) in tokens.iter().enumerate() {
        let granted = access.grant_of(token.as_str(), NOW_MS).await.unwrap();
        assert_eq!(granted.is_some(), i > 0, "{i}");
    }
    for (i, code) in waiting.iter().enumerate() {
        let signed_in = access.redeem(&code.to_string(), HALL, NOW_MS).await;
        assert_eq!(signed_in.is_ok(), i > 0, "{i}");
    }
}

async fn one_of_many_at_once_is_signed_in(access: &Access) {
    let code = access.issue_link(grant(4, delegate(1)), NOW_MS, HOUR_MS).await.unwrap();
    let code = Arc::new(code.to_string());
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..30 {
        let (access, code) = (access.clone(), Arc::clone(&code));
        // Each from an address of its own; the beginning of the code is the same.
        tries.spawn(async move { access.redeem(&code, &Uuid::new_v4().to_string(), NOW_MS).await });
    }
    let answers = tries.join_all().await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    let refused = answers.iter().filter_map(|answer| answer.as_ref().err());
    for error in refused {
        assert!(["link_invalid", "too_many_attempts"].contains(&error.code()), "{error:?}");
    }
}

#[tokio::test]
async fn links_and_tokens_hold_in_memory() {
    holds(Store::memory().await.unwrap()).await;
}

#[tokio::test]
async fn links_and_tokens_hold_in_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    holds(in_file(&folder).await).await;
}

#[tokio::test]
async fn links_and_tokens_hold_in_postgres() {
    holds(in_postgres().await).await;
}

#[tokio::test]
async fn a_file_is_opened_again_with_what_it_held() {
    let folder = tempfile::tempdir().unwrap();
    let access = over(in_file(&folder).await);
    let code = access.issue_link(grant(1, GrantRole::Chair), NOW_MS, HOUR_MS).await.unwrap();
    let again = over(in_file(&folder).await);
    assert!(again.redeem(&code.to_string(), HALL, NOW_MS).await.is_ok());
}

#[tokio::test]
async fn a_server_may_use_links_up_but_never_change_what_they_grant() {
    let Store::Postgres(pool) = in_postgres().await else { unreachable!("a Postgres store") };
    for forbidden in [
        "update access_links set role = 'chair'",
        "update access_links set valid_until_ms = 0",
        "update access_tokens set role = 'chair'",
        "truncate access_tokens",
        "drop table access_links",
        "create table access_more (id int)",
        "delete from access_migrations",
    ] {
        let refused = sqlx::query(forbidden).execute(&pool).await.expect_err(forbidden);
        let code = refused.as_database_error().and_then(|error| error.code());
        assert_eq!(code.as_deref(), Some("42501"), "{forbidden}: {refused}");
    }
}

#[tokio::test]
async fn a_hall_behind_one_address_is_not_locked_out() {
    let access = in_memory().await;
    let grants: Vec<Grant> = (0..400).map(|n| grant(1, delegate(n))).collect();
    let codes = access.issue_links(&grants, NOW_MS, HOUR_MS).await.unwrap();
    // Each with another beginning.
    let wrong = |n: u32| format!("{n:08}{:016}", 0);
    for n in 0..FAILED_PER_ADDRESS_MAX {
        assert_eq!(refused(&access, &wrong(n), HALL, NOW_MS).await, "link_invalid", "{n}");
    }
    let guess = "zzzz-zzzz-zzzz-zzzz-zzzz-zzzz";
    assert_eq!(refused(&access, guess, HALL, NOW_MS).await, "too_many_attempts");
    assert_eq!(refused(&access, "junk", HALL, NOW_MS).await, "too_many_attempts");
    assert_eq!(refused(&access, guess, "192.0.2.2", NOW_MS).await, "link_invalid");
    for code in codes {
        assert!(access.redeem(&code.to_string(), HALL, NOW_MS).await.is_ok());
    }
    assert_eq!(refused(&access, "junk", HALL, NOW_MS + 60_000).await, "link_invalid");
}

#[tokio::test]
async fn guesses_at_one_code_are_stopped_whatever_their_address() {
    let access = in_memory().await;
    let code = access.issue_link(grant(1, GrantRole::Chair), NOW_MS, HOUR_MS).await.unwrap();
    for n in 0..FAILED_PER_PREFIX_MAX {
        let address = n.to_string();
        assert_eq!(refused(&access, &spoilt(&code), &address, NOW_MS).await, "link_invalid");
    }
    let code = code.to_string();
    assert_eq!(refused(&access, &code, HALL, NOW_MS + 59_999).await, "too_many_attempts");
    assert!(access.redeem(&code, HALL, NOW_MS + 60_000).await.is_ok());
}

#[tokio::test]
async fn only_hashes_are_stored() {
    let folder = tempfile::tempdir().unwrap();
    let access = over(in_file(&folder).await);
    let chair = grant(1, GrantRole::Chair);
    let codes = access.issue_links(&[chair.clone(), chair], NOW_MS, HOUR_MS).await.unwrap();
    let (token, _) = access.redeem(&codes[0].to_string(), HALL, NOW_MS).await.unwrap();
    let mut stored = Vec::new();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        stored.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let stores = |text: &str| stored.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    assert!(stores("chair"), "the files were read");
    for code in &codes {
        assert!(!stores(&code.to_string()) && !stores(&code.to_string().replace('-', "")));
    }
    assert!(!stores(token.as_str()));
}

#[tokio::test]
async fn another_node_stops_believing_a_revoked_token_within_a_second() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (over(in_file(&folder).await), over(in_file(&folder).await));
    let code = here.issue_link(grant(1, GrantRole::Chair), NOW_MS, HOUR_MS).await.unwrap();
    let (token, _) = here.redeem(&code.to_string(), HALL, NOW_MS).await.unwrap();
    assert!(there.grant_of(token.as_str(), NOW_MS).await.unwrap().is_some());
    here.revoke(token.as_str()).await.unwrap();
    assert!(here.grant_of(token.as_str(), NOW_MS).await.unwrap().is_none());
    assert!(there.grant_of(token.as_str(), NOW_MS + 1_000).await.unwrap().is_none());
}

#[tokio::test]
async fn what_has_expired_is_forgotten() {
    let store = Store::memory().await.unwrap();
    let access = over(store.clone());
    let chair = grant(1, GrantRole::Chair);
    let codes = access.issue_links(&[chair.clone(), chair], NOW_MS, HOUR_MS).await.unwrap();
    let (token, _) = access.redeem(&codes[0].to_string(), HALL, NOW_MS).await.unwrap();
    let Store::Sqlite(pool) = store else { unreachable!("a memory store") };
    let rows = || async {
        let rows = "select (select count(*) from access_links), \
             (select count(*) from access_tokens)";
        sqlx::query_as::<_, (i64, i64)>(rows).fetch_one(&pool).await.unwrap()
    };
    access.forget_expired(NOW_MS + HOUR_MS - 1).await.unwrap();
    assert_eq!(rows().await, (2, 1));
    access.forget_expired(NOW_MS + HOUR_MS).await.unwrap();
    assert_eq!(rows().await, (0, 1));
    assert!(access.grant_of(token.as_str(), NOW_MS + HOUR_MS).await.unwrap().is_some());
    access.forget_expired(NOW_MS + 12 * HOUR_MS).await.unwrap();
    assert_eq!(rows().await, (0, 0));
}

#[tokio::test]
async fn a_store_that_is_away_is_told_apart_from_a_wrong_code() {
    let store = Store::memory().await.unwrap();
    let access = over(store.clone());
    let code = access.issue_link(grant(1, GrantRole::Chair), NOW_MS, HOUR_MS).await.unwrap();
    let Store::Sqlite(pool) = store else { unreachable!("a memory store") };
    pool.close().await;
    let error = access.redeem(&code.to_string(), HALL, NOW_MS).await.unwrap_err();
    assert!(matches!(error, AccessError::Away(_)) && error.retry());
    assert_eq!(error.code(), "unavailable");
    assert!(access.grant_of(&"0".repeat(32), NOW_MS).await.is_err());
}
