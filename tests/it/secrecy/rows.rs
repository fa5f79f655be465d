//! Everything that a database holds, found through its own catalog: whatever tables and columns
//! there are, the attacks see them.

use std::collections::BTreeMap;

use sqlx::{AssertSqlSafe, PgConnection, Row as _};

use super::link::Row;

/// Every row of every table outside the system's schemas, in the order of the heap.
pub(super) async fn all(database: &mut PgConnection) -> Vec<Row> {
    let tables = "select format('%I.%I', nspname, relname), string_agg(
            case atttypid when 'bytea'::regtype then format('encode(%I, ''escape'')', attname)
                else format('%I::text', attname) end, ', ' order by attnum)
        from pg_class
        join pg_namespace on pg_namespace.oid = relnamespace
        join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where relkind in ('r', 'm') and nspname not in ('pg_catalog', 'information_schema')
        group by nspname, relname
        order by nspname, relname";
    let mut rows = Vec::new();
    for (table, columns) in pairs(database, tables).await {
        let select = format!(
            "select xmin::text, (ctid::text::point)[0]::bigint * 65536 + (ctid::text::point)[1]::bigint,
                concat_ws(chr(10), {columns})
            from {table} order by ctid"
        );
        let read = sqlx::query(AssertSqlSafe(select)).fetch_all(&mut *database).await.unwrap();
        rows.extend(read.iter().map(|row| {
            let (text, place): (String, i64) = (row.get(2), row.get(1));
            let transaction = row.get::<String, _>(0).parse().unwrap();
            let place = u64::try_from(place).unwrap();
            Row { kind: kind(&table, &text), transaction, place, written: 0, text }
        }));
    }
    rows
}

/// Notes for each row when it was written, as the WAL has it; returns how many it knows of.
pub(super) async fn find_in_wal(database: &mut PgConnection, rows: &mut [Row], wal: &str) -> usize {
    let files = "select format('%I.%I', nspname, relname), pg_relation_filenode(pg_class.oid)::text
        from pg_class join pg_namespace on pg_namespace.oid = relnamespace where relkind = 'r'";
    let tables: BTreeMap<String, String> =
        pairs(database, files).await.into_iter().map(|(table, file)| (file, table)).collect();
    let mut written: BTreeMap<(&str, u64), u64> = BTreeMap::new();
    for (line, text) in (1..).zip(wal.lines().filter(|line| line.contains("desc: INSERT"))) {
        let number = |after: &str| {
            let (_, rest) = text.split_once(after)?;
            rest.split([' ', ',']).next()?.parse::<u64>().ok()
        };
        let file = text.split_once("rel ").and_then(|(_, rest)| rest.split(' ').next());
        let file = file.and_then(|path| path.rsplit('/').next());
        let table = file.and_then(|file| tables.get(file));
        if let (Some(table), Some(block), Some(offset)) = (table, number("blk "), number("off ")) {
            written.insert((table, block * 65_536 + offset), line);
        }
    }
    for row in rows.iter_mut() {
        let table = row.kind.split(' ').next().expect("a name");
        row.written = written.get(&(table, row.place)).copied().unwrap_or(0);
    }
    rows.iter().filter(|row| row.written > 0).count()
}

/// Names and contents of all statistics and sequences, as text.
pub(super) async fn hints(database: &mut PgConnection) -> String {
    let hints = "select 'column', s::text from pg_stats s where schemaname !~ '^pg_'
        union all select 'extended', s::text from pg_stats_ext s
        union all select 'expression', s::text from pg_stats_ext_exprs s
        union all select 'sequence', s::text from pg_sequences s
        union all select 'statement', s::text from pg_stat_activity s
        union all select 'table', s::text from pg_stat_all_tables s
        union all select 'object', s::text from pg_largeobject s";
    let all = pairs(database, hints).await;
    all.into_iter().map(|(kind, text)| format!("{kind}: {text}\n")).collect()
}

/// The same table may hold rows of several kinds, told apart by a `type` inside.
pub(super) fn kind(table: &str, text: &str) -> String {
    let of = text.split_once(r#""event":{"#).map_or("", |(_, event)| event);
    let of = of.rsplit_once(r#""type":""#).and_then(|(_, rest)| rest.split('"').next());
    of.map_or_else(|| table.to_owned(), |of| format!("{table} {of}"))
}

pub(super) async fn pairs(database: &mut PgConnection, sql: &'static str) -> Vec<(String, String)> {
    sqlx::query_as(sql).fetch_all(database).await.unwrap_or_else(|error| panic!("{sql}: {error}"))
}
