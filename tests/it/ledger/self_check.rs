//! Each weakness of a Postgres store, made for real and found by itself.

use plenum::ledger::sql::StartError;
use plenum::ledger::{Ledger, Weakness};

use super::roles::as_login;
use super::*;
use crate::support::postgres::database::Database;

const SERVICE: &str = "plenum_service";

/// A database with a record in it: without one, nothing would be seen that should not be.
async fn recorded(postgres: &Postgres) -> Database {
    let database = postgres.migrated_database().await;
    let records = chain(sitting(1), None, 2, 1);
    database.ledger().await.append(sitting(1), None, &records).await.unwrap();
    database
}

async fn weaknesses(url: &str) -> Vec<Weakness> {
    let ledger = PostgresLedger::connect(url).await.unwrap();
    ledger.self_check().await.unwrap()
}

/// What is found after `change`.
async fn after(change: &str) -> Vec<Weakness> {
    let database = recorded(Postgres::shared()).await;
    database.administer(change).await;
    weaknesses(&database.server).await
}

fn trigger_missing(table: &str) -> Weakness {
    Weakness::TriggerMissing { table: table.to_owned() }
}

fn row_security_off(table: &str) -> Weakness {
    Weakness::RowSecurityOff { table: table.to_owned() }
}

fn policies_changed(table: &str) -> Weakness {
    Weakness::PoliciesChanged { table: table.to_owned() }
}

fn function_changed(function: &str) -> Weakness {
    Weakness::FunctionChanged { function: function.to_owned() }
}

#[tokio::test]
async fn a_store_as_it_should_be_has_no_weakness() {
    let database = Postgres::shared().migrated_database().await;
    assert_eq!(weaknesses(&database.server).await, []);
    let database = recorded(Postgres::shared()).await;
    assert_eq!(weaknesses(&database.server).await, []);
    assert_eq!(MemoryLedger::default().self_check().await.unwrap(), []);
}

#[tokio::test]
async fn a_login_with_more_rights_than_a_server_needs_is_found() {
    let postgres = Postgres::shared();
    let database = recorded(postgres).await;
    type Finding = fn(String) -> Weakness;
    let superuser: Finding = |login| Weakness::LoginIsSuperuser { login };
    let logins: [(&str, Finding); 6] = [
        ("login superuser", superuser),
        ("login in role postgres", superuser),
        ("login bypassrls", |login| Weakness::LoginBypassesRowSecurity { login }),
        ("login in role plenum_owner", |login| Weakness::LoginIsOwner { login }),
        ("login noinherit in role plenum_owner", |login| Weakness::LoginIsOwner { login }),
        ("login createrole", |login| Weakness::LoginMayCreateRoles { login }),
    ];
    for (n, (attributes, finding)) in logins.into_iter().enumerate() {
        let login = format!("strong_{n}");
        let make = format!("create role {login} {attributes}; grant {SERVICE} to {login}");
        database.administer(&make).await;
        let found = weaknesses(&as_login(&database.admin, &login)).await;
        assert_eq!(found, [finding(login)], "{attributes}");
    }
    let login = "postgres".to_owned();
    assert_eq!(weaknesses(&database.admin).await, [superuser(login)]);
}

#[tokio::test]
async fn a_right_beyond_reading_and_appending_is_found() {
    let to = |role: &str, right: &str, table: &str| Weakness::RecordChangeable {
        role: role.to_owned(),
        right: right.to_owned(),
        table: table.to_owned(),
    };
    for (grant, found) in [
        ("update on plenum.records to plenum_service", to(SERVICE, "UPDATE", "records")),
        ("update (body) on plenum.records to plenum_service", to(SERVICE, "UPDATE", "records")),
        ("delete on plenum.records to public", to(SERVICE, "DELETE", "records")),
        ("truncate on plenum.sittings to plenum_service", to(SERVICE, "TRUNCATE", "sittings")),
        ("trigger on plenum.records to plenum_service", to(SERVICE, "TRIGGER", "records")),
        ("delete on plenum.sittings to hall_server", to("hall_server", "DELETE", "sittings")),
    ] {
        assert_eq!(after(&format!("grant {grant}")).await, [found], "{grant}");
    }
}

