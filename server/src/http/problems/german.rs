//! Kinds of problems in German.

use shared::problem::ProblemKind;

use super::{Explanation, Words};

pub(super) const WORDS: Words = Words {
    index_title: "Probleme der API",
    index_lead: "Jeder Fehler der API ist von einer dieser Arten.",
    status: "Status",
    kind: "Art",
    meaning: "Was es heißt",
    way_on: "Was zu tun ist",
    all: "Alle Arten von Problemen",
    title,
    explain,
};

const fn title(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::InvalidRequest => "Die Anfrage hat einen Wert, der nicht angenommen wird",
        ProblemKind::SignInRequired => "Niemand ist angemeldet",
        ProblemKind::ProofRefused => "Der Nachweis stimmt nicht",
        ProblemKind::ProofRequired => "Ein frischer Nachweis der Identität fehlt",
        ProblemKind::Forbidden => "Das ist nicht erlaubt",
        ProblemKind::NotFound => "Unter dieser Adresse ist nichts",
        ProblemKind::MethodNotAllowed => "Diese Adresse nimmt die Methode nicht an",
        ProblemKind::Timeout => "Die Anfrage hat zu lange gedauert",
        ProblemKind::Conflict => "Das widerspricht dem, was da ist",
        ProblemKind::Gone => "Das ist vorbei",
        ProblemKind::VersionStale => "Es hat sich inzwischen geändert",
        ProblemKind::TooLarge => "Die Anfrage ist zu groß",
        ProblemKind::UnsupportedMedia => "Der Inhalt ist kein JSON",
        ProblemKind::Unprocessable => "Die Anfrage kann nicht ausgeführt werden",
        ProblemKind::VersionRequired => "Die Version fehlt",
        ProblemKind::TooManyRequests => "Zu viele Anfragen",
        ProblemKind::Internal => "Der Server konnte nicht antworten",
        ProblemKind::Unavailable => "Der Server kann gerade nicht antworten",
        ProblemKind::Unreachable => "Der Server ist nicht erreichbar",
    }
}

