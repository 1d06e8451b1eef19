//! German.

use super::{Sentences as S, Table};
use crate::sandbox::{
    address::Reason,
    contract::{check::Check, plan::WhySkipped},
};

pub(super) const TABLE: Table = Table { check, reason, failure, skipped };

fn skipped(why: &WhySkipped) -> &'static str {
    match why {
        WhySkipped::Undeclared => "Das Manifest nennt keinen solchen Endpunkt",
        WhySkipped::NoEvent => "Der Webhook hat nicht abonniert, was gesendet würde",
        WhySkipped::OverLimit { .. } => "Ein Lauf ruft {limit} davon auf; {left_out} sind ausgelassen",
    }
}

fn failure(name: &str) -> Option<&'static str> {
    Some(match name {
        "refused_address" => "eine Adresse, die nicht aufgerufen wird",
        "resolve" => "der Name führt nirgendwohin",
        "connect" => "keine Verbindung oder eine, die abbrach",
        "tls" => "keine sichere Verbindung",
        "timeout" => "keine Antwort in der Zeit",
        "endless" => "eine Antwort ohne Ende",
        "too_large" => "eine zu große Antwort",
        "redirect_inward" => "eine Umleitung nach innen",
        "redirect_loop" => "eine Umleitung nach der anderen",
        "garbage" => "kein HTTP",
        _ => return None,
    })
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Unspecified => "eine unbestimmte Adresse",
        Reason::Loopback => "der eigene Rechner",
        Reason::Private => "ein privates Netz",
        Reason::LinkLocal => "eine Link-Local-Adresse",
        Reason::SiteLocal => "eine Site-Local-Adresse",
        Reason::UniqueLocal => "eine Unique-Local-Adresse",
        Reason::Shared => "eine geteilte Adresse eines Anbieters (CGNAT)",
        Reason::Metadata => "der Metadatendienst einer Cloud",
        Reason::Multicast => "eine Multicast-Adresse",
        Reason::Broadcast => "die Broadcast-Adresse",
        Reason::Documentation => "eine Adresse für Dokumentation",
        Reason::Benchmarking => "eine Adresse für Messungen",
        Reason::Protocol => "eine für Protokolle reservierte Adresse",
        Reason::Discard => "eine Adresse, die alles verwirft",
        Reason::Tunnel => "eine Tunneladresse (6to4, Teredo)",
        Reason::LocalTranslation => "eine Adresse eines lokalen Übersetzers (NAT64)",
        Reason::Reserved => "eine reservierte Adresse",
        Reason::Literal => "eine IP-Adresse statt eines Namens",
        Reason::Number => "eine Zahl, die kein Name ist",
        Reason::Port => "ein Port eines anderen Dienstes",
        Reason::Scheme => "kein https",
        Reason::Credentials => "ein Name oder Passwort in der Adresse",
        Reason::Malformed => "keine gültige Adresse",
    }
}

