//! Why an app fails a criterion, and what would mend it, in words.

use chrono::DateTime;
use serde_json::Value;
use shared::{decisions::reason::Reason, marketplace::model::BadgeKind, time};

use crate::{
    i18n::{Locale, date, list, number, plural, use_locale},
    ui::badge_name,
};

/// A sentence. A reason that this version does not know is told by its id.
pub fn sentence(reason: &Reason) -> String {
    let locale = use_locale();
    let fact = |name: &str| reason.facts.get(name).unwrap_or(&Value::Null);
    let count = |name: &str| fact(name).as_u64().unwrap_or_default();
    let day = |name: &str| written(locale, fact(name));
    match locale {
        Locale::English => english(reason, &count, &day, &which(fact("which"))),
        Locale::German => german(reason, &count, &day, &which(fact("which"))),
    }
    .unwrap_or_else(|| reason.id.to_string())
}

/// The day of an instant.
fn written(locale: Locale, fact: &Value) -> String {
    let at = fact.as_str().and_then(time::instant).unwrap_or(DateTime::UNIX_EPOCH);
    date(locale, at.date_naive())
}

/// Competencies by name.
fn which(fact: &Value) -> String {
    let known = |name: &str| BadgeKind::ALL.into_iter().find(|kind| kind.as_str() == name);
    let named = |fact: &Value| {
        let name = fact.as_str().unwrap_or_default();
        known(name).map_or_else(|| name.to_owned(), |kind| badge_name(kind).to_owned())
    };
    let names: Vec<_> = fact.as_array().into_iter().flatten().map(named).collect();
    list(use_locale(), &names)
}

fn english(
    reason: &Reason,
    count: &dyn Fn(&str) -> u64,
    day: &dyn Fn(&str) -> String,
    which: &str,
) -> Option<String> {
    let days = |name: &str| {
        let days = count(name);
        format!("{days} {}", plural(days, "day", "days"))
    };
    let customers = |name: &str| {
        let customers = count(name);
        let word = plural(customers, "customer", "customers");
        format!("{} {word}", number(Locale::English, customers))
    };
    Some(match reason.id.as_ref() {
        "clean_up.no_release" => format!(
            "The last version was published on {}; {} months without a new one are too long.",
            day("last"),
            count("months")
        ),
        "clean_up.low_usage" => {
            format!("Installed by {}; {} are the fewest.", customers("there"), count("least"))
        }
        "clean_up.unhealthy" => {
            format!("Its health checks have failed since {}; {} are too long.", day("since"), days("days"))
        }
        "clean_up.certification_lapsed" => {
            format!("A certification lapsed and was not renewed: {which}.")
        }
        "clean_up.unanswered" => format!(
            "A customer has waited for an answer since {}; {} are too long.",
            day("since"),
            days("days")
        ),
        "clean_up.fix_release" => "Publish a new version.".to_owned(),
        "clean_up.fix_usage" => format!("{} more would be enough.", customers("missing")),
        "clean_up.fix_health" => "Bring the health endpoint back, so that its checks pass.".to_owned(),
        "clean_up.fix_certification" => "Ask for the certification again.".to_owned(),
        "clean_up.fix_support" => "Answer the customers who wait.".to_owned(),
        _ => return None,
    })
}

fn german(
    reason: &Reason,
    count: &dyn Fn(&str) -> u64,
    day: &dyn Fn(&str) -> String,
    which: &str,
) -> Option<String> {
    let days = |name: &str| {
        let days = count(name);
        format!("{days} {}", plural(days, "Tag", "Tage"))
    };
    let customers = |name: &str| {
        let customers = count(name);
        format!("{} {}", number(Locale::German, customers), plural(customers, "Kunde", "Kunden"))
    };
    Some(match reason.id.as_ref() {
        "clean_up.no_release" => format!(
            "Die letzte Version erschien am {}; {} Monate ohne eine neue sind zu lang.",
            day("last"),
            count("months")
        ),
        "clean_up.low_usage" => {
            format!("Installiert bei: {}. Mindestens nötig: {}.", customers("there"), count("least"))
        }
        "clean_up.unhealthy" => format!(
            "Die Zustandsprüfungen schlagen seit {} fehl; {} sind zu lang.",
            day("since"),
            days("days")
        ),
        "clean_up.certification_lapsed" => {
            format!("Eine Zertifizierung ist verfallen und wurde nicht erneuert: {which}.")
        }
        "clean_up.unanswered" => {
            format!("Ein Kunde wartet seit {} auf eine Antwort; {} sind zu lang.", day("since"), days("days"))
        }
        "clean_up.fix_release" => "Veröffentlichen Sie eine neue Version.".to_owned(),
        "clean_up.fix_usage" => format!("Es fehlen: {}.", customers("missing")),
        "clean_up.fix_health" => {
            "Bringen Sie den Zustandsendpunkt zurück, so dass die Prüfungen bestehen.".to_owned()
        }
        "clean_up.fix_certification" => "Beantragen Sie die Zertifizierung erneut.".to_owned(),
        "clean_up.fix_support" => "Antworten Sie den Kunden, die warten.".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use shared::{
        listings::clean_up::{CleanUpPolicy, Lapse, Observed, Trouble, judge::failing},
        testing::START,
    };

    use super::*;

    #[test]
    fn every_criterion_has_words_for_what_fails_and_what_mends_it() {
        let long_ago = DateTime::UNIX_EPOCH;
        let observed = Observed {
            published: true,
            first_published_at: long_ago,
            last_release_at: Some(long_ago),
            active_customers: Some(1),
            health: Trouble::Since { since: long_ago },
            lapsed: vec![Lapse { what: "data".to_owned(), on: long_ago.date_naive() }],
            support: Trouble::Since { since: long_ago },
        };
        let policy = CleanUpPolicy::default();
        let all = failing(&observed, &policy, START);
        assert_eq!(all.len(), policy.criteria.len());
        for one in all {
            for reason in [&one.why, &one.fix] {
                assert_ne!(sentence(reason), reason.id, "{reason:?}");
            }
        }
        let release = &failing(&observed, &policy, START)[0].why;
        assert_eq!(
            sentence(release).replace('\u{a0}', " "),
            "The last version was published on 1 January 1970; 12 months without a new one are too long."
        );
    }
}
