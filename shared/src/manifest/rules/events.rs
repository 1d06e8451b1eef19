//! Events: known, allowed by a scope, and sent somewhere.

use super::{
    asked::{Scopes, asked, held},
    unknown,
};
use crate::manifest::{
    fix::Fix,
    lint::{Linter, Said},
    rule::Rule,
    source::At,
};

pub(super) fn check<'a>(lint: &mut Linter<'a>, scopes: &Scopes<'a>) {
    let known: Vec<&str> = lint.catalogue.events.iter().map(|event| event.name.as_str()).collect();
    let asked = asked(lint, scopes);
    let held = held(&asked);
    let root = lint.root();
    let subscribed = root.get("events").map(|events| events.texts("subscribe")).unwrap_or_default();
    let names: Vec<&str> = subscribed.iter().map(|(name, _)| *name).collect();
    let webhooks = root.tables("webhooks");
    let delivered: Vec<&str> =
        webhooks.iter().flat_map(|it| it.texts("events")).map(|(name, _)| name).collect();
    // Of webhooks that cannot be read, nobody knows what they take.
    let told = root.get("webhooks").is_none_or(|webhooks| webhooks.node.kind() == "list");
    for (name, at) in &subscribed {
        let Some(event) = lint.catalogue.event(name) else {
            unknown(lint, Rule::EventUnknown, ("event", at), &known, &names);
            continue;
        };
        if let Some(scope) = event.scope.as_deref()
            && !scopes.given(&held, scope)
        {
            let said = Said::of(Rule::EventWithoutScope, &at.pointer).fact("event", name);
            lint.add(said.fact("scope", scope));
        }
        if told && !delivered.contains(name) {
            lint.add(Said::of(Rule::EventUndelivered, &at.pointer).fact("event", name));
        }
    }
    for webhook in &webhooks {
        self::webhook(lint, webhook, &known, &names);
    }
}

fn webhook(lint: &mut Linter<'_>, webhook: &At<'_>, known: &[&str], subscribed: &[&str]) {
    let empty = match webhook.get("events") {
        None => true,
        Some(_) => webhook.items("events").is_empty(),
    };
    // That it is no list is said with the other types.
    if empty && webhook.get("events").is_none_or(|events| events.node.kind() == "list") {
        lint.add(Said::of(Rule::WebhookNoEvents, webhook.to("events")));
    }
    let events = webhook.texts("events");
    let taken: Vec<&str> = events.iter().map(|(name, _)| *name).collect();
    for (name, at) in events {
        if lint.catalogue.event(name).is_none() {
            unknown(lint, Rule::EventUnknown, ("event", &at), known, &taken);
        } else if !subscribed.contains(&name) {
            let fix = can_subscribe(lint)
                .then(|| Fix::Insert { pointer: "/events/subscribe/-".to_owned(), value: name.into() });
            lint.add(Said::of(Rule::WebhookEventNotSubscribed, &at.pointer).fact("event", name).fix(fix));
        }
    }
}

/// Whether an event can be added: the list is there, or nothing stands in its place.
fn can_subscribe(lint: &Linter<'_>) -> bool {
    lint.root().get("events").is_none_or(|events| {
        let list = events.get("subscribe");
        events.node.kind() == "table" && list.is_none_or(|list| list.node.kind() == "list")
    })
}
