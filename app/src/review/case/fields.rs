//! The texts and pictures of the listing: before and after, and all of it as it was submitted.

use leptos::prelude::*;
use serde_json::Value;
use shared::{
    listings::{
        api::FieldChange,
        field::{Content, Field},
    },
    marketplace::model::{Picture, Screenshot},
};

use super::{
    super::texts as around,
    desk::Desk,
    lines::{Mark, lines},
    texts,
};
use crate::{
    listings::{in_words::in_words, preview::drawn},
    view,
    view::live,
};

/// A value as somebody reads it; nothing for one that is not there.
fn written(field: Field, value: &Value) -> String {
    if value.is_null() { String::new() } else { in_words(field, value) }
}

/// The pictures of a field of pictures.
fn pictures(field: Field, value: &Value) -> Vec<Screenshot> {
    match field {
        Field::Icon => {
            let icon: Option<Picture> = serde_json::from_value(value.clone()).unwrap_or_default();
            icon.map(|picture| Screenshot { picture, alt: String::new() }).into_iter().collect()
        }
        Field::Screenshots => serde_json::from_value(value.clone()).unwrap_or_default(),
        _ => Vec::new(),
    }
}

#[component]
pub fn Fields(desk: Desk) -> impl IntoView {
    let t = texts();
    let comparison = desk.comparison();
    let content = desk.part(|case| case.content.clone());
    let compared = live(move || {
        comparison.with(|comparison| match comparison {
            None => view! { <p>{t.not_known}</p> },
            Some(comparison) if comparison.fields.is_empty() => view! { <p>{t.same_fields}</p> },
            Some(comparison) => changes(&comparison.fields),
        })
    });
    view! {
        <section class="panel" id="fields" tabindex="-1" aria-labelledby="fields-title">
            <h3 id="fields-title">{t.fields}</h3>
            {compared}
            <details class="whole">
                <summary>{t.whole}</summary>
                {live(move || content.with(whole))}
            </details>
        </section>
    }
}

/// Each field that differs, before and after.
pub(crate) fn changes(fields: &[FieldChange]) -> AnyView {
    fields.iter().map(change).collect_view().into_any()
}

fn change(change: &FieldChange) -> AnyView {
    let name = (around().field)(Some(change.field));
    let sides = if matches!(change.field, Field::Icon | Field::Screenshots) {
        let of = |value: &Value| shots(&pictures(change.field, value), name);
        beside(of(&change.before), of(&change.after))
    } else {
        let (before, after) = (written(change.field, &change.before), written(change.field, &change.after));
        let all = lines(&before, &after);
        beside(column(&all, Mark::Gone), column(&all, Mark::New))
    };
    view! { <h4>{name}</h4>{sides} }
}

fn beside(before: AnyView, after: AnyView) -> AnyView {
    let t = texts();
    view! {
        <dl class="beside">
            <div><dt>{t.before}</dt><dd tabindex="0">{before}</dd></div>
            <div><dt>{t.after}</dt><dd tabindex="0">{after}</dd></div>
        </dl>
    }
}

/// One side: the lines that stayed, and those of this side.
fn column(all: &[(Mark, &str)], own: Mark) -> AnyView {
    let t = texts();
    let mut shown = all.iter().filter(|(mark, _)| *mark == Mark::Same || *mark == own).peekable();
    if shown.peek().is_none() {
        return view! { <p class="quiet">{t.empty}</p> };
    }
    let lines = shown.map(|(mark, line)| {
        let line = (*line).to_owned();
        match mark {
            Mark::Same => view! { <span class="line">{line}</span> },
            Mark::Gone => view! { <del class="line">{line}</del> },
            Mark::New => view! { <ins class="line">{line}</ins> },
        }
    });
    lines.collect_view().into_any()
}

fn shots(pictures: &[Screenshot], name: &'static str) -> AnyView {
    let t = texts();
    if pictures.is_empty() {
        return view! { <p class="quiet">{t.empty}</p> };
    }
    let shot = |Screenshot { picture, alt }: &Screenshot| {
        let said = if alt.is_empty() { name.to_owned() } else { alt.clone() };
        let caption =
            (!alt.is_empty()).then(|| view! { <figcaption class="quiet">{alt.clone()}</figcaption> });
        view! {
            <li>
                <figure>
                    <a href=picture.url(1600) rel="external">
                        <img src=picture.url(480) alt=said loading="lazy"
                            width=picture.width.to_string() height=picture.height.to_string()/>
                    </a>
                    {caption}
                </figure>
            </li>
        }
    };
    let shots = pictures.iter().map(shot).collect_view();
    view! { <ul class="case-shots">{shots}</ul> }
}

/// All of it as it was submitted, but for the manifest, which has its own report.
fn whole(content: &Content) -> AnyView {
    let t = texts();
    let value = serde_json::to_value(content).unwrap_or_default();
    let part = |field: &Field| {
        let name = (around().field)(Some(*field));
        let value = &value[field.as_str()];
        let said = match field {
            Field::Manifest => return None,
            Field::Icon | Field::Screenshots => {
                let pictures = pictures(*field, value);
                (!pictures.is_empty()).then(|| shots(&pictures, name))?
            }
            Field::Description if !content.description.trim().is_empty() => {
                view! { <div class="prose" inner_html=drawn(&content.description)></div> }
            }
            _ => {
                let said = written(*field, value);
                (!said.is_empty()).then(|| view! { <p class="said">{said}</p> })?
            }
        };
        Some(view! { <div><dt>{name}</dt><dd>{said}</dd></div> })
    };
    let parts = Field::ALL.iter().filter_map(part).collect_view();
    let manifest = (!content.manifest.trim().is_empty()).then(|| {
        view! { <div><dt>{t.manifest}</dt><dd><pre class="source"><code>{content.manifest.clone()}</code></pre></dd></div> }
    });
    view! { <dl class="whole-parts">{parts}{manifest}</dl> }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pictures_are_read_or_left_out() {
        let picture = json!({ "digest": "ab", "width": 10, "height": 20 });
        assert_eq!(pictures(Field::Icon, &picture).len(), 1);
        assert!(pictures(Field::Icon, &json!(null)).is_empty());
        assert_eq!(
            pictures(Field::Screenshots, &json!([{ "picture": picture, "alt": "List" }]))[0].alt,
            "List"
        );
        assert!(pictures(Field::Screenshots, &json!("x")).is_empty());
    }
}
