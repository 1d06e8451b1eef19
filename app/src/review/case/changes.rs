//! What the version changes against its round before or the last approved one: what it asks for, stores, and
//! where it sends.

use leptos::prelude::*;
use shared::{
    listings::api::Against,
    manifest::{
        diff::{Change, Diff, Part, What},
        model::Manifest,
        words::{self, Language},
    },
    review::api::CaseView,
};

use super::{super::texts as around, against::against, desk::Desk, report::likenesses, texts};
use crate::{
    i18n::use_locale,
    ui::{Column, Table, Tag, Tone},
    view,
    view::live,
};

/// The parts that a customer agrees to; they are shown whole, changed or not.
const WHOLE: [Part; 4] = [Part::Scopes, Part::Data, Part::Destinations, Part::Subprocessors];

/// An entry side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
    /// Needs a second pair of eyes.
    pub sensitive: bool,
}

/// The entries of a part with what is said of each, in the order of the manifest.
fn entries(part: Part, manifest: &Manifest) -> Vec<(String, String)> {
    match part {
        Part::Scopes => {
            let of = manifest.scopes.iter();
            of.map(|scope| (scope.scope.clone(), scope.purpose.clone())).collect()
        }
        Part::Data => {
            let of = manifest.data.iter();
            of.map(|data| {
                let regions = data.regions.join(", ");
                let days = data.retention_days.map_or_else(String::new, |days| format!(" · {days} d"));
                (data.class.clone(), format!("{} · {regions}{days}", data.purpose))
            })
            .collect()
        }
        Part::Destinations => {
            let of = manifest.destinations.iter();
            of.map(|destination| (destination.host.to_lowercase(), destination.purpose.clone())).collect()
        }
        Part::Subprocessors => {
            let of = manifest.subprocessors.iter();
            of.map(|other| (other.name.clone(), format!("{} · {}", other.purpose, other.country))).collect()
        }
        _ => Vec::new(),
    }
}

/// The entries of a part that differ, and the names of those that do not. Without anything to compare
/// with everything is new.
pub fn sides(
    part: Part,
    diff: Option<&Diff>,
    manifest: Option<&Manifest>,
    sensitive: &[String],
) -> (Vec<Side>, Vec<String>) {
    let now = manifest.map(|manifest| entries(part, manifest)).unwrap_or_default();
    let is_sensitive = |name: &str| part == Part::Scopes && sensitive.iter().any(|scope| scope == name);
    let said = |name: &str| now.iter().find(|(key, _)| key == name).map(|(_, said)| said.clone());
    let Some(diff) = diff else {
        let new = now.iter().map(|(name, said)| Side {
            sensitive: is_sensitive(name),
            name: name.clone(),
            before: None,
            after: Some(said.clone()),
        });
        return (new.collect(), Vec::new());
    };
    // Where a class of data is kept belongs to it.
    let of_part =
        |change: &&Change| change.part == part || (part == Part::Data && change.part == Part::Residency);
    let language = use_locale().pick(Language::English, Language::German);
    let side = |change: &Change| {
        let (before, after) = match change.what {
            What::Added if change.part == part => (None, Some(said(&change.key).unwrap_or_default())),
            What::Removed if change.part == part => (Some(String::new()), None),
            What::Added | What::Removed | What::Changed => (change.before.clone(), change.after.clone()),
        };
        let name = match (&change.field, change.part) {
            (Some(field), _) => format!("{} · {}", change.key, field.replace('_', " ")),
            (None, Part::Residency) => format!("{} · {}", change.key, words::part(language, Part::Residency)),
            (None, _) => change.key.clone(),
        };
        Side { sensitive: is_sensitive(&change.key), name, before, after }
    };
    let sides: Vec<Side> = diff.changes.iter().filter(of_part).map(side).collect();
    let touched = |name: &String| diff.changes.iter().filter(of_part).any(|change| change.key == *name);
    let same = now.iter().map(|(name, _)| name.clone()).filter(|name| !touched(name)).collect();
    (sides, same)
}

