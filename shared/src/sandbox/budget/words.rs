//! What is said of a limit that is not kept, in each language.

use super::Over;
use crate::manifest::words::{Language, Words};

/// What is said of it: times in milliseconds, rates in percent.
pub fn over(language: Language, over: &Over) -> Words {
    match language {
        Language::English => english(over),
        Language::German => german(over),
    }
}

fn english(over: &Over) -> Words {
    let (title, why, fix) = match over {
        Over::TooFew { got, needed } => (
            format!("{got} of at least {needed} requests were made"),
            "The run ended before there was enough to measure.",
            "Make the app answer faster, or look at why it does not answer.",
        ),
        Over::Errors { ppm, limit_ppm } => (
            format!("{} % of requests fail; {} % may", percent(*ppm, '.'), percent(*limit_ppm, '.')),
            "A failed request counts as one that took the whole timeout.",
            "Look into the log of the app for these requests.",
        ),
        Over::P50 { ms, limit_ms } => (
            format!("Half of the requests take up to {ms} ms; {limit_ms} ms may pass"),
            "This is what most people wait for each time.",
            "Look at what every request does, such as calls to another service.",
        ),
        Over::P95 { ms, limit_ms } => (
            format!("One request in twenty takes {ms} ms or more; {limit_ms} ms may pass"),
            "Who opens the app a few times a day meets it every day.",
            "Look for what only some requests wait for: a lock, a full pool, a cold cache.",
        ),
    };
    Words { title, why: why.to_owned(), fix: fix.to_owned() }
}

fn german(over: &Over) -> Words {
    let (title, why, fix) = match over {
        Over::TooFew { got, needed } => (
            format!("{got} von mindestens {needed} Anfragen fanden statt"),
            "Der Lauf endete, bevor es genug zu messen gab.",
            "Lassen Sie die App schneller antworten, oder sehen Sie nach, warum sie nicht antwortet.",
        ),
        Over::Errors { ppm, limit_ppm } => (
            format!("{} % der Anfragen scheitern; {} % dürfen", percent(*ppm, ','), percent(*limit_ppm, ',')),
            "Eine gescheiterte Anfrage zählt, als hätte sie bis zuletzt gewartet.",
            "Sehen Sie im Protokoll der App nach diesen Anfragen.",
        ),
        Over::P50 { ms, limit_ms } => (
            format!("Die Hälfte der Anfragen dauert bis zu {ms} ms; {limit_ms} ms dürfen vergehen"),
            "Darauf warten die meisten jedes Mal.",
            "Sehen Sie nach, was jede Anfrage tut, etwa Aufrufe eines anderen Dienstes.",
        ),
        Over::P95 { ms, limit_ms } => (
            format!("Eine von zwanzig Anfragen dauert {ms} ms oder länger; {limit_ms} ms dürfen vergehen"),
            "Wer die App ein paarmal am Tag öffnet, erlebt das jeden Tag.",
            "Suchen Sie, worauf nur manche Anfragen warten: eine Sperre, ein voller Pool, ein kalter Cache.",
        ),
    };
    Words { title, why: why.to_owned(), fix: fix.to_owned() }
}

/// Percent with two places, rounded up: what is over does not look as if it were not.
fn percent(ppm: u32, point: char) -> String {
    let hundredths = ppm.div_ceil(100);
    format!("{}{point}{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_said_with_both_numbers() {
        let errors = Over::Errors { ppm: 25_001, limit_ppm: 10_000 };
        assert_eq!(over(Language::English, &errors).title, "2.51 % of requests fail; 1.00 % may");
        assert_eq!(over(Language::German, &errors).title, "2,51 % der Anfragen scheitern; 1,00 % dürfen");
        let late = Over::P95 { ms: 900, limit_ms: 500 };
        assert!(over(Language::English, &late).title.contains("900 ms"));
    }
}
