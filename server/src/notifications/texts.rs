//! The sentences of notifications, in each language.

use app::i18n::{Locale, plural};

use super::{followers, governance};

/// What a sentence is made of.
pub(super) struct Said<'s> {
    /// Whom it is about, by name; `None` when it is the reader.
    pub(super) person: Option<&'s str>,
    /// A fact by its name, empty where it is not known.
    pub(super) fact: &'s dyn Fn(&str) -> String,
    /// A role by the name of its fact.
    pub(super) role: &'s dyn Fn(&str) -> String,
}

pub(super) struct Texts {
    /// What happened, by the kind of the event, without a full stop; `None` for a kind that nobody is told of.
    pub(super) happened: fn(kind: &str, &Said<'_>) -> Option<String>,
    /// What an app is certified for, by its stable name.
    pub(super) competency: fn(&str) -> &'static str,
    /// Who did it, behind what happened.
    pub(super) by: fn(&str) -> String,
    /// Somebody whose account is gone.
    pub(super) somebody: &'static str,
    /// A key that is gone.
    pub(super) some_key: &'static str,
    /// Of a mail about one thing: where it can be read, and how such mail is chosen.
    pub(super) footer: &'static str,
    pub(super) footer_security: &'static str,
    pub(super) digest_subject: fn(usize) -> String,
    pub(super) digest_lead: fn(usize) -> String,
    /// Behind those that a digest lists.
    pub(super) digest_more: fn(usize) -> String,
}

const EN: Texts = Texts {
    happened: english,
    competency: |name| match name {
        "security" => "security",
        "performance" => "performance",
        _ => "data",
    },
    by: |name| format!(" (by {name})"),
    somebody: "somebody whose account is gone",
    some_key: "a key",
    footer: "You get this mail at once because you chose so. You can choose otherwise where your notifications are.",
    footer_security: "If it was not you, change your password now and sign out everywhere else.",
    digest_subject: |count| {
        format!("{count} {} at Guildhall", plural(count as u64, "piece of news", "pieces of news"))
    },
    digest_lead: |count| match count {
        1 => "This happened since the last mail, and you have not read it yet:".to_owned(),
        _ => format!("These {count} things happened since the last mail, and you have not read them yet:"),
    },
    digest_more: |more| format!("… and {more} more, all in your inbox."),
};

const DE: Texts = Texts {
    happened: german,
    competency: |name| match name {
        "security" => "Sicherheit",
        "performance" => "Leistung",
        _ => "Daten",
    },
    by: |name| format!(" (durch {name})"),
    somebody: "jemand, dessen Konto gelöscht ist",
    some_key: "einen Schlüssel",
    footer: "Diese Mail kommt sofort, weil Sie es so gewählt haben. Bei Ihren Mitteilungen können Sie es anders wählen.",
    footer_security: "Waren Sie es nicht, ändern Sie jetzt Ihr Passwort und melden Sie alle anderen Sitzungen ab.",
    digest_subject: |count| {
        format!("{count} {} bei Guildhall", plural(count as u64, "Neuigkeit", "Neuigkeiten"))
    },
    digest_lead: |count| match count {
        1 => "Das ist seit der letzten Mail geschehen, und Sie haben es noch nicht gelesen:".to_owned(),
        _ => format!(
            "Diese {count} Dinge sind seit der letzten Mail geschehen, und Sie haben sie noch nicht gelesen:"
        ),
    },
    digest_more: |more| format!("… und {more} weitere, alle in Ihrem Posteingang."),
};

pub(super) fn texts(locale: Locale) -> &'static Texts {
    locale.pick(&EN, &DE)
}

