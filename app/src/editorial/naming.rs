//! A title, an address and a summary, to be written.

use leptos::prelude::*;
use shared::{
    editorial::text::{PerLanguage, Sentence, Text},
    problem::FieldError,
    slug::Slug,
};

use super::texts;
use crate::{
    forms::Submission,
    ui::{Field, TextArea},
    view,
    view::effect,
};

/// What is written.
#[derive(Clone, Copy, Debug)]
pub struct Naming {
    title: RwSignal<String>,
    slug: RwSignal<String>,
    summary: RwSignal<String>,
    /// What it was before: in other languages it stays so.
    before: StoredValue<Option<PerLanguage<Text>>>,
}

/// What was written, parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub slug: Slug,
    pub text: PerLanguage<Text>,
}

impl Naming {
    /// A new one: its address follows the title until it is written by hand.
    pub fn new() -> Self {
        let naming = Self {
            title: RwSignal::new(String::new()),
            slug: RwSignal::new(String::new()),
            summary: RwSignal::new(String::new()),
            before: StoredValue::new(None),
        };
        let suggested = StoredValue::new(String::new());
        effect(move || {
            let wanted = naming.title.with(|title| Slug::from_name(title));
            let wanted = wanted.map(|slug| slug.to_string()).unwrap_or_default();
            if naming.slug.with_untracked(|slug| *slug == suggested.get_value()) {
                suggested.set_value(wanted.clone());
                naming.slug.set(wanted);
            }
        });
        naming
    }

    /// One that is there.
    pub fn of(slug: &Slug, text: &PerLanguage<Text>) -> Self {
        let summary = text.main.summary.as_ref().map(ToString::to_string);
        Self {
            title: RwSignal::new(text.main.title.to_string()),
            slug: RwSignal::new(slug.to_string()),
            summary: RwSignal::new(summary.unwrap_or_default()),
            before: StoredValue::new(Some(text.clone())),
        }
    }

    /// `None` where something does not fit; it says so at its field.
    pub fn read(self, submission: Submission) -> Option<Named> {
        let t = texts();
        let title = submission.parsed("/title", &self.title.get_untracked(), t.no_title)?;
        let slug = submission.parsed::<Slug>("/slug", self.slug.get_untracked().trim(), t.bad_address)?;
        let summary = match self.summary.get_untracked().trim() {
            "" => None,
            text => match text.parse::<Sentence>() {
                Ok(sentence) => Some(sentence),
                Err(_) => {
                    submission.refuse(vec![FieldError::pointer("/summary", t.bad_summary)]);
                    return None;
                }
            },
        };
        let main = Text { title, summary };
        let text = match self.before.get_value() {
            Some(before) => PerLanguage { main, ..before },
            None => PerLanguage::only(main),
        };
        Some(Named { slug, text })
    }
}

impl Default for Naming {
    fn default() -> Self {
        Self::new()
    }
}

#[component]
pub fn NamingFields(
    naming: Naming,
    submission: Submission,
    /// Begins the ids of the fields.
    id: &'static str,
    #[prop(optional)] address_hint: Option<&'static str>,
) -> impl IntoView {
    let t = texts();
    view! {
        <Field id=format!("{id}-title") name="title" label=t.title value=naming.title hint=t.title_hint
            error=submission.field("/title") max_chars=100 required=true/>
        <Field id=format!("{id}-address") name="slug" label=t.address value=naming.slug
            hint=address_hint.unwrap_or(t.address_hint) error=submission.field("/slug") max_chars=80 required=true/>
        <TextArea id=format!("{id}-summary") name="summary" label=t.summary value=naming.summary rows=2
            hint=t.summary_hint error=submission.field("/summary")/>
    }
}
