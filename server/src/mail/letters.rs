//! What the program writes to people.

use shared::{
    identity::{email::Email, model::Locale},
    ids::MailId,
    mail::model::{Mail, MailState},
};

use crate::services::Services;

/// Longest subject that is made of a sentence.
const SUBJECT_CHARS: usize = 150;

/// A letter and what it is about. Links are paths of this site with their secret behind `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Letter<'l> {
    /// Prove the address of a new account.
    VerifyMail {
        link: String,
    },
    /// Somebody asked for an account under an address that has one.
    AlreadyThere,
    ResetPassword {
        link: String,
    },
    /// Somebody asked to reset the password of an address that has no account.
    NobodyHere,
    /// Somebody asked for another link to confirm an address that has no account.
    NobodyWaits,
    /// To the new address.
    ChangeMail {
        link: String,
    },
    /// To the old address, after the change.
    MailChanged {
        to: &'l Email,
    },
    PasswordChanged,
    /// Six digits.
    Code {
        code: &'l str,
    },
    Invitation {
        organisation: &'l str,
        by: Option<&'l str>,
        /// For how long the link works.
        days: u32,
        link: String,
    },
    DomainProof {
        organisation: &'l str,
        domain: &'l str,
        link: String,
    },
    NewDevice {
        device: &'l str,
    },
    AccountErased,
    /// Something that happened, in a sentence without a full stop.
    News {
        sentence: String,
        href: String,
        footer: &'l str,
    },
    /// The day's mail.
    Digest {
        subject: String,
        text: String,
    },
}

