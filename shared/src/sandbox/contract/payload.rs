//! The bodies that are sent: an event, its envelope, and of a record no more than the app asks for.

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{suite::Envelope, version::ApiVersion};
use crate::{
    ids::{DeliveryId, InstallationId},
    manifest::{
        Manifest,
        catalogue::{Access, Catalogue},
    },
    sandbox::fixtures::Fixtures,
};

/// What a body is made of.
pub(super) struct Payload<'p> {
    pub(super) delivery: DeliveryId,
    pub(super) event: &'p str,
    pub(super) version: ApiVersion,
    pub(super) installation: InstallationId,
    pub(super) data: Value,
    /// Whether the app may answer the first attempt with 500.
    pub(super) drill: bool,
}

impl Payload<'_> {
    pub(super) fn body(self, envelope: Envelope, at: DateTime<Utc>) -> String {
        let Self { delivery, event, version, installation, data, drill } = self;
        let test = if drill { json!({ "drill": "fail_once" }) } else { json!({}) };
        let timestamp = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        let body = match envelope {
            Envelope::Flat => json!({
                "data": data,
                "id": delivery,
                "installation": installation,
                "test": test,
                "timestamp": timestamp,
                "type": event,
            }),
            Envelope::Nested => json!({
                "api_version": version,
                "data": data,
                "id": delivery,
                "installation": { "id": installation },
                "test": test,
                "timestamp": timestamp,
                "type": event,
            }),
        };
        crate::canonical::canonical(&body)
    }
}

/// What an event says: of a record its id and the fields that the app's scopes give; of the app itself nothing,
/// but how long data may be kept when it was removed.
pub(super) fn data(
    event: &str,
    at: usize,
    manifest: &Manifest,
    catalogue: &Catalogue,
    fixtures: &Fixtures,
    deletion_days: u32,
) -> Value {
    if event == "app.uninstalled" {
        return json!({ "delete_within_days": deletion_days });
    }
    let kind = event.split('.').next().unwrap_or_default();
    let Some(Value::Object(mut record)) = fixtures.record(kind, at) else { return json!({}) };
    let fields = fields(kind, manifest, catalogue);
    record.retain(|name, _| name == "id" || fields.contains(name.as_str()));
    Value::Object(record)
}

/// The fields of a kind of record that the app's scopes let it read: those that a request names, all of the
/// scope where it names none.
fn fields<'m>(kind: &str, manifest: &'m Manifest, catalogue: &'m Catalogue) -> BTreeSet<&'m str> {
    let plural = format!("{kind}s");
    let mut fields = BTreeSet::new();
    for asked in &manifest.scopes {
        let Some(scope) = catalogue.scope(&asked.scope) else { continue };
        let records = scope.name.split([':', '.']).next().unwrap_or_default();
        if records != plural || scope.access == Access::Write {
            continue;
        }
        let of = if asked.fields.is_empty() { &scope.fields } else { &asked.fields };
        fields.extend(of.iter().map(String::as_str));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sandbox::{contract::samples::manifest, fixtures::fixtures};

    fn members(event: &str, manifest: &Manifest) -> Vec<String> {
        let data = data(event, 0, manifest, &Catalogue::default(), &fixtures(1, 1), 30);
        data.as_object().expect("an object").keys().cloned().collect()
    }

    #[test]
    fn an_app_gets_what_its_scopes_name_and_no_more() {
        let mut manifest = manifest();
        let check = |manifest: &Manifest, event: &str, expected: &[&str]| {
            let mut found = members(event, manifest);
            found.sort_unstable();
            assert_eq!(found, expected, "{event}");
        };
        check(&manifest, "order.created", &["delivery_address", "id", "number"]);
        check(&manifest, "contact.created", &["id"]);
        check(&manifest, "app.uninstalled", &["delete_within_days"]);
        check(&manifest, "app.plan_changed", &[]);
        check(&manifest, "planet.found", &[]);
        manifest.scopes[0].fields.clear();
        manifest.scopes[0].scope = "orders.totals:read".to_owned();
        check(&manifest, "order.created", &["id", "number", "placed_at", "total"]);
        manifest.scopes[0].scope = "orders:write".to_owned();
        check(&manifest, "order.created", &["id"]);
    }
}
