//! What each version of the API asks of an app: calls, and what is expected of the answers.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::{check::Check, version::ApiVersion};
use crate::sandbox::endpoints::EndpointKind;

/// The version of the suites. It is raised whenever the same answers give other findings.
pub const SUITE: &str = "1";

/// The header by which an app says that it has a delivery already, in lower case. Its value is `true`.
pub const DUPLICATE: &str = "guildhall-duplicate";

/// The suite of one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Suite {
    /// Of which version.
    pub version: ApiVersion,
    /// How bodies are written.
    pub envelope: Envelope,
    /// What is called, in order.
    pub calls: Vec<Call>,
}

/// How the body of a delivery is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Envelope {
    /// `installation` is its id.
    Flat,
    /// `installation` is an object with its id, and `api_version` says by which version the body is written.
    Nested,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Call {
    /// What it is called, such as `webhook.duplicate`; one of its kind in a suite.
    pub name: Cow<'static, str>,
    /// Which endpoint. An app that declares none is not called.
    pub endpoint: EndpointKind,
    /// What is sent.
    pub sends: Sends,
    /// How it is signed.
    pub signing: Signing,
    /// What is expected, in order. The first that is not met is told, and those behind it are not looked at.
    /// Where nothing is, whatever comes back is as good, also that nothing comes.
    pub expects: Vec<Expected>,
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "sends", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Sends {
    /// A `GET` that takes this.
    Nothing {
        /// For the header `accept`.
        accept: Cow<'static, str>,
    },
    /// A `POST` of this event of the app itself; to a webhook only when it is subscribed to it.
    Own {
        /// Such as `app.installed`.
        event: Cow<'static, str>,
    },
    /// A `POST` of each event that the webhook is subscribed to, a call for each: that it was installed first,
    /// that it was removed not at all.
    EachEvent,
    /// A `POST` of the first of these.
    FirstEvent {
        /// Whether the app may answer the first attempt with 500, to try out what it does then.
        drill: bool,
    },
    /// What an earlier call of the same endpoint sent: the same id and the same body.
    Again {
        /// Its name.
        call: Cow<'static, str>,
    },
}

/// How a call is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Signing {
    /// Not at all.
    Unsigned,
    /// With the secret, at the instant at which it is sent.
    Valid,
    /// Twice, as while one secret takes the place of another: the second signature is the one that fits.
    Rotated,
    /// With a secret that the app does not share.
    WrongSecret,
    /// With the secret, at an instant long ago.
    Expired,
    /// As the call was that is sent again: the same bytes.
    Replayed,
}

/// What is expected, and the check that fails without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Expected {
    /// The check.
    pub check: Check,
    /// What.
    pub that: Expectation,
}

/// Something that can be expected of an answer. Pointers are RFC 6901.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "that", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Expectation {
    /// 200 to 299.
    Success,
    /// 200 to 299, or a redirect to where calls may go.
    Opens,
    /// 401 or 403.
    Refusal,
    /// A media type; looked at only where the answer is 200 to 299.
    MediaType {
        /// Without parameters, in lower case.
        is: Cow<'static, str>,
    },
    /// JSON by media type (`application/json`, `…+json`) and by content.
    Json,
    /// One of these texts at a place.
    OneOf {
        /// In the answer.
        pointer: Cow<'static, str>,
        /// The texts.
        texts: Vec<Cow<'static, str>>,
    },
    /// The id of the installation at a place.
    Installation {
        /// In the answer.
        pointer: Cow<'static, str>,
    },
    /// A day such as `2026-07-01` at a place, within the days for deletion.
    DeletionDay {
        /// In the answer.
        pointer: Cow<'static, str>,
    },
    /// The answer of the call that was sent before (status and body), or the header [`DUPLICATE`].
    SameOrMarked,
    /// The header [`DUPLICATE`].
    Marked,
}

/// The suite of a version.
pub fn suite(version: ApiVersion) -> Suite {
    let second = match version {
        ApiVersion::V2026_01_15 => false,
        ApiVersion::V2026_06_01 => true,
    };
    let mut health = vec![expected(Check::HealthNotWell, Expectation::Success)];
    let mut duplicate = vec![expected(Check::WebhookDuplicateRefused, Expectation::Success)];
    let mut uninstall = vec![
        expected(Check::UninstallNotAccepted, Expectation::Success),
        expected(Check::UninstallNotJson, Expectation::Json),
        expected(Check::UninstallWrongId, Expectation::Installation { pointer: "/installation".into() }),
    ];
    if second {
        let texts = vec!["ok".into(), "degraded".into()];
        health.push(expected(Check::HealthNotJson, Expectation::Json));
        health.push(expected(Check::HealthNoStatus, Expectation::OneOf { pointer: "/status".into(), texts }));
        duplicate.push(expected(Check::WebhookDuplicateUnmarked, Expectation::Marked));
        uninstall.push(expected(
            Check::UninstallNoDeadline,
            Expectation::DeletionDay { pointer: "/deleted_by".into() },
        ));
    } else {
        duplicate.push(expected(Check::WebhookDuplicateDiffers, Expectation::SameOrMarked));
    }
    let mut calls = entries(health);
    calls.extend(webhooks(duplicate));
    calls.extend(uninstalling(uninstall));
    Suite { version, envelope: if second { Envelope::Nested } else { Envelope::Flat }, calls }
}

