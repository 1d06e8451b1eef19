//! How a page waits for what it shows, and what it shows when that fails.

use std::{sync::Arc, time::Duration};

use futures::future::join_all;
use leptos::{prelude::*, reactive::owner::Owner, tachys::reactive_graph::OwnedView};
use leptos_router::hooks::{use_location, use_params_map};
use shared::{
    endpoint::{BySlug, Endpoint, decode_pairs, encode_component},
    problem::FieldError,
};

use crate::{
    head::{Head, PageHead},
    layout::{Heading, texts},
    platform::use_platform,
    transport::{Answer, CallError, ask},
    ui::{Skeleton, StateKind, StatePage},
    view,
    view::live,
};

/// What a page asked for.
pub type Loaded<T> = Result<T, CallError>;
/// The answers to a page's addresses, in their order.
pub type Page = Resource<Vec<Answer>>;

/// The answers to the addresses, asked side by side; asked anew when the addresses change.
pub fn asked(addresses: impl Fn() -> Vec<String> + Send + Sync + 'static) -> Page {
    fn resource(addresses: Arc<dyn Fn() -> Vec<String> + Send + Sync>) -> Page {
        Resource::new(move || addresses(), |addresses| join_all(addresses.into_iter().map(ask)))
    }
    resource(Arc::new(addresses))
}

/// The page once it is loaded: a skeleton before, what was there while it loads anew, and a state page
/// with a way on when it fails. A 404 is the page's own to show.
pub fn loaded(
    page: Page,
    show: impl Fn(&[Answer]) -> Loaded<AnyView> + Send + Sync + 'static,
    missing: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    shown(page, Arc::new(show), Arc::new(missing))
}

type Show = Arc<dyn Fn(&[Answer]) -> Loaded<AnyView> + Send + Sync>;

fn shown(page: Page, show: Show, missing: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    let standing = Standing::default();
    let outer = Owner::current().unwrap_or_default();
    let content = move || {
        let (show, missing, outer) = (Arc::clone(&show), Arc::clone(&missing), outer.clone());
        Suspend::new(async move {
            let answers = page.await;
            let draw = move || match show(&answers) {
                Ok(view) => view,
                Err(error) if error.status() == 404 => missing(),
                Err(error) => failure(&error, move || page.refetch()),
            };
            standing.draw(outer.child(), draw)
        })
    };
    view! { <Transition fallback=|| waiting()>{content}</Transition> }
}

/// What stands in a place of the screen, with the signals it is made of.
///
/// What is replaced stays alive for a moment. Leptos disposes of signals at once but drops the effects that
/// draw with them one level of nesting at a time; one that was woken by the very change that replaces the
/// page would find its signals gone, and a panic ends the screens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Standing(StoredValue<Option<Owner>>);

/// Marks a page that has its heading and its title whatever becomes of what it asked for.
#[derive(Clone, Copy, Debug)]
pub struct Headed;

/// Longer than any queue of effects and any transition between pages.
const REMAINS: Duration = Duration::from_secs(1);

impl Standing {
    /// Draws what stands there from now on, under an owner that nothing else disposes of.
    pub fn draw(self, owner: Owner, draw: impl FnOnce() -> AnyView) -> AnyView {
        let view = owner.with(draw);
        self.keep(owner.clone());
        OwnedView::new_with_owner(view, owner).into_any()
    }

    /// Keeps the owner of what stands there from now on.
    pub fn keep(self, owner: Owner) {
        let before = self.0.try_update_value(|standing| standing.replace(owner)).flatten();
        if cfg!(target_family = "wasm") && before.is_some() {
            set_timeout(move || drop(before), REMAINS);
        }
    }
}

/// A part of a page that is another one when `what` changes. What stood there stays alive for a moment.
pub fn replaced<T: 'static>(
    what: impl Fn() -> T + Send + 'static,
    draw: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let standing = Standing::default();
    let outer = Owner::current().unwrap_or_default();
    live(move || {
        let what = what();
        standing.draw(outer.child(), || untrack(|| draw(what)))
    })
}

/// The page of one endpoint without parameters.
pub fn one<E: Endpoint<Path = (), Query = ()>>(show: fn(E::Reply) -> AnyView) -> AnyView {
    loaded(
        asked(|| vec![E::url(&(), &())]),
        move |answers| first::<E>(answers).map(show),
        || failure(&CallError::Offline, || ()),
    )
}

