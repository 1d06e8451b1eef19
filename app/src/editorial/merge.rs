//! Merging two: what moves is shown before it does.

use leptos::prelude::*;
use shared::{
    editorial::api::{ChangeTerms, MergePreview, MergeQuery, PreviewMerge, TermChange, TermView, TermsView},
    endpoint::{ByTaxonomy, Endpoint},
    ids::CategoryId,
};

use super::{change, texts};
use crate::{
    forms::{FormProblem, Submission},
    loading::replaced,
    ui::{Button, Look, Notice, Select, SelectOption, Sheet, Toast, Tone, use_toasts},
    view,
    workspace::{Private, private},
};

#[component]
pub fn Merge(
    goes: TermView,
    all: TermsView,
    open: RwSignal<bool>,
    at: ByTaxonomy,
    page: Private,
) -> impl IntoView {
    let t = texts();
    let (submission, toasts) = (Submission::new(), use_toasts());
    let name = goes.text.main.title.to_string();
    let mut options = vec![SelectOption { value: String::new(), label: t.merge_choose.to_owned() }];
    let others = all.terms.iter().filter(|one| one.id != goes.id);
    options.extend(
        others.map(|one| SelectOption { value: one.id.to_string(), label: one.text.main.title.to_string() }),
    );
    let into = RwSignal::new(String::new());
    let chosen = Memo::new(move |_| into.with(|into| into.parse::<CategoryId>().ok()));
    let (id, version) = (goes.id, all.version);
    let merged = StoredValue::new((t.merged)(&name));
    let merge = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(into) = chosen.get_untracked() else { return };
        change::<ChangeTerms>(submission, at, TermChange::Merge { id, into }, version, page, move || {
            toasts.show(Toast { text: merged.get_value(), undo: None });
            open.set(false);
        });
    };
    let preview = replaced(
        move || chosen.get(),
        move |into| {
            let asked = |into| {
                let query = MergeQuery { id: Some(id), into: Some(into) };
                private::<PreviewMerge>(
                    move || Some(PreviewMerge::url(&at, &query)),
                    |preview, _| view! { <Moves preview=preview/> },
                )
            };
            into.map(asked).into_any()
        },
    );
    view! {
        <Sheet open=open title=(t.merge_title)(&name)>
            <form class="form" method="post" on:submit=merge novalidate>
                <Select id="merge-into" name="into" label=t.merge_into value=into options=options/>
                {preview}
                <Notice tone=Tone::Waiting><p>{t.merge_for_ever}</p></Notice>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Danger submit=true busy=submission.busy
                        disabled=Signal::derive(move || chosen.get().is_none())>{t.merge_do}</Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}

/// What a merge would move.
#[component]
pub fn Moves(preview: MergePreview) -> impl IntoView {
    let t = texts();
    let MergePreview { listings, in_both, hidden, names, addresses, to } = preview;
    let addresses = addresses
        .iter()
        .map(|from| view! { <li><code>{(t.merge_leads)(from.as_str(), to.as_str())}</code></li> })
        .collect_view();
    view! {
        <div role="status">
            <p><b>{(t.merge_moves)(listings)}</b></p>
            {(in_both > 0).then(|| view! { <p>{(t.merge_both)(in_both)}</p> })}
            {(hidden > 0).then(|| view! { <p>{(t.merge_hidden)(hidden)}</p> })}
            {(!names.is_empty()).then(|| view! { <p class="quiet">{(t.merge_among)(&names.join(", "))}</p> })}
            <ul class="plain-list">{addresses}</ul>
        </div>
    }
}
