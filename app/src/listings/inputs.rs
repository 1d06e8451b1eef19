//! The inputs of the editor, tied to the keeper.

use leptos::prelude::*;
use serde_json::Value;
use shared::listings::field::Field as DraftField;

use super::{
    in_words::in_words,
    keeper::Keeper,
    parts::{Form, Part, Unreadable},
    standing::fault,
    texts,
};
use crate::{
    ui::{Button, Field, TextArea},
    view,
    view::{effect, live},
};

/// A line or some lines of text for a part of a field, with what is wrong with it, and what somebody else
/// wrote there.
pub fn input(keeper: Keeper, part: Part, rows: u32) -> AnyView {
    let t = texts();
    let (label, hint) = (t.label)(part.field, part.member);
    let typed = RwSignal::new(part.read(&keeper.values.with_untracked(|all| value_of(all, part.field))));
    let unreadable = RwSignal::new(false);
    // What is typed goes to the keeper.
    effect(move || {
        let text = typed.get();
        let before = untrack(|| keeper.value(part.field));
        if part.read(&before) == text {
            unreadable.set(false);
            return;
        }
        match part.write(&before, &text) {
            Ok(value) => {
                unreadable.set(false);
                keeper.set(part.field, value);
            }
            Err(Unreadable) => unreadable.set(true),
        }
    });
    // What came from elsewhere comes into the input, unless it is what stands there, otherwise spelled.
    effect(move || {
        let value = keeper.values.with(|all| value_of(all, part.field));
        let text = untrack(|| typed.get());
        let same = part.write(&value, &text).is_ok_and(|written| written == value);
        if !same && !untrack(|| unreadable.get()) {
            typed.set(part.read(&value));
        }
    });
    let error = Signal::derive(move || {
        if unreadable.get() {
            return Some(complaint(part.form).to_owned());
        }
        keeper.values.with(|all| fault(part.field, all.get(&part.field)?))
    });
    let field = if rows == 0 {
        view! { <Field id=part.id() name=part.id() label=label value=typed hint=hint error=error/> }
    } else {
        let code = part.field == DraftField::Manifest;
        view! {
            <TextArea id=part.id() name=part.id() label=label value=typed hint=hint error=error rows=rows
                code=code/>
        }
    };
    view! {
        {field}
        {part.member.is_none().then(|| choice(keeper, part.field))}
    }
}

fn value_of(all: &std::collections::BTreeMap<DraftField, Value>, field: DraftField) -> Value {
    all.get(&field).cloned().unwrap_or_default()
}

fn complaint(form: Form) -> &'static str {
    let t = texts();
    match form {
        Form::Number => t.bad_number,
        Form::Percent => t.bad_percent,
        Form::Day => t.bad_day,
        Form::Text | Form::Words | Form::Lines => t.bad_shape,
    }
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
