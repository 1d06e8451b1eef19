//! About the marketplace: ranking, scores, seals, how apps get here, what is kept.

pub mod texts;

use leptos::prelude::*;

pub use texts::{Section, Texts, texts};

use crate::{
    head::{Head, PageHead},
    layout::Heading,
    platform::use_platform,
    ui::{Notice, Tone},
    view,
};

/// The page. Everything on it is in the app; nothing is loaded.
#[component]
pub fn AboutPage() -> impl IntoView {
    let t = texts();
    let head = PageHead {
        title: t.title.to_owned(),
        description: t.lead.to_owned(),
        canonical: Some("/about".to_owned()),
        ..PageHead::default()
    };
    let jumps = t
        .sections
        .iter()
        // The browser moves the focus along with a link that is its own.
        .map(|section| view! { <li><a href=format!("#{}", section.id) rel="external">{section.title}</a></li> })
        .collect_view();
    view! {
        <Head page=head/>
        <div class="page about">
            <Heading text=t.title/>
            <p class="lead">{t.lead}</p>
            {use_platform().demo.then(|| view! { <Notice tone=Tone::Information><p>{t.demo}</p></Notice> })}
            <nav class="jumps" aria-label=t.on_this_page><ul>{jumps}</ul></nav>
            {t.sections.iter().map(section).collect_view()}
        </div>
    }
}

fn section(section: &'static Section) -> AnyView {
    // The terms belong to the paragraph that announces them: the second where there are several.
    let after = section.paragraphs.len().min(2);
    let paragraphs =
        |texts: &'static [&'static str]| texts.iter().map(|text| view! { <p>{*text}</p> }).collect_view();
    let terms = (!section.terms.is_empty()).then(|| {
        let rows =
            section.terms.iter().map(|(term, means)| view! { <div><dt>{*term}</dt><dd>{*means}</dd></div> });
        view! { <dl>{rows.collect_view()}</dl> }
    });
    view! {
        <section class="prose" aria-labelledby=section.id>
            <h2 id=section.id>{section.title}</h2>
            {paragraphs(&section.paragraphs[..after])}
            {terms}
            {paragraphs(&section.paragraphs[after..])}
        </section>
    }
}
