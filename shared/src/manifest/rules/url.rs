//! Addresses: encrypted, of the public internet, by name, and without a password in them.

use crate::manifest::{
    fix::Fix,
    lint::{Linter, Said},
    rule::Rule,
    source::At,
    web,
};

pub(super) fn check(lint: &mut Linter<'_>, at: &At<'_>) {
    let Some(written) = at.text() else { return };
    let Some(url) = web::parse(written) else {
        lint.add(Said::of(Rule::UrlMalformed, &at.pointer).fact("url", written));
        return;
    };
    let own = lint.policy.allow_loopback && url.host.is_loopback();
    if url.scheme != "https" && !(own && url.scheme == "http") {
        // A port that is named was meant for the other scheme.
        let rest = written.split_once("://").filter(|_| url.scheme == "http" && url.port.is_none());
        let fix = rest.map(|(_, rest)| Fix::Set {
            pointer: at.pointer.clone(),
            value: format!("https://{rest}").into(),
        });
        lint.add(Said::of(Rule::UrlNotHttps, &at.pointer).fact("scheme", &url.scheme).fix(fix));
    }
    if let Some(credentials) = url.credentials {
        let fix = Fix::Set {
            pointer: at.pointer.clone(),
            value: written.replacen(&format!("{credentials}@"), "", 1).into(),
        };
        // What the password is stands in no report.
        lint.add(Said::of(Rule::UrlCredentials, &at.pointer).fact("host", &url.host.text()).fix(fix));
    }
    host(lint, &at.pointer, &url.host);
}

/// Looks at the host of an address, or at one that stands alone.
pub(super) fn host(lint: &mut Linter<'_>, pointer: &str, host: &web::Host) {
    if lint.policy.allow_loopback && host.is_loopback() {
        return;
    }
    let rule = if host.is_private() {
        Rule::UrlPrivateHost
    } else if host.is_literal() {
        Rule::UrlIpLiteral
    } else {
        return;
    };
    lint.add(Said::of(rule, pointer).fact("host", &host.text()));
}
