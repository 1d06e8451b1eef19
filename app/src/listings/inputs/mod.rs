//! The inputs of the editor, tied to the keeper.

mod cell;
mod one;
pub(super) mod parts;
mod picks;
mod price;
mod rows;

use leptos::prelude::*;
use serde_json::Value;
use shared::listings::field::Field as DraftField;

pub use self::{
    cell::{Asked, Cell, text},
    one::one,
    parts::{Form, Part},
    picks::{Named, Picks, picks},
    price::price,
    rows::{Rows, rows},
};
use super::{in_words::in_words, keeper::Keeper, standing::fault, texts};
use crate::{ui::Button, view, view::live};

/// A line or some lines of text for a part of a field, with what is wrong with it, and what somebody else
/// wrote there.
pub fn input(keeper: Keeper, part: Part, rows: u32) -> AnyView {
    let t = texts();
    let (label, hint) = (t.label)(part.field, part.member);
    let code = part.field == DraftField::Manifest;
    let wrong = Signal::derive(move || keeper.values.with(|all| fault(part.field, all.get(&part.field)?)));
    let asked = Asked { id: part.id(), label, hint, form: part.form, rows, code };
    view! {
        {text(cell(keeper, part), asked, wrong)}
        {part.member.is_none().then(|| choice(keeper, part.field))}
    }
}

/// A part of a field.
pub fn cell(keeper: Keeper, part: Part) -> Cell {
    Cell::new(
        move || part.of_value(&keeper.values.with(|all| value_of(all, part.field))),
        move |value| {
            let before = untrack(|| keeper.value(part.field));
            keeper.set(part.field, part.within(&before, value));
        },
    )
}

fn value_of(all: &std::collections::BTreeMap<DraftField, Value>, field: DraftField) -> Value {
    all.get(&field).cloned().unwrap_or_default()
}

/// Two writings of one field, to choose from; nothing while there is one.
pub fn choice(keeper: Keeper, field: DraftField) -> AnyView {
    let t = texts();
    let held = Memo::new(move |_| keeper.conflicts.with(|held| held.get(&field).cloned()));
    live(move || {
        held.get().map(|conflict| {
            let theirs = conflict.theirs.as_ref();
            let who = theirs.and_then(|theirs| theirs.by.as_deref());
            let said = move |value: Option<&Value>| match value {
                None | Some(Value::Null) => t.emptied.to_owned(),
                Some(value) => in_words(field, value),
            };
            view! {
                <div class="panel choice-of-two" role="alert">
                    <p>{(t.conflict)(who)}</p>
                    <dl>
                        <dt>{t.theirs}</dt>
                        <dd>{said(theirs.map(|theirs| &theirs.value))}</dd>
                        <dt>{t.yours}</dt>
                        <dd>{live(move || said(Some(&keeper.value(field))))}</dd>
                    </dl>
                    <div class="form-ways">
                        <Button on_press=move |()| keeper.choose(field, false)>{t.take_theirs}</Button>
                        <Button on_press=move |()| keeper.choose(field, true)>{t.keep_yours}</Button>
                    </div>
                </div>
            }
        })
    })
}
