//! What erasing an account removes and keeps, in words.

use shared::identity::api::Kept;

/// What goes, a sentence each.
pub(super) fn removed(german: bool) -> Vec<String> {
    let pick = |english: &str, german_text: &str| if german { german_text } else { english }.to_owned();
    vec![
        pick(
            "Your name, your mail address and your language.",
            "Ihr Name, Ihre Mailadresse und Ihre Sprache.",
        ),
        pick(
            "Your password, passkeys, authenticator app and recovery codes, and the link to an identity provider.",
            "Ihr Passwort, Ihre Passkeys, die Authenticator-App und die Wiederherstellungscodes sowie die Verbindung zu einem Identitätsanbieter.",
        ),
        pick(
            "Your sessions and desktop apps, on every device.",
            "Ihre Sitzungen und Desktop-Apps, auf jedem Gerät.",
        ),
        pick(
            "Your membership in every organisation, and invitations that you sent or were sent.",
            "Ihre Mitgliedschaft in jeder Organisation sowie Einladungen, die Sie gesendet oder erhalten haben.",
        ),
        pick("Your own API keys: they end at once.", "Ihre eigenen API-Schlüssel: Sie enden sofort."),
        pick(
            "Your notifications and preferences, and mails to you that are kept here.",
            "Ihre Benachrichtigungen und Einstellungen sowie hier aufbewahrte Mails an Sie.",
        ),
    ]
}

/// What stays, and why.
pub(super) fn kept(german: bool) -> Vec<Kept> {
    let pick = |english: &str, german_text: &str| if german { german_text } else { english }.to_owned();
    let kept = |what, why| Kept { what, why };
    vec![
        kept(
            pick(
                "Events in the trails of your organisations, under a number instead of your name, with the kind of client and the network, not the address, that they came from.",
                "Ereignisse in den Protokollen Ihrer Organisationen, unter einer Nummer statt Ihres Namens, mit der Art des Programms und dem Netz, nicht der Adresse, von der sie kamen.",
            ),
            pick(
                "The organisations have to be able to show what happened, and a trail from which something is taken proves nothing. Nobody can tell from the number who you were.",
                "Die Organisationen müssen belegen können, was geschah, und ein Protokoll, aus dem etwas entfernt wird, beweist nichts. Aus der Nummer lässt sich nicht erkennen, wer Sie waren.",
            ),
        ),
        kept(
            pick(
                "What others were told about you: notifications of theirs in which your name stands.",
                "Was anderen über Sie mitgeteilt wurde: deren Benachrichtigungen, in denen Ihr Name steht.",
            ),
            pick("They are theirs.", "Sie gehören ihnen."),
        ),
        kept(
            pick(
                "The API keys that you made, with the names that you gave them: your own ended, those of an organisation working on.",
                "Die API-Schlüssel, die Sie angelegt haben, mit den Namen, die Sie ihnen gaben: Ihre eigenen beendet, die einer Organisation weiterhin gültig.",
            ),
            pick(
                "The trails refer to them, and programs of an organisation rest on its keys.",
                "Die Protokolle beziehen sich darauf, und Programme einer Organisation beruhen auf deren Schlüsseln.",
            ),
        ),
        kept(
            pick(
                "One mail to your address, until it is sent and swept away.",
                "Eine Mail an Ihre Adresse, bis sie gesendet und entfernt ist.",
            ),
            pick(
                "It tells you that your account was erased.",
                "Sie teilt Ihnen mit, dass Ihr Konto gelöscht wurde.",
            ),
        ),
        kept(
            pick(
                "Counters of requests for some minutes, of failed sign-ins for a day, and sealed answers to your last requests for a day.",
                "Zähler von Anfragen für einige Minuten, von fehlgeschlagenen Anmeldungen für einen Tag, und versiegelte Antworten auf Ihre letzten Anfragen für einen Tag.",
            ),
            pick(
                "They keep attacks slow and requests from being carried out twice; they disappear by themselves.",
                "Sie bremsen Angriffe und verhindern, dass Anfragen doppelt ausgeführt werden; sie verschwinden von selbst.",
            ),
        ),
        kept(
            pick(
                "What backups hold, until the operator removes them.",
                "Was Sicherungen enthalten, bis der Betreiber sie entfernt.",
            ),
            pick(
                "A backup is not changed after it was taken.",
                "Eine Sicherung wird nach ihrer Erstellung nicht verändert.",
            ),
        ),
    ]
}