const fn explain(kind: ProblemKind) -> Explanation {
    match kind {
        ProblemKind::InvalidRequest => Explanation {
            meaning: "Ein Parameter oder ein Feld des Inhalts ist unbekannt, fehlt, steht mehrfach da oder hat \
                      einen Wert, der nicht angenommen wird. Nichts wurde geändert.",
            way_on: "Jeder Eintrag in <code>errors</code> nennt ein Feld, mit <code>parameter</code> oder \
                     <code>pointer</code>, und sagt, was angenommen wird. Berichtigen Sie alle und senden Sie \
                     die Anfrage noch einmal.",
        },
        ProblemKind::SignInRequired => Explanation {
            meaning: "Die Adresse ist für angemeldete Personen oder für Programme mit einem Schlüssel, und die \
                      Anfrage zeigte keines von beiden oder eines, das nicht mehr gilt.",
            way_on: "Melden Sie sich an oder senden Sie einen API-Schlüssel in <code>Authorization: \
                     Bearer</code>. Schlüssel entstehen unter <a href=\"/organisation/keys\">Schlüssel</a>.",
        },
        ProblemKind::ProofRefused => Explanation {
            meaning: "Ein Passwort, ein Code, ein Link oder ein Schlüssel wurde gezeigt, und er stimmt nicht, \
                      wurde schon benutzt oder ist abgelaufen.",
            way_on: "Der Satz in <code>detail</code> sagt, was davon. Nichts wurde geändert.",
        },
        ProblemKind::ProofRequired => Explanation {
            meaning: "Schlüssel, Auszahlungen, Inhaberschaft und die eigenen Wege der Anmeldung ändert nur, \
                      wer vor Kurzem nachgewiesen hat, wer er ist.",
            way_on: "Geben Sie noch einmal das Passwort ein oder verwenden Sie den Passkey, und senden Sie die \
                     Anfrage noch einmal.",
        },
        ProblemKind::Forbidden => Explanation {
            meaning: "Wer anfragt, gehört hierher, aber Rolle oder Schlüssel umfassen das nicht; oder ein \
                      Browser sandte die Anfrage von der Seite einer anderen Website.",
            way_on: "Inhaber und Admins der Organisation können das Recht geben, das <code>detail</code> nennt.",
        },
        ProblemKind::Conflict => Explanation {
            meaning: "Was da ist, lässt es nicht zu: Ein Name oder eine Kennung ist vergeben, eine Grenze ist \
                      erreicht, oder dieselbe Anfrage läuft gerade.",
            way_on: "Der Satz in <code>detail</code> sagt, was zu ändern ist. Nichts wurde geändert.",
        },
        ProblemKind::Gone => Explanation {
            meaning: "Es war da und ist vorbei: ein Link, der benutzt wurde oder abgelaufen ist, eine \
                      Einladung, die zurückgezogen wurde.",
            way_on: "Bitten Sie dort um einen neuen, woher der alte kam.",
        },
        ProblemKind::VersionStale => Explanation {
            meaning: "Jemand hat es geändert, nachdem es gelesen wurde: Die Version in <code>If-Match</code> \
                      ist nicht die jetzige. Nichts wurde geändert.",
            way_on: "Was jetzt dort steht, ist in <code>current</code>. Sehen Sie es an und senden Sie die \
                     Änderung noch einmal mit dieser Version.",
        },
        ProblemKind::VersionRequired => Explanation {
            meaning: "Eine solche Änderung muss sagen, auf welcher Version sie beruht, damit niemandes Änderung \
                      ungesehen überschrieben wird.",
            way_on: "Senden Sie den <code>ETag</code> des Gelesenen in <code>If-Match</code>.",
        },
        ProblemKind::UnsupportedMedia => Explanation {
            meaning: "Der Inhalt hat einen anderen Medientyp als JSON.",
            way_on: "Senden Sie JSON, mit <code>Content-Type: application/json</code>.",
        },
        ProblemKind::Unprocessable => Explanation {
            meaning: "Jeder Wert ist für sich richtig, aber zusammen oder nach einer Regel des Programms werden \
                      sie nicht angenommen; oder ein <code>Idempotency-Key</code> wurde schon für eine andere \
                      Anfrage benutzt.",
            way_on: "Der Satz in <code>detail</code> sagt, warum. Nichts wurde geändert.",
        },
        ProblemKind::TooManyRequests => Explanation {
            meaning: "Die Person, der Schlüssel oder die Netzadresse hat die Anfragen dieser Minute \
                      aufgebraucht.",
            way_on: "Warten Sie so lange, wie <code>Retry-After</code> sagt. Der Header <code>RateLimit</code> \
                     jeder Antwort nennt, wie viele übrig sind.",
        },
        ProblemKind::NotFound => Explanation {
            meaning: "Nichts Öffentliches hat diese Adresse: Es gab es nie, es wurde zurückgezogen, oder es ist \
                      nicht öffentlich.",
            way_on: "Prüfen Sie die Adresse oder suchen Sie im Verzeichnis unter <a href=\"/apps\">/apps</a>. \
                     Die Adressen der API stehen in <a href=\"/api/v1/openapi.json\">ihrer Beschreibung</a>.",
        },
        ProblemKind::MethodNotAllowed => Explanation {
            meaning: "Die Adresse gibt es, aber sie nimmt die Methode der Anfrage nicht an.",
            way_on: "Der Header <code>Allow</code> der Antwort nennt die Methoden, die sie annimmt.",
        },
        ProblemKind::TooLarge => Explanation {
            meaning: "Der Inhalt der Anfrage hat mehr Bytes, als diese Adresse liest. Nichts wurde geändert.",
            way_on: "Senden Sie weniger auf einmal. Der Satz in <code>detail</code> nennt die Grenze.",
        },
        ProblemKind::Timeout => Explanation {
            meaning: "Die Anfrage kam nicht ganz an, solange der Server auf sie wartet.",
            way_on: "Senden Sie sie noch einmal. Bleibt es dabei, ist die Verbindung zu langsam für die Größe \
                     des Inhalts.",
        },
        ProblemKind::Unavailable => Explanation {
            meaning: "Der Server startet, hält an oder ist ausgelastet.",
            way_on: "Senden Sie dieselbe Anfrage noch einmal, nach so vielen Sekunden, wie der Header \
                     <code>Retry-After</code> nennt.",
        },
        ProblemKind::Unreachable => Explanation {
            meaning: "Die Desktop-App bekam keine Antwort von dem Server, an dem sie angemeldet ist: Es gibt kein \
                      Netz, oder der Server läuft nicht.",
            way_on: "Prüfen Sie die Verbindung und senden Sie dieselbe Anfrage noch einmal, mit demselben \
                     <code>Idempotency-Key</code>: Nichts geschieht doppelt. Was die Desktop-App selbst weiß, geht \
                     inzwischen.",
        },
        ProblemKind::Internal => Explanation {
            meaning: "Der Server hat versagt. Der Grund steht in seinem Protokoll und wird nach außen nicht \
                      gesagt.",
            way_on: "Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie dem Betreiber die Nummer in \
                     <code>instance</code>: Sie führt zum Grund.",
        },
    }
}
