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
        let address = format!("127.0.0.1:{}", free_port());
        let origin = address.replace("127.0.0.1", "http://localhost");
        let mut command = serve(&address);
        command.args(["--demo", "--origin", &origin, "--data"]).arg(data.path());
        let process = Process::start("guildhall", &mut command);
        let mut server = Self { process, address, origin, _data: Some(data) };
        server.ready().await;
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
        Self::start(serve("127.0.0.1:0").arg("--data").arg(data).args(flags)).await
    }

    /// A server with the demo program on a database that others share, with settings as the environment
    /// names them.
    ///
    /// # Panics
    /// When it does not come up.
    pub async fn beside(database: &str, settings: &[(&str, &str)]) -> Self {
        let mut command = serve("127.0.0.1:0");
        command.args(["--demo", "--database", database]).envs(settings.iter().copied());
        Self::start(&mut command).await
    }

    async fn start(command: &mut Command) -> Self {
        let mut process = Process::start("guildhall", command);
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

fn serve(listen: &str) -> Command {
    let mut command = Command::new(crate::binary("guildhall"));
    command.args(["serve", "--listen", listen, "--assets"]).arg(crate::place("GUILDHALL_TEST_DIST"));
    command
}
