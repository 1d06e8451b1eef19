//! Came, ended and waiting, day by day, as a drawing. The table behind it says the same in numbers.

use leptos::prelude::*;
use shared::review::queue::Day;

use super::texts;
use crate::{
    i18n::{short_date, use_locale},
    view,
};

/// Units of the drawing: a day, the plot, and what stands around it.
const DAY: usize = 24;
const HEIGHT: usize = 160;
const LEFT: usize = 36;
const TOP: usize = 10;
const BOTTOM: usize = 24;

/// The next number at which a scale ends well.
fn scale(most: usize) -> usize {
    let mut unit = 1;
    loop {
        for step in [1, 2, 5] {
            if most <= step * unit {
                return step * unit;
            }
        }
        unit *= 10;
    }
}

/// How far below the top a number stands.
fn height_of(number: usize, scale: usize) -> usize {
    TOP + HEIGHT - number.min(scale) * HEIGHT / scale.max(1)
}

/// Two bars a day, and a line of what waits.
#[component]
pub fn DaysChart(days: Vec<Day>) -> impl IntoView {
    let t = texts();
    let locale = use_locale();
    let Some((first, last)) = days.first().zip(days.last()) else {
        return view! { <p class="empty">{t.no_days}</p> };
    };
    let most = days.iter().flat_map(|day| [day.came, day.ended, day.waiting]).max().unwrap_or_default();
    let scale = scale(most);
    let foot = TOP + HEIGHT;
    let width = LEFT + days.len() * DAY;
    let (came, ended) = days.iter().fold((0, 0), |(came, ended), day| (came + day.came, ended + day.ended));
    let said = (t.chart)(days.len() as u64, came as u64, ended as u64, last.waiting as u64);
    let lines = [0, scale / 2, scale].into_iter().filter(|at| scale > 1 || *at != scale / 2 || *at == 0);
    let mut lines: Vec<_> = lines.collect();
    lines.dedup();
    let lines = lines.into_iter().map(|at| {
        let y = height_of(at, scale).to_string();
        view! {
            <line class="grid" x1=LEFT.to_string() x2=width.to_string() y1=y.clone() y2=y.clone()></line>
            <text x=(LEFT - 6).to_string() y=y text-anchor="end" dominant-baseline="middle">{at}</text>
        }
    });
    let lines = lines.collect_view();
    let bars = days.iter().enumerate().map(|(at, day)| {
        let x = LEFT + at * DAY;
        let bar = |class: &'static str, from: usize, number: usize| {
            let y = height_of(number, scale);
            view! {
                <rect class=class x=(x + from).to_string() y=y.to_string() width="8" height=(foot - y).to_string()></rect>
            }
        };
        let title = (t.one_day)(&short_date(locale, day.day), day.came as u64, day.ended as u64, day.waiting as u64);
        view! { <g><title>{title}</title>{bar("came", 3, day.came)}{bar("ended", 12, day.ended)}</g> }
    });
    let bars = bars.collect_view();
    let points = days
        .iter()
        .enumerate()
        .map(|(at, day)| format!("{},{}", LEFT + at * DAY + DAY / 2, height_of(day.waiting, scale)));
    let points = points.collect::<Vec<_>>().join(" ");
    let key = |class: &'static str, label: &'static str| {
        view! {
            <li>
                <svg viewBox="0 0 16 10" width="16" height="10" aria-hidden="true">
                    {if class == "waits" {
                        view! { <polyline class="waits" points="0,5 16,5"></polyline> }
                    } else {
                        view! { <rect class=class width="16" height="10"></rect> }
                    }}
                </svg>
                {label}
            </li>
        }
    };
    view! {
        <figure class="days-chart">
            <div class="table-frame" tabindex="0" role="region" aria-label=t.days>
                <svg viewBox=format!("0 0 {width} {}", foot + BOTTOM) role="img" aria-label=said>
                    {lines}
                    {bars}
                    <polyline class="waits" points=points></polyline>
                    <text x=LEFT.to_string() y=(foot + 16).to_string()>{short_date(locale, first.day)}</text>
                    <text x=width.to_string() y=(foot + 16).to_string() text-anchor="end">{short_date(locale, last.day)}</text>
                </svg>
            </div>
            <figcaption>
                <ul class="key">
                    {key("came", t.came)}
                    {key("ended", t.ended)}
                    {key("waits", t.waiting_at_end)}
                </ul>
            </figcaption>
        </figure>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_well_and_holds_its_most() {
        let ends = [0, 1, 2, 3, 6, 10, 11, 21, 60, 999].map(scale);
        assert_eq!(ends, [1, 1, 2, 5, 10, 10, 20, 50, 100, 1_000]);
        assert_eq!(height_of(0, 5), TOP + HEIGHT);
        assert_eq!(height_of(5, 5), TOP);
    }
}
