//! The real `guildhall` program on a free port.

use std::{path::Path, process::Command, time::Duration};

use tempfile::TempDir;

use crate::{
    http::{self, Answer},
    process::Process,
};

const PATIENCE: Duration = Duration::from_secs(120);

/// A running server; ended when dropped.
#[derive(Debug)]
pub struct Server {
    pub process: Process,
    /// `127.0.0.1:port`.
    pub address: String,
    _data: Option<TempDir>,
}

impl Server {
    /// A server with the demo program in a folder of its own, ready to answer.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn demo() -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let mut server = Self::on(data.path(), &["--demo"]).await;
        server._data = Some(data);
        server
    }

    /// A server on a data folder.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn on(data: &Path, flags: &[&str]) -> Self {
        let mut command = Command::new(crate::binary("guildhall"));
        command.args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data);
        command.arg("--assets").arg(crate::place("GUILDHALL_TEST_DIST")).args(flags);
        let mut process = Process::start("guildhall", &mut command);
        let address = process.wait_for(PATIENCE, |printed| {
            let rest = printed.split("http://").nth(1)?;
            let end = rest.find(|letter: char| !(letter.is_ascii_digit() || ".:".contains(letter)))?;
            Some(rest[..end].to_owned())
        });
        let start = std::time::Instant::now();
        while http::get(&address, "/readyz").await.status != 200 {
            assert!(start.elapsed() < PATIENCE, "never ready:\n{}", process.printed());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Self { process, address, _data: None }
    }

    pub async fn get(&self, path: &str) -> Answer {
        http::get(&self.address, path).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}
