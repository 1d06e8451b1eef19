//! Notifications in words: in the reader's language, with the names that people have now.

use std::collections::BTreeSet;

use app::{
    i18n::{Locale, date},
    workspace,
};
use shared::{
    identity::model::Person, ids::KeyId, notifications::model::Notification, organisations::role::BuiltIn,
    time::day,
};
use store::StoreError;

use super::texts::{Said, texts};
use crate::{names, services::Services};

/// Facts that are ids, of which the sentence says the name.
const NAMED: [&str; 6] = ["person", "by", "listing", "from", "to", "in_charge"];

/// What people, keys and organisations are called.
#[derive(Debug, Default)]
pub(super) struct Names(names::Names);

impl Names {
    /// Of everything that these notifications name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub(super) async fn of(services: &Services, notifications: &[Notification]) -> Result<Self, StoreError> {
        let mut ids = BTreeSet::new();
        for notification in notifications {
            ids.insert(notification.organisation.to_string());
            let named = NAMED.into_iter().filter_map(|fact| notification.facts.get(fact));
            ids.extend(named.cloned());
        }
        Ok(Self(names::of(services, &ids).await?))
    }

    /// The organisation in which it happened; `None` for what is about the reader's own account.
    pub(super) fn organisation(&self, notification: &Notification) -> Option<&str> {
        if notification.kind.starts_with("person.") {
            return None;
        }
        self.0.get(&notification.organisation.to_string()).map(String::as_str)
    }
}

/// What happened, without a full stop.
pub(super) fn sentence(notification: &Notification, names: &Names, locale: Locale) -> String {
    let t = texts(locale);
    let fact = |name: &str| {
        let fact = notification.facts.get(name).cloned().unwrap_or_default();
        match name {
            "listing" | "from" | "to" => names.0.get(&fact).cloned().unwrap_or(fact),
            "in_charge" => names.0.get(&fact).cloned().unwrap_or_else(|| t.somebody.to_owned()),
            "until" => day(&fact).map_or(fact, |day| date(locale, day)),
            "competency" => (t.competency)(&fact).to_owned(),
            _ => fact,
        }
    };
    let role = |name: &str| role_name(&fact(name), locale);
    let reader = notification.person.to_string();
    let named = |id: &String| {
        let gone = if id.starts_with(KeyId::PREFIX) { t.some_key } else { t.somebody };
        names.0.get(id).map_or_else(|| gone.to_owned(), Clone::clone)
    };
    let person = notification.facts.get("person").filter(|person| **person != reader).map(named);
    let said = Said { person: person.as_deref(), fact: &fact, role: &role };
    let Some(happened) = (t.happened)(&notification.kind, &said) else {
        return notification.kind.clone();
    };
    // Who joined or left did it themselves, and so did the reader.
    let subject = notification.facts.get("person");
    match notification.facts.get("by").filter(|by| **by != reader && Some(*by) != subject).map(named) {
        Some(by) => format!("{happened}{}", (t.by)(&by)),
        None => happened,
    }
}

/// A built-in role as the language names it; an organisation's own by its own name.
fn role_name(role: &str, locale: Locale) -> String {
    let known = BuiltIn::ALL.into_iter().position(|built_in| built_in.as_str() == role);
    let names = locale.pick(&workspace::texts::EN, &workspace::texts::DE).built_in_roles;
    known.and_then(|at| names.get(at)).map_or_else(|| role.to_owned(), |name| (*name).to_owned())
}

