//! Where a certification stands: a word, and its clock.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use leptos::prelude::*;
use shared::certification::{api::CertificationView, standing::Standing};

use super::texts;
use crate::{
    i18n::{date, instant, use_locale},
    ui::{Clock, Tag, Tone},
    view,
};

/// Where it stands, in a word.
pub fn standing_tag(standing: &Standing) -> AnyView {
    let tone = match standing {
        Standing::None { requested: false } => Tone::Neutral,
        Standing::None { requested: true } | Standing::RenewalOpen { .. } => Tone::Waiting,
        Standing::Valid { .. } => Tone::Done,
        Standing::Remediation { .. } | Standing::Lapsed { .. } | Standing::Withdrawn { .. } => Tone::Danger,
    };
    view! { <Tag label=(texts().standing)(standing) tone=tone/> }
}

/// What that means, with the clock that runs.
pub fn clock(view: &CertificationView, now: DateTime<Utc>) -> Option<AnyView> {
    let t = texts();
    let locale = use_locale();
    Some(match view.standing {
        Standing::None { .. } => return None,
        Standing::Valid { clock } => {
            view! { <p><Clock until=midnight(clock.until) now=now label=t.renewal_opens over=t.renewal_opened/></p> }
        }
        Standing::RenewalOpen { clock } => view! {
            <p><Clock until=midnight(clock.until) now=now label=t.ends over=t.ended/></p>
            <p>{t.renew_now}</p>
        },
        Standing::Remediation { clock } => view! {
            <p><Clock until=midnight(clock.until) now=now label=t.lapses over=t.lapsed/></p>
            <p>{t.remediation}</p>
        },
        Standing::Lapsed { on } => view! { <p>{(t.lapsed_on)(&date(locale, on))}</p> },
        Standing::Withdrawn { at } => view! { <p>{(t.withdrawn_at)(&instant(locale, at))}</p> },
    })
}

/// A day begins at midnight (UTC).
fn midnight(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
