//! A deadline: when it is, how far that is, and what happens then.

use chrono::{DateTime, TimeDelta, Utc};
use leptos::prelude::*;

use super::{Icon, IconName};
use crate::{
    i18n::{distance, instant, use_locale},
    view,
};

/// From here on it presses.
const SOON: TimeDelta = TimeDelta::days(2);

/// Where a deadline stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Stand {
    Running,
    Soon,
    Over,
}

impl Stand {
    fn of(until: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        match until - now {
            left if left <= TimeDelta::zero() => Self::Over,
            left if left <= SOON => Self::Soon,
            _ => Self::Running,
        }
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Soon => "soon",
            Self::Over => "over",
        }
    }
}

/// `now` comes with the page's data: it does not tick, and every render of it is the same.
#[component]
pub fn Clock(
    until: DateTime<Utc>,
    now: DateTime<Utc>,
    /// What ends then: "Expires".
    #[prop(into)]
    label: String,
    /// The same once it is over: "Expired".
    #[prop(into)]
    over: String,
) -> impl IntoView {
    let locale = use_locale();
    let stand = Stand::of(until, now);
    let label = if stand == Stand::Over { over } else { label };
    view! {
        <span class="clock" data-stand=stand.as_str()>
            <Icon name=IconName::Clock/>
            <span>
                {label}" "
                <time datetime=until.to_rfc3339()>{instant(locale, until)}</time>
                <span class="distance">{distance(locale, until, now)}</span>
            </span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_presses_for_its_last_two_days() {
        let now = DateTime::UNIX_EPOCH;
        let check =
            |hours, stand| assert_eq!(Stand::of(now + TimeDelta::hours(hours), now), stand, "{hours}");
        check(49, Stand::Running);
        check(48, Stand::Soon);
        check(1, Stand::Soon);
        check(0, Stand::Over);
        check(-1, Stand::Over);
    }
}
