//! What a page says about itself in `<head>`: for search engines, for link previews, for feed readers.
//!
//! On the server everything is written into the document. In the browser only the title follows the
//! page: whoever reads the rest reads what the server sent.

use leptos::prelude::*;
use serde_json::Value;

#[cfg(not(feature = "ssr"))]
use crate::view::effect;
use crate::{layout::texts, ui::Crumb};

/// A page's own words about itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PageHead {
    /// Without the product's name; empty on the home page.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// Path of the page's one true address; `None` for a page that is not to be indexed.
    pub canonical: Option<String>,
    /// Path of a picture for link previews.
    pub image: Option<String>,
    /// Structured data, each a JSON-LD document. Addresses in it are made with [`absolute`].
    pub structured: Vec<Value>,
    /// Path and title of an Atom feed with what the page lists.
    pub feed: Option<(String, String)>,
}

impl PageHead {
    /// With structured data. Only the server builds it: the browser would never use it.
    #[must_use]
    pub fn with_structured(self, documents: impl FnOnce() -> Vec<Value>) -> Self {
        #[cfg(feature = "ssr")]
        return Self { structured: documents(), ..self };
        #[cfg(not(feature = "ssr"))]
        {
            drop(documents);
            self
        }
    }
}

/// Puts the page's words into the document. Renders nothing in place.
#[component]
pub fn Head(page: PageHead) -> impl IntoView {
    let name = texts().product;
    let title = if page.title.is_empty() {
        format!("{name} · {}", texts().product_line)
    } else {
        format!("{} · {name}", page.title)
    };
    #[cfg(feature = "ssr")]
    server::write(title, page);
    #[cfg(not(feature = "ssr"))]
    effect(move || document().set_title(&title));
}

/// The address with scheme and host, where they are known.
pub fn absolute(path: &str) -> String {
    if path.starts_with('/') {
        format!("{}{path}", crate::platform::use_platform().origin)
    } else {
        path.to_owned()
    }
}

/// Structured data of the way from the home page to this one.
pub fn breadcrumbs(above: &[Crumb], name: &str, path: &str) -> Value {
    let items: Vec<Value> = above
        .iter()
        .map(|crumb| (crumb.label.as_str(), crumb.href.as_str()))
        .chain([(name, path)])
        .enumerate()
        .map(|(at, (name, path))| {
            serde_json::json!({ "@type": "ListItem", "position": at + 1, "name": name, "item": absolute(path) })
        })
        .collect();
    serde_json::json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    })
}

/// JSON that may stand inside a script element: nothing in it can end the element or open a comment.
#[cfg(any(feature = "ssr", test))]
pub fn script_json(value: &Value) -> String {
    value
        .to_string()
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029")
}

#[cfg(feature = "ssr")]
mod server {
    use std::sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    };

    use leptos::prelude::*;
    use leptos_meta::{Link, Meta, Script, Title};

    use super::{PageHead, absolute, script_json};
    use crate::layout::texts;

    /// A page may be rendered twice on its way (once to find what it loads); its head is written once.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct Written(Arc<AtomicBool>);

    /// Text that may stand in an element.
    fn escaped(text: &str) -> String {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
    }

    pub(super) fn write(title: String, page: PageHead) {
        let written = use_context::<Written>().unwrap_or_default();
        if written.0.swap(true, Ordering::Relaxed) {
            return;
        }
        let PageHead { title: short, description, canonical, image, structured, feed } = page;
        let short = if short.is_empty() { title.clone() } else { short };
        let indexed = canonical.is_some();
        let canonical = canonical.map(|path| absolute(&path));
        let image = image.map(|path| absolute(&path));
        let card = if image.is_some() { "summary_large_image" } else { "summary" };
        let structured = structured.iter().map(script_json).collect::<Vec<_>>();
        // Rendering them registers them with the document; they have no place in the body.
        _ = view! {
            // The title is written as it is, unlike everything else here.
            <Title text=escaped(&title)/>
            <Meta name="description" content=description.clone()/>
            <Meta property="og:site_name" content=texts().product/>
            <Meta property="og:type" content="website"/>
            <Meta property="og:title" content=short/>
            <Meta property="og:description" content=description/>
            <Meta name="twitter:card" content=card/>
        }
        .to_html();
        if let Some(address) = canonical {
            _ = view! { <Link rel="canonical" href=address.clone()/><Meta property="og:url" content=address/> }
                .to_html();
        }
        if !indexed {
            _ = view! { <Meta name="robots" content="noindex"/> }.to_html();
        }
        if let Some(address) = image {
            _ = view! { <Meta property="og:image" content=address/> }.to_html();
        }
        if let Some((path, name)) = feed {
            _ = view! { <Link rel="alternate" type_="application/atom+xml" title=name href=path/> }.to_html();
        }
        for document in structured {
            _ = view! { <Script type_="application/ld+json">{document}</Script> }.to_html();
        }
    }
}

#[cfg(feature = "ssr")]
pub(crate) use server::Written;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_data_cannot_end_its_script() {
        let hostile = serde_json::json!({ "name": "</script><script>alert(1)</script><!--" });
        let text = script_json(&hostile);
        assert!(!text.contains('<') && !text.contains('>'), "{text}");
        let back: Value = serde_json::from_str(&text).expect("still JSON");
        assert_eq!(back, hostile);
    }
}
