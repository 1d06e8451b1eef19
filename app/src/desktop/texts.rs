//! Texts of the servers that the desktop app is signed in to.

use shared::desktop::{api::Standing, error::AddressError};

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub servers: &'static str,
    pub lead: &'static str,
    pub account: &'static str,
    pub connect: &'static str,
    pub connect_another: &'static str,
    pub signed_out: &'static str,
    /// Between an organisation and the server.
    pub on: &'static str,
    pub standing: fn(Standing) -> &'static str,
    pub means: fn(Standing) -> Option<&'static str>,
    pub person: &'static str,
    pub organisation: &'static str,
    pub address: &'static str,
    pub since: &'static str,
    pub kept: &'static str,
    pub in_keyring: &'static str,
    pub in_file_short: &'static str,
    pub here: &'static str,
    pub work_here: &'static str,
    pub sign_in: &'static str,
    pub sign_in_again: &'static str,
    pub sign_out: &'static str,
    /// After [`Self::sign_out`], for who does not see the row.
    pub sign_out_label: fn(&str) -> String,
    pub left: fn(&str) -> String,
    pub done: &'static str,
    pub browser: &'static str,
    pub server_address: &'static str,
    pub server_address_hint: &'static str,
    pub address_error: fn(AddressError) -> &'static str,
    pub asking: fn(&str) -> String,
    pub waiting: fn(&str) -> String,
    pub not_opened: fn(&str) -> String,
    pub until: fn(&str) -> String,
    pub page_address: &'static str,
    pub cancel: &'static str,
    pub dismiss: &'static str,
    pub not_reached: fn(&str) -> String,
    pub not_guildhall: fn(&str) -> String,
    /// The server, and where it sends everybody.
    pub moved: fn(&str, &str) -> String,
    pub not_set_up: fn(&str) -> String,
    pub refused: fn(&str) -> String,
    pub timed_out: &'static str,
    pub failed_here: &'static str,
    pub set_aside: fn(&str) -> String,
    pub in_file: &'static str,
    pub in_file_means: &'static str,
    pub in_file_way_on: &'static str,
}

