//! A value, and the inputs that show and change it as text.

use std::sync::Arc;

use leptos::prelude::*;
use serde_json::Value;

use super::parts::{Form, Unreadable, is_empty};
use crate::{
    listings::texts,
    ui::{Field, TextArea},
    view,
    view::effect,
};

/// A value that an input shows and changes. `null` stands for nothing.
#[derive(Clone)]
pub struct Cell {
    read: Arc<dyn Fn() -> Value + Send + Sync>,
    write: Arc<dyn Fn(Value) + Send + Sync>,
}

impl std::fmt::Debug for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cell").finish_non_exhaustive()
    }
}

impl Cell {
    pub fn new(
        read: impl Fn() -> Value + Send + Sync + 'static,
        write: impl Fn(Value) + Send + Sync + 'static,
    ) -> Self {
        Self { read: Arc::new(read), write: Arc::new(write) }
    }

    /// What it is now; follows it where it is read in a signal.
    pub fn get(&self) -> Value {
        (self.read)()
    }

    pub fn set(&self, value: Value) {
        (self.write)(value);
    }

    /// The texts in a list.
    pub fn texts(&self) -> Vec<String> {
        match self.get() {
            Value::Array(items) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        }
    }
}

/// How a text is asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Unique on the page.
    pub id: String,
    pub label: &'static str,
    pub hint: &'static str,
    pub form: Form,
    /// Lines that it shows; 0 for an input of one line.
    pub rows: u32,
    /// In letters of one width, uncorrected.
    pub code: bool,
}

/// An input of one or several lines.
pub fn text(cell: Cell, asked: Asked, wrong: Signal<Option<String>>) -> AnyView {
    let Asked { id, label, hint, form, rows, code } = asked;
    let typed = RwSignal::new(form.show(&untrack(|| cell.get())));
    let unreadable = RwSignal::new(false);
    // What is typed goes to the cell.
    let to = cell.clone();
    effect(move || {
        let text = typed.get();
        if form.show(&untrack(|| to.get())) == text {
            unreadable.set(false);
            return;
        }
        match form.parse(&text) {
            Ok(value) => {
                unreadable.set(false);
                to.set(value);
            }
            Err(Unreadable) => unreadable.set(true),
        }
    });
    // What came from elsewhere comes into the input, unless it is what stands there, otherwise spelled.
    effect(move || {
        let value = cell.get();
        let text = untrack(|| typed.get());
        let same = form
            .parse(&text)
            .is_ok_and(|written| written == value || (is_empty(&written) && is_empty(&value)));
        if !same && !untrack(|| unreadable.get()) {
            typed.set(form.show(&value));
        }
    });
    let error =
        Signal::derive(move || if unreadable.get() { Some(complaint(form).to_owned()) } else { wrong.get() });
    if rows == 0 {
        view! { <Field id=id.clone() name=id label=label value=typed hint=hint error=error/> }
    } else {
        view! {
            <TextArea id=id.clone() name=id label=label value=typed hint=hint error=error rows=rows code=code/>
        }
    }
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
