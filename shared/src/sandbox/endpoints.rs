//! What of an app can be called, as its manifest declares it.

use serde::{Deserialize, Serialize};

use super::target::Target;
use crate::manifest::Manifest;

/// What an address of the manifest is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum EndpointKind {
    /// Says whether the app is well.
    Health,
    /// Opened when a person starts the app.
    Launch,
    /// Told of an installation.
    Install,
    /// Told of events.
    Webhook,
    /// Told that the app was removed and data have to go.
    Uninstall,
}

impl EndpointKind {
    /// All of them, in the order in which they are called.
    pub const ALL: [Self; 5] = [Self::Health, Self::Launch, Self::Install, Self::Webhook, Self::Uninstall];

    /// Its name, stable.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Health => "health",
            Self::Launch => "launch",
            Self::Install => "install",
            Self::Webhook => "webhook",
            Self::Uninstall => "uninstall",
        }
    }
}

/// An address of the manifest at the target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Endpoint {
    /// What it is for.
    pub kind: EndpointKind,
    /// Where it stands in the manifest: an RFC 6901 pointer such as `/webhooks/0/url`.
    pub pointer: String,
    /// Where it is called: at the target.
    pub url: String,
}

/// The endpoints of one kind, in the order of the manifest. An address that cannot be read is left out; the
/// linter says so.
pub fn of_kind(manifest: &Manifest, target: &Target, kind: EndpointKind) -> Vec<Endpoint> {
    let endpoint =
        |pointer: String, address: &str| Some(Endpoint { kind, pointer, url: target.at(address)? });
    let one = |pointer: &str, address: Option<&str>| {
        address.and_then(|address| endpoint(pointer.to_owned(), address)).into_iter().collect()
    };
    match kind {
        EndpointKind::Health => {
            one("/health/url", manifest.health.as_ref().map(|health| health.url.as_str()))
        }
        EndpointKind::Launch => one("/entry/launch", Some(&manifest.entry.launch)),
        EndpointKind::Install => one("/entry/install", manifest.entry.install.as_deref()),
        EndpointKind::Webhook => (manifest.webhooks.iter().enumerate())
            .filter_map(|(at, webhook)| endpoint(format!("/webhooks/{at}/url"), &webhook.url))
            .collect(),
        EndpointKind::Uninstall => one("/entry/uninstall", manifest.entry.uninstall.as_deref()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::contract::samples::manifest;

    #[test]
    fn every_address_is_called_at_the_target() {
        let target: Target = "http://127.0.0.1:9000".parse().expect("a target");
        let found: Vec<_> = EndpointKind::ALL
            .into_iter()
            .flat_map(|kind| of_kind(&manifest(), &target, kind))
            .map(|endpoint| (endpoint.pointer, endpoint.url))
            .collect();
        let expected = [
            ("/health/url", "http://127.0.0.1:9000/health"),
            ("/entry/launch", "http://127.0.0.1:9000/start"),
            ("/entry/install", "http://127.0.0.1:9000/hooks/installed"),
            ("/webhooks/0/url", "http://127.0.0.1:9000/hooks/events"),
            ("/entry/uninstall", "http://127.0.0.1:9000/hooks/removed"),
        ];
        assert_eq!(found, expected.map(|(pointer, url)| (pointer.to_owned(), url.to_owned())));
    }
}