pub const EN: Texts = Texts {
    servers: "Servers",
    lead: "Where this app is signed in. The marketplace on this computer works without a server; your account and your organisation are on one.",
    account: "Account",
    connect: "Connect a server",
    connect_another: "Connect another server",
    signed_out: "Signed out",
    on: "on",
    standing: |standing| match standing {
        Standing::SignedIn => "Signed in",
        Standing::Unreachable => "Cannot be reached",
        Standing::Locked => "Keyring locked",
        Standing::Ended | Standing::Reused | Standing::Lost => "Signed out",
    },
    means: |standing| match standing {
        Standing::SignedIn => None,
        Standing::Unreachable => Some(
            "The server did not answer the last time. The marketplace on this computer works; what is on the server waits for the connection.",
        ),
        Standing::Locked => Some(
            "The keyring of this computer does not answer. Unlock it; you are still signed in. If it is gone for good, sign out here and in again.",
        ),
        Standing::Ended => Some(
            "The server signed this app out: under Sessions, by an administrator, or after a long time without use. Sign in again; nothing that you typed is lost.",
        ),
        Standing::Reused => Some(
            "The server signed this app out, since an old token was shown once more and somebody else may have a copy. Sign in again and look through your sessions there.",
        ),
        Standing::Lost => Some("What kept this app signed in cannot be read any more. Sign in again."),
    },
    person: "Signed in as",
    organisation: "Acts in",
    address: "Address",
    since: "Since",
    kept: "Kept in",
    in_keyring: "The keyring of this computer",
    in_file_short: "An encrypted file",
    here: "In use",
    work_here: "Work here",
    sign_in: "Sign in",
    sign_in_again: "Sign in again",
    sign_out: "Sign out",
    sign_out_label: |name| format!("at {name}"),
    left: |name| format!("Signed out at {name}."),
    done: "You are signed in.",
    browser: "Your browser opens and asks who you are. This app sees no password.",
    server_address: "Address of the server",
    server_address_hint: "Such as market.example. Your operator knows it.",
    address_error: |error| match error {
        AddressError::Empty => "Write the address of the server, such as market.example.",
        AddressError::Malformed => {
            "This is not the address of a server. Write its name, such as market.example, or its whole address, such as https://market.example:8443."
        }
        AddressError::NotSecure => {
            "The address has to begin with https://, so that nobody on the way can read along. http:// is for servers on this computer only."
        }
        AddressError::Credentials => "Leave out the part before the @: one signs in later, in the browser.",
    },
    asking: |name| format!("Asking {name} what it is…"),
    waiting: |name| {
        format!("Sign in at {name} in your browser and allow this app there. This page goes on by itself.")
    },
    not_opened: |name| {
        format!(
            "No browser could be opened. Copy the address, open it in a browser on this computer, and sign in at {name}."
        )
    },
    until: |until| format!("It is waited for until {until}."),
    page_address: "Page in the browser",
    cancel: "Cancel",
    dismiss: "Dismiss",
    not_reached: |name| {
        format!(
            "{name} does not answer. Check the address and the connection; if both are right, the server is down."
        )
    },
    not_guildhall: |name| {
        format!("Something answers at {name}, but it is no Guildhall server. Check the address.")
    },
    moved: |name, to| {
        format!("{name} sends everybody on to {to}. If you trust that address, connect it instead.")
    },
    not_set_up: |name| {
        format!(
            "{name} waits to be set up and has no people yet. Whoever runs it finds the way in what it printed at its start."
        )
    },
    refused: |name| format!("{name} did not sign you in."),
    timed_out: "Nobody came back from the browser within five minutes. Begin again.",
    failed_here: "This computer could not do its part. Nothing was kept.",
    set_aside: |name| {
        format!(
            "The list of servers could not be read and was set aside as {name}. Nothing on the servers is lost: sign in again."
        )
    },
    in_file: "No keyring answered, so sign-ins are kept in an encrypted file",
    in_file_means: "The key lies beside the file, readable for your user alone. Another program that runs as you could use both and act as you until you sign out.",
    in_file_way_on: "Install or unlock a keyring (GNOME Keyring, KWallet or KeePassXC with Secret Service), then sign in again: the sign-in moves there. On a computer that others use, sign out when you are done.",
};