fn check(check: Check) -> S {
    match check {
        Check::CallAddressRefused => S(
            "Der Name führt zu {address}: {reason}",
            "In ein Netz hinein wird nichts aufgerufen: Eine App könnte sonst erreichen, was ihr nicht gehört.",
            "Lassen Sie den Namen zu einer öffentlichen Adresse führen. Für den eigenen Rechner gibt es die Befehlszeile.",
        ),
        Check::CallUnreachable => S(
            "Die App ist nicht zu erreichen: {failure}",
            "An diesem Endpunkt lässt sich nichts weiter prüfen.",
            "Starten Sie die App, und sehen Sie nach Adresse, Port und Firewall.",
        ),
        Check::CallTls => S(
            "Es kommt keine sichere Verbindung zustande",
            "Über diese Verbindung gehen Daten von Kunden, und ihr Zertifikat gilt nicht.",
            "Sehen Sie nach dem Zertifikat: Name, Ablauf und ob die Kette vollständig ist.",
        ),
        Check::CallTimeout => S(
            "Innerhalb von {limit} ms kommt keine Antwort",
            "So lange wartet niemand; eine Zustellung gilt als gescheitert und kommt wieder.",
            "Antworten Sie zuerst, und erledigen Sie danach, was lange dauert.",
        ),
        Check::CallEndless => S(
            "Die Antwort endet nicht innerhalb von {limit} ms",
            "Eine Verbindung, die offen bleibt, fehlt anderen. Sie wird geschlossen.",
            "Senden Sie einen Inhalt mit Ende. Ein Strom von Ereignissen gehört nicht hierher.",
        ),
        Check::CallTooLarge => S(
            "Die Antwort ist größer als {limit} Bytes",
            "Weiter wird sie nicht gelesen.",
            "Antworten Sie mit dem, was gefragt ist. Eine Bestätigung braucht gar keinen Inhalt.",
        ),
        Check::CallRedirectInward => S(
            "Die Antwort führt zu {location}: {reason}",
            "Mit solchen Umleitungen bringt man einen Server dazu, im eigenen Netz zu rufen. Ihr wird nicht gefolgt.",
            "Führen Sie zu einer öffentlichen https-Adresse, oder antworten Sie ohne Umleitung.",
        ),
        Check::CallRedirectLoop => S(
            "Eine Umleitung führt zur nächsten",
            "Nach einigen davon folgt niemand mehr.",
            "Antworten Sie unter der Adresse, die im Manifest steht.",
        ),
        Check::CallGarbage => S(
            "Was zurückkommt, ist kein HTTP",
            "Nichts davon lässt sich lesen.",
            "Sehen Sie nach dem Port: Vielleicht antwortet dort ein anderer Dienst oder einer, der TLS erwartet.",
        ),
        Check::CallMissing => S(
            "Der Aufruf fand nicht statt",
            "Der Lauf endete vorher: Aufrufe davor dauerten zu lange.",
            "Beheben Sie, was darüber steht, und starten Sie den Lauf noch einmal.",
        ),
        Check::HealthNotWell => S(
            "Der Endpunkt für den Zustand antwortet mit Status {status}",
            "Die Installation eines Kunden ruht, wenn ihre App nicht sagt, dass es ihr gut geht.",
            "Antworten Sie mit 200, solange die App arbeiten kann.",
        ),
        Check::HealthNotJson => S(
            "Der Endpunkt für den Zustand antwortet nicht mit JSON[, sondern mit {media}]",
            "Seit Version {version} sagt der Inhalt, wie es der App geht.",
            "Antworten Sie mit `Content-Type: application/json` und „ok“ im Feld „status“.",
        ),
        Check::HealthNoStatus => S(
            "Der Endpunkt für den Zustand sagt nicht, wie es der App geht[: gefunden „{found}“]",
            "An der Stelle {pointer} wird einer dieser Texte gelesen: {expected}.",
            "Antworten Sie mit „ok“ in „status“ oder mit „degraded“, solange etwas nicht geht.",
        ),
        Check::LaunchNotOpen => S(
            "Die Startadresse antwortet mit Status {status}",
            "Das sieht, wer die App zum ersten Mal öffnet.",
            "Antworten Sie mit einer Seite, oder führen Sie zur Anmeldung.",
        ),
        Check::LaunchNotHtml => S(
            "Die Startadresse antwortet nicht mit einer Seite[, sondern mit {media}]",
            "Ein Browser bietet sie vielleicht zum Herunterladen an, statt sie zu zeigen.",
            "Antworten Sie mit `Content-Type: text/html`.",
        ),
        Check::InstallNotAccepted => S(
            "Eine Installation wird mit Status {status} beantwortet",
            "Der Kunde erfährt, dass die App nicht installiert werden konnte.",
            "Prüfen Sie die Signatur, merken Sie sich die Installation, und antworten Sie mit 200. Was lange dauert, kommt danach.",
        ),
        Check::WebhookNotAccepted => S(
            "Eine Zustellung[ von „{event}“] wird mit Status {status} beantwortet",
            "Ihre Signatur stimmt. Was nicht angenommen wird, kommt wieder und wird am Ende aufgegeben.",
            "Prüfen Sie die Signatur über den rohen Inhalt, und antworten Sie mit 200, auch auf Ereignisse, die Sie nicht brauchen.",
        ),
        Check::WebhookRotatedSecret => S(
            "Eine Zustellung mit zwei Signaturen, von denen die zweite passt, wird mit Status {status} beantwortet",
            "Solange ein Geheimnis ein anderes ablöst, wird jede Zustellung mit beiden signiert.",
            "Trennen Sie `webhook-signature` an den Leerzeichen, und nehmen Sie die Zustellung an, wenn eine davon passt.",
        ),
        Check::WebhookWrongSignature => S(
            "Eine Zustellung mit falscher Signatur wird mit Status {status} beantwortet",
            "Wer die Adresse kennt, könnte der App erzählen, was er will.",
            "Bilden Sie HMAC-SHA256 über „id.timestamp.body“ mit dem Geheimnis, vergleichen Sie in gleichbleibender Zeit, und antworten Sie mit 401.",
        ),
        Check::WebhookMissingSignature => S(
            "Eine Zustellung ohne Signatur wird mit Status {status} beantwortet",
            "Wer die Adresse kennt, könnte der App erzählen, was er will.",
            "Antworten Sie mit 401, wenn der Header `webhook-signature` fehlt.",
        ),
        Check::WebhookOldSignature => S(
            "Eine vor langer Zeit signierte Zustellung wird mit Status {status} beantwortet",
            "Wer eine Zustellung aufgezeichnet hat, könnte sie jederzeit noch einmal senden.",
            "Vergleichen Sie `webhook-timestamp` mit der Uhr, und antworten Sie jenseits von {seconds} Sekunden mit 401.",
        ),
        Check::WebhookDuplicateRefused => S(
            "Eine Zustellung, die noch einmal kommt, wird mit Status {status} beantwortet[; beim ersten Mal mit {first}]",
            "Zustellungen kommen mindestens einmal. Was abgelehnt wird, kommt wieder und wieder.",
            "Merken Sie sich jede `webhook-id`, und antworten Sie auf eine bekannte mit 200.",
        ),
        Check::WebhookDuplicateDiffers => S(
            "Eine Zustellung, die noch einmal kommt, wird anders beantwortet als zuerst (Status {status})",
            "Es sieht aus, als sei sie zweimal verarbeitet worden.",
            "Merken Sie sich jede `webhook-id`, und antworten Sie gleich oder mit `Guildhall-Duplicate: true`.",
        ),
        Check::WebhookDuplicateUnmarked => S(
            "Eine Zustellung, die noch einmal kommt, ist nicht als bekannt gekennzeichnet",
            "Seit Version {version} sagt der Header `{header}`, dass nichts zweimal geschah.",
            "Merken Sie sich jede `webhook-id`, und antworten Sie auf eine bekannte mit 200 und `Guildhall-Duplicate: true`.",
        ),
        Check::WebhookRetryRefused => S(
            "Der zweite Versuch einer Zustellung wird mit Status {status} beantwortet[; der erste mit {first}]",
            "Er hat dieselbe Kennung, denselben Inhalt und eine eigene Signatur. Wird kein Versuch angenommen, ist ein Ereignis verloren.",
            "Merken Sie sich die `webhook-id` erst, wenn die Zustellung verarbeitet ist, und antworten Sie auf den nächsten Versuch mit 200.",
        ),
        Check::UninstallMissingSignature => S(
            "Eine Deinstallation ohne Signatur wird mit Status {status} beantwortet",
            "Wer die Adresse kennt, könnte Daten von Kunden löschen lassen.",
            "Antworten Sie mit 401, wenn der Header `webhook-signature` fehlt.",
        ),
        Check::UninstallNotAccepted => S(
            "Eine Deinstallation wird mit Status {status} beantwortet",
            "Daten müssen weg; ohne Bestätigung gilt das als nicht geschehen.",
            "Prüfen Sie die Signatur, planen Sie das Löschen ein, und antworten Sie mit 200.",
        ),
        Check::UninstallNotJson => S(
            "Eine Deinstallation wird nicht mit JSON beantwortet[, sondern mit {media}]",
            "Die Bestätigung wird aufbewahrt und von Programmen gelesen.",
            "Antworten Sie mit `Content-Type: application/json` und der Kennung im Feld „installation“.",
        ),
        Check::UninstallWrongId => S(
            "Die Antwort auf eine Deinstallation nennt die Installation nicht",
            "An der Stelle {pointer} wird ihre Kennung gelesen, damit feststeht, wessen Daten gehen.",
            "Antworten Sie mit der Kennung der Installation, wie sie gesendet wurde.",
        ),
        Check::UninstallNoDeadline => S(
            "Die Antwort auf eine Deinstallation sagt nicht, bis wann Daten gelöscht sind",
            "Seit Version {version} wird an der Stelle {pointer} ein Tag innerhalb von {days} Tagen gelesen.",
            "Antworten Sie mit einem Tag wie „2026-07-01“ im Feld „deleted_by“.",
        ),
    }
}