/// The page of one entity, by the slug in its address.
pub fn by_slug<E: Endpoint<Path = BySlug, Query = ()>>(
    show: fn(E::Reply) -> AnyView,
    missing: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let slug = slug_of_page();
    loaded(
        asked(move || vec![slug.with(|slug| address_by_slug::<E>(slug))]),
        move |answers| first::<E>(answers).map(show),
        missing,
    )
}

/// The slug in the page's address, decoded, whatever it holds.
pub fn slug_of_page() -> Memo<String> {
    let params = use_params_map();
    Memo::new(move |_| params.with(|params| params.get_str("slug").unwrap_or_default().to_owned()))
}

/// The endpoint's address for what a visitor wrote as a slug; the server answers 404 where it is none.
pub fn address_by_slug<E: Endpoint<Path = BySlug>>(slug: &str) -> String {
    E::DECLARATION.path.replace("{slug}", &encode_component(slug))
}

/// The reply of the only endpoint that was asked.
fn first<E: Endpoint>(answers: &[Answer]) -> Loaded<E::Reply> {
    answers.first().map_or(Err(CallError::Offline), Answer::read::<E>)
}

/// A page's shape while nothing of it is there; seen only when that takes a while.
pub fn waiting() -> AnyView {
    view! { <div class="page waiting"><Skeleton lines=8/></div> }
}

/// The state page of a failure: why, and what now.
pub fn failure(error: &CallError, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    let t = texts();
    let platform = use_platform();
    (platform.set_status)(error.status());
    let (kind, title, body) = match error {
        CallError::Offline => match platform.server.get_untracked() {
            Some(name) => (StateKind::Offline, (t.offline_title_at)(&name), (t.offline_body_at)(&name)),
            None => (StateKind::Offline, t.offline_title.to_owned(), t.offline_body.to_owned()),
        },
        CallError::Problem(problem) if problem.status == 400 => {
            (StateKind::Error, t.bad_request_title.to_owned(), t.bad_request_body.to_owned())
        }
        CallError::Problem(problem) if problem.status >= 500 => {
            let body = match &problem.instance {
                Some(id) => (t.failed_body_with_id)(id),
                None => t.failed_body.to_owned(),
            };
            (StateKind::Error, t.failed_title.to_owned(), body)
        }
        // The server says what is not there, or not theirs, and where to look.
        CallError::Problem(problem) => (StateKind::Error, t.failed_title.to_owned(), problem.detail.clone()),
    };
    let fields = match error {
        CallError::Problem(problem) => problem.errors.clone(),
        CallError::Offline => Vec::new(),
    };
    let location = use_location();
    let here = location.pathname.get_untracked();
    let search = location.search.get_untracked();
    let action = if fields.is_empty() {
        let address = if search.is_empty() { here } else { format!("{here}?{search}") };
        let again = move |event: leptos::ev::MouseEvent| {
            event.prevent_default();
            retry();
        };
        view! { <a class="button" href=address rel="external" on:click=again>{t.try_again}</a> }
    } else {
        view! { <a class="button" href=format!("{here}{}", without(&search, &fields))>{t.leave_out}</a> }
    };
    let head = PageHead { title: title.clone(), description: body.clone(), ..PageHead::default() };
    let headed = use_context::<Headed>().is_some();
    let heading = if headed {
        view! { <h2>{title.clone()}</h2> }
    } else {
        view! { <Heading text=title.clone()/> }
    };
    view! {
        {(!headed).then(|| view! { <Head page=head/> })}
        <StatePage kind=kind title=title body=body heading=heading>
            // The server's sentences are English.
            <ul class="faults" lang="en">
                {fields
                    .iter()
                    .map(|field| view! { <li><code>{field.name().to_owned()}</code>" " {field.detail.clone()}</li> })
                    .collect_view()}
            </ul>
            {action}
        </StatePage>
    }
}

/// The query string without the parameters at fault, with its question mark when something is left.
fn without(search: &str, faults: &[FieldError]) -> String {
    let Ok(mut pairs) = decode_pairs(search) else { return String::new() };
    pairs.retain(|(name, _)| !faults.iter().any(|fault| fault.names_parameter(name)));
    if pairs.is_empty() { String::new() } else { format!("?{}", shared::endpoint::encode_pairs(&pairs)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_at_fault_is_left_out() {
        let faults = [FieldError::parameter("limit", "too much"), FieldError::parameter("colour", "unknown")];
        assert_eq!(without("q=a+b&limit=0&colour=red", &faults), "?q=a%20b");
        assert_eq!(without("limit=0", &faults), "");
        assert_eq!(without("q=%zz", &faults), "");
    }
}