#[tokio::test]
async fn a_trigger_that_does_not_stop_every_session_is_found() {
    for table in ["records", "sittings"] {
        let name = format!("{table}_never_change");
        for change in [
            format!("alter table plenum.{table} disable trigger {name}"),
            format!("alter table plenum.{table} disable trigger all"),
            format!("alter table plenum.{table} enable trigger {name}"),
            format!("alter table plenum.{table} enable replica trigger {name}"),
            format!("drop trigger {name} on plenum.{table}"),
            format!(
                "drop trigger {name} on plenum.{table};
                create trigger {name} before update or delete on plenum.{table}
                for each statement execute function plenum.refuse_change();
                alter table plenum.{table} enable always trigger {name}"
            ),
            format!(
                "drop trigger {name} on plenum.{table};
                create trigger {name} before update or delete or truncate on plenum.{table}
                for each statement when (current_user <> 'postgres')
                execute function plenum.refuse_change();
                alter table plenum.{table} enable always trigger {name}"
            ),
        ] {
            assert_eq!(after(&change).await, [trigger_missing(table)], "{change}");
        }
    }
}

#[tokio::test]
async fn a_function_that_somebody_replaced_is_found() {
    let quiet = "create or replace function plenum.refuse_change() returns trigger
        language plpgsql as $$ begin return null; end $$";
    assert_eq!(after(quiet).await, [function_changed("refuse_change")]);
    let definer = "alter function plenum.head_of(uuid) security definer";
    assert_eq!(after(definer).await, [function_changed("head_of")]);
    let gone = "drop function plenum.read_records(uuid, bigint, bigint)";
    assert_eq!(after(gone).await, [function_changed("read_records")]);
}

#[tokio::test]
async fn row_level_security_that_is_off_or_not_forced_is_found() {
    for table in ["records", "sittings"] {
        for change in ["disable row level security", "no force row level security"] {
            let found = after(&format!("alter table plenum.{table} {change}")).await;
            assert_eq!(found, [row_security_off(table)], "{table} {change}");
        }
    }
}

#[tokio::test]
async fn policies_that_are_not_ours_are_found() {
    for (change, table) in [
        ("drop policy records_append on plenum.records", "records"),
        ("drop policy sittings_append on plenum.sittings", "sittings"),
        ("create policy more on plenum.records for select to public using (true)", "records"),
        ("create policy more on plenum.records to plenum_owner using (true)", "records"),
        ("alter policy records_read on plenum.records using (true)", "records"),
        ("alter policy records_read on plenum.records to public", "records"),
        ("alter policy sittings_append on plenum.sittings with check (true)", "sittings"),
        ("alter policy records_audit on plenum.records using (true)", "records"),
        // This one has every word, and lets everything through.
        (
            "alter policy records_read on plenum.records
            using (true or assembly = current_setting('plenum.assembly', true))",
            "records",
        ),
    ] {
        assert_eq!(after(change).await, [policies_changed(table)], "{change}");
    }
}

#[tokio::test]
async fn a_form_that_changed_under_a_running_server_is_found() {
    let database = recorded(Postgres::shared()).await;
    let ledger = database.ledger().await;
    database.administer("update plenum.migrations set checksum = 'x' where version = 2").await;
    assert_eq!(ledger.self_check().await.unwrap(), [Weakness::OtherForm]);
}

#[tokio::test]
async fn durability_that_was_switched_off_is_found_and_refused_at_the_next_start() {
    for setting in ["fsync", "full_page_writes"] {
        let mut postgres = Postgres::start();
        let database = recorded(&postgres).await;
        let ledger = database.ledger().await;
        assert_eq!(ledger.self_check().await.unwrap(), []);
        postgres.restart_with(format!("{setting}=off"));
        let found = ledger.self_check().await.unwrap();
        assert_eq!(found, [Weakness::NotDurable { setting, value: "off".to_owned() }]);
        let refused = PostgresLedger::connect(&database.server).await.unwrap_err();
        assert!(matches!(refused, StartError::NotDurable { .. }), "{refused}");
    }
}

#[test]
fn every_weakness_has_a_code_and_a_sentence_in_both_languages() {
    let name = || "x1".to_owned();
    let all = [
        Weakness::NotDurable { setting: "fsync", value: name() },
        Weakness::LoginIsSuperuser { login: name() },
        Weakness::LoginBypassesRowSecurity { login: name() },
        Weakness::LoginIsOwner { login: name() },
        Weakness::LoginMayCreateRoles { login: name() },
        Weakness::RecordChangeable { role: name(), right: name(), table: name() },
        trigger_missing("x1"),
        row_security_off("x1"),
        policies_changed("x1"),
        function_changed("x1"),
        Weakness::OtherForm,
    ];
    let operations = include_str!("../../../docs/operations.md");
    for weakness in all {
        let (zh, en) = (weakness.zh(), weakness.en());
        let names = weakness != Weakness::OtherForm;
        assert_eq!((zh.contains("x1"), en.contains("x1")), (names, names), "{zh} {en}");
        assert!(!zh.is_ascii() && en.ends_with('.'), "{zh} {en}");
        let row = format!("| `{}` |", weakness.code());
        assert!(operations.contains(&row), "docs/operations.md lists {row}");
    }
}
