//! Asks once more before what cannot be undone.

use leptos::prelude::*;

use super::{Button, Dialog, Field, Look, texts::texts};
use crate::{i18n::use_locale, view};

/// A dialog with what will happen (`children`), the deed and the way back. With `typed` the name has to be
/// typed before the deed can be done.
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    /// The question, with its object.
    #[prop(into)]
    title: String,
    /// The deed: a verb with its object.
    #[prop(into)]
    deed: String,
    /// Unique on the page, for the field.
    #[prop(into)]
    id: String,
    #[prop(optional, into)] typed: String,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    children: Children,
) -> impl IntoView {
    let keep = use_locale().pick("Keep it as it is", "So lassen, wie es ist");
    let to_type = use_locale()
        .pick((|name: &str| format!("Type “{name}” to confirm")) as fn(&str) -> String, |name| {
            format!("Zur Bestätigung „{name}“ eintippen")
        });
    let text = RwSignal::new(String::new());
    let wanted = typed.clone();
    let missing = Signal::derive(move || text.with(|text| text.trim() != wanted));
    let field = (!typed.is_empty()).then(|| {
        view! { <Field id=format!("{id}-typed") name="typed" label=to_type(&typed) value=text/> }
    });
    // The fields of a form inside a dialog are sent by Enter, too.
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !missing.get_untracked() && !busy.get_untracked() {
            on_confirm.run(());
        }
    };
    // Without a field the way back comes first: Enter in an opened dialog does nothing that lasts.
    view! {
        <Dialog open=open title=title>
            <form class="confirm" method="post" on:submit=submit>
                {children()}
                {field}
                <div class="confirm-ways">
                    <Button on_press=move |()| open.set(false)>{keep}</Button>
                    <Button look=Look::Danger submit=true busy=busy disabled=missing>{deed}</Button>
                </div>
                <span class="visually-hidden" role="status">
                    {move || busy.get().then_some(texts().loading)}
                </span>
            </form>
        </Dialog>
    }
}
