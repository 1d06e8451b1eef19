//! The keys: name, meaning, accepted values, and how each is read and written. The only place where a
//! key is described.

use std::{path::PathBuf, time::Duration};

use super::{Config, LogFormat, Sender, SmtpUrl};

/// One key of the configuration.
pub struct Key {
    /// Dotted, as in the TOML file: `log.level`.
    pub name: &'static str,
    pub about: &'static str,
    /// What is accepted, to follow “expected”.
    pub accepts: &'static str,
    pub(super) set: fn(&mut Config, &str) -> Option<()>,
    /// The value as TOML; `None` while it is not set.
    pub(super) get: fn(&Config) -> Option<String>,
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Key {
    /// The variable that sets it: `GUILDHALL_LOG_LEVEL`.
    pub fn variable(&self) -> String {
        format!("{}{}", super::load::VARIABLE_PREFIX, self.name.to_ascii_uppercase().replace('.', "_"))
    }
}

/// Every key, in the order in which it is printed.
pub const KEYS: &[Key] = &[
    Key {
        name: "listen",
        about: "Address to listen on. Port 0 takes a free one.",
        accepts: "host:port, such as 127.0.0.1:8080 or [::]:8080",
        set: |config, text| {
            let (host, port) = text.rsplit_once(':')?;
            port.parse::<u16>().ok()?;
            let bare_ipv6 = host.contains(':') && !(host.starts_with('[') && host.ends_with(']'));
            (!host.is_empty() && !bare_ipv6).then(|| text.clone_into(&mut config.listen))
        },
        get: |config| Some(quoted(&config.listen)),
    },
    Key {
        name: "data",
        about: "Folder of the store, the pictures and the index. Made when it is missing.",
        accepts: "the path of a folder",
        set: |config, text| not_empty(text).map(|text| config.data = Some(PathBuf::from(text))),
        get: |config| config.data.as_ref().map(|path| quoted(&path.to_string_lossy())),
    },
    Key {
        name: "database",
        about: "SurrealDB to use instead of a store in the data folder.",
        accepts: "a URL that starts with mem://, surrealkv://, ws://, wss://, http:// or https://",
        set: |config, text| {
            ["mem://", "surrealkv://", "ws://", "wss://", "http://", "https://"]
                .iter()
                .any(|scheme| text.starts_with(scheme))
                .then(|| config.database = Some(text.to_owned()))
        },
        get: |config| config.database.as_deref().map(|url| quoted(&crate::start::without_password(url))),
    },
    Key {
        name: "media",
        about: "Where pictures are kept, when not in the data folder.",
        accepts: "the path of a folder, or mem:// for pictures that end with the process",
        set: |config, text| not_empty(text).map(|text| config.media = Some(text.to_owned())),
        get: |config| config.media.as_deref().map(quoted),
    },
    Key {
        name: "origin",
        about: "Scheme and host of public addresses, when the server stands behind another one.",
        accepts: "http:// or https:// and a host, without a path",
        set: |config, text| {
            let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"))?;
            let host = host.trim_end_matches('/');
            let plain = !host.is_empty() && !host.contains(['/', '?', '#', '@', '"', '<', '>', ' ']);
            plain.then(|| config.origin = Some(text.trim_end_matches('/').to_owned()))
        },
        get: |config| config.origin.as_deref().map(quoted),
    },
    Key {
        name: "demo",
        about: "Fills an empty store with the demo program.",
        accepts: "true or false",
        set: |config, text| text.parse().ok().map(|on| config.demo = on),
        get: |config| Some(config.demo.to_string()),
    },
    Key {
        name: "assets",
        about: "Folder with the built screens, as `trunk build` leaves it. Without it only the API answers.",
        accepts: "the path of a folder",
        set: |config, text| not_empty(text).map(|text| config.assets = Some(PathBuf::from(text))),
        get: |config| config.assets.as_ref().map(|path| quoted(&path.to_string_lossy())),
    },
    Key {
        name: "proxies",
        about: "Proxies in front of this server: so many of the last entries of X-Forwarded-For are believed.",
        accepts: "a number from 0 to 9",
        set: |config, text| {
            text.parse().ok().filter(|proxies| *proxies < 10).map(|proxies| config.proxies = proxies)
        },
        get: |config| Some(config.proxies.to_string()),
    },
    Key {
        name: "resolver",
        about: "DNS server that is asked when an organisation proves a domain, when not the system's own.",
        accepts: "an address and port, such as 127.0.0.1:53",
        set: |config, text| text.parse().ok().map(|address| config.resolver = Some(address)),
        get: |config| config.resolver.map(|address| quoted(&address.to_string())),
    },
    Key {
        name: "mail.url",
        about: "Mail server that takes what this server writes to people. Without it mail waits.",
        accepts: "smtps://user:password@host:465, smtp://user:password@host:587?tls=required, or smtp://host:port for a mail server on this machine",
        set: |config, text| SmtpUrl::parse(text).map(|url| config.mail_url = Some(url)),
        get: |config| config.mail_url.as_ref().map(|url| quoted(&url.shown())),
    },
    Key {
        name: "mail.from",
        about: "Whom mail comes from.",
        accepts: "an address, such as no-reply@market.example or Market <no-reply@market.example>",
        set: |config, text| Sender::parse(text).map(|sender| config.mail_from = Some(sender)),
        get: |config| config.mail_from.as_ref().map(|sender| quoted(sender.as_str())),
    },
    Key {
        name: "names.reserved",
        about: "Names that no app bears, or is like, without a person having looked; beside the program's own.",
        accepts: "names with commas between them, such as Northwind, Blue Harbour",
        set: |config, text| {
            let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
            config.reserved_names = names.map(str::to_owned).collect();
            Some(())
        },
        get: |config| {
            let names = &config.reserved_names;
            (!names.is_empty()).then(|| quoted(&names.join(", ")))
        },
    },
    Key {
        name: "log.format",
        about: "Form of the log on standard error.",
        accepts: "text or json",
        set: |config, text| {
            config.log_format = match text {
                "text" => LogFormat::Text,
                "json" => LogFormat::Json,
                _ => return None,
            };
            Some(())
        },
        get: |config| {
            Some(quoted(match config.log_format {
                LogFormat::Text => "text",
                LogFormat::Json => "json",
            }))
        },
    },
    Key {
        name: "log.level",
        about: "What is logged. One line per request is the target `access` at level info.",
        accepts: "error, warn, info, debug, trace or off, or directives such as info,access=off",
        set: |config, text| {
            not_empty(text)?;
            tracing_subscriber::EnvFilter::try_new(text).ok()?;
            text.clone_into(&mut config.log_level);
            Some(())
        },
        get: |config| Some(quoted(&config.log_level)),
    },
    Key {
        name: "rate.person",
        about: "Requests of a person that are let through in a minute.",
        accepts: RATE,
        set: |config, text| rate(text).map(|rate| config.identity.rate.person = rate),
        get: |config| Some(config.identity.rate.person.to_string()),
    },
    Key {
        name: "rate.key",
        about: "Requests of an API key that are let through in a minute.",
        accepts: RATE,
        set: |config, text| rate(text).map(|rate| config.identity.rate.key = rate),
        get: |config| Some(config.identity.rate.key.to_string()),
    },
    Key {
        name: "rate.address",
        about: "Requests of a network address, signed out and beside the public directory, in a minute.",
        accepts: RATE,
        set: |config, text| rate(text).map(|rate| config.identity.rate.address = rate),
        get: |config| Some(config.identity.rate.address.to_string()),
    },
    Key {
        name: "http.head_seconds",
        about: "Time for the head of a request to arrive.",
        accepts: SECONDS,
        set: |config, text| seconds(text).map(|time| config.limits.head = time),
        get: |config| Some(config.limits.head.as_secs().to_string()),
    },
    Key {
        name: "http.body_seconds",
        about: "Time for the body of a request to arrive.",
        accepts: SECONDS,
        set: |config, text| seconds(text).map(|time| config.limits.body = time),
        get: |config| Some(config.limits.body.as_secs().to_string()),
    },
    Key {
        name: "http.request_seconds",
        about: "Time for an answer to be ready.",
        accepts: SECONDS,
        set: |config, text| seconds(text).map(|time| config.limits.request = time),
        get: |config| Some(config.limits.request.as_secs().to_string()),
    },
    Key {
        name: "http.idle_seconds",
        about: "Time for a connection without progress between requests or while a reply is read.",
        accepts: SECONDS,
        set: |config, text| seconds(text).map(|time| config.limits.idle = time),
        get: |config| Some(config.limits.idle.as_secs().to_string()),
    },
    Key {
        name: "http.drain_seconds",
        about: "Time for running requests to finish after the order to stop.",
        accepts: SECONDS,
        set: |config, text| seconds(text).map(|time| config.limits.drain = time),
        get: |config| Some(config.limits.drain.as_secs().to_string()),
    },
    Key {
        name: "http.connections",
        about: "Open connections at most; further ones wait. Each takes a file descriptor.",
        accepts: "a whole number from 1 to 100000",
        set: |config, text| {
            let most = text.parse().ok().filter(|most| (1..=100_000).contains(most))?;
            config.limits.connections = most;
            Some(())
        },
        get: |config| Some(config.limits.connections.to_string()),
    },
    Key {
        name: "http.body_bytes",
        about: "Largest request body.",
        accepts: "a whole number from 1024 to 1073741824",
        set: |config, text| {
            let most = text.parse().ok().filter(|most| (1024..=1 << 30).contains(most))?;
            config.limits.body_bytes = most;
            Some(())
        },
        get: |config| Some(config.limits.body_bytes.to_string()),
    },
];

const RATE: &str = "a number from 10 to 10000000";

fn rate(text: &str) -> Option<u32> {
    text.parse().ok().filter(|rate| (10..=10_000_000).contains(rate))
}

const SECONDS: &str = "whole seconds from 1 to 3600";

fn seconds(text: &str) -> Option<Duration> {
    text.parse().ok().filter(|seconds| (1..=3600).contains(seconds)).map(Duration::from_secs)
}

fn not_empty(text: &str) -> Option<&str> {
    (!text.trim().is_empty()).then_some(text)
}

/// A text as a TOML basic string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
