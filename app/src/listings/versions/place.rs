//! Where a published listing stands in the marketplace, and where it can go.

use leptos::prelude::*;
use shared::{
    endpoint::Endpoint,
    ids::ListingId,
    listings::{
        api::{Move, PlaceListing, ReadListingReceipts},
        state::Phase,
    },
    organisations::permission::Permission,
};

use super::{Desk, texts};
use crate::{
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Confirm, Field, Look},
    view,
    view::live,
};

#[component]
pub fn Place(desk: Desk) -> impl IntoView {
    let t = texts();
    let may = desk.here.may(Permission::ListingsPublish);
    let standing = Memo::new(move |_| desk.all.with(|all| all.standing));
    let submission = Submission::new();
    let (ending, replacing) = (RwSignal::new(false), RwSignal::new(false));
    let replacement = RwSignal::new(String::new());
    let go = move |to: Move| {
        let (path, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<PlaceListing>(&path, &to, &intent, None).await }, move |all| {
            ending.set(false);
            replacing.set(false);
            desk.all.set(all);
        });
    };
    let replace = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = replacement.get_untracked();
        let Some(replacement) = submission.parsed::<ListingId>("/replacement", &typed, t.bad_listing) else {
            return;
        };
        go(Move::Deprecated { replacement });
    };
    let ways = live(move || {
        let unlist = move || view! { <Button on_press=move |()| go(Move::Unlisted)>{t.unlist}</Button> };
        let relist = move || view! { <Button on_press=move |()| go(Move::Published)>{t.relist}</Button> };
        let end =
            move || view! { <Button look=Look::Danger on_press=move |()| ending.set(true)>{t.end}</Button> };
        let other = move || view! { <Button on_press=move |()| replacing.update(|open| *open = !*open)>{t.replace}</Button> };
        match standing.get() {
            Phase::Published => {
                view! { <p>{t.is_published}</p><div class="form-ways">{unlist()}{other()}</div> }
            }
            Phase::Unlisted => {
                view! { <p>{t.is_unlisted}</p><div class="form-ways">{relist()}{other()}{end()}</div> }
            }
            Phase::Deprecated => {
                view! { <p>{t.is_replaced}</p><div class="form-ways">{relist()}{end()}</div> }
            }
            Phase::Draft => view! { <p>{t.is_draft}</p><div class="form-ways">{end()}</div> },
            Phase::Archived => view! { <p>{t.is_over}</p> },
            _ => view! { <p>{t.is_away}</p> },
        }
    });
    let form = live(move || {
        replacing.get().then(|| {
            view! {
                <form class="form" method="post" on:submit=replace novalidate>
                    <Field id="replacement" name="replacement" label=t.replacement value=replacement
                        hint=t.replacement_hint error=submission.field("/replacement") required=true/>
                    <div class="form-ways">
                        <Button look=Look::Primary submit=true busy=submission.busy>{t.say_replaced}</Button>
                    </div>
                </form>
            }
        })
    });
    let name = desk.all.with_untracked(|all| all.name.clone());
    let receipts = ReadListingReceipts::url(&desk.at, &());
    may.then(|| {
        view! {
            <section class="panel" aria-labelledby="place-title">
                <h2 id="place-title">{t.place_title}</h2>
                {ways}
                {form}
                <p class="quiet">
                    <a href=receipts rel="external" download="receipts.json">{t.place_receipts}</a>
                </p>
                <FormProblem submission=submission/>
                <Confirm open=ending title=(t.end_title)(&name) deed=t.end id="end-listing" typed=name
                    busy=submission.busy on_confirm=move |()| go(Move::Archived)>
                    <p>{t.end_body}</p>
                </Confirm>
            </section>
        }
    })
}
