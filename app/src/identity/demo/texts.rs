//! Texts of the demo: its people and its mailbox.

use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub people: &'static str,
    pub people_lead: &'static str,
    pub you: &'static str,
    pub no_demo_title: &'static str,
    pub no_demo_body: &'static str,
    pub no_mailbox_body: &'static str,
    pub sign_in: &'static str,
    pub mailbox_hint: &'static str,
    pub mailbox: &'static str,
    pub mailbox_lead: &'static str,
    pub no_mail_title: &'static str,
    pub no_mail_body: &'static str,
    pub look_again: &'static str,
    pub reading: &'static str,
    pub to: &'static str,
    pub written: &'static str,
    pub open_link: &'static str,
}

pub const EN: Texts = Texts {
    people: "People of the demo",
    people_lead: "Each has another role in another organisation. Press one to see the program with their eyes; you can switch at any time.",
    you: "You",
    no_demo_title: "This is not a demo",
    no_demo_body: "Ready-made people exist only in a demo program. Here everyone signs in as themselves.",
    no_mailbox_body: "Only a demo keeps its mail here. This server sends it: look into your own mailbox.",
    sign_in: "Sign in",
    mailbox_hint: "Mail that the demo writes goes nowhere: it lies in the",
    mailbox: "Mailbox of the demo",
    mailbox_lead: "The newest 100 mails that this demo wrote, to everyone. Nothing of it was sent.",
    no_mail_title: "No mail yet",
    no_mail_body: "Sign up, reset a password or invite somebody: the mail arrives here.",
    look_again: "Look again",
    reading: "The mail",
    to: "To",
    written: "Written",
    open_link: "Open the link",
};

pub const DE: Texts = Texts {
    people: "Personen der Demo",
    people_lead: "Jede hat eine andere Rolle in einer anderen Organisation. Drücken Sie auf eine, um das Programm mit ihren Augen zu sehen; wechseln können Sie jederzeit.",
    you: "Sie",
    no_demo_title: "Dies ist keine Demo",
    no_demo_body: "Vorbereitete Personen gibt es nur in einer Demo. Hier meldet sich jeder mit dem eigenen Konto an.",
    no_mailbox_body: "Nur eine Demo behält ihre Mails hier. Dieser Server sendet sie: Sehen Sie in Ihr eigenes Postfach.",
    sign_in: "Anmelden",
    mailbox_hint: "Mails der Demo gehen nirgendwohin: Sie liegen im",
    mailbox: "Postfach der Demo",
    mailbox_lead: "Die neuesten 100 Mails, die diese Demo geschrieben hat, an wen auch immer. Nichts davon wurde versandt.",
    no_mail_title: "Noch keine Mail",
    no_mail_body: "Legen Sie ein Konto an, setzen Sie ein Passwort zurück oder laden Sie jemanden ein: Die Mail kommt hier an.",
    look_again: "Neu laden",
    reading: "Die Mail",
    to: "An",
    written: "Geschrieben",
    open_link: "Link öffnen",
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}
