-- The roles of an installation and its schema, made by `plenum migrate` before the numbered files
-- run. Nothing that is there already is changed, so it may run any number of times.
-- Needs a login that may create roles and, in this database, a schema: a superuser, or one with
-- `createrole` who owns the database.
do $$
declare
    wanted text;
begin
    -- Two migrations of one database take turns. The lock ends with this statement.
    perform pg_advisory_xact_lock(8070450532247928832);

    foreach wanted in array array['plenum_owner', 'plenum_service', 'plenum_auditor'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
            begin
                execute format('create role %I nologin', wanted);
            exception
                -- Roles are of the whole cluster: another database may have been faster.
                when duplicate_object or unique_violation then null;
            end;
        end if;
    end loop;

    -- A superuser may act as anybody; who made the role may let itself act as it.
    begin
        set local role plenum_owner;
    exception
        when insufficient_privilege then
            execute format('grant plenum_owner to %I', session_user);
    end;
    reset role;

    if not exists (select from pg_catalog.pg_namespace where nspname = 'plenum') then
        create schema plenum authorization plenum_owner;
    end if;
    set local role plenum_owner;
    grant usage on schema plenum to plenum_service, plenum_auditor;
    reset role;
end
$$;
