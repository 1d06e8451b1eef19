//! Where data goes: addresses that are called, hosts that are declared, and who else handles it.

use std::collections::BTreeSet;

use super::{countries, url};
use crate::manifest::{
    fix::Fix,
    lint::{Linter, Said},
    rule::Rule,
    source::At,
    web::{self, Host},
};

/// Addresses that a manifest cannot do without.
pub(super) fn entries(lint: &mut Linter<'_>) {
    let root = lint.root();
    if let Some(entry) = root.get("entry")
        && entry.get("uninstall").is_none()
    {
        lint.add(Said::of(Rule::EntryUninstallMissing, entry.to("uninstall")));
    }
    if root.get("health").is_none() {
        lint.add(Said::of(Rule::HealthMissing, "/health"));
    }
}

pub(super) fn subprocessors(lint: &mut Linter<'_>) {
    for country in lint.root().tables("subprocessors").iter().filter_map(|it| it.get("country")) {
        let Some(code) = country.text().filter(|code| !countries::is_code(code)) else { continue };
        let upper = code.trim().to_ascii_uppercase();
        let fix = countries::is_code(&upper)
            .then(|| Fix::Set { pointer: country.pointer.clone(), value: upper.into() });
        lint.add(Said::of(Rule::SubprocessorCountryUnknown, &country.pointer).fact("found", code).fix(fix));
    }
}

/// Hosts that are declared, and those that are used without.
pub(super) fn destinations(lint: &mut Linter<'_>) {
    let root = lint.root();
    let mut declared = BTreeSet::new();
    for at in root.tables("destinations").iter().filter_map(|it| it.get("host")) {
        if let Some(host) = destination(lint, &at) {
            declared.insert(host);
        }
    }
    let mut used: Vec<At<'_>> = Vec::new();
    if let Some(entry) = root.get("entry") {
        used.extend(["launch", "install", "uninstall"].into_iter().filter_map(|name| entry.get(name)));
    }
    used.extend(root.get("health").and_then(|health| health.get("url")));
    used.extend(root.tables("webhooks").iter().filter_map(|it| it.get("url")));
    let mut said = BTreeSet::new();
    for at in used {
        // Of a host that is none for the public internet, that is what is said.
        let host = at.text().and_then(web::parse).map(|url| url.host).filter(|host| !host.is_private());
        let Some(Host::Name(host)) = host else { continue };
        let covered = declared.contains(&host)
            || host
                .match_indices('.')
                .any(|(dot, _)| declared.contains(&format!("*{}", host.get(dot..).unwrap_or_default())));
        if !covered && said.insert(host.clone()) {
            lint.add(Said::of(Rule::DestinationUndeclared, at.pointer).fact("host", &host));
        }
    }
}

/// Looks at a host that is declared, and gives it back in the form in which hosts are compared.
fn destination(lint: &mut Linter<'_>, at: &At<'_>) -> Option<String> {
    let written = at.text().filter(|text| !text.trim().is_empty())?;
    if written.contains('*') {
        lint.add(Said::of(Rule::DestinationWildcard, &at.pointer).fact("host", written));
        return Some(written.to_lowercase());
    }
    let Some(host) = web::host(written) else {
        let meant = web::parse(written.trim()).map(|url| url.host).or_else(|| {
            let host = written.trim().split(['/', ':']).next().unwrap_or_default();
            web::host(host).filter(|_| host != written)
        });
        let meant = meant.filter(|host| matches!(host, Host::Name(name) if name.contains('.')));
        let fix =
            meant.as_ref().map(|host| Fix::Set { pointer: at.pointer.clone(), value: host.text().into() });
        let said = Said::of(Rule::DestinationMalformed, &at.pointer).fact("host", written);
        lint.add(said.maybe("suggestion", meant.as_ref().map(Host::text).as_deref()).fix(fix));
        // What was meant is declared, so that its use is no second finding.
        return meant.as_ref().map(Host::text);
    };
    url::host(lint, &at.pointer, &host);
    Some(host.text())
}
