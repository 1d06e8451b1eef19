//! What a browser or program calls itself, in a few words for a person's list of sessions.

use shared::identity::model::ClientKind;

/// `Chrome on Linux`, from what the client says of itself. Only for reading: nothing is decided by it.
pub(super) fn described(agent: &str, client: ClientKind) -> String {
    let found = |names: &[(&str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // In this order: each of them also claims to be those below it.
    let browser = found(&[
        ("Guildhall-Desktop", "Guildhall for the desktop"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = found(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS X", "macOS"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system, client) {
        (Some(browser), Some(system), _) => format!("{browser} on {system}"),
        (Some(one), None, _) | (None, Some(one), _) => one.to_owned(),
        (None, None, ClientKind::Desktop) => "Guildhall for the desktop".to_owned(),
        (None, None, ClientKind::Browser | ClientKind::Api) => {
            // The first word: `okhttp/4.9`.
            agent.split_whitespace().next().unwrap_or_default().chars().take(60).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clients_are_named_as_people_know_them() {
        let check = |agent: &str, name: &str| {
            assert_eq!(described(agent, ClientKind::Browser), name, "{agent}");
        };
        let webkit = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
        check(&format!("{webkit} Chrome/156.0.0.0 Safari/537.36"), "Chrome on Linux");
        check(&format!("{webkit} Chrome/156.0.0.0 Safari/537.36 Edg/156.0"), "Edge on Linux");
        check("Mozilla/5.0 (Windows NT 10.0; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox on Windows");
        check("curl/8.5.0", "curl");
        check("okhttp/4.9 (something)", "okhttp/4.9");
        check("", "");
    }
}