/// The language in which a person is told.
pub(super) fn language_of(person: &Person) -> Locale {
    Locale::from_tag(person.locale.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use shared::{
        ids::{NotificationId, OrganisationId, PersonId},
        notifications::model::Topic,
        testing::START,
    };

    use super::*;

    const READER: PersonId = PersonId::from_ulid(ulid::Ulid(1));
    const BEN: PersonId = PersonId::from_ulid(ulid::Ulid(2));
    const OLGA: PersonId = PersonId::from_ulid(ulid::Ulid(3));

    fn said(kind: &str, facts: &[(&str, &str)], locale: Locale) -> String {
        let names = [(READER, "Anna"), (BEN, "Ben"), (OLGA, "Olga")];
        let names = Names(names.map(|(id, name)| (id.to_string(), name.to_owned())).into());
        let facts = facts.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let notification = Notification {
            id: NotificationId::from_ulid(ulid::Ulid(1)),
            person: READER,
            organisation: OrganisationId::from_ulid(ulid::Ulid(1)),
            topic: Topic::Members,
            kind: kind.to_owned(),
            facts: facts.collect(),
            href: "/".to_owned(),
            at: START,
            read_at: None,
            undigested: false,
        };
        sentence(&notification, &names, locale)
    }

    #[test]
    fn a_sentence_says_you_and_who_did_it() {
        let (reader, ben, olga) = (READER.to_string(), BEN.to_string(), OLGA.to_string());
        let check = |kind: &str, facts: &[(&str, &str)], english: &str, german: &str| {
            assert_eq!(said(kind, facts, Locale::English), english);
            assert_eq!(said(kind, facts, Locale::German), german);
        };
        let role = [("role", "deal_desk"), ("role_before", "Night shift")];
        check(
            "member.role_changed",
            &[("person", &ben), ("by", &olga), role[0], role[1]],
            "The role of Ben is Deal desk from now on; it was Night shift (by Olga)",
            "Die Rolle von Ben ist jetzt Deal-Desk; bisher war es Night shift (durch Olga)",
        );
        check(
            "member.role_changed",
            &[("person", &reader), ("by", &olga), role[0], role[1]],
            "Your role is Deal desk from now on; it was Night shift (by Olga)",
            "Ihre Rolle ist jetzt Deal-Desk; bisher war es Night shift (durch Olga)",
        );
        check("member.left", &[("person", &ben), ("by", &ben)], "Ben left", "Ben ist gegangen");
        check(
            "person.passkey_added",
            &[("by", &reader)],
            "A passkey was added to your account",
            "Ihr Konto hat einen neuen Passkey",
        );
        check(
            "member.left",
            &[("person", "per_00000000000000000000000099")],
            "somebody whose account is gone left",
            "jemand, dessen Konto gelöscht ist ist gegangen",
        );
    }

    #[test]
    fn every_kind_that_is_told_has_words_in_both_languages() {
        let kinds = [
            "person.signed_in",
            "person.mail_changed",
            "person.password_changed",
            "person.password_reset",
            "person.password_removed",
            "person.reset_link_made",
            "person.second_factor_added",
            "person.second_factor_removed",
            "person.passkey_added",
            "person.passkey_removed",
            "person.recovery_codes_drawn",
            "person.recovery_code_used",
            "key.made",
            "key.rotated",
            "key.revoked",
            "organisation.updated",
            "organisation.transferred",
            "member.joined",
            "member.role_changed",
            "member.removed",
            "member.left",
            "role.updated",
            "domain.verified",
            "domain.released",
            "sign_on.connected",
            "sign_on.changed",
            "sign_on.disconnected",
            "signing_key.rotated",
            "app.suspended",
            "app.suspension_lifted",
            "ownership.offered",
            "ownership.accepted",
            "ownership.verified",
            "ownership.ended",
            "ownership.changed",
            "certification.requested",
            "certification.granted",
            "certification.renewed",
            "certification.refused",
            "certification.withdrawn",
            "certification.more_asked",
            "certification.renewal_opened",
            "certification.ends_soon",
            "certification.remediation_began",
            "certification.lapses_soon",
            "certification.lapsed",
            "clean_up.noticed",
            "clean_up.cleared",
            "clean_up.unlisted",
            "clean_up.appealed",
            "clean_up.appeal_granted",
            "clean_up.appeal_refused",
        ];
        for kind in kinds {
            let (english, german) = (said(kind, &[], Locale::English), said(kind, &[], Locale::German));
            assert!(english != kind && german != kind && english != german, "{kind}: {english} / {german}");
        }
    }
}
