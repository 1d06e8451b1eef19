//! Texts of the page of members.

use crate::i18n::{Locale, number, plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub lead: fn(u64, u64) -> String,
    pub people: &'static str,
    pub person: &'static str,
    pub role: &'static str,
    pub since: &'static str,
    pub deeds: &'static str,
    pub you: &'static str,
    pub role_of: fn(&str) -> String,
    pub role_changed: fn(&str, &str) -> String,
    pub remove: &'static str,
    pub remove_named: fn(&str) -> String,
    pub remove_question: fn(&str) -> String,
    pub remove_body: &'static str,
    pub removed: fn(&str) -> String,
    pub newer: &'static str,
    pub invite_title: &'static str,
    pub invite_lead: fn(u64) -> String,
    pub email: &'static str,
    pub invite: &'static str,
    pub invited: fn(&str) -> String,
    pub invitations: &'static str,
    pub no_invitations: &'static str,
    pub invited_by: &'static str,
    pub sent: &'static str,
    pub expires: &'static str,
    pub expired: &'static str,
    pub withdraw: &'static str,
    pub withdraw_named: fn(&str) -> String,
    pub withdrawn: fn(&str) -> String,
    pub about_roles: &'static str,
    pub nobody: &'static str,
}

pub const EN: Texts = Texts {
    lead: |people, invited| {
        let people_text = number(Locale::English, people);
        let invited_text = number(Locale::English, invited);
        format!(
            "{people_text} {} here, {invited_text} {} on the way.",
            plural(people, "person is", "people are"),
            plural(invited, "invitation is", "invitations are")
        )
    },
    people: "Members",
    person: "Person",
    role: "Role",
    since: "Here since",
    deeds: "Change",
    you: "You",
    role_of: |name| format!("Role of {name}"),
    role_changed: |name, role| format!("{name} is {role} now."),
    remove: "Remove",
    remove_named: |name| format!("Remove {name}"),
    remove_question: |name| format!("Remove {name} from the organisation?"),
    remove_body: "They lose access at once, and their own keys here end. What they did stays in the trail. To bring them back, invite them again.",
    removed: |name| format!("{name} does not belong to the organisation any more."),
    newer: "Somebody changed this meanwhile. The list shows now how it stands; look at it and try again.",
    invite_title: "Invite somebody",
    invite_lead: |days| {
        let days_text = number(Locale::English, days);
        let unit = plural(days, "day", "days");
        format!(
            "The link in the mail works once and for {days_text} {unit}. An earlier invitation to the same address stops working."
        )
    },
    email: "Mail address",
    invite: "Send invitation",
    invited: |email| format!("An invitation is on its way to {email}."),
    invitations: "Invitations on the way",
    no_invitations: "No invitation is on its way.",
    invited_by: "Invited by",
    sent: "Sent",
    expires: "Expires",
    expired: "Expired",
    withdraw: "Withdraw",
    withdraw_named: |email| format!("Withdraw the invitation to {email}"),
    withdrawn: |email| format!("The invitation to {email} does not work any more."),
    about_roles: "What each role may do",
    nobody: "—",
};

pub const DE: Texts = Texts {
    lead: |people, invited| {
        let people_text = number(Locale::German, people);
        let invited_text = number(Locale::German, invited);
        format!(
            "{people_text} {} dazu, {invited_text} {} unterwegs.",
            plural(people, "Mensch gehört", "Menschen gehören"),
            plural(invited, "Einladung ist", "Einladungen sind")
        )
    },
    people: "Mitglieder",
    person: "Person",
    role: "Rolle",
    since: "Hier seit",
    deeds: "Ändern",
    you: "Sie",
    role_of: |name| format!("Rolle von {name}"),
    role_changed: |name, role| format!("{name} hat jetzt die Rolle {role}."),
    remove: "Entfernen",
    remove_named: |name| format!("{name} entfernen"),
    remove_question: |name| format!("{name} aus der Organisation entfernen?"),
    remove_body: "Der Zugang endet sofort, ebenso die eigenen Schlüssel hier. Was getan wurde, bleibt im Prüfpfad. Zurück führt nur eine neue Einladung.",
    removed: |name| format!("{name} gehört nicht mehr zur Organisation."),
    newer: "Jemand hat dies inzwischen geändert. Die Liste zeigt jetzt den Stand; sehen Sie nach und versuchen Sie es noch einmal.",
    invite_title: "Jemanden einladen",
    invite_lead: |days| {
        let days_text = number(Locale::German, days);
        let unit = plural(days, "Tag", "Tage");
        format!(
            "Der Link in der Mail gilt einmal und {days_text} {unit} lang. Eine frühere Einladung an dieselbe Adresse gilt dann nicht mehr."
        )
    },
    email: "Mailadresse",
    invite: "Einladung senden",
    invited: |email| format!("Eine Einladung ist unterwegs an {email}."),
    invitations: "Einladungen unterwegs",
    no_invitations: "Keine Einladung ist unterwegs.",
    invited_by: "Eingeladen von",
    sent: "Gesendet",
    expires: "Läuft ab",
    expired: "Abgelaufen",
    withdraw: "Zurückziehen",
    withdraw_named: |email| format!("Einladung an {email} zurückziehen"),
    withdrawn: |email| format!("Die Einladung an {email} gilt nicht mehr."),
    about_roles: "Was jede Rolle darf",
    nobody: "—",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
