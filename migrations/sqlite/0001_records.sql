-- The record of every sitting: the bytes that were hashed, and nothing derived from them.
-- Why a key over (sitting, seq): it is the order. No time and no row number is.
-- Migrations are append-only: this file never changes once it has been released, because the
-- checksum of what was run stands in the database. A correction is the next file.
create table records (
    sitting blob not null check (length(sitting) = 16),
    seq integer not null check (seq >= 0),
    hash blob not null check (length(hash) = 32),
    body blob not null,
    primary key (sitting, seq)
) strict, without rowid;

-- Every sitting has exactly one first record, so this lists the sittings without reading the rest.
create index records_first on records (sitting) where seq = 0;

-- Nothing is edited or deleted. Whoever may write the file may drop a trigger; this stops mistakes,
-- and the hash chain shows the rest.
create trigger records_never_change before update on records begin
    select raise(abort, 'records are never changed');
end;

create trigger records_never_go before delete on records begin
    select raise(abort, 'records are never deleted');
end;

-- `insert or replace` deletes without asking the trigger above; a record that is not the next one
-- is refused here, and a gap with it.
create trigger records_stand_in_order before insert on records
when new.seq <> (select coalesce(max(seq) + 1, 0) from records where sitting = new.sitting) begin
    select raise(abort, 'a record is appended behind the last one');
end;
