//! The reference app, running.

use std::{process::Command, time::Duration};

use crate::{
    binary,
    process::{Process, free_port},
};

/// An app that keeps the contract; it ends with the test.
#[derive(Debug)]
pub struct AnApp {
    _process: Process,
}

/// Where an app will be: an address of this machine that nobody uses.
pub fn target() -> String {
    format!("http://127.0.0.1:{}", free_port())
}

impl AnApp {
    /// Starts it at a target with the secret that its sandbox signs with.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(target: &str, secret: &str) -> Self {
        let mut command = Command::new(binary("reference-app"));
        let listen = target.strip_prefix("http://").expect("an address of this machine");
        command.args(["--listen", listen, "--secret", secret]);
        let mut process = Process::start("reference-app", &mut command);
        process.wait_for(Duration::from_secs(30), |printed| printed.contains("http://").then_some(()));
        Self { _process: process }
    }
}
