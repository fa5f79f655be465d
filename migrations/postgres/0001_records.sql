-- The record of every sitting: the bytes that were hashed (bytea, never jsonb, which would give
-- back other bytes), and nothing derived from them but the assembly that they belong to.
-- Runs as plenum_owner. Who may do what: docs/operations.md.
-- Migrations are append-only: this file never changes once it has been released, because the
-- checksum of what was run stands in the database. A correction is the next file.

-- Which assembly a sitting belongs to: one database may hold many assemblies. The row is written
-- with the first record and says what that record says.
create table plenum.sittings (
    sitting uuid not null,
    assembly text not null,
    constraint sittings_sitting_key primary key (sitting),
    -- A setting that is missing reads as empty, and must match nothing.
    constraint sittings_assembly_check check (assembly <> '')
);

-- Why a key over (sitting, seq): it is the order. No time and no row number is. Two nodes that
-- decide on the same head meet here, and one of them loses.
create table plenum.records (
    sitting uuid not null,
    seq bigint not null,
    assembly text not null,
    hash bytea not null,
    body bytea not null,
    constraint records_sitting_seq_key primary key (sitting, seq),
    constraint records_seq_check check (seq >= 0),
    constraint records_hash_length_check check (octet_length(hash) = 32),
    -- The bytes hashed are the bytes stored, said by the store itself.
    constraint records_hash_check check (hash = sha256(body)),
    constraint records_assembly_check check (
        case when seq > 0 then true
        else assembly is not distinct from
            convert_from(body, 'UTF8')::jsonb #>> '{event,head,assembly}'
        end
    )
);

-- Which login audits which assembly, kept by the administrator. Not a part of the record.
create table plenum.auditors (
    login name not null,
    assembly text not null,
    constraint auditors_login_assembly_key primary key (login, assembly)
);
comment on table plenum.auditors is
    'A login in the role plenum_auditor sees, through the views, the assemblies named here.';

-- Nothing is edited or deleted. An owner of a table may drop a trigger; this stops mistakes, the
-- check at the start of a server finds it, and the hash chain shows the rest.
create function plenum.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '%.% is never changed or deleted: %', tg_table_schema, tg_table_name, tg_op
        using errcode = 'restrict_violation';
end
$$;

create trigger records_never_change
before update or delete or truncate on plenum.records
for each statement execute function plenum.refuse_change();

create trigger sittings_never_change
before update or delete or truncate on plenum.sittings
for each statement execute function plenum.refuse_change();

-- Always: also when a session calls itself a replica, which skips ordinary triggers.
alter table plenum.records enable always trigger records_never_change;
alter table plenum.sittings enable always trigger sittings_never_change;

-- A session of the service sees and writes the records of the assembly it has named, and none
-- before it has named one. Forced: the owner obeys too, and has no policy to write by.
-- The directory may be read whole, for that is how the assembly of a sitting is found.
-- A setting is read inside a sub-select, so that it is read once and not for every row.
alter table plenum.records enable row level security, force row level security;
alter table plenum.sittings enable row level security, force row level security;

create policy sittings_read on plenum.sittings for select to plenum_service using (true);

create policy sittings_append on plenum.sittings for insert to plenum_service
with check (assembly = (select current_setting('plenum.assembly', true)));

create policy records_read on plenum.records for select to plenum_service
using (assembly = (select current_setting('plenum.assembly', true)));

create policy records_append on plenum.records for insert to plenum_service
with check (
    assembly = (select current_setting('plenum.assembly', true))
    and exists (
        select from plenum.sittings
        where sittings.sitting = records.sitting and sittings.assembly = records.assembly
    )
);

-- The views below read as their owner, on behalf of the login that reads them.
create policy records_audit on plenum.records for select to plenum_owner
using (assembly in (select auditors.assembly from plenum.auditors where login = session_user));

create policy sittings_audit on plenum.sittings for select to plenum_owner
using (assembly in (select auditors.assembly from plenum.auditors where login = session_user));

-- What a server calls: each function names the assembly first, for its own transaction only, and
-- then does its work, in one round trip. They run with the rights of the caller.
-- Their plans are kept for as long as a session lasts, and a sitting grows by thousands of records
-- within minutes. So they always go by the key: a plan made for a small table, which reads the
-- whole sitting and sorts it to find its last record, made each append slower than the one before.

-- Writes the whole batch on this head, or nothing; false when the head is another. A rival that
-- commits between the look at the head and the insert is caught by a key.
create function plenum.append_records(
    of_sitting uuid,
    seqs bigint[],
    hashes bytea[],
    bodies bytea[],
    head_seq bigint,
    head_hash bytea
) returns boolean language plpgsql
set enable_seqscan = off set enable_bitmapscan = off
as $$
declare
    of_assembly text;
    last_seq bigint;
    last_hash bytea;
begin
    select set_config('plenum.assembly', sittings.assembly, true) into of_assembly
    from plenum.sittings where sittings.sitting = of_sitting;
    if of_assembly is not null then
        select records.seq, records.hash into last_seq, last_hash
        from plenum.records where records.sitting = of_sitting
        order by records.seq desc limit 1;
    end if;
    if last_seq is distinct from head_seq or last_hash is distinct from head_hash then
        return false;
    end if;
    if of_assembly is null then
        of_assembly := convert_from(bodies[1], 'UTF8')::jsonb #>> '{event,head,assembly}';
        of_assembly := set_config('plenum.assembly', coalesce(of_assembly, ''), true);
        insert into plenum.sittings (sitting, assembly) values (of_sitting, of_assembly);
    end if;
    insert into plenum.records (sitting, seq, assembly, hash, body)
    select of_sitting, batch.seq, of_assembly, batch.hash, batch.body
    from unnest(seqs, hashes, bodies) as batch (seq, hash, body);
    return true;
end
$$;

create function plenum.read_records(of_sitting uuid, from_seq bigint, at_most bigint)
returns setof bytea language plpgsql
set enable_seqscan = off set enable_bitmapscan = off
as $$
begin
    perform set_config('plenum.assembly', sittings.assembly, true)
    from plenum.sittings where sittings.sitting = of_sitting;
    return query
        select records.body from plenum.records
        where records.sitting = of_sitting and records.seq >= from_seq
        order by records.seq
        limit at_most;
end
$$;

-- No row: the sitting has no record.
create function plenum.head_of(of_sitting uuid)
returns table (head_seq bigint, head_hash bytea) language plpgsql
set enable_seqscan = off set enable_bitmapscan = off
as $$
begin
    perform set_config('plenum.assembly', sittings.assembly, true)
    from plenum.sittings where sittings.sitting = of_sitting;
    return query
        select records.seq, records.hash from plenum.records
        where records.sitting = of_sitting
        order by records.seq desc
        limit 1;
end
$$;

revoke all on function plenum.refuse_change() from public;
revoke all on function plenum.append_records(uuid, bigint[], bytea[], bytea[], bigint, bytea)
from public;
revoke all on function plenum.read_records(uuid, bigint, bigint) from public;
revoke all on function plenum.head_of(uuid) from public;

grant select, insert on plenum.sittings, plenum.records to plenum_service;
-- So that a server can see, without the right to migrate, whether somebody has.
grant select on plenum.migrations to plenum_service;
grant execute on function
    plenum.append_records(uuid, bigint[], bytea[], bytea[], bigint, bytea),
    plenum.read_records(uuid, bigint, bigint),
    plenum.head_of(uuid)
to plenum_service;