pub const DE: Texts = Texts {
    servers: "Server",
    lead: "Wo diese App angemeldet ist. Der Marktplatz auf diesem Computer geht ohne Server; Ihr Konto und Ihre Organisation sind auf einem.",
    account: "Konto",
    connect: "Server verbinden",
    connect_another: "Weiteren Server verbinden",
    signed_out: "Abgemeldet",
    on: "auf",
    standing: |standing| match standing {
        Standing::SignedIn => "Angemeldet",
        Standing::Unreachable => "Nicht erreichbar",
        Standing::Locked => "Schlüsselbund gesperrt",
        Standing::Ended | Standing::Reused | Standing::Lost => "Abgemeldet",
    },
    means: |standing| match standing {
        Standing::SignedIn => None,
        Standing::Unreachable => Some(
            "Der Server hat zuletzt nicht geantwortet. Der Marktplatz auf diesem Computer geht; was auf dem Server liegt, wartet auf die Verbindung.",
        ),
        Standing::Locked => Some(
            "Der Schlüsselbund dieses Computers antwortet nicht. Entsperren Sie ihn; Sie sind noch angemeldet. Gibt es ihn nicht mehr, melden Sie sich hier ab und wieder an.",
        ),
        Standing::Ended => Some(
            "Der Server hat diese App abgemeldet: unter Sitzungen, durch die Verwaltung oder nach langer Zeit ohne Nutzung. Melden Sie sich wieder an; nichts, was Sie eingegeben haben, geht verloren.",
        ),
        Standing::Reused => Some(
            "Der Server hat diese App abgemeldet, denn ein altes Token wurde noch einmal gezeigt, und jemand anderes hat vielleicht eine Kopie. Melden Sie sich wieder an und sehen Sie dort Ihre Sitzungen durch.",
        ),
        Standing::Lost => {
            Some("Was diese App angemeldet hielt, ist nicht mehr lesbar. Melden Sie sich wieder an.")
        }
    },
    person: "Angemeldet als",
    organisation: "Handelt für",
    address: "Adresse",
    since: "Seit",
    kept: "Aufbewahrt in",
    in_keyring: "Schlüsselbund dieses Computers",
    in_file_short: "Verschlüsselte Datei",
    here: "In Gebrauch",
    work_here: "Hier arbeiten",
    sign_in: "Anmelden",
    sign_in_again: "Wieder anmelden",
    sign_out: "Abmelden",
    sign_out_label: |name| format!("von {name}"),
    left: |name| format!("Von {name} abgemeldet."),
    done: "Sie sind angemeldet.",
    browser: "Ihr Browser öffnet sich und fragt, wer Sie sind. Diese App sieht kein Passwort.",
    server_address: "Adresse des Servers",
    server_address_hint: "Zum Beispiel market.example. Ihr Betreiber kennt sie.",
    address_error: |error| match error {
        AddressError::Empty => "Schreiben Sie die Adresse des Servers, zum Beispiel market.example.",
        AddressError::Malformed => {
            "Das ist keine Adresse eines Servers. Schreiben Sie seinen Namen, zum Beispiel market.example, oder die ganze Adresse, zum Beispiel https://market.example:8443."
        }
        AddressError::NotSecure => {
            "Die Adresse muss mit https:// beginnen, damit unterwegs niemand mitliest. http:// gilt nur für Server auf diesem Computer."
        }
        AddressError::Credentials => {
            "Lassen Sie den Teil vor dem @ weg: Man meldet sich später an, im Browser."
        }
    },
    asking: |name| format!("{name} wird gefragt, was es ist …"),
    waiting: |name| {
        format!(
            "Melden Sie sich in Ihrem Browser bei {name} an und erlauben Sie dort diese App. Diese Seite geht von selbst weiter."
        )
    },
    not_opened: |name| {
        format!(
            "Es ließ sich kein Browser öffnen. Kopieren Sie die Adresse, öffnen Sie sie in einem Browser auf diesem Computer und melden Sie sich bei {name} an."
        )
    },
    until: |until| format!("Gewartet wird bis {until}."),
    page_address: "Seite im Browser",
    cancel: "Abbrechen",
    dismiss: "Schließen",
    not_reached: |name| {
        format!(
            "{name} antwortet nicht. Prüfen Sie Adresse und Verbindung; stimmt beides, ist der Server außer Betrieb."
        )
    },
    not_guildhall: |name| {
        format!("Bei {name} antwortet etwas, aber es ist kein Guildhall-Server. Prüfen Sie die Adresse.")
    },
    moved: |name, to| {
        format!(
            "{name} schickt alle weiter zu {to}. Wenn Sie dieser Adresse trauen, verbinden Sie sich mit ihr."
        )
    },
    not_set_up: |name| {
        format!(
            "{name} muss erst eingerichtet werden und kennt noch niemanden. Wer ihn betreibt, findet den Weg in dem, was er beim Start ausgegeben hat."
        )
    },
    refused: |name| format!("{name} hat Sie nicht angemeldet."),
    timed_out: "Innerhalb von fünf Minuten kam niemand aus dem Browser zurück. Beginnen Sie noch einmal.",
    failed_here: "Dieser Computer konnte seinen Teil nicht tun. Nichts wurde aufbewahrt.",
    set_aside: |name| {
        format!(
            "Die Liste der Server war nicht lesbar und liegt jetzt als {name} beiseite. Auf den Servern ist nichts verloren: Melden Sie sich wieder an."
        )
    },
    in_file: "Kein Schlüsselbund hat geantwortet, darum liegen Anmeldungen in einer verschlüsselten Datei",
    in_file_means: "Der Schlüssel liegt neben der Datei und ist nur für Ihr Benutzerkonto lesbar. Ein anderes Programm, das unter Ihrem Konto läuft, könnte beide nutzen und für Sie handeln, bis Sie sich abmelden.",
    in_file_way_on: "Installieren oder entsperren Sie einen Schlüsselbund (GNOME-Schlüsselbund, KWallet oder KeePassXC mit Secret Service) und melden Sie sich wieder an: Die Anmeldung zieht dorthin um. Melden Sie sich auf einem Computer, den andere nutzen, ab, wenn Sie fertig sind.",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
