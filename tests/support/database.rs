//! A SurrealDB server on loopback, in memory, for the servers that share it.

use std::{path::PathBuf, process::Command, time::Duration};

use crate::{
    http,
    process::{Process, free_port},
};

const PATIENCE: Duration = Duration::from_secs(60);

/// A running database; ended when dropped.
#[derive(Debug)]
pub struct Database {
    pub process: Process,
    address: String,
}

impl Database {
    /// An empty one.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn empty() -> Self {
        let address = format!("127.0.0.1:{}", free_port());
        let program = std::env::var_os("GUILDHALL_TEST_DATABASE")
            .map_or_else(|| crate::binary("guildhall-test-database"), PathBuf::from);
        let mut command = Command::new(program);
        command.args([
            "start",
            "--no-banner",
            "--user",
            "root",
            "--pass",
            "root",
            "--bind",
            &address,
            "memory",
        ]);
        let mut process = Process::start("database", &mut command);
        let start = std::time::Instant::now();
        while tokio::net::TcpStream::connect(&address).await.is_err() {
            process.wait_for(PATIENCE, |_| Some(()));
            assert!(start.elapsed() < PATIENCE, "never ready:\n{}", process.printed());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(http::get(&address, "/health").await.status, 200, "{}", process.printed());
        Self { process, address }
    }

    /// As `--database` takes it.
    pub fn url(&self) -> String {
        format!("ws://root:root@{}", self.address)
    }
}
