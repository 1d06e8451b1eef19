//! Where what was typed is kept, and what of it is not, in words.

use leptos::prelude::*;
use serde_json::Value;
use shared::listings::field::{Field, MAX_FIELD_BYTES};

use super::{keeper::Keeper, writing::is_too_large};
use crate::{
    i18n::{list, use_locale},
    review,
    ui::{Icon, IconName, Saved},
    view,
    view::live,
};

/// Limits are told in these.
const KILOBYTE: usize = 1024;

/// One language of what is told.
struct Texts {
    /// Kilobytes, and most kilobytes.
    too_large: fn(usize, usize) -> String,
    /// Labels of fields, and most kilobytes.
    not_sent: fn(&str, usize) -> String,
    /// Labels of fields.
    to_choose: fn(&str) -> String,
    rest_saved: &'static str,
    unkept: &'static str,
}

static ENGLISH: Texts = Texts {
    too_large: |there, most| {
        format!(
            "This is not saved: it has {there} KB, and a field holds at most {most} KB. Shorten it; everything \
             else is saved meanwhile."
        )
    },
    not_sent: |fields, most| format!("Not saved, since it is larger than {most} KB: {fields}. Shorten it."),
    to_choose: |fields| format!("Not saved until you choose: {fields}. Somebody else wrote there, too."),
    rest_saved: "The rest is saved",
    unkept: "This device has no room left to keep what is not saved. Leave this page open until it is \
             saved, or copy it.",
};

static GERMAN: Texts = Texts {
    too_large: |there, most| {
        format!(
            "Das ist nicht gespeichert: es hat {there} KB, und ein Feld fasst höchstens {most} KB. Kürzen Sie \
             es; alles andere wird unterdessen gespeichert."
        )
    },
    not_sent: |fields, most| format!("Nicht gespeichert, weil größer als {most} KB: {fields}. Bitte kürzen."),
    to_choose: |fields| {
        format!("Nicht gespeichert, bis Sie wählen: {fields}. Dort hat noch jemand geschrieben.")
    },
    rest_saved: "Der Rest ist gespeichert",
    unkept: "Auf diesem Gerät ist kein Platz mehr für das, was nicht gespeichert ist. Lassen Sie diese Seite \
             offen, bis es gespeichert ist, oder kopieren Sie es.",
};

fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

/// Why a value is not saved; `None` when nothing keeps it from being.
pub fn fault(field: Field, value: &Value) -> Option<String> {
    if is_too_large(value) {
        let bytes = value.as_str().map_or_else(|| value.to_string().len(), str::len);
        return Some((texts().too_large)(bytes.div_ceil(KILOBYTE), MAX_FIELD_BYTES / KILOBYTE));
    }
    field.check(value).is_err().then(|| super::texts().bad_shape.to_owned())
}

/// What is told of a draft: one line for each thing that is so.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Saving,
    Saved,
    /// All that is not told of beside it.
    RestSaved,
    Waiting,
    Refused(String),
    TooLarge(Vec<Field>),
    /// Two wrote there, and one of them is to be chosen.
    ToChoose(Vec<Field>),
    /// It is on the page alone.
    Unkept,
}

/// `refused` is why the server took nothing of the last attempt; `unkept`, that the device has no room for
/// all that the server does not have.
fn told(
    saved: Option<Saved>,
    refused: Option<String>,
    too_large: Vec<Field>,
    to_choose: Vec<Field>,
    unkept: bool,
) -> Vec<Told> {
    let some_held = !too_large.is_empty() || !to_choose.is_empty();
    let state = match (refused, saved) {
        (Some(why), _) => Some(Told::Refused(why)),
        (None, Some(Saved::Saving)) => Some(Told::Saving),
        (None, Some(Saved::Saved)) if some_held => Some(Told::RestSaved),
        (None, Some(Saved::Saved)) => Some(Told::Saved),
        // “Kept on this device” would not be true.
        (None, Some(Saved::Waiting)) if unkept => None,
        (None, Some(Saved::Waiting)) => Some(Told::Waiting),
        (None, None) => None,
    };
    let large = (!too_large.is_empty()).then_some(Told::TooLarge(too_large));
    let choice = (!to_choose.is_empty()).then_some(Told::ToChoose(to_choose));
    large.into_iter().chain(choice).chain(unkept.then_some(Told::Unkept)).chain(state).collect()
}

/// Where what was typed is kept, for the head of the editor.
pub fn standing(keeper: Keeper) -> AnyView {
    let (t, own, names, locale) = (super::texts(), texts(), review::texts(), use_locale());
    live(move || {
        let to_choose = keeper.conflicts.with(|conflicts| conflicts.keys().copied().collect());
        let told = told(
            keeper.saved.get(),
            keeper.refused.get(),
            keeper.too_large.get(),
            to_choose,
            keeper.unkept.get(),
        );
        let labels = |fields: &[Field]| {
            let labels: Vec<_> = fields.iter().map(|field| (names.field)(Some(*field))).collect();
            list(locale, &labels)
        };
        let line = |told: Told| {
            let (icon, said) = match told {
                Told::Saving => (IconName::Info, t.saving.to_owned()),
                Told::Saved => (IconName::Check, t.saved.to_owned()),
                Told::RestSaved => (IconName::Check, own.rest_saved.to_owned()),
                Told::Waiting => (IconName::Offline, t.waiting.to_owned()),
                Told::Refused(why) => (IconName::Error, (t.refused)(&why)),
                Told::TooLarge(fields) => {
                    (IconName::Error, (own.not_sent)(&labels(&fields), MAX_FIELD_BYTES / KILOBYTE))
                }
                Told::ToChoose(fields) => (IconName::Error, (own.to_choose)(&labels(&fields))),
                Told::Unkept => (IconName::Error, own.unkept.to_owned()),
            };
            view! { <span class="saved"><Icon name=icon/>{said}</span>" " }
        };
        told.into_iter().map(line).collect_view()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_true_of_all_that_was_typed() {
        let large = || vec![Field::Manifest];
        let name = || vec![Field::Name];
        for (saved, too_large, unkept, expected) in [
            (None, vec![], false, vec![]),
            (Some(Saved::Saved), vec![], false, vec![Told::Saved]),
            (Some(Saved::Saved), large(), false, vec![Told::TooLarge(large()), Told::RestSaved]),
            (Some(Saved::Saved), large(), true, vec![Told::TooLarge(large()), Told::Unkept, Told::RestSaved]),
            (Some(Saved::Waiting), vec![], false, vec![Told::Waiting]),
            (Some(Saved::Waiting), vec![], true, vec![Told::Unkept]),
            (Some(Saved::Saving), large(), false, vec![Told::TooLarge(large()), Told::Saving]),
        ] {
            assert_eq!(told(saved, None, too_large, vec![], unkept), expected);
        }
        let why = || "This listing is archived.".to_owned();
        let held = told(Some(Saved::Saved), None, vec![], name(), false);
        assert_eq!(held, [Told::ToChoose(name()), Told::RestSaved]);
        let refused = told(Some(Saved::Waiting), Some(why()), vec![], vec![], true);
        assert_eq!(refused, [Told::Unkept, Told::Refused(why())]);
    }
}