impl Letter<'_> {
    /// The letter as a mail that waits to be sent.
    pub fn to(&self, services: &Services, to: &Email, locale: &Locale) -> Mail {
        let now = services.clock.now();
        let (subject, text) = self.words(locale.as_str().starts_with("de"));
        let link = self.link().map(|path| format!("{}{path}", services.site.origin));
        let text = match &link {
            Some(link) => format!("{text}\n\n{link}\n"),
            None => format!("{text}\n"),
        };
        Mail {
            id: MailId::new(&*services.ids),
            version: 1,
            to: to.clone(),
            subject,
            text,
            link,
            state: MailState::Waiting { due: now, attempts: 0, error: None },
            written_at: now,
        }
    }

    fn link(&self) -> Option<&str> {
        match self {
            Self::VerifyMail { link }
            | Self::ResetPassword { link }
            | Self::ChangeMail { link }
            | Self::Invitation { link, .. }
            | Self::DomainProof { link, .. } => Some(link),
            Self::AlreadyThere => Some("/sign-in"),
            Self::NobodyWaits => Some("/sign-up"),
            Self::PasswordChanged | Self::MailChanged { .. } | Self::NewDevice { .. } => {
                Some("/account/security")
            }
            Self::News { href, .. } => Some(href),
            Self::Digest { .. } => Some("/account/notifications"),
            Self::NobodyHere | Self::Code { .. } | Self::AccountErased => None,
        }
    }

    /// Subject and text.
    fn words(&self, german: bool) -> (String, String) {
        let pick = |english: &str, german_text: &str| {
            if german { german_text.to_owned() } else { english.to_owned() }
        };
        match self {
            Self::VerifyMail { .. } => (
                pick("Confirm your address", "Bestätigen Sie Ihre Adresse"),
                pick(
                    "You asked for an account at Guildhall. Open this link within a day to confirm your address. If it was not you, ignore this mail: nothing happens.",
                    "Sie haben ein Konto bei Guildhall angelegt. Öffnen Sie diesen Link innerhalb eines Tages, um Ihre Adresse zu bestätigen. Waren Sie es nicht, ignorieren Sie diese Mail: Es geschieht nichts.",
                ),
            ),
            Self::AlreadyThere => (
                pick("You have an account already", "Sie haben schon ein Konto"),
                pick(
                    "Somebody asked for an account under your address, and you have one. Sign in, or reset your password there. If it was not you, you need not do anything.",
                    "Jemand wollte unter Ihrer Adresse ein Konto anlegen, und Sie haben schon eines. Melden Sie sich an oder setzen Sie dort Ihr Passwort zurück. Waren Sie es nicht, müssen Sie nichts tun.",
                ),
            ),
            Self::ResetPassword { .. } => (
                pick("Reset your password", "Setzen Sie Ihr Passwort zurück"),
                pick(
                    "Open this link within an hour to choose a new password. If you did not ask for it, ignore this mail: your password stays as it is.",
                    "Öffnen Sie diesen Link innerhalb einer Stunde, um ein neues Passwort zu wählen. Haben Sie nicht darum gebeten, ignorieren Sie diese Mail: Ihr Passwort bleibt, wie es ist.",
                ),
            ),
            Self::NobodyHere => (
                pick("There is no account under this address", "Unter dieser Adresse gibt es kein Konto"),
                pick(
                    "Somebody asked to reset the password of an account under your address. There is none. Perhaps you signed up with another address. If it was not you, ignore this mail.",
                    "Jemand wollte das Passwort eines Kontos unter Ihrer Adresse zurücksetzen. Es gibt keines. Vielleicht haben Sie sich mit einer anderen Adresse registriert. Waren Sie es nicht, ignorieren Sie diese Mail.",
                ),
            ),
            Self::NobodyWaits => (
                pick("There is no account under this address", "Unter dieser Adresse gibt es kein Konto"),
                pick(
                    "Somebody asked for a link to confirm your address, but there is no account under it. Create one here. If it was not you, ignore this mail.",
                    "Jemand hat einen Link angefordert, um Ihre Adresse zu bestätigen, aber unter ihr gibt es kein Konto. Hier können Sie eines anlegen. Waren Sie es nicht, ignorieren Sie diese Mail.",
                ),
            ),
            Self::ChangeMail { .. } => (
                pick("Confirm your new address", "Bestätigen Sie Ihre neue Adresse"),
                pick(
                    "Open this link within a day to sign in to Guildhall with this address from now on.",
                    "Öffnen Sie diesen Link innerhalb eines Tages, um sich künftig mit dieser Adresse bei Guildhall anzumelden.",
                ),
            ),
            Self::MailChanged { to } => (
                pick("Your address was changed", "Ihre Adresse wurde geändert"),
                if german {
                    format!(
                        "Ihr Konto bei Guildhall gehört jetzt zur Adresse {to}. Waren Sie es nicht, schreiben Sie sofort dem Betreiber."
                    )
                } else {
                    format!(
                        "Your account at Guildhall belongs to the address {to} from now on. If it was not you, write to the operator at once."
                    )
                },
            ),
            Self::PasswordChanged => (
                pick("Your password was changed", "Ihr Passwort wurde geändert"),
                pick(
                    "The password of your account at Guildhall was changed, and every other session was signed out. If it was not you, reset it now.",
                    "Das Passwort Ihres Kontos bei Guildhall wurde geändert, und alle anderen Sitzungen wurden abgemeldet. Waren Sie es nicht, setzen Sie es jetzt zurück.",
                ),
            ),
            Self::Code { code } => (
                if german { format!("{code} ist Ihr Code") } else { format!("{code} is your code") },
                if german {
                    format!("Ihr Code ist {code}. Er gilt fünf Minuten. Geben Sie ihn niemandem.")
                } else {
                    format!("Your code is {code}. It works for five minutes. Give it to nobody.")
                },
            ),
            Self::Invitation { organisation, by, days, .. } => {
                let within = match (days, german) {
                    (1, false) => "a day".to_owned(),
                    (_, false) => format!("{days} days"),
                    (1, true) => "eines Tages".to_owned(),
                    (_, true) => format!("von {days} Tagen"),
                };
                let english = match by {
                    Some(by) => format!(
                        "{by} invites you to {organisation} at Guildhall. Open this link within {within} to look at the invitation and to accept it."
                    ),
                    None => format!(
                        "You are invited to {organisation} at Guildhall. Open this link within {within} to look at the invitation and to accept it."
                    ),
                };
                let german_text = match by {
                    Some(by) => format!(
                        "{by} lädt Sie zu {organisation} bei Guildhall ein. Öffnen Sie diesen Link innerhalb {within}, um die Einladung anzusehen und anzunehmen."
                    ),
                    None => format!(
                        "Sie sind zu {organisation} bei Guildhall eingeladen. Öffnen Sie diesen Link innerhalb {within}, um die Einladung anzusehen und anzunehmen."
                    ),
                };
                (
                    if german {
                        format!("Einladung zu {organisation}")
                    } else {
                        format!("Invitation to {organisation}")
                    },
                    if german { german_text } else { english },
                )
            }
            Self::DomainProof { organisation, domain, .. } => (
                if german {
                    format!("Gehört {domain} zu {organisation}?")
                } else {
                    format!("Does {domain} belong to {organisation}?")
                },
                if german {
                    format!(
                        "{organisation} möchte bei Guildhall nachweisen, dass {domain} ihr gehört. Öffnen Sie diesen Link nur, wenn das stimmt."
                    )
                } else {
                    format!(
                        "{organisation} wants to prove at Guildhall that {domain} is its own. Open this link only if that is true."
                    )
                },
            ),
            Self::NewDevice { device } => (
                pick("Sign-in from a new device", "Anmeldung von einem neuen Gerät"),
                if german {
                    format!(
                        "Ihr Konto wurde auf einem Gerät angemeldet, das wir noch nicht kannten: {device}. Waren Sie es nicht, melden Sie es ab und ändern Sie Ihr Passwort."
                    )
                } else {
                    format!(
                        "Your account was signed in on a device that we did not know: {device}. If it was not you, sign it out and change your password."
                    )
                },
            ),
            Self::AccountErased => (
                pick("Your account was erased", "Ihr Konto wurde gelöscht"),
                pick(
                    "Your account at Guildhall was erased, as you asked.",
                    "Ihr Konto bei Guildhall wurde wie gewünscht gelöscht.",
                ),
            ),
            Self::News { sentence, footer, .. } => {
                (sentence.chars().take(SUBJECT_CHARS).collect(), format!("{sentence}.\n\n{footer}"))
            }
            Self::Digest { subject, text } => (subject.clone(), text.clone()),
        }
    }
}
