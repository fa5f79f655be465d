//! The harness itself: what it promises to the tests that stand on it.

use super::*;

async fn connect(url: &str) -> PgConnection {
    PgConnection::connect(url).await.expect("connect")
}

async fn votes(connection: &mut PgConnection) -> i64 {
    sqlx::query_scalar("select count(*) from vote").fetch_one(connection).await.unwrap()
}

#[tokio::test]
async fn acknowledged_rows_survive_a_kill_and_a_stop() {
    let postgres = Postgres::start();
    let url = postgres.fresh_database().await;
    let mut connection = connect(&url).await;
    sqlx::raw_sql("create table vote (id int)").execute(&mut connection).await.unwrap();
    sqlx::query("insert into vote values (1)").execute(&mut connection).await.unwrap();

    let pid = postgres.pid();
    assert!(
        with_descendants(pid).len() > 1,
        "a kill of the postmaster alone would leave its children"
    );
    postgres.kill9();
    assert!(sqlx::query("select 1").execute(&mut connection).await.is_err());
    let lock = postgres.home.path().join("data/postmaster.pid");
    assert!(lock.is_file(), "a killed cluster leaves a stale lock file");
    postgres.restart();
    assert_ne!(postgres.pid(), pid);
    assert_eq!(votes(&mut connect(&url).await).await, 1);

    postgres.stop();
    assert!(PgConnection::connect(&url).await.is_err());
    assert!(!lock.exists(), "an orderly stop removes it");
    postgres.restart();
    assert_eq!(votes(&mut connect(&url).await).await, 1);
}

#[tokio::test]
async fn every_database_is_fresh_and_durable() {
    let postgres = Postgres::shared();
    let (first, second) = (postgres.fresh_database().await, postgres.fresh_database().await);
    assert_ne!(first, second);
    let mut connection = connect(&first).await;
    sqlx::raw_sql("create table vote (id int)").execute(&mut connection).await.unwrap();
    let elsewhere = sqlx::query("select 1 from vote").execute(&mut connect(&second).await).await;
    assert!(elsewhere.is_err(), "a table of one database is not seen in another");
    for setting in ["fsync", "synchronous_commit", "full_page_writes", "data_checksums"] {
        let show = AssertSqlSafe(format!("show {setting}"));
        let value: String = sqlx::query_scalar(show).fetch_one(&mut connection).await.unwrap();
        assert_eq!(value, "on", "{setting}");
    }
}

/// What the kernel does when the test process is killed is to close the pipe.
#[test]
fn closing_the_pipe_ends_the_cluster_and_removes_its_folder() {
    let postgres = Postgres::start();
    let tree = with_descendants(postgres.pid());
    let supervised = postgres.running().take().expect("running");
    supervised.end(Folder::Remove);
    assert!(wait_for(|| !tree.iter().any(|&pid| is_alive(pid))), "{tree:?} are left");
    assert!(!postgres.home.path().exists());
}
