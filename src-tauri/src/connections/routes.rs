//! Which declared endpoint a request is for.

use shared::endpoint::{Declaration, Endpoint, Visitor};

/// Collects declarations.
#[derive(Debug, Default)]
pub(super) struct Declared(pub(super) Vec<Declaration>);

impl Visitor for Declared {
    fn visit<E: Endpoint>(&mut self) {
        self.0.push(E::DECLARATION);
    }
}

/// The declaration with this method and path. A literal address goes before one with a placeholder.
pub(super) fn find<'d>(declared: &'d [Declaration], method: &str, path: &str) -> Option<&'d Declaration> {
    let fitting =
        declared.iter().filter(|known| known.method.as_str() == method && values(known.path, path).is_some());
    fitting.min_by_key(|known| known.path.matches('{').count())
}

/// The values of the placeholders; `None` for a path of another form.
pub(super) fn values<'p>(template: &'static str, path: &'p str) -> Option<Vec<(&'static str, &'p str)>> {
    let mut found = Vec::new();
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(found),
            (Some(wanted), Some(given)) => {
                match wanted.strip_prefix('{').and_then(|wanted| wanted.strip_suffix('}')) {
                    Some(name) if !given.is_empty() => found.push((name, given)),
                    Some(_) => return None,
                    None if wanted == given => {}
                    None => return None,
                }
            }
            (Some(_), None) | (None, Some(_)) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_known_by_method_and_path() {
        let mut declared = Declared::default();
        shared::visit_endpoints(&mut declared);
        let id = |method: &str, path: &str| find(&declared.0, method, path).map(|known| known.id);
        assert_eq!(id("GET", "/api/v1/me"), Some("get_me"));
        assert_eq!(id("PATCH", "/api/v1/me"), Some("edit_profile"));
        assert_eq!(id("DELETE", "/api/v1/me"), None);
        assert_eq!(id("GET", "/api/v1/listings/ledger-bridge"), Some("get_listing"));
        assert_eq!(id("DELETE", "/api/v1/me/sessions/ses_1"), Some("end_session"));
        assert_eq!(id("POST", "/api/v1/me/sessions/end-others"), Some("end_other_sessions"));
        assert_eq!(id("GET", "/api/v1/organisations/org_1/audit/export"), Some("export_audit"));
        for nothing in ["", "/", "/api/v1/me/", "/api/v1/listings/", "/media/x", "/api/v1/openapi.json"] {
            assert_eq!(id("GET", nothing), None, "{nothing}");
        }
    }
}
