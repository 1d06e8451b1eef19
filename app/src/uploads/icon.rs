//! The icon of a listing: a square of a picture.

use leptos::{prelude::*, task::spawn_local};
use serde_json::{Value, json};
use shared::{
    endpoint::ByListing,
    listings::field::Field,
    marketplace::model::Picture,
    uploads::{
        api::{CropOf, CropPicture},
        model::Kind,
    },
};

use super::{
    CropDialog, Cropping, Queue, UnderWay,
    drop::Drop,
    file::File,
    texts::{Texts, texts},
};
use crate::{
    listings::{inputs::choice, keeper::Keeper},
    transport::{CallError, send},
    ui::{Button, Icon as Mark, IconName, Look, Notice, Toast, Tone, new_intent, use_toasts},
    view,
    view::live,
};

/// The icon as it stands; follows it where it is read in a signal.
pub(super) fn icon(keeper: Keeper) -> Option<Picture> {
    serde_json::from_value(keeper.value(Field::Icon)).ok()
}

/// Cuts a part out of a stored picture.
pub(super) async fn cropped(at: ByListing, body: CropOf, t: &'static Texts) -> Result<Picture, String> {
    match send::<CropPicture>(&at, &body, &new_intent(), None).await {
        Ok(picture) => Ok(picture),
        Err(CallError::Offline) => Err(t.crop_offline.to_owned()),
        Err(CallError::Problem(problem)) => Err(problem.detail),
    }
}

#[component]
pub fn Icon(keeper: Keeper, queue: Queue) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let cropping = RwSignal::new(None::<Cropping>);
    let problem = RwSignal::new(None::<String>);
    let shown = Memo::new(move |_| icon(keeper));
    // A part is chosen before it is sent. What the browser cannot show, the server looks at.
    let chosen = move |files: Vec<File>| {
        problem.set(None);
        for file in files {
            let whole = file.clone();
            match file.address() {
                Some(src) => cropping.set(Some(Cropping {
                    src,
                    kind: Kind::Icon,
                    then: Callback::new(move |part| queue.add(vec![file.clone()], Kind::Icon, Some(part))),
                    unreadable: Callback::new(move |()| queue.add(vec![whole.clone()], Kind::Icon, None)),
                })),
                None => queue.add(vec![whole], Kind::Icon, None),
            }
        }
    };
    let crop = move |()| {
        let Some(picture) = untrack(|| shown.get()) else { return };
        let Ok(digest) = picture.digest.parse() else { return };
        problem.set(None);
        cropping.set(Some(Cropping {
            src: picture.url(1600),
            kind: Kind::Icon,
            then: Callback::new(move |crop| {
                let body =
                    CropOf { kind: Kind::Icon, picture: shared::canonical::Digest::clone(&digest), crop };
                spawn_local(async move {
                    match cropped(keeper.at, body, t).await {
                        Ok(picture) => keeper.set(Field::Icon, json!(picture)),
                        Err(why) => {
                            problem.try_set(Some(why));
                        }
                    }
                });
            }),
            unreadable: Callback::new(move |()| problem.set(Some(t.not_shown.to_owned()))),
        }));
    };
    let remove = move |()| {
        let before = untrack(|| keeper.value(Field::Icon));
        keeper.set(Field::Icon, Value::Null);
        toasts.show(Toast {
            text: t.icon_removed.to_owned(),
            undo: Some(Callback::new(move |()| keeper.set(Field::Icon, before.clone()))),
        });
    };
    let picture = live(move || match shown.get() {
        Some(picture) => {
            view! { <img class="icon-shown" src=picture.url(256) width="96" height="96" alt=t.icon_alt/> }
        }
        None => view! { <span class="icon-shown none"><Mark name=IconName::Picture/></span> },
    });
    let ways = live(move || {
        shown.with(Option::is_some).then(|| {
            view! {
                <Button on_press=crop>{t.crop_icon}</Button>
                <Button look=Look::Quiet on_press=remove>{t.remove_icon}</Button>
            }
        })
    });
    view! {
        <div class="own-pictures" id="field-icon" role="group" aria-labelledby="icon-title" tabindex="-1">
            <h3 id="icon-title">{t.icon}</h3>
            <div class="icon-row">
                {picture}
                <div class="icon-side">
                    <Drop id="icon-file" label=t.choose_icon hint=t.icon_hint on_files=Callback::new(chosen)/>
                    <div class="shot-ways">{ways}</div>
                </div>
            </div>
            <UnderWay queue=queue kind=Kind::Icon/>
            {live(move || problem.get().map(|why| view! { <Notice tone=Tone::Danger>{why}</Notice> }))}
            {choice(keeper, Field::Icon)}
            <CropDialog cropping=cropping/>
        </div>
    }
}
