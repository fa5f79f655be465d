//! What a server looks at before it trusts the database: everything here is asked of the catalogue
//! as it is now, with the rights of the server.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use crate::ledger::Weakness;
use crate::ledger::postgres::install;
use crate::ledger::sql::StartError;

/// What a commit needs to outlive a loss of power.
const DURABLE: [&str; 3] = ["fsync", "full_page_writes", "synchronous_commit"];
/// The functions that the guards and a server's statements stand on.
const FUNCTIONS: [&str; 4] = ["append_records", "head_of", "read_records", "refuse_change"];

/// What the login is or may make itself. Membership counts, because a session may take the role of
/// anything it is a member of.
const LOGIN: &str = "
    with may_be as (
        select oid, rolsuper, rolbypassrls, rolcreaterole
        from pg_catalog.pg_roles
        where pg_has_role(session_user, oid, 'MEMBER')
    )
    select
        session_user::text,
        coalesce(bool_or(rolsuper), false),
        coalesce(bool_or(rolbypassrls), false),
        coalesce(bool_or(rolcreaterole), false),
        exists (
            select from pg_catalog.pg_class
            join may_be as owner on owner.oid = pg_class.relowner
            where pg_class.relnamespace = 'plenum'::regnamespace
        )
    from may_be";

/// Rights beyond reading and appending, of the roles that a server runs as; one role for each, the
/// one that others have it from. A superuser and the owner have them all: that is another finding.
const RIGHTS: &str = "
    select distinct on (privilege.name, tables.relname)
        role.rolname::text, privilege.name, tables.relname::text
    from pg_catalog.pg_class as tables
    cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) as privilege (name)
    join pg_catalog.pg_roles as role
        on role.rolname in ('plenum_service', session_user, current_user)
    where tables.relnamespace = 'plenum'::regnamespace
        and tables.relname in ('records', 'sittings')
        and not role.rolsuper
        and not (role.rolname = session_user
            and pg_has_role(session_user, tables.relowner, 'MEMBER'))
        and (has_table_privilege(role.oid, tables.oid, privilege.name)
            or privilege.name = 'UPDATE'
            and has_any_column_privilege(role.oid, tables.oid, 'UPDATE'))
    order by privilege.name, tables.relname, role.rolname <> 'plenum_service', role.rolname";

/// 58: before, update, delete, truncate, for each statement (`pg_trigger.h`).
const GUARDS: &str = "
    select
        name,
        exists (
            select from pg_catalog.pg_trigger as guard
            join pg_catalog.pg_proc on pg_proc.oid = guard.tgfoid
            where guard.tgrelid = tables.oid
                and pg_proc.pronamespace = 'plenum'::regnamespace
                and pg_proc.proname = 'refuse_change'
                and guard.tgenabled = 'A'
                and guard.tgtype = 58
                and guard.tgqual is null
                and guard.tgattr::text = ''
        ),
        coalesce(tables.relrowsecurity and tables.relforcerowsecurity, false)
    from unnest(array['records', 'sittings']) as name
    left join pg_catalog.pg_class as tables
        on tables.relnamespace = 'plenum'::regnamespace and tables.relname = name";

/// One line for each policy: table, name, command, for whom, and which settings it reads. The
/// expressions are not compared as text, because every version of Postgres writes them its own way.
const POLICIES: &str = "
    select
        tables.relname::text,
        concat_ws(' ',
            policy.polname, policy.polcmd,
            case when policy.polpermissive then 'permissive' else 'restrictive' end,
            (select string_agg(rolname, ',' order by rolname) from pg_catalog.pg_roles
                where oid = any (policy.polroles)),
            case when expression.words like '%plenum.assembly%' then 'assembly' end,
            case when expression.words ilike '%session_user%' then 'login' end
        )
    from pg_catalog.pg_policy as policy
    join pg_catalog.pg_class as tables on tables.oid = policy.polrelid
    cross join lateral (
        select concat(
            pg_get_expr(policy.polqual, policy.polrelid),
            pg_get_expr(policy.polwithcheck, policy.polrelid)
        ) as words
    ) as expression
    where tables.relnamespace = 'plenum'::regnamespace
        and tables.relname in ('records', 'sittings')";

/// The policies of `migrations/postgres/0001_records.sql`, in the form of [`POLICIES`].
const POLICIES_EXPECTED: [(&str, &str); 6] = [
    ("records", "records_append a permissive plenum_service assembly"),
    ("records", "records_audit r permissive plenum_owner login"),
    ("records", "records_read r permissive plenum_service assembly"),
    ("sittings", "sittings_append a permissive plenum_service assembly"),
    ("sittings", "sittings_audit r permissive plenum_owner login"),
    ("sittings", "sittings_read r permissive plenum_service"),
];

