//! Texts of the page about the marketplace and its trust. They say what this version does, and no more.

use crate::i18n::use_locale;

/// A heading, its anchor, and what it says.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    pub id: &'static str,
    pub title: &'static str,
    pub paragraphs: &'static [&'static str],
    /// A term and what it means.
    pub terms: &'static [(&'static str, &'static str)],
}

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub title: &'static str,
    pub lead: &'static str,
    pub on_this_page: &'static str,
    pub demo: &'static str,
    pub sections: &'static [Section],
}

pub const EN: Texts = Texts {
    title: "How this marketplace works",
    lead: "How the order of apps comes about, what seals mean, how apps get here, and what is kept about you.",
    on_this_page: "On this page",
    demo: "What you see here now is a demo program: partners, apps, ratings, installs and seals are made up.",
    sections: &[
        Section {
            id: "ranking",
            title: "How ranking works",
            paragraphs: &[
                "A search compares your words with the texts of each app. A word in the name counts most, then the line under it, the partner, the categories, verticals and jobs, the tags, and last the description. Small typing errors are forgiven, and the last word may be unfinished.",
                "What matches is multiplied by the app's quality. Without a search text, quality alone decides. These are its parts:",
                "Under every app in the directory, “Why this rank” shows each part with its value and what it did to the score. Nobody can pay for a place.",
                "On the first page of the whole directory one place is kept for an app that is new and has few installs. It is labelled, it changes daily, and it is the same for everyone.",
            ],
            terms: &[
                ("Rating", "stars above or below the marketplace's usual rating"),
                ("Installs", "how many, each further one counting less"),
                ("Momentum", "installs of the last 28 days against the 28 days before"),
                ("Freshness", "how long ago the app was updated"),
                ("Seals", "each seal that holds today"),
            ],
        },
        Section {
            id: "ratings",
            title: "What the score means",
            paragraphs: &[
                "The score of an app is not the plain mean of its ratings. It starts from the marketplace's usual rating and moves towards the app's own mean as ratings come in. So a single five does not lead the list. Each app's page shows how the ratings spread, the plain mean and the score.",
                "In this version visitors cannot rate or install apps yet. The numbers of ratings and installs are the ones that the operator recorded.",
            ],
            terms: &[],
        },
        Section {
            id: "seals",
            title: "What seals mean",
            paragraphs: &[
                "A seal says that somebody checked something, and until when that holds. Press a seal to see who checked, what was looked at, when it was issued and when it expires. An expired seal is shown as expired and no longer counts for the rank.",
                "Seals are recorded by the operator of the marketplace. A partner cannot give an app a seal: the files in which listings are brought in have no field for it.",
            ],
            terms: &[
                ("Security", "scopes, storage and data flows were reviewed"),
                ("Performance", "uptime and response times hold their budget"),
                ("Data", "retention, residency and deletion were checked"),
            ],
        },
        Section {
            id: "review",
            title: "How apps get here",
            paragraphs: &[
                "In this version the operator brings listings in, as files or through the program's own data. Partners do not submit apps here themselves yet, and no person reviews each app in this system before it is published.",
                "What a machine can check is checked on the way in: that required facts are there and not too long, that categories exist, that prices and dates are readable. Descriptions are cleaned of everything that could run in your browser. Pictures are decoded and encoded again, so that nothing else travels with them.",
                "Whether the operator's and partners' statements about regions, compliance and languages are true is not checked by this software. Where a seal stands, its card says what was looked at.",
            ],
            terms: &[],
        },
        Section {
            id: "privacy",
            title: "What is kept about you",
            paragraphs: &[
                "You need no account to look around. The pages load nothing from other sites and contain no trackers.",
                "Your browser keeps three choices of yours: the language, light or dark, and the apps that you set aside for comparison. Only the language is sent to the server, as a cookie, so that it can answer in it.",
            ],
            terms: &[],
        },
    ],
};

