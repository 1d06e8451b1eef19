//! Up to four apps side by side. The address says which.

pub mod kept;
pub mod table;
pub mod texts;
pub mod tray;

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate},
};
use shared::{
    endpoint::decode_pairs,
    marketplace::api::{GetListing, ListingPage},
};

pub use kept::Kept;
use kept::MOST;
pub use texts::{Texts, texts};
pub use tray::{CompareToggle, CompareTray};

use super::{address, search::suggestions};
use crate::{
    head::{Head, PageHead},
    layout::Heading,
    loading::{self, Loaded, address_by_slug, failure, loaded},
    transport::{Answer, CallError},
    ui::{Combobox, LinkButton, Look, Notice, StateKind, StatePage, Tone},
    view,
    view::{effect, live},
};

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    slugs: Vec<String>,
    /// More than can stand side by side were asked for.
    too_many: bool,
    differences: bool,
}

fn parse(search: &str) -> Asked {
    let mut asked = Asked::default();
    for (name, value) in decode_pairs(search).unwrap_or_default() {
        match name.as_str() {
            "app" if asked.slugs.contains(&value) => {}
            "app" if asked.slugs.len() >= MOST => asked.too_many = true,
            "app" => asked.slugs.push(value),
            "differences" => asked.differences = value == "true",
            _ => {}
        }
    }
    asked
}

/// What was found of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    apps: Vec<ListingPage>,
    missing: Vec<String>,
}

