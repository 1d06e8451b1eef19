//! Pictures of the app at work, small in a row and large on demand.

use leptos::{ev, prelude::*};
use shared::marketplace::api::ScreenshotView;

use super::texts;
use crate::{
    ui::{Dialog, Icon, IconName},
    view,
    view::live,
};

/// The row of pictures. Each is a link to its large version; with a script it opens over the page.
#[component]
pub fn Gallery(screenshots: Vec<ScreenshotView>) -> impl IntoView {
    let t = texts();
    let count = screenshots.len();
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let pictures = screenshots
        .iter()
        .enumerate()
        .map(|(place, picture)| {
            let enlarge = move |event: ev::MouseEvent| {
                if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                    event.prevent_default();
                    at.set(place);
                    open.set(true);
                }
            };
            view! {
                <li>
                    <a href=format!("{}/1600", picture.url) rel="external" aria-label=(t.enlarge)(&picture.alt) on:click=enlarge>
                        {image(picture, "(min-width: 60rem) 30rem, 80vw", place == 0)}
                    </a>
                </li>
            }
        })
        .collect_view();
    let shots = StoredValue::new(screenshots);
    let step = move |forward: bool| {
        at.update(|at| *at = if forward { (*at + 1) % count } else { (*at + count - 1) % count });
    };
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => step(true),
        "ArrowLeft" => step(false),
        _ => {}
    };
    // The large picture is fetched when it is looked at.
    let large = live(move || {
        open.get().then(|| {
            shots.with_value(|shots| {
                shots.get(at.get()).map(|picture| {
                    view! {
                        <figure>
                            {image(picture, "90vw", true)}
                            <figcaption>{picture.alt.clone()}</figcaption>
                        </figure>
                    }
                })
            })
        })
    });
    view! {
        <section class="pictures" aria-labelledby="pictures">
            <h2 id="pictures" class="visually-hidden">{t.screenshots}</h2>
            <ul>{pictures}</ul>
            <Dialog open=open title=t.screenshots>
                <div class="lightbox" on:keydown=keys>
                    {large}
                    <p class="lightbox-bar">
                        <button type="button" class="button" aria-label=t.previous title=t.previous on:click=move |_| step(false)>
                            <Icon name=IconName::Previous/>
                        </button>
                        <span role="status">{live(move || (t.screenshot)(at.get() as u64 + 1, count as u64))}</span>
                        <button type="button" class="button" aria-label=t.next title=t.next on:click=move |_| step(true)>
                            <Icon name=IconName::Next/>
                        </button>
                    </p>
                </div>
            </Dialog>
        </section>
    }
}

/// The picture in the widths that it is served in. The first one is what the page is waiting for.
fn image(picture: &ScreenshotView, sizes: &'static str, first: bool) -> AnyView {
    let url = &picture.url;
    view! {
        <img
            src=format!("{url}/960")
            srcset=format!("{url}/480 480w, {url}/960 960w, {url}/1600 1600w")
            sizes=sizes
            width=picture.width.to_string()
            height=picture.height.to_string()
            alt=picture.alt.clone()
            loading=if first { "eager" } else { "lazy" }
            fetchpriority=first.then_some("high")
            decoding="async"
        />
    }
}