#[component]
pub fn Changed(desk: Desk) -> impl IntoView {
    let t = texts();
    let options = desk.part(|case| case.compared.iter().map(|one| one.against.clone()).collect::<Vec<_>>());
    let chooser = live(move || against("compare", options.get(), desk.against));
    let shown = desk.part(|case| {
        let CaseView { manifest, sensitive, likenesses, .. } = case;
        let manifest = manifest.as_ref().and_then(|report| report.manifest.clone());
        (manifest, sensitive.clone(), likenesses.clone())
    });
    let alike = live(move || shown.with(|(_, _, alike)| likenesses(alike)));
    let comparison = desk.comparison();
    let content = live(move || {
        let comparison = comparison.get()?;
        let diff = comparison.manifest.as_ref();
        let unreadable = comparison.against != Against::Nothing && diff.is_none();
        let parts = shown.with(|(manifest, sensitive, _)| {
            WHOLE.map(|part| table(part, sides(part, diff, manifest.as_ref(), sensitive)))
        });
        let parts = parts.into_iter().collect_view();
        Some(view! {
            {unreadable.then(|| view! { <p>{t.not_compared}</p> })}
            {parts}
            {diff.and_then(rest)}
        })
    });
    view! {
        <section class="panel" id="changed" tabindex="-1" aria-labelledby="changed-title">
            <h3 id="changed-title">{t.changed}</h3>
            {chooser}
            {alike}
            {content}
        </section>
    }
}

fn table(part: Part, (sides, same): (Vec<Side>, Vec<String>)) -> AnyView {
    let t = texts();
    let language = use_locale().pick(Language::English, Language::German);
    let name = words::part(language, part);
    let title = (t.part)(part).unwrap_or(name);
    let same = (!same.is_empty()).then(|| view! { <p class="quiet">{(t.unchanged)(&same.join(", "))}</p> });
    if sides.is_empty() {
        let none = same.is_none().then(|| view! { <p class="quiet">{t.nothing_there}</p> });
        return view! { <h4>{title}</h4>{none}{same} };
    }
    let rows = sides.into_iter().map(row).collect_view();
    let columns = [t.what, t.before, t.after].map(Column::new).to_vec();
    view! {
        <h4>{title}</h4>
        <Table caption=title columns=columns class="sides"><tbody>{rows}</tbody></Table>
        {same}
    }
}

fn row(side: Side) -> AnyView {
    let t = texts();
    let Side { name, before, after, sensitive } = side;
    let was = match (&before, &after) {
        (None, _) => view! { <span class="quiet">{t.not_there}</span> },
        (Some(before), None) if before.is_empty() => view! { <del>{t.was_there}</del> },
        (Some(before), _) => view! { <del>{before.clone()}</del> },
    };
    let is = match after {
        None => view! { <span class="quiet">{t.gone}</span> },
        Some(after) if after.is_empty() => view! { <ins>{t.is_there}</ins> },
        Some(after) => view! { <ins>{after}</ins> },
    };
    view! {
        <tr>
            <th scope="row">
                <code>{name}</code>
                {sensitive.then(|| view! { <Tag label=around().sensitive tone=Tone::Danger/> })}
            </th>
            <td data-label=t.before>{was}</td>
            <td data-label=t.after>{is}</td>
        </tr>
    }
}

/// Whatever else differs in the manifest, a line each.
fn rest(diff: &Diff) -> Option<AnyView> {
    let t = texts();
    let language = use_locale().pick(Language::English, Language::German);
    let shown = |part: Part| WHOLE.contains(&part) || part == Part::Residency;
    let lines: Vec<_> = diff
        .changes
        .iter()
        .filter(|change| !shown(change.part))
        .map(|change| view! { <li>{words::change(language, change)}</li> })
        .collect();
    (!lines.is_empty()).then(|| view! { <h4>{t.rest}</h4><ul class="rest">{lines}</ul> })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(part: Part, what: What, key: &str) -> Change {
        Change {
            part,
            what,
            key: key.to_owned(),
            field: None,
            before: None,
            after: None,
            pointer: String::new(),
        }
    }

    #[test]
    fn what_came_and_what_went_stand_side_by_side() {
        let region = Change {
            after: Some("us".to_owned()),
            ..change(Part::Residency, What::Added, "contact-details")
        };
        let diff = Diff {
            changes: vec![
                change(Part::Scopes, What::Added, "contacts:read"),
                change(Part::Scopes, What::Removed, "files:read"),
                region,
            ],
        };
        let (scopes, same) = sides(Part::Scopes, Some(&diff), None, &["contacts:read".to_owned()]);
        assert_eq!(scopes.len(), 2);
        assert!(scopes[0].sensitive && scopes[0].before.is_none() && scopes[0].after.is_some());
        assert!(!scopes[1].sensitive && scopes[1].before.is_some() && scopes[1].after.is_none());
        assert!(same.is_empty());
        let (data, _) = sides(Part::Data, Some(&diff), None, &[]);
        assert_eq!(data.len(), 1, "where data is kept is told with the data");
        assert_eq!(data[0].after.as_deref(), Some("us"));
    }
}