/// The answers, each of which belongs to one slug.
fn read(slugs: &[String], answers: &[Answer]) -> Loaded<Compared> {
    let mut compared = Compared { apps: Vec::new(), missing: Vec::new() };
    for answer in answers {
        match answer.read::<GetListing>() {
            Ok(app) => compared.apps.push(app),
            Err(error) if error.status() == 404 => {
                let asked = |slug: &&String| address_by_slug::<GetListing>(slug) == answer.address;
                compared.missing.extend(slugs.iter().find(asked).cloned());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(compared)
}

/// Loads the apps of the address.
#[component]
pub fn ComparePage() -> impl IntoView {
    let search = use_location().search;
    let asked = Memo::new(move |_| search.with(|search| parse(search)));
    let page = loading::asked(move || {
        asked.with(|asked| asked.slugs.iter().map(|slug| address_by_slug::<GetListing>(slug)).collect())
    });
    loaded(
        page,
        move |answers| {
            let compared = asked.with_untracked(|asked| read(&asked.slugs, answers))?;
            Ok(view! { <CompareView compared=compared asked=asked/> })
        },
        || failure(&CallError::Offline, || ()),
    )
}

#[component]
pub fn CompareView(compared: Compared, asked: Memo<Asked>) -> impl IntoView {
    let t = texts();
    let names = compared.apps.iter().map(|app| app.name.clone()).collect::<Vec<_>>();
    let listed = crate::i18n::list(crate::i18n::use_locale(), &names);
    let head = PageHead {
        title: if names.is_empty() { t.title.to_owned() } else { (t.title_of)(&listed) },
        description: t.description.to_owned(),
        canonical: names.is_empty().then(|| "/compare".to_owned()),
        ..PageHead::default()
    };
    // What is gone cannot be compared tomorrow either.
    let gone = compared.missing.clone();
    let kept = Kept::context();
    effect(move || gone.iter().filter(|slug| kept.holds(slug)).for_each(|slug| kept.remove(slug)));
    let too_many = asked.with_untracked(|asked| asked.too_many);
    let missing = compared
        .missing
        .iter()
        .map(|slug| (t.missing)(slug))
        .map(|text| view! { <Notice tone=Tone::Waiting><p>{text}</p></Notice> })
        .collect_view();
    let content = if compared.apps.is_empty() {
        view! { <Nothing/> }
    } else {
        let apps = StoredValue::new(compared.apps.clone());
        let table = live(move || {
            let differences = asked.with(|asked| asked.differences);
            let slugs = apps.with_value(|apps| slugs(apps));
            let text = if differences { t.unmark_differences } else { t.mark_differences };
            let several = slugs.len() > 1;
            view! {
                {several.then(|| view! {
                    <p class="actions"><a class="button" href=address::compare(&slugs, !differences) data-noscroll="">{text}</a></p>
                })}
                <table::CompareTable apps=apps.get_value() differences=differences/>
            }
        });
        view! { {table}<AddAnother apps=compared.apps.clone() asked=asked/> }
    };
    view! {
        <Head page=head/>
        <div class="page compare">
            <Heading text=t.title/>
            {too_many.then(|| view! { <Notice tone=Tone::Waiting><p>{t.too_many}</p></Notice> })}
            {missing}
            {content}
        </div>
    }
}

fn slugs(apps: &[ListingPage]) -> Vec<String> {
    apps.iter().map(|app| app.slug.clone()).collect()
}

/// No app in the address: what this page is, and the way to fill it.
#[component]
pub fn Nothing() -> impl IntoView {
    let t = texts();
    let kept = Kept::context();
    let open = live(move || {
        kept.with(|apps| {
            let slugs: Vec<&str> = apps.iter().map(|app| app.slug.as_str()).collect();
            (!slugs.is_empty()).then(|| {
                let count = slugs.len() as u64;
                view! { <LinkButton href=address::compare(&slugs, false) look=Look::Primary>{(t.open_kept)(count)}</LinkButton> }
            })
        })
    });
    view! {
        <StatePage kind=StateKind::Empty title=t.empty_title.to_owned() body=t.empty_body.to_owned()>
            {open}
            <LinkButton href="/apps">{t.browse}</LinkButton>
        </StatePage>
    }
}

/// A place for one more: found by name, or one of the alternatives.
#[component]
pub fn AddAnother(apps: Vec<ListingPage>, asked: Memo<Asked>) -> impl IntoView {
    let t = texts();
    if apps.len() >= MOST {
        return ().into_any();
    }
    let here = slugs(&apps);
    let mut similar: Vec<(String, String)> = Vec::new();
    for other in apps.iter().flat_map(|app| &app.alternatives) {
        if !here.contains(&other.slug) && !similar.iter().any(|(slug, _)| *slug == other.slug) {
            similar.push((other.slug.clone(), other.name.clone()));
        }
    }
    let differences = asked.with_untracked(|asked| asked.differences);
    let with = {
        let here = here.clone();
        move |slug: &str| {
            let mut slugs = here.clone();
            slugs.push(slug.to_owned());
            address::compare(&slugs, differences)
        }
    };
    let some = !similar.is_empty();
    let links = similar
        .into_iter()
        .take(4)
        .map(|(slug, name)| view! { <li><a class="button" href=with(&slug) data-noscroll="">{(t.add_named)(&name)}</a></li> })
        .collect_view();
    let text = RwSignal::new(String::new());
    let nothing = Memo::new(|_| String::new());
    let found = suggestions::follow(text, nothing);
    let apps_only = Signal::derive(move || {
        found.get().into_iter().filter(|option| option.id.starts_with("/apps/")).collect::<Vec<_>>()
    });
    let navigate = use_navigate();
    let choose = Callback::new(move |address: String| {
        if let Some(slug) = address.strip_prefix("/apps/") {
            text.set(String::new());
            navigate(&with(slug), NavigateOptions { scroll: false, ..NavigateOptions::default() });
        }
    });
    view! {
        <section class="compare-add" aria-labelledby="add-another">
            <h2 id="add-another">{t.add_title}</h2>
            <form class="search" action="/apps" method="get">
                <Combobox id="compare-add" name="q" label=t.add_label placeholder=t.add_placeholder value=text
                    options=apps_only on_choose=choose/>
                <button type="submit" class="button">{t.add_button}</button>
            </form>
            {some.then(|| view! { <h3>{t.add_similar}</h3> })}
            <ul class="compare-similar">{links}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_names_up_to_four_apps() {
        let asked = parse("app=a&app=b&app=a&app=c&app=d&app=e&differences=true");
        assert_eq!(asked.slugs, ["a", "b", "c", "d"]);
        assert!(asked.too_many && asked.differences);
        assert_eq!(parse(""), Asked::default());
        assert!(!parse("app=a&app=a").too_many);
    }
}