fn expected(check: Check, that: Expectation) -> Expected {
    Expected { check, that }
}

fn call(
    name: &'static str,
    endpoint: EndpointKind,
    sends: Sends,
    signing: Signing,
    expects: Vec<Expected>,
) -> Call {
    Call { name: name.into(), endpoint, sends, signing, expects }
}

fn entries(health: Vec<Expected>) -> Vec<Call> {
    let page = vec![
        expected(Check::LaunchNotOpen, Expectation::Opens),
        expected(Check::LaunchNotHtml, Expectation::MediaType { is: "text/html".into() }),
    ];
    let accepted = vec![expected(Check::InstallNotAccepted, Expectation::Success)];
    vec![
        call(
            "health",
            EndpointKind::Health,
            Sends::Nothing { accept: "application/json".into() },
            Signing::Unsigned,
            health,
        ),
        call(
            "launch",
            EndpointKind::Launch,
            Sends::Nothing { accept: "text/html".into() },
            Signing::Unsigned,
            page,
        ),
        call(
            "install",
            EndpointKind::Install,
            Sends::Own { event: "app.installed".into() },
            Signing::Valid,
            accepted,
        ),
    ]
}

fn webhooks(duplicate: Vec<Expected>) -> Vec<Call> {
    let webhook = |name, sends, signing, expects| call(name, EndpointKind::Webhook, sends, signing, expects);
    let refused = |check| vec![expected(check, Expectation::Refusal)];
    let accepted = |check| vec![expected(check, Expectation::Success)];
    let first = Sends::FirstEvent { drill: false };
    let again = |call: &'static str| Sends::Again { call: call.into() };
    vec![
        webhook("webhook.accepted", Sends::EachEvent, Signing::Valid, accepted(Check::WebhookNotAccepted)),
        webhook(
            "webhook.rotated_secret",
            first.clone(),
            Signing::Rotated,
            accepted(Check::WebhookRotatedSecret),
        ),
        webhook("webhook.duplicate", again("webhook.accepted"), Signing::Replayed, duplicate),
        webhook(
            "webhook.wrong_signature",
            first.clone(),
            Signing::WrongSecret,
            refused(Check::WebhookWrongSignature),
        ),
        webhook(
            "webhook.missing_signature",
            first.clone(),
            Signing::Unsigned,
            refused(Check::WebhookMissingSignature),
        ),
        webhook("webhook.old_signature", first, Signing::Expired, refused(Check::WebhookOldSignature)),
        webhook("webhook.attempt", Sends::FirstEvent { drill: true }, Signing::Valid, Vec::new()),
        webhook(
            "webhook.retry",
            again("webhook.attempt"),
            Signing::Valid,
            accepted(Check::WebhookRetryRefused),
        ),
    ]
}

fn uninstalling(uninstall: Vec<Expected>) -> Vec<Call> {
    let sends = || Sends::Own { event: "app.uninstalled".into() };
    let refused = vec![expected(Check::UninstallMissingSignature, Expectation::Refusal)];
    let told = vec![expected(Check::WebhookNotAccepted, Expectation::Success)];
    vec![
        call("uninstall.missing_signature", EndpointKind::Uninstall, sends(), Signing::Unsigned, refused),
        call("uninstall", EndpointKind::Uninstall, sends(), Signing::Valid, uninstall),
        call("webhook.uninstalled", EndpointKind::Webhook, sends(), Signing::Valid, told),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_suite_is_data_and_reads_back() {
        for version in ApiVersion::ALL {
            let json = serde_json::to_string(&suite(version)).expect("json");
            assert_eq!(serde_json::from_str::<Suite>(&json).expect("the same"), suite(version));
        }
        assert_ne!(suite(ApiVersion::V2026_01_15).calls, suite(ApiVersion::V2026_06_01).calls);
    }

    #[test]
    fn calls_are_told_apart_and_repeat_what_came_before() {
        for version in ApiVersion::ALL {
            let mut seen = BTreeSet::new();
            for call in suite(version).calls {
                if let Sends::Again { call: before } = &call.sends {
                    assert!(seen.contains(before), "{} before {before}", call.name);
                }
                assert!(seen.insert(call.name.clone()), "{} twice", call.name);
            }
        }
    }

    #[test]
    fn every_check_but_those_of_the_call_itself_is_in_a_suite() {
        let asked: BTreeSet<Check> = ApiVersion::ALL
            .into_iter()
            .flat_map(|version| suite(version).calls)
            .flat_map(|call| call.expects)
            .map(|expected| expected.check)
            .collect();
        for check in Check::ALL {
            assert_eq!(asked.contains(check), !check.id().starts_with("call."), "{check}");
        }
    }
}
