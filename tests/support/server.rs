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

    /// A server with the demo program that lets everything through that comes, for whoever measures or
    /// sends thousands of requests.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn without_limits() -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let most = "[rate]\nperson = 10000000\nkey = 10000000\naddress = 10000000\n";
        std::fs::write(data.path().join("guildhall.toml"), most).expect("the folder can be written");
        let mut server = Self::on(data.path(), &["--demo"]).await;
        server._data = Some(data);
        server
    }

    /// A server on a data folder.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn on(data: &Path, flags: &[&str]) -> Self {
        Self::start(Command::new(crate::binary("guildhall")).args(["serve", "--data"]).arg(data).args(flags))
            .await
    }

    /// A server with the demo program on a database that others share, and with a folder for pictures.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn beside(database: &str, media: &Path) -> Self {
        let mut command = Command::new(crate::binary("guildhall"));
        command.args(["serve", "--demo", "--database", database]).env("GUILDHALL_MEDIA", media);
        Self::start(&mut command).await
    }

    async fn start(command: &mut Command) -> Self {
        command.args(["--listen", "127.0.0.1:0", "--assets"]).arg(crate::place("GUILDHALL_TEST_DIST"));
        let mut process = Process::start("guildhall", command);
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
