//! The real shell in a real window, over WebKitWebDriver on a virtual display.

use std::{os::unix::process::CommandExt, path::Path, process::Command, time::Duration};

use fantoccini::Client;
use serde_json::json;

use crate::{
    browser::{Person, connect},
    process::{Process, free_port},
};

/// An open shell; window, driver and display end with it.
#[derive(Debug)]
pub struct Desktop {
    pub client: Client,
    display: String,
    _processes: Vec<Process>,
}

impl Desktop {
    /// Opens the shell on a data folder, without any network but loopback for the driver.
    ///
    /// # Panics
    /// When a program is missing or the window does not come up.
    pub async fn open(data: &Path) -> Self {
        Self::open_program(data, &crate::binary("guildhall-desktop")).await
    }

    /// Opens the shell for somebody who signs in: the browser that it opens is a program that does what this
    /// person of the demo program would do, and no keyring answers.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub async fn open_for(data: &Path, person: &str) -> Self {
        let browser = concat!(env!("CARGO_MANIFEST_DIR"), "/support/person.mjs");
        let around =
            [("GUILDHALL_BROWSER", browser), ("GUILDHALL_KEYRING", "off"), ("GUILDHALL_TEST_PERSON", person)];
        Self::launch(data, &crate::binary("guildhall-desktop"), &around).await
    }

    /// Opens a window of another program of the workspace.
    ///
    /// # Panics
    /// As [`Self::open`].
    pub async fn open_program(data: &Path, program: &Path) -> Self {
        Self::launch(data, program, &[]).await
    }

    async fn launch(data: &Path, program: &Path, around: &[(&str, &str)]) -> Self {
        let display = format!(":{}", 100 + free_port() % 800);
        let mut xvfb = Command::new("Xvfb");
        xvfb.args([&display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"]);
        let xvfb = Process::start("xvfb", &mut xvfb);
        let socket = format!("/tmp/.X11-unix/X{}", &display[1..]);
        let start = std::time::Instant::now();
        while !Path::new(&socket).exists() {
            assert!(start.elapsed() < Duration::from_secs(20), "Xvfb does not come up:\n{}", xvfb.printed());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }

        let port = free_port();
        let mut driver = Command::new("dbus-run-session");
        driver.args(["--", "WebKitWebDriver", "--host=127.0.0.1", &format!("--port={port}")]);
        driver.envs([
            ("DISPLAY", display.as_str()),
            ("GDK_BACKEND", "x11"),
            ("LIBGL_ALWAYS_SOFTWARE", "1"),
            ("NO_AT_BRIDGE", "1"),
            ("TAURI_WEBVIEW_AUTOMATION", "true"),
            ("WEBKIT_DISABLE_DMABUF_RENDERER", "1"),
        ]);
        driver.envs(around.iter().copied());
        driver.env("GUILDHALL_DATA", data).env("HOME", data).env("XDG_DATA_HOME", data.join("xdg"));
        let driver = Process::start("webkit-driver", driver.process_group(0));
        let mut capabilities = serde_json::Map::new();
        let options = json!({ "binary": program, "args": [] });
        capabilities.insert("webkitgtk:browserOptions".to_owned(), options);
        let client = connect(port, capabilities).await;
        Self { client, display, _processes: vec![driver, xvfb] }
    }

    /// Takes a picture of the whole display; the driver's own call hangs under Xvfb.
    ///
    /// # Panics
    /// When ImageMagick cannot take it.
    pub fn picture(&self, name: &str) {
        let file = crate::output(&format!("{name}.png"));
        let mut import = Command::new("import");
        import.args(["-window", "root"]).arg(&file).env("DISPLAY", &self.display);
        let status = import.status().expect("ImageMagick is installed");
        assert!(status.success(), "no picture of {}", self.display);
    }

    /// Closes the window and lets the shell write what it holds.
    ///
    /// # Panics
    /// When the driver is gone.
    pub async fn close(self) {
        self.client.clone().close().await.expect("the session ends");
    }
}

impl Person for Desktop {
    fn client(&self) -> &Client {
        &self.client
    }
}