fn english(kind: &str, said: &Said<'_>) -> Option<String> {
    if followers::is_said(said) {
        return followers::english(kind, said);
    }
    let Said { person, fact, role } = said;
    Some(match (kind, person) {
        ("person.mail_changed", _) => "Your mail address was changed".to_owned(),
        ("person.password_changed", _) => "Your password was changed".to_owned(),
        ("person.password_reset", _) => "Your password was reset by a link in a mail".to_owned(),
        ("person.password_removed", _) => "Your password was removed".to_owned(),
        ("person.reset_link_made", _) => {
            "Who runs the server made a link by which your password can be set anew".to_owned()
        }
        ("person.second_factor_added", _) => "An authenticator app was added to your account".to_owned(),
        ("person.second_factor_removed", _) => "The authenticator app of your account was removed".to_owned(),
        ("person.signed_in", _) => {
            format!("Your account was signed in on a device that was not known: {}", fact("device"))
        }
        ("person.passkey_added", _) => "A passkey was added to your account".to_owned(),
        ("person.passkey_removed", _) => "A passkey of your account was removed".to_owned(),
        ("person.recovery_codes_drawn", _) => {
            "You have new recovery codes; those from before work no more".to_owned()
        }
        ("person.recovery_code_used", _) => {
            format!("A recovery code of your account was used; left are {}", fact("left"))
        }
        ("key.made", _) => format!("The API key “{}” was made", fact("name")),
        ("key.rotated", _) => format!("The API key “{}” has a new secret", fact("name")),
        ("key.revoked", _) => format!("The API key “{}” was ended", fact("name")),
        ("organisation.updated", _) if fact("name") == fact("name_before") => {
            format!("The short name of the organisation is “{}” from now on", fact("slug"))
        }
        ("organisation.updated", _) => {
            format!("“{}” is called “{}” from now on", fact("name_before"), fact("name"))
        }
        ("organisation.transferred", None) => "You own the organisation from now on".to_owned(),
        ("organisation.transferred", Some(person)) => format!("{person} owns the organisation from now on"),
        ("member.joined", None) => format!("You joined as {}", role("role")),
        ("member.joined", Some(person)) => format!("{person} joined as {}", role("role")),
        ("member.role_changed", None) => {
            format!("Your role is {} from now on; it was {}", role("role"), role("role_before"))
        }
        ("member.role_changed", Some(person)) => {
            format!("The role of {person} is {} from now on; it was {}", role("role"), role("role_before"))
        }
        ("member.removed", None) => "You do not belong to the organisation any more".to_owned(),
        ("member.removed", Some(person)) => format!("{person} was removed"),
        ("member.left", None) => "You left".to_owned(),
        ("member.left", Some(person)) => format!("{person} left"),
        ("role.updated", _) => format!("What the role “{}” allows was changed", fact("role")),
        ("domain.verified", _) => format!("The domain {} is proved", fact("domain")),
        ("domain.released", _) => format!("The domain {} was given up", fact("domain")),
        ("sign_on.connected", _) => format!("Single sign-on through {} was connected", fact("issuer")),
        ("sign_on.changed", _) => format!("Single sign-on through {} was changed", fact("issuer")),
        ("sign_on.disconnected", _) => format!("Single sign-on through {} was disconnected", fact("issuer")),
        ("signing_key.rotated", _) => format!("The server signs with the new key {}", fact("name")),
        ("version.published", _) => format!("A version of “{}” is live", fact("listing")),
        ("version.rolled_back", _) => format!("An earlier version of “{}” is live again", fact("listing")),
        ("version.held", _) => {
            format!(
                "“{}” is not published: its name is like another one, and a person looks",
                fact("listing")
            )
        }
        ("review.approved", _) => format!("“{}” was approved; you can publish it", fact("listing")),
        ("review.changes_requested", _) => format!("The review of “{}” asks for changes", fact("listing")),
        ("review.rejected", _) => format!("A version of “{}” was rejected", fact("listing")),
        ("review.noted", _) => format!("There is a note from the review of “{}”", fact("listing")),
        ("review.escalated", _) => format!("You have to decide the review of “{}”", fact("listing")),
        ("review.escalation_ended", _) => {
            format!("The review of “{}” is not yours alone to decide any more", fact("listing"))
        }
        _ => return governance::english(kind, said).or_else(|| super::certified::english(kind, fact)),
    })
}

