//! Where a published listing stands in the marketplace, and where it can go.

use leptos::prelude::*;
use shared::{
    editorial::api::ListingRef,
    endpoint::{ByOrganisation, Endpoint},
    listings::{
        api::{FindReplacement, Move, PlaceListing, ReadListingReceipts},
        state::Phase,
    },
    organisations::permission::Permission,
};

use super::{super::find::Find, Desk, texts};
use crate::{
    browser::focus_if_lost,
    forms::{FormProblem, Submission},
    head::absolute,
    transport::send,
    ui::{Button, CodeBox, Confirm, Look},
    view,
    view::live,
};

#[component]
pub fn Place(desk: Desk) -> impl IntoView {
    let t = texts();
    let may = desk.here.may(Permission::ListingsPublish);
    let standing = Memo::new(move |_| desk.all.with(|all| (all.standing, all.linked)));
    let submission = Submission::new();
    let (ending, replacing) = (RwSignal::new(false), RwSignal::new(false));
    let go = move |to: Move| {
        let (path, intent) = (desk.at, submission.intent());
        submission.run(async move { send::<PlaceListing>(&path, &to, &intent, None).await }, move |all| {
            ending.set(false);
            replacing.set(false);
            desk.take(all);
            focus_if_lost("place-title");
        });
    };
    let ways = live(move || {
        let unlist = move |text| view! { <Button on_press=move |()| go(Move::Unlisted)>{text}</Button> };
        let relist = move || view! { <Button on_press=move |()| go(Move::Published)>{t.relist}</Button> };
        let end =
            move || view! { <Button look=Look::Danger on_press=move |()| ending.set(true)>{t.end}</Button> };
        let other = move || view! { <Button on_press=move |()| replacing.update(|open| *open = !*open)>{t.replace}</Button> };
        match standing.get() {
            (Phase::Published, _) => {
                view! { <p>{t.is_published}</p><div class="form-ways">{unlist(t.unlist)}{other()}</div> }
            }
            (Phase::Unlisted, linked) => {
                let (said, again) =
                    if linked { (t.is_linked, t.new_link) } else { (t.is_unlisted, t.make_link) };
                view! {
                    <p>{said}</p>
                    {live(move || link(desk))}
                    <div class="form-ways">{relist()}{unlist(again)}{other()}{end()}</div>
                }
            }
            (Phase::Deprecated, _) => {
                view! { <p>{t.is_replaced}</p><div class="form-ways">{relist()}{end()}</div> }
            }
            (Phase::Draft, _) => view! { <p>{t.is_draft}</p><div class="form-ways">{end()}</div> },
            (Phase::Archived, _) => view! { <p>{t.is_over}</p> },
            _ => view! { <p>{t.is_away}</p> },
        }
    });
    let form = live(move || {
        replacing
            .get()
            .then(|| view! { <Replacement desk=desk submission=submission on_say=Callback::new(go)/> })
    });
    let name = desk.all.with_untracked(|all| all.name.clone());
    let receipts = ReadListingReceipts::url(&desk.at, &());
    may.then(|| {
        view! {
            <section class="panel" aria-labelledby="place-title">
                <h2 id="place-title" tabindex="-1">{t.place_title}</h2>
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

/// The link that was just drawn.
fn link(desk: Desk) -> Option<AnyView> {
    let t = texts();
    let token = desk.link.get()?;
    let slug = desk.all.with_untracked(|all| all.slug.clone())?;
    let address = absolute(&format!("/apps/{slug}?link={token}"));
    Some(view! {
        <CodeBox label=t.link text=address/>
        <p class="hint">{t.link_once}</p>
    })
}

/// What replaces the listing: found by its name, then said.
#[component]
fn Replacement(desk: Desk, submission: Submission, on_say: Callback<Move>) -> impl IntoView {
    let t = texts();
    let chosen = RwSignal::new(None::<ListingRef>);
    let choose = move |listing: ListingRef| {
        submission.clear();
        chosen.set(Some(listing));
    };
    let said = live(move || {
        let ListingRef { id, name, .. } = chosen.get()?;
        let say = move |()| on_say.run(Move::Deprecated { replacement: id });
        Some(view! {
            <p>{t.replacement}" "<b>{name}</b></p>
            <div class="form-ways">
                <Button look=Look::Primary busy=submission.busy on_press=say>{t.say_replaced}</Button>
            </div>
        })
    });
    view! {
        <div class="form">
            <Find id="replacement" label=t.find placeholder=t.find_hint
                at=ByOrganisation { organisation: desk.at.organisation } address=FindReplacement::url
                on_choose=choose/>
            <div role="status">{said}</div>
        </div>
    }
}
