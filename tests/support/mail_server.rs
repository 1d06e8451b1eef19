//! A real SMTP server (the npm package `smtp-server`) on loopback, and what arrived there.

use std::{process::Command, time::Duration};

use serde_json::Value;

use crate::process::Process;

const PATIENCE: Duration = Duration::from_secs(30);

/// A running mail server; ended when dropped. `smtp-server.mjs` says how it treats which address.
#[derive(Debug)]
pub struct MailServer {
    /// `127.0.0.1:port`.
    pub address: String,
    process: Process,
}

/// A mail that arrived, acknowledged or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub from: String,
    pub to: Vec<String>,
    /// Head and body, as they came.
    pub data: String,
}

impl Arrived {
    /// A header, unfolded; empty where it is not there.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\r\n\r\n").next().unwrap_or_default().replace("\r\n ", " ");
        let found = head.split("\r\n").find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        found.unwrap_or_default().to_owned()
    }
}

impl MailServer {
    pub const USER: &'static str = "guildhall";
    pub const PASSWORD: &'static str = "p@ss/word";

    /// # Panics
    /// When it does not come up.
    pub fn start() -> Self {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/support/smtp-server.mjs");
        let mut command = Command::new("node");
        command.arg(script).arg(crate::place("GUILDHALL_TEST_SMTP"));
        command.args([Self::USER, Self::PASSWORD]);
        let mut process = Process::start("smtp-server", &mut command);
        let address = process.wait_for(PATIENCE, |printed| {
            printed.lines().find_map(|line| line.strip_prefix("listening on ")).map(str::to_owned)
        });
        Self { address, process }
    }

    /// The address with what opens it, as it is configured.
    pub fn url(&self) -> String {
        format!("smtp://{}:p%40ss%2Fword@{}", Self::USER, self.address)
    }

    /// What arrived so far, in order.
    pub fn arrived(&self) -> Vec<Arrived> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let printed = self.process.printed();
        let mails = printed.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
        mails
            .map(|mail| Arrived {
                from: text(&mail["from"]),
                to: mail["to"].as_array().into_iter().flatten().map(text).collect(),
                data: text(&mail["data"]),
            })
            .collect()
    }
}
