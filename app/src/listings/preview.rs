//! The listing as customers will see it.

use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use shared::{
    listings::field::Content,
    manifest::Report,
    marketplace::{
        details::{Asks, Details},
        model::Screenshot,
    },
};

use super::{keeper::Keeper, texts};
use crate::{
    marketplace::details::{Within, asks::asks, changelog, data::data, help::help, plans::plans, video},
    uploads, view,
    view::live,
};

/// Pictures, name, line, description and the parts of a listing's page that only read, as they stand.
#[component]
pub fn Preview(keeper: Keeper, report: Memo<Option<Report>>) -> impl IntoView {
    let t = texts();
    // What the manifest says is in its report.
    let content = Memo::new(move |_| Content { manifest: String::new(), ..keeper.content() });
    let asked = Memo::new(move |_| report.with(|report| report.as_ref()?.manifest.clone().map(Asks::from)));
    view! {
        <section class="panel" aria-labelledby="preview">
            <h2 id="preview">{t.preview}</h2>
            <p class="quiet">{t.preview_note}</p>
            {live(move || {
                let content = content.get();
                let details = Details::of(&content, asked.get());
                let (shots, description) = (content.screenshots, content.description);
                let icon = content.icon.map(|icon| view! { <img src=icon.url(128) width="56" height="56" alt=""/> });
                let shots = (!shots.is_empty()).then(|| {
                    let shot = |shot: Screenshot| {
                        view! { <li><img src=shot.picture.url(480) alt=shot.alt loading="lazy"/></li> }
                    };
                    let shots = shots.into_iter().map(shot).collect_view();
                    view! { <ul class="draft-shots" tabindex="0" aria-label=uploads::texts().screenshots>{shots}</ul> }
                });
                let body = if description.trim().is_empty() {
                    view! { <p class="quiet">{t.preview_nothing}</p> }
                } else {
                    view! { <div class="prose" inner_html=drawn(&description)></div> }
                };
                view! {
                    <article class="draft-preview">
                        <div class="draft-head">
                            {icon}
                            <div>
                                <p class="draft-name">{content.name}</p>
                                <p>{content.tagline}</p>
                            </div>
                        </div>
                        {shots}
                        {body}
                        {video(details.video.as_deref())}
                        {plans(Within::Preview, &details)}
                        {details.asks.as_ref().map(|found| asks(Within::Preview, found))}
                        {data(Within::Preview, &details)}
                        {help(Within::Preview, &details)}
                        {changelog::next(&content.changelog)}
                    </article>
                }
            })}
        </section>
    }
}

/// Markdown as HTML. HTML in it is text, and links lead to the web or write a mail. Its highest heading stands
/// right below those of the page, whatever its level.
pub fn drawn(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let levels = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    });
    let highest = levels.min().unwrap_or(HeadingLevel::H1);
    let below = |level| below(level, highest);
    let safe = Parser::new_ext(markdown, options).filter_map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Some(Event::Text(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            let leads = ["https://", "http://", "mailto:"].iter().any(|start| dest_url.starts_with(start));
            let dest_url = if leads { dest_url } else { "".into() };
            Some(Event::Start(Tag::Link { link_type, dest_url, title, id }))
        }
        Event::Start(Tag::Heading { level, id, classes, attrs }) => {
            Some(Event::Start(Tag::Heading { level: below(level), id, classes, attrs }))
        }
        Event::End(TagEnd::Heading(level)) => Some(Event::End(TagEnd::Heading(below(level)))),
        // Pictures of a listing are its screenshots.
        Event::Start(Tag::Image { .. }) | Event::End(TagEnd::Image) => None,
        event => Some(event),
    });
    let mut out = String::new();
    html::push_html(&mut out, safe);
    out
}

/// The level at which a heading stands when the highest of its text stands at the third.
fn below(level: HeadingLevel, highest: HeadingLevel) -> HeadingLevel {
    const LEVELS: [HeadingLevel; 4] =
        [HeadingLevel::H3, HeadingLevel::H4, HeadingLevel::H5, HeadingLevel::H6];
    let deeper = (level as usize).saturating_sub(highest as usize);
    LEVELS.get(deeper).copied().unwrap_or(HeadingLevel::H6)
}

#[cfg(test)]
mod tests {
    use super::drawn;

    #[test]
    fn html_is_text_and_links_lead_out() {
        let html = drawn(
            "# Syncs\n\nInvoices <script>alert(1)</script> **both** [x](javascript:alert(1)) ![p](https://a.example/p.png)",
        );
        assert!(html.contains("<h3>Syncs</h3>") && html.contains("<strong>both</strong>"), "{html}");
        assert!(
            !html.contains("<script") && !html.contains("javascript:") && !html.contains("<img"),
            "{html}"
        );
        assert!(drawn("## One\n\n### Two").contains("<h3>One</h3>\n<h4>Two</h4>"));
        assert!(drawn("[y](https://y.example)").contains(r#"href="https://y.example""#));
    }
}
