//! Colours with their contrast, the type scale, the icons.

use leptos::prelude::*;

use super::{
    contrast::{Need, PAIRS},
    specimen::Theme,
    texts::texts,
};
use crate::{
    ui::{GuildMark, Icon, IconName},
    view,
};

pub(super) fn colours(theme: Theme) -> AnyView {
    let rows = PAIRS
        .iter()
        .map(|pair| {
            let ratio = match theme {
                Theme::Light => pair.light,
                Theme::Dark => pair.dark,
            };
            let drawn = match pair.need {
                Need::Text => "M17 21 23 7h2l6 14M19 17h10M40 13a4 4 0 1 0 0 6M40 12v9",
                Need::Part => "M16 14h24",
            };
            view! {
                <li>
                    <svg viewBox="0 0 56 28" width="56" height="28" aria-hidden="true">
                        <rect
                            x=".5"
                            y=".5"
                            width="55"
                            height="27"
                            rx="4"
                            fill=format!("var(--{})", pair.ground)
                            stroke="var(--line)"
                        ></rect>
                        <path d=drawn fill="none" stroke=format!("var(--{})", pair.colour) stroke-width="2"></path>
                    </svg>
                    <span>
                        <b>{pair.colour}</b>
                        " / "
                        {pair.ground}
                    </span>
                    <span class="number">{ratio}</span>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="swatches">{rows}</ul> }
}

pub(super) fn type_scale(_: Theme) -> AnyView {
    let texts = texts();
    let serif = ["36", "28", "22", "18"].map(|size| {
        view! {
            <p class="serif" data-size=size>
                {texts.sample_title}
            </p>
        }
    });
    let sans = ["16", "14", "13", "12"].map(|size| {
        view! {
            <p data-size=size>
                {texts.sample_line} " " <span class="number">"0123456789"</span>
            </p>
        }
    });
    view! {
        <div class="scale">
            {serif.into_iter().collect_view()} {sans.into_iter().collect_view()}
        </div>
    }
}

pub(super) fn icons(_: Theme) -> AnyView {
    let all = IconName::ALL
        .into_iter()
        .map(|name| {
            view! {
                <li>
                    <Icon name=name />
                    <span>{format!("{name:?}")}</span>
                </li>
            }
        })
        .collect_view();
    view! {
        <GuildMark />
        <ul class="icons">{all}</ul>
    }
}