pub const DE: Texts = Texts {
    title: "So funktioniert dieser Marktplatz",
    lead: "Wie die Reihenfolge der Apps entsteht, was Siegel bedeuten, wie Apps hierher kommen und was über Sie gespeichert wird.",
    on_this_page: "Auf dieser Seite",
    demo: "Was Sie hier gerade sehen, ist ein Demoprogramm: Partner, Apps, Bewertungen, Installationen und Siegel sind erfunden.",
    sections: &[
        Section {
            id: "ranking",
            title: "So entsteht die Reihenfolge",
            paragraphs: &[
                "Eine Suche vergleicht Ihre Wörter mit den Texten jeder App. Am meisten zählt ein Wort im Namen, dann in der Zeile darunter, im Partner, in Kategorien, Branchen und Aufgaben, in den Schlagwörtern und zuletzt in der Beschreibung. Kleine Tippfehler werden verziehen, und das letzte Wort darf unfertig sein.",
                "Was passt, wird mit der Qualität der App malgenommen. Ohne Suchtext entscheidet die Qualität allein. Das sind ihre Teile:",
                "Unter jeder App im Verzeichnis zeigt „Warum dieser Rang“ jeden Teil mit seinem Wert und dem, was er am Ergebnis geändert hat. Niemand kann einen Platz kaufen.",
                "Auf der ersten Seite des ganzen Verzeichnisses ist ein Platz einer App vorbehalten, die neu ist und wenige Installationen hat. Er ist gekennzeichnet, wechselt täglich und ist für alle gleich.",
            ],
            terms: &[
                ("Bewertung", "Sterne über oder unter der üblichen Bewertung des Marktplatzes"),
                ("Installationen", "wie viele, wobei jede weitere weniger zählt"),
                ("Zuwachs", "Installationen der letzten 28 Tage gegen die 28 Tage davor"),
                ("Aktualität", "wie lange die letzte Aktualisierung her ist"),
                ("Siegel", "jedes Siegel, das heute gilt"),
            ],
        },
        Section {
            id: "ratings",
            title: "Was der Wert bedeutet",
            paragraphs: &[
                "Der Wert einer App ist nicht das einfache Mittel ihrer Bewertungen. Er beginnt bei der üblichen Bewertung des Marktplatzes und nähert sich mit jeder Bewertung dem eigenen Mittel der App. So führt eine einzelne Fünf die Liste nicht an. Die Seite jeder App zeigt, wie sich die Bewertungen verteilen, das einfache Mittel und den Wert.",
                "In dieser Version können Besucher Apps noch nicht bewerten oder installieren. Die Zahlen der Bewertungen und Installationen sind die, die der Betreiber erfasst hat.",
            ],
            terms: &[],
        },
        Section {
            id: "seals",
            title: "Was Siegel bedeuten",
            paragraphs: &[
                "Ein Siegel sagt, dass jemand etwas geprüft hat und bis wann das gilt. Drücken Sie auf ein Siegel, um zu sehen, wer geprüft hat, was angesehen wurde, wann es ausgestellt wurde und wann es abläuft. Ein abgelaufenes Siegel wird als abgelaufen gezeigt und zählt nicht mehr für den Rang.",
                "Siegel erfasst der Betreiber des Marktplatzes. Ein Partner kann einer App kein Siegel geben: Die Dateien, mit denen Einträge eingespielt werden, haben kein Feld dafür.",
            ],
            terms: &[
                ("Sicherheit", "Berechtigungen, Speicherung und Datenflüsse wurden geprüft"),
                ("Leistung", "Verfügbarkeit und Antwortzeiten halten ihr Budget ein"),
                ("Daten", "Aufbewahrung, Speicherort und Löschung wurden geprüft"),
            ],
        },
        Section {
            id: "review",
            title: "Wie Apps hierher kommen",
            paragraphs: &[
                "In dieser Version spielt der Betreiber die Einträge ein, als Dateien oder aus den eigenen Daten des Programms. Partner reichen hier noch keine Apps selbst ein, und kein Mensch prüft in diesem System jede App vor der Veröffentlichung.",
                "Was eine Maschine prüfen kann, wird beim Einspielen geprüft: dass Pflichtangaben da und nicht zu lang sind, dass es die Kategorien gibt, dass Preise und Daten lesbar sind. Beschreibungen werden von allem befreit, was in Ihrem Browser laufen könnte. Bilder werden entschlüsselt und neu geschrieben, damit nichts anderes mit ihnen reist.",
                "Ob die Angaben von Betreiber und Partnern zu Regionen, Regelwerken und Sprachen stimmen, prüft diese Software nicht. Wo ein Siegel steht, sagt seine Karte, was angesehen wurde.",
            ],
            terms: &[],
        },
        Section {
            id: "privacy",
            title: "Was über Sie gespeichert wird",
            paragraphs: &[
                "Zum Umsehen brauchen Sie kein Konto. Die Seiten laden nichts von anderen Orten und enthalten keine Tracker.",
                "Ihr Browser merkt sich drei Ihrer Entscheidungen: die Sprache, hell oder dunkel, und die Apps, die Sie zum Vergleichen zurückgelegt haben. Nur die Sprache geht an den Server, als Cookie, damit er in ihr antworten kann.",
            ],
            terms: &[],
        },
    ],
};

/// The texts in the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_the_same_sections() {
        let shape = |texts: &Texts| {
            texts
                .sections
                .iter()
                .map(|section| (section.id, section.paragraphs.len(), section.terms.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(shape(&EN), shape(&DE));
    }
}
