-- The record of every sitting: the bytes that were hashed (bytea, never jsonb, which would give
-- back other bytes), and nothing derived from them.
-- Why a key over (sitting, seq): it is the order. No time and no row number is. Two nodes that
-- decide on the same head meet here, and one of them loses.
-- Migrations are append-only: this file never changes once it has been released, because the
-- checksum of what was run stands in the database. A correction is the next file.
create table plenum.records (
    sitting uuid not null,
    seq bigint not null,
    hash bytea not null,
    body bytea not null,
    constraint records_sitting_seq_key primary key (sitting, seq),
    constraint records_seq_check check (seq >= 0),
    constraint records_hash_length_check check (octet_length(hash) = 32),
    -- The bytes hashed are the bytes stored, said by the store itself.
    constraint records_hash_check check (hash = sha256(body))
);

-- Every sitting has exactly one first record, so this lists the sittings without reading the rest.
create index records_first on plenum.records (sitting) where seq = 0;

-- Nothing is edited or deleted. An owner of the table may drop a trigger; this stops mistakes, and
-- the hash chain shows the rest.
create function plenum.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'records are never changed or deleted: % on %.%',
        tg_op, tg_table_schema, tg_table_name
        using errcode = 'restrict_violation';
end
$$;

create trigger records_never_change
before update or delete or truncate on plenum.records
for each statement execute function plenum.refuse_change();

-- Always: also when a session calls itself a replica, which skips ordinary triggers.
alter table plenum.records enable always trigger records_never_change;
