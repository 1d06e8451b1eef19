//! From an event to the people who are told of it, and when mail goes to them.

mod told;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

pub use told::{NewsOfApp, Told, news_of_app, told};

use super::model::{MailWhen, Preferences, Topic};

/// When the day's mail goes out, in UTC.
const DIGEST_AT: NaiveTime = match NaiveTime::from_hms_opt(8, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// What is older is not told any more: whoever reads the events late does not ring everybody up about it.
const NEWS: TimeDelta = TimeDelta::days(7);

/// When mail about a topic is sent to a person. Security comes at once, whatever is preferred.
pub fn mail_when(preferences: Option<&Preferences>, topic: Topic) -> MailWhen {
    match topic {
        Topic::Security => MailWhen::AtOnce,
        Topic::Members | Topic::Organisation | Topic::Listings | Topic::Followed => {
            preferences.and_then(|preferences| preferences.mail.get(&topic).copied()).unwrap_or_default()
        }
    }
}

/// The first mail of a day that goes out after this instant: 08:00 UTC.
pub fn digest_after(at: DateTime<Utc>) -> DateTime<Utc> {
    let today = at.date_naive().and_time(DIGEST_AT).and_utc();
    if at < today { today } else { today + TimeDelta::days(1) }
}

/// Whether something that happened then is still worth telling.
pub fn is_news(happened_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now < happened_at + NEWS
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::PersonId, testing::START};

    #[test]
    fn what_happens_before_eight_is_in_the_mail_of_that_day() {
        let eight = START.date_naive().and_time(DIGEST_AT).and_utc();
        let moment = TimeDelta::milliseconds(1);
        assert_eq!(digest_after(eight - moment), eight);
        assert_eq!(digest_after(eight), eight + TimeDelta::days(1));
        assert_eq!(digest_after(START), eight + TimeDelta::days(1), "{START} is noon");
    }

    #[test]
    fn security_is_told_at_once_and_the_rest_as_preferred_else_daily() {
        let mut preferences = Preferences {
            person: PersonId::from_ulid(ulid::Ulid(1)),
            version: 1,
            mail: [(Topic::Security, MailWhen::Never), (Topic::Members, MailWhen::Never)].into(),
            digest_at: None,
        };
        assert_eq!(mail_when(Some(&preferences), Topic::Security), MailWhen::AtOnce);
        assert_eq!(mail_when(Some(&preferences), Topic::Members), MailWhen::Never);
        assert_eq!(mail_when(Some(&preferences), Topic::Organisation), MailWhen::Daily);
        assert_eq!(mail_when(None, Topic::Members), MailWhen::Daily);
        preferences.mail.insert(Topic::Organisation, MailWhen::AtOnce);
        assert_eq!(mail_when(Some(&preferences), Topic::Organisation), MailWhen::AtOnce);
    }

    #[test]
    fn a_week_later_it_is_no_news() {
        assert!(is_news(START, START + TimeDelta::days(7) - TimeDelta::milliseconds(1)));
        assert!(!is_news(START, START + TimeDelta::days(7)));
    }
}
