//! The apps that one follows.

pub mod texts;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use shared::{
    endpoint::{ByFollowed, BySlug, Endpoint, decode_pairs},
    following::api::{Follow, Followed, FollowedApp, ListFollowed, ToFollow, Unfollow},
    marketplace::api::{DetailsQuery, PageLanguage, ReadListingDetails},
};

pub use texts::{Texts, texts};

use crate::{
    forms::{FormProblem, Submission},
    i18n::use_locale,
    marketplace::address,
    transport::send,
    ui::{Button, LinkButton, Look, Notice, StateKind, StatePage, Tag, Toast, Tone, When, use_toasts},
    view,
    view::live,
    workspace::{Area, Private, WorkspaceFrame, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    (path == Area::Followed.path()).then(page)
}

fn page() -> AnyView {
    let search = use_location().search;
    view! {
        <WorkspaceFrame area=Area::Followed title=Area::Followed.name(crate::workspace::texts())>
            <p class="lead">{texts().lead}</p>
            {private::<ListFollowed>(
                || Some(ListFollowed::url(&(), &())),
                move |followed, list| {
                    let wanted = search.with_untracked(|search| wanted(search));
                    view! { <FollowedView followed=followed wanted=wanted list=list/> }
                },
            )}
        </WorkspaceFrame>
    }
}

/// The app that a page of the marketplace sent one here for.
fn wanted(search: &str) -> Option<ToFollow> {
    let pairs = decode_pairs(search).unwrap_or_default();
    let of = |name: &str| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    Some(ToFollow { slug: of("app")?.parse().ok()?, link: of("link") })
}

/// What one follows, below the question whether one wants to follow the app that one comes from.
#[component]
pub fn FollowedView(followed: Followed, wanted: Option<ToFollow>, list: Private) -> impl IntoView {
    let t = texts();
    let is_wanted =
        |app: &&FollowedApp| wanted.as_ref().is_some_and(|wanted| app.slug.as_ref() == Some(&wanted.slug));
    let asked = match (followed.apps.iter().find(is_wanted), wanted.clone()) {
        (Some(app), _) => {
            let said = (t.is_followed)(&app.name);
            Some(view! { <Notice tone=Tone::Done><p>{said}</p></Notice> })
        }
        (None, Some(wanted)) => Some(view! { <Question wanted=wanted list=list/> }),
        (None, None) => None,
    };
    let nothing = followed.apps.is_empty() && asked.is_none();
    let rows = followed.apps.into_iter().map(|app| view! { <Row app=app list=list/> }).collect_view();
    view! {
        {asked}
        {nothing.then(|| view! {
            <StatePage kind=StateKind::Empty title=t.none_title body=t.none_body>
                <LinkButton look=Look::Primary href="/apps">{t.to_apps}</LinkButton>
            </StatePage>
        })}
        <ul class="records">{rows}</ul>
        <p><a href=Area::Notifications.path()>{t.to_mail}</a></p>
    }
}

/// Asks before it follows: an address alone changes nothing.
#[component]
fn Question(wanted: ToFollow, list: Private) -> impl IntoView {
    let language = use_locale().pick(PageLanguage::English, PageLanguage::German);
    let query = DetailsQuery { language, link: wanted.link.clone() };
    let address = ReadListingDetails::url(&BySlug { slug: wanted.slug.clone() }, &query);
    let answered = RwSignal::new(false);
    live(move || {
        let (address, wanted) = (address.clone(), wanted.clone());
        (!answered.get()).then(|| {
            private::<ReadListingDetails>(
                move || Some(address.clone()),
                move |app, _| view! { <Asked name=app.name wanted=wanted.clone() list=list answered=answered/> },
            )
        })
    })
}

#[component]
fn Asked(name: String, wanted: ToFollow, list: Private, answered: RwSignal<bool>) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let ask = (t.ask)(&name);
    let follow = move |()| {
        let (body, intent, name) = (wanted.clone(), submission.intent(), name.clone());
        submission.run(async move { send::<Follow>(&(), &body, &intent, None).await }, move |followed| {
            toasts.show(Toast { text: (t.follows)(&name), undo: None });
            answered.set(true);
            list.show(&followed);
        });
    };
    view! {
        <section class="panel" aria-labelledby="follow-title">
            <h2 id="follow-title">{ask}</h2>
            <p>{t.ask_about}</p>
            <FormProblem submission=submission/>
            <div class="form-ways">
                <Button look=Look::Primary busy=submission.busy on_press=follow>{t.follow}</Button>
                <Button on_press=move |()| answered.set(true)>{t.not_now}</Button>
            </div>
        </section>
    }
}

#[component]
fn Row(app: FollowedApp, list: Private) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let FollowedApp { id, name, partner, shown, slug, since } = app;
    let heading = match &slug {
        Some(slug) => view! { <a href=address::app(slug.as_str())>{name.clone()}</a> },
        None => name.clone().into_any(),
    };
    let label = (t.unfollow_named)(&name);
    let unfollow = move |()| {
        let (intent, name) = (submission.intent(), name.clone());
        submission.run(
            async move { send::<Unfollow>(&ByFollowed { listing: id }, &(), &intent, None).await },
            move |followed| {
                toasts.show(Toast { text: (t.follows_no_longer)(&name), undo: None });
                list.show(&followed);
            },
        );
    };
    view! {
        <li class="record">
            <div class="record-head">
                <h2>{heading}</h2>
                {(t.shown)(shown).map(|said| view! { <Tag label=said tone=Tone::Waiting/> })}
            </div>
            <dl class="record-facts">
                <div><dt>{t.of_partner}</dt><dd>{partner}</dd></div>
                <div><dt>{t.since}</dt><dd><When date=since.date_naive()/></dd></div>
            </dl>
            <FormProblem submission=submission/>
            <Button busy=submission.busy on_press=unfollow>
                {t.unfollow}
                <span class="visually-hidden">{label}</span>
            </Button>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_app_and_by_which_link() {
        let app = |search: &str| wanted(search).map(|wanted| (wanted.slug.to_string(), wanted.link));
        assert_eq!(app("app=slotwise"), Some(("slotwise".to_owned(), None)));
        assert_eq!(app("app=quay&link=abc"), Some(("quay".to_owned(), Some("abc".to_owned()))));
        for nothing in ["", "app=", "app=No%20Slug", "link=abc"] {
            assert_eq!(app(nothing), None, "{nothing}");
        }
    }
}
