//! The real `guildhall` program on a free port.

use std::{path::Path, process::Command, time::Duration};

use tempfile::TempDir;

use crate::{
    http::{self, Answer},
    process::{Process, free_port},
};

const PATIENCE: Duration = Duration::from_secs(120);

/// A running server; ended when dropped.
#[derive(Debug)]
pub struct Server {
    pub process: Process,
    /// `127.0.0.1:port`.
    pub address: String,
    /// What browsers call it.
    origin: String,
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

    /// The same under a name, which browsers want for passkeys: `localhost`.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn named() -> Self {
        let data = tempfile::tempdir().expect("a temporary folder");
        let port = free_port();
        let (listen, origin) = (format!("127.0.0.1:{port}"), format!("http://localhost:{port}"));
        let flags = ["--demo", "--origin", &origin];
        let process = Self::process(data.path(), &listen, &flags);
        let mut server = Self { process, address: listen, origin: origin.clone(), _data: Some(data) };
        server.ready().await;
        server
    }

    /// A server on a data folder.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn on(data: &Path, flags: &[&str]) -> Self {
        let mut process = Self::process(data, "127.0.0.1:0", flags);
        let address = process.wait_for(PATIENCE, |printed| {
            let rest = printed.split("http://").nth(1)?;
            let end = rest.find(|letter: char| !(letter.is_ascii_digit() || ".:".contains(letter)))?;
            Some(rest[..end].to_owned())
        });
        let origin = format!("http://{address}");
        let mut server = Self { process, address, origin, _data: None };
        server.ready().await;
        server
    }

    fn process(data: &Path, listen: &str, flags: &[&str]) -> Process {
        let mut command = Command::new(crate::binary("guildhall"));
        command.args(["serve", "--listen", listen, "--data"]).arg(data);
        command.arg("--assets").arg(crate::place("GUILDHALL_TEST_DIST")).args(flags);
        Process::start("guildhall", &mut command)
    }

    async fn ready(&mut self) {
        // Where it listens is said before it is.
        self.process.wait_for(PATIENCE, |printed| printed.contains("Guildhall serves").then_some(()));
        let start = std::time::Instant::now();
        while http::get(&self.address, "/readyz").await.status != 200 {
            assert!(start.elapsed() < PATIENCE, "never ready:\n{}", self.process.printed());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        http::get(&self.address, path).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }
}