fn german(kind: &str, said: &Said<'_>) -> Option<String> {
    if followers::is_said(said) {
        return followers::german(kind, said);
    }
    let Said { person, fact, role } = said;
    Some(match (kind, person) {
        ("person.mail_changed", _) => "Ihre Mailadresse wurde geändert".to_owned(),
        ("person.password_changed", _) => "Ihr Passwort wurde geändert".to_owned(),
        ("person.password_reset", _) => {
            "Ihr Passwort wurde über einen Link in einer Mail neu gesetzt".to_owned()
        }
        ("person.password_removed", _) => "Ihr Passwort wurde entfernt".to_owned(),
        ("person.reset_link_made", _) => {
            "Wer den Server betreibt, hat einen Link erzeugt, mit dem sich Ihr Passwort neu setzen lässt"
                .to_owned()
        }
        ("person.second_factor_added", _) => "Ihr Konto hat jetzt eine Authenticator-App".to_owned(),
        ("person.second_factor_removed", _) => "Die Authenticator-App Ihres Kontos wurde entfernt".to_owned(),
        ("person.signed_in", _) => {
            format!("Ihr Konto wurde auf einem unbekannten Gerät angemeldet: {}", fact("device"))
        }
        ("person.passkey_added", _) => "Ihr Konto hat einen neuen Passkey".to_owned(),
        ("person.passkey_removed", _) => "Ein Passkey Ihres Kontos wurde entfernt".to_owned(),
        ("person.recovery_codes_drawn", _) => {
            "Sie haben neue Wiederherstellungscodes; die bisherigen gelten nicht mehr".to_owned()
        }
        ("person.recovery_code_used", _) => {
            format!("Ein Wiederherstellungscode Ihres Kontos wurde benutzt; übrig sind {}", fact("left"))
        }
        ("key.made", _) => format!("Der API-Schlüssel „{}“ wurde angelegt", fact("name")),
        ("key.rotated", _) => format!("Der API-Schlüssel „{}“ hat ein neues Geheimnis", fact("name")),
        ("key.revoked", _) => format!("Der API-Schlüssel „{}“ wurde beendet", fact("name")),
        ("organisation.updated", _) if fact("name") == fact("name_before") => {
            format!("Der Kurzname der Organisation ist jetzt „{}“", fact("slug"))
        }
        ("organisation.updated", _) => {
            format!("„{}“ heißt jetzt „{}“", fact("name_before"), fact("name"))
        }
        ("organisation.transferred", None) => "Die Organisation gehört jetzt Ihnen".to_owned(),
        ("organisation.transferred", Some(person)) => format!("Die Organisation gehört jetzt {person}"),
        ("member.joined", None) => format!("Sie sind jetzt dabei, als {}", role("role")),
        ("member.joined", Some(person)) => format!("{person} ist jetzt dabei, als {}", role("role")),
        ("member.role_changed", None) => {
            format!("Ihre Rolle ist jetzt {}; bisher war es {}", role("role"), role("role_before"))
        }
        ("member.role_changed", Some(person)) => {
            format!(
                "Die Rolle von {person} ist jetzt {}; bisher war es {}",
                role("role"),
                role("role_before")
            )
        }
        ("member.removed", None) => "Sie gehören nicht mehr zur Organisation".to_owned(),
        ("member.removed", Some(person)) => format!("{person} wurde entfernt"),
        ("member.left", None) => "Sie sind gegangen".to_owned(),
        ("member.left", Some(person)) => format!("{person} ist gegangen"),
        ("role.updated", _) => format!("Was die Rolle „{}“ erlaubt, wurde geändert", fact("role")),
        ("domain.verified", _) => format!("Die Domain {} ist nachgewiesen", fact("domain")),
        ("domain.released", _) => format!("Die Domain {} wurde aufgegeben", fact("domain")),
        ("sign_on.connected", _) => format!("Single Sign-on über {} wurde verbunden", fact("issuer")),
        ("sign_on.changed", _) => format!("Single Sign-on über {} wurde geändert", fact("issuer")),
        ("sign_on.disconnected", _) => format!("Single Sign-on über {} wurde getrennt", fact("issuer")),
        ("signing_key.rotated", _) => format!("Der Server signiert mit dem neuen Schlüssel {}", fact("name")),
        ("version.published", _) => format!("Eine Version von „{}“ ist live", fact("listing")),
        ("version.rolled_back", _) => {
            format!("Eine frühere Version von „{}“ ist wieder live", fact("listing"))
        }
        ("version.held", _) => format!(
            "„{}“ erscheint nicht: der Name ähnelt einem anderen, und jemand sieht ihn sich an",
            fact("listing")
        ),
        ("review.approved", _) => {
            format!("„{}“ ist freigegeben; Sie können es veröffentlichen", fact("listing"))
        }
        ("review.changes_requested", _) => {
            format!("Die Prüfung von „{}“ bittet um Änderungen", fact("listing"))
        }
        ("review.rejected", _) => format!("Eine Version von „{}“ wurde abgelehnt", fact("listing")),
        ("review.noted", _) => format!("Zur Prüfung von „{}“ gibt es eine Notiz", fact("listing")),
        ("review.escalated", _) => format!("Über die Prüfung von „{}“ entscheiden Sie", fact("listing")),
        ("review.escalation_ended", _) => {
            format!("Über die Prüfung von „{}“ müssen nicht mehr Sie entscheiden", fact("listing"))
        }
        _ => return governance::german(kind, said).or_else(|| super::certified::german(kind, fact)),
    })
}
