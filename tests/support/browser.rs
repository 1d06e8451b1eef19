//! Chromium over WebDriver, and what a person does in it.

use std::{fs, process::Command, time::Duration};

use fantoccini::{Client, ClientBuilder, Locator, elements::Element, key::Key};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::process::{Process, free_port};

/// How long a page may take to show something. Generous: a slow machine is not a failure.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a browser differs from the plain one.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    pub width: u32,
    pub height: u32,
    pub dark: bool,
    pub javascript: bool,
    /// Accept-Language.
    pub language: &'static str,
}

impl Default for Look {
    fn default() -> Self {
        Self { width: 1440, height: 1000, dark: false, javascript: true, language: "en" }
    }
}

/// A browser window with a fresh profile.
#[derive(Debug)]
pub struct Browser {
    pub client: Client,
    _driver: Process,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Opens a window.
    ///
    /// # Panics
    /// When Chromium or its driver is missing or does not come up.
    pub async fn open(look: Look) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        let port = free_port();
        let mut command = Command::new("chromedriver");
        let mut driver = Process::start("chromedriver", command.arg(format!("--port={port}")));
        driver.wait_for(PATIENCE, |printed| printed.contains("started successfully").then_some(()));

        let mut arguments: Vec<String> = [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-dev-shm-usage",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
        ]
        .map(str::to_owned)
        .into();
        arguments.push(format!("--window-size={},{}", look.width, look.height));
        arguments.push(format!("--user-data-dir={}", profile.path().display()));
        arguments.push(format!("--accept-lang={}", look.language));
        if look.dark {
            arguments.push("--blink-settings=preferredColorScheme=0".to_owned());
        }
        let javascript = if look.javascript { 1 } else { 2 };
        let mut capabilities = serde_json::Map::new();
        capabilities.insert(
            "goog:chromeOptions".to_owned(),
            json!({
                "args": arguments,
                "binary": "/usr/bin/chromium",
                "prefs": { "profile.managed_default_content_settings.javascript": javascript },
            }),
        );
        capabilities.insert("goog:loggingPrefs".to_owned(), json!({ "browser": "ALL" }));
        let client = connect(port, capabilities).await;
        // Headless windows ignore widths under 500 in `--window-size`; the protocol does not.
        let browser = Self { client, _driver: driver, _profile: profile };
        browser
            .devtools(
                "Emulation.setDeviceMetricsOverride",
                json!({
                    "width": look.width, "height": look.height, "deviceScaleFactor": 1, "mobile": false,
                }),
            )
            .await;
        if look.dark {
            let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": "dark" }] });
            browser.devtools("Emulation.setEmulatedMedia", features).await;
        }
        browser
    }

    /// A command of the DevTools protocol.
    ///
    /// # Panics
    /// When the browser refuses it.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Value {
        let parameters = json!({ "cmd": command, "params": parameters });
        let call = DevTools(parameters);
        self.client.issue_cmd(call).await.unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// What the page and the browser complained about since the last call, without what is only noise
    /// of a failed load that the test made itself.
    ///
    /// # Panics
    /// When the driver keeps no log.
    pub async fn complaints(&self) -> Vec<String> {
        let log = self.client.issue_cmd(BrowserLog).await.expect("chromedriver keeps a log");
        let entries = log.as_array().cloned().unwrap_or_default();
        let serious = entries.into_iter().filter(|entry| entry["level"] == "SEVERE");
        serious.filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect()
    }

    /// Takes a picture of the window.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn picture(&self, name: &str) {
        let png = self.client.screenshot().await.expect("the window can be drawn");
        fs::write(crate::output(&format!("{name}.png")), png).expect("the picture can be written");
    }

    /// Ends the session; a window left open would outlive the driver.
    ///
    /// # Panics
    /// When the driver is gone.
    pub async fn close(self) {
        self.client.clone().close().await.expect("the session ends");
    }
}