/// A session that has named no assembly sees no record.
const SEES_UNNAMED: &str = "
    select coalesce(current_setting('plenum.assembly', true), '') = ''
        and exists (select from plenum.records)";

const SOURCES: &str = "
    select proname::text, prosrc
    from pg_catalog.pg_proc
    where pronamespace = 'plenum'::regnamespace and not prosecdef";

/// The settings that could cost a commit, with their values.
pub(super) async fn volatile(
    connection: &mut PgConnection,
) -> Result<Vec<(&'static str, String)>, sqlx::Error> {
    let mut volatile = Vec::new();
    for setting in DURABLE {
        let value: String = sqlx::query_scalar("select current_setting($1)")
            .bind(setting)
            .fetch_one(&mut *connection)
            .await?;
        if value != "on" {
            volatile.push((setting, value));
        }
    }
    Ok(volatile)
}

/// Everything that is wrong, in the order of [`Weakness`].
pub(super) async fn weaknesses(
    connection: &mut PgConnection,
) -> Result<Vec<Weakness>, sqlx::Error> {
    let volatile = volatile(connection).await?.into_iter();
    let mut found: Vec<Weakness> =
        volatile.map(|(setting, value)| Weakness::NotDurable { setting, value }).collect();
    found.extend(login(connection).await?);
    let rights = sqlx::query_as(RIGHTS).fetch_all(&mut *connection).await?.into_iter();
    found.extend(rights.map(|(role, right, table)| Weakness::RecordChangeable {
        role,
        right,
        table,
    }));
    found.extend(guards(connection).await?);
    found.extend(functions(connection).await?);
    match install::check_form(connection, install::MIGRATIONS_TABLE, &install::migrations()).await {
        Ok(()) => {}
        Err(StartError::Connect(error)) => return Err(error),
        Err(_) => found.push(Weakness::OtherForm),
    }
    Ok(found)
}

async fn login(connection: &mut PgConnection) -> Result<Vec<Weakness>, sqlx::Error> {
    let (login, superuser, bypasses, creates, owns): (String, bool, bool, bool, bool) =
        sqlx::query_as(LOGIN).fetch_one(connection).await?;
    if superuser {
        // The others are a part of it.
        return Ok(vec![Weakness::LoginIsSuperuser { login }]);
    }
    let mut found = Vec::new();
    if bypasses {
        found.push(Weakness::LoginBypassesRowSecurity { login: login.clone() });
    }
    if owns {
        found.push(Weakness::LoginIsOwner { login: login.clone() });
    }
    if creates {
        found.push(Weakness::LoginMayCreateRoles { login });
    }
    Ok(found)
}

/// Triggers, row-level security and its policies.
async fn guards(connection: &mut PgConnection) -> Result<Vec<Weakness>, sqlx::Error> {
    let guards: Vec<(String, bool, bool)> =
        sqlx::query_as(GUARDS).fetch_all(&mut *connection).await?;
    let policies: BTreeSet<(String, String)> =
        sqlx::query_as(POLICIES).fetch_all(&mut *connection).await?.into_iter().collect();
    let sees_unnamed: bool = sqlx::query_scalar(SEES_UNNAMED).fetch_one(connection).await?;
    let mut found = Vec::new();
    for (table, has_trigger, has_row_security) in guards {
        if !has_trigger {
            found.push(Weakness::TriggerMissing { table: table.clone() });
        }
        let is = policies.iter().filter(|(of, _)| *of == table).map(|(_, policy)| policy.as_str());
        let expected = POLICIES_EXPECTED.iter().filter(|(of, _)| *of == table);
        let as_expected = is.eq(expected.map(|(_, policy)| *policy));
        // Without row-level security everything is seen, and that is one finding, not two.
        let sees_too_much = table == "records" && has_row_security && sees_unnamed;
        if !has_row_security {
            found.push(Weakness::RowSecurityOff { table: table.clone() });
        }
        if !as_expected || sees_too_much {
            found.push(Weakness::PoliciesChanged { table });
        }
    }
    Ok(found)
}

/// A function whose body stands in no migration was put there by somebody else.
async fn functions(connection: &mut PgConnection) -> Result<Vec<Weakness>, sqlx::Error> {
    let sources: Vec<(String, String)> = sqlx::query_as(SOURCES).fetch_all(connection).await?;
    let migrations = install::migrations();
    let is_ours = |source: &str| migrations.iter().any(|m| m.sql.as_str().contains(source));
    let changed = FUNCTIONS.into_iter().filter(|function| {
        let mut bodies = sources.iter().filter(|(name, _)| name == function).peekable();
        bodies.peek().is_none() || bodies.any(|(_, source)| !is_ours(source))
    });
    Ok(changed.map(|name| Weakness::FunctionChanged { function: name.to_owned() }).collect())
}
