//! How the home page looks at an instant.

use leptos::prelude::*;
use shared::{
    editorial::api::{HomePreview, PreviewHome, PreviewQuery, PreviewShelf},
    endpoint::{ByOrganisation, Endpoint},
};

use super::{
    instant::{InstantField, read},
    texts,
};
use crate::{
    i18n::{instant as written, use_locale},
    marketplace::{self, home::ShelfView},
    ui::{Button, Tag, Tone},
    view,
    workspace::private,
};

#[component]
pub fn Preview(at: ByOrganisation) -> impl IntoView {
    let t = texts();
    let chosen = RwSignal::new(String::new());
    // What cannot be read yet changes nothing.
    let instant = Memo::new(move |before: Option<&Option<_>>| {
        read(&chosen.get()).unwrap_or_else(|_| before.copied().flatten())
    });
    let address = move || Some(PreviewHome::url(&at, &PreviewQuery { at: instant.get() }));
    view! {
        <section class="editorial-part" aria-labelledby="preview">
            <h2 id="preview">{t.preview}</h2>
            <p class="quiet">{t.preview_lead}</p>
            <div class="preview-at">
                <InstantField id="preview-at" label=t.preview_at value=chosen/>
                <Button on_press=move |()| chosen.set(String::new())>{t.preview_now}</Button>
            </div>
            {private::<PreviewHome>(address, |home, _| view! { <Shelves home=home/> })}
        </section>
    }
}

/// The shelves, each with the slot that it stands in.
#[component]
pub fn Shelves(home: HomePreview) -> impl IntoView {
    let (t, locale) = (texts(), use_locale());
    let next = match home.next_change {
        Some(next) => (t.preview_next)(&written(locale, next)),
        None => t.preview_last.to_owned(),
    };
    let none = home.shelves.is_empty().then(|| view! { <p>{t.preview_none}</p> });
    let shelves =
        home.shelves.into_iter().enumerate().map(|(place, placed)| shelf(place, placed)).collect_view();
    view! {
        <p role="status">{(t.preview_of)(&written(locale, home.at))}" "{next}</p>
        <div class="home-preview">{none}{shelves}</div>
    }
}

fn shelf(place: usize, placed: PreviewShelf) -> AnyView {
    let t = texts();
    let PreviewShelf { slot, scheduled, shelf } = placed;
    let slot = slot.map_or_else(|| t.behind.to_owned(), |slot| (t.slot_name)(slot.as_str()));
    let (how, tone) = if scheduled { (t.scheduled, Tone::Accent) } else { (t.by_itself, Tone::Neutral) };
    let title = if shelf.title.is_empty() { (marketplace::texts().shelf)(&shelf.slug) } else { shelf.title };
    // Ids of their own: two slots may show one collection.
    let id = format!("preview-{place}");
    view! {
        <div class="preview-shelf">
            <Tag label=format!("{slot} · {how}") tone=tone/>
            <ShelfView id=id title=title about=shelf.about cards=shelf.listings all=shelf.all/>
        </div>
    }
}
