//! States of a page, and long reading.

use leptos::prelude::*;

use super::{specimen::Theme, texts::texts};
use crate::{
    ui::{LinkButton, Look, ShowMore, StateKind, StatePage},
    view,
};

pub(super) fn states(_: Theme) -> AnyView {
    let texts = texts();
    StateKind::ALL
        .into_iter()
        .zip(texts.state_samples)
        .map(|(kind, (title, body, way))| {
            if way.is_empty() {
                return view! { <StatePage kind=kind title=title body=body /> };
            }
            view! {
                <StatePage kind=kind title=title body=body>
                    <LinkButton look=Look::Primary href="#gallery">
                        {way}
                    </LinkButton>
                </StatePage>
            }
        })
        .collect_view()
        .into_any()
}

pub(super) fn reading(_: Theme) -> AnyView {
    let texts = texts();
    let rows = texts
        .receipt_rows
        .into_iter()
        .map(|(label, value)| {
            view! {
                <tr>
                    <th scope="row">{label}</th>
                    <td>{value}</td>
                    <td class="number">"1,204"</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="prose">
            <h3>{texts.sample_title}</h3>
            <p>{texts.sample_text}</p>
            <ul>
                <li>{texts.sample_line}</li>
                <li>
                    <a href="#gallery">{texts.link}</a>
                    ", "
                    <code>"guildhall verify"</code>
                    ", "
                    <kbd>"Ctrl K"</kbd>
                </li>
            </ul>
            <blockquote>
                <p>{texts.sample_line}</p>
            </blockquote>
        </div>
        <table class="table">
            <thead>
                <tr>
                    <th scope="col">{texts.name}</th>
                    <th scope="col">{texts.tagline}</th>
                    <th scope="col" class="number">
                        {texts.number}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        <ShowMore href="#gallery" shown=24_u64 total=1_204_u64 />
    }
}