/// Opens a session, with a few tries: a driver may refuse the first while it comes up.
///
/// # Panics
/// When none succeeds; with the last reason.
pub async fn connect(port: u16, capabilities: serde_json::Map<String, Value>) -> Client {
    let mut last = None;
    for _ in 0..40 {
        let opened = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.clone())
            .connect(&format!("http://127.0.0.1:{port}"))
            .await;
        match opened {
            Ok(client) => return client,
            Err(error) => last = Some(error),
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    panic!("no WebDriver session: {last:?}");
}

/// What a person does and sees. Everything waits, nothing sleeps.
pub trait Person {
    fn client(&self) -> &Client;

    fn see(&self, css: &str) -> impl Future<Output = Element> {
        async move {
            let found = self.client().wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
            match found {
                Ok(element) => element,
                Err(error) => panic!("{css} is not on {}: {error}", self.address().await),
            }
        }
    }

    fn gone(&self, css: &str) -> impl Future<Output = ()> {
        async move {
            self.until(&format!("{css} is gone"), async || {
                self.client().find_all(Locator::Css(css)).await.is_ok_and(|found| found.is_empty())
            })
            .await;
        }
    }

    /// Waits until the text of the page holds `text`.
    fn read(&self, text: &str) -> impl Future<Output = ()> {
        async move {
            self.until(&format!("“{text}” can be read"), async || self.text().await.contains(text)).await;
        }
    }

    fn text(&self) -> impl Future<Output = String> {
        async move {
            match self.client().find(Locator::Css("body")).await {
                Ok(body) => body.text().await.unwrap_or_default(),
                Err(_) => String::new(),
            }
        }
    }

    fn until(&self, what: &str, met: impl AsyncFn() -> bool) -> impl Future<Output = ()> {
        async move {
            let start = std::time::Instant::now();
            while !met().await {
                if start.elapsed() > PATIENCE {
                    panic!(
                        "not within {PATIENCE:?}: {what}\nat {}\n{}",
                        self.address().await,
                        self.text().await
                    );
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }

    fn address(&self) -> impl Future<Output = String> {
        async move { self.client().current_url().await.map(|url| url.to_string()).unwrap_or_default() }
    }

    fn click(&self, css: &str) -> impl Future<Output = ()> {
        async move {
            // One that moves, or lies under a message, is there to press a moment later.
            self.until(&format!("{css} is clicked"), async || {
                match self.client().find(Locator::Css(css)).await {
                    Ok(element) => element.click().await.is_ok(),
                    Err(_) => false,
                }
            })
            .await;
        }
    }

    /// Presses the button whose text holds `text`.
    fn press_button(&self, text: &str) -> impl Future<Output = ()> {
        async move {
            let path = format!("//button[contains(normalize-space(.), \"{text}\")]");
            // One that is drawn anew, or lies under a message, is there to press a moment later.
            self.until(&format!("“{text}” is pressed"), async || {
                match self.client().find(Locator::XPath(&path)).await {
                    Ok(button) => button.click().await.is_ok(),
                    Err(_) => false,
                }
            })
            .await;
        }
    }

    /// Empties a field, as somebody does who selects everything and deletes it.
    fn clear(&self, css: &str) -> impl Future<Output = ()> {
        async move {
            self.until(&format!("{css} is emptied"), async || {
                match self.client().find(Locator::Css(css)).await {
                    Ok(field) => field.clear().await.is_ok(),
                    Err(_) => false,
                }
            })
            .await;
        }
    }

    /// Types into a field.
    fn fill(&self, css: &str, text: &str) -> impl Future<Output = ()> {
        async move {
            self.until(&format!("{css} takes text"), async || {
                match self.client().find(Locator::Css(css)).await {
                    Ok(field) => field.send_keys(text).await.is_ok(),
                    Err(_) => false,
                }
            })
            .await;
        }
    }

    /// Chooses from a list by value.
    fn choose(&self, css: &str, value: &str) -> impl Future<Output = ()> {
        async move {
            let list = self.see(css).await;
            list.select_by_value(value).await.unwrap_or_else(|error| panic!("{css} has no {value}: {error}"));
        }
    }

    /// Presses keys where the focus is.
    fn press(&self, keys: &[Key]) -> impl Future<Output = ()> {
        async move {
            let text: String = keys.iter().map(|key| char::from(*key)).collect();
            self.type_text(&text).await;
        }
    }

    fn type_text(&self, text: &str) -> impl Future<Output = ()> {
        async move {
            let focused = self.client().active_element().await.expect("something has the focus");
            focused.send_keys(text).await.expect("keys arrive");
        }
    }

    fn script(&self, source: &str) -> impl Future<Output = Value> {
        async move {
            let done = self.client().execute(source, Vec::new()).await;
            done.unwrap_or_else(|error| panic!("{source}: {error}"))
        }
    }
}

impl Person for Browser {
    fn client(&self) -> &Client {
        &self.client
    }
}

#[derive(Debug)]
struct DevTools(Value);

#[derive(Debug)]
struct BrowserLog;

macro_rules! chromium_command {
    ($name:ident, $path:literal, |$this:ident| $body:expr) => {
        impl fantoccini::wd::WebDriverCompatibleCommand for $name {
            fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
                base.join(&format!("session/{}/{}", session.unwrap_or_default(), $path))
            }

            fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
                let $this = self;
                (http::Method::POST, Some($body.to_string()))
            }
        }
    };
}

chromium_command!(DevTools, "goog/cdp/execute", |this| this.0);
chromium_command!(BrowserLog, "se/log", |_this| json!({ "type": "browser" }));
