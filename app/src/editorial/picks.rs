//! The picks: those of now, those to come, those that are over.

use leptos::prelude::*;
use shared::{
    editorial::{
        api::{ChangePicks, ListingRef, PickChange, PickView, PicksView, Standing},
        model::Label,
        text::{PerLanguage, Sentence},
    },
    endpoint::ByOrganisation,
    ids::PickId,
    problem::FieldError,
};

use super::{
    change,
    find::Find,
    instant::{TimeFields, Times},
    span, standing_tag, texts,
};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    organisations::asked,
    ui::{Button, Column, Look, Select, SelectOption, Sheet, StateKind, StatePage, Table, TextArea},
    view,
    view::live,
    workspace::{Private, texts as around},
};

/// What is asked about: a new pick, or one that is there.
#[derive(Clone, Debug)]
enum About {
    New,
    One(Box<PickView>),
}

#[component]
pub fn Picks(picks: PicksView, at: ByOrganisation, page: Private) -> impl IntoView {
    let t = texts();
    let about = RwSignal::new(None::<About>);
    let ending = Submission::new();
    let (version, most_days) = (picks.version, picks.most_days);
    let begin = move || {
        view! { <Button look=Look::Primary on_press=move |()| about.set(Some(About::New))>{t.pick}</Button> }
    };
    let end = move |id: PickId| {
        change::<ChangePicks>(ending, at, PickChange::End { id }, version, page, || ());
    };
    let shown = if picks.picks.is_empty() {
        view! { <StatePage kind=StateKind::Empty title=t.picks_none body=t.picks_none_body>{begin()}</StatePage> }
    } else {
        let columns = vec![
            Column::new(t.app),
            Column::new(t.state),
            Column::new(t.when),
            Column::new(t.reason),
            Column::new(t.deeds).unseen(),
        ];
        let row = move |pick: PickView| {
            let (id, over) = (pick.id, pick.standing == Standing::Over);
            let name = if pick.listing.name.is_empty() {
                pick.listing.id.to_string()
            } else {
                pick.listing.name.clone()
            };
            let gone = !pick.listing.in_directory;
            let asked = pick.clone();
            view! {
                <tr>
                    <th scope="row">
                        <b>{name}</b>
                        <span class="quiet">{(t.labels)(pick.label)}</span>
                        {gone.then(|| view! { <span class="quiet">{t.gone}</span> })}
                    </th>
                    <td>{standing_tag(pick.standing)}</td>
                    <td>{span(&pick.window)}</td>
                    <td>{pick.reason.main.to_string()}</td>
                    <td class="row-ways">
                        {(!over).then(|| view! {
                            <Button on_press=move |()| about.set(Some(About::One(Box::new(asked.clone()))))>{t.change}</Button>
                            <Button on_press=move |()| end(id)>{t.end_pick}</Button>
                        })}
                    </td>
                </tr>
            }
        };
        let rows = picks.picks.into_iter().map(row).collect_view();
        view! {
            <div class="form-ways">{begin()}</div>
            <Table caption=around().picks columns=columns><tbody>{rows}</tbody></Table>
        }
    };
    view! {
        <p class="lead">{(t.picks_lead)(picks.most_at_once)}</p>
        <FormProblem submission=ending/>
        {shown}
        {asked(about, move |about, open| view! {
            <PickForm about=about open=open at=at page=page version=version most_days=most_days/>
        })}
    }
}

fn word(label: Label) -> &'static str {
    match label {
        Label::EditorsPick => "editors_pick",
        Label::NewAndNotable => "new_and_notable",
    }
}

#[component]
fn PickForm(
    about: About,
    open: RwSignal<bool>,
    at: ByOrganisation,
    page: Private,
    version: u64,
    #[prop(optional_no_strip)] most_days: Option<u32>,
) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let before = match about {
        About::New => None,
        About::One(pick) => Some(*pick),
    };
    let chosen = RwSignal::new(before.as_ref().map(|pick| pick.listing.clone()));
    let label = RwSignal::new(word(before.as_ref().map_or(Label::EditorsPick, |pick| pick.label)).to_owned());
    let said = before.as_ref().map(|pick| pick.reason.main.to_string());
    let reason = RwSignal::new(said.unwrap_or_default());
    let window = before.as_ref().map(|pick| pick.window);
    let times = Times::of(window.as_ref());
    let fresh = PickId::new(&FreshIds);
    let is_new = before.is_none();
    let before = StoredValue::new(before);
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(listing) = chosen.get_untracked() else {
            submission.refuse(vec![FieldError::pointer("/listing", t.no_choice)]);
            return;
        };
        let Some(main) = submission.parsed::<Sentence>("/reason", &reason.get_untracked(), t.no_reason)
        else {
            return;
        };
        let Some(when) = times.read(submission, window.as_ref()) else { return };
        let label = label.with_untracked(|label| {
            if label == word(Label::NewAndNotable) { Label::NewAndNotable } else { Label::EditorsPick }
        });
        let body = match before.get_value() {
            None => {
                let reason = PerLanguage::only(main);
                PickChange::Pick { id: fresh, listing: listing.id, label, reason, when }
            }
            Some(pick) => {
                let reason = Some(PerLanguage { main, ..pick.reason });
                PickChange::Change { id: pick.id, label: Some(label), reason, when: Some(when) }
            }
        };
        change::<ChangePicks>(submission, at, body, version, page, move || open.set(false));
    };
    let labels = [Label::EditorsPick, Label::NewAndNotable]
        .map(|label| SelectOption { value: word(label).to_owned(), label: (t.labels)(label).to_owned() });
    let listing_error = submission.field("/listing");
    view! {
        <Sheet open=open title=if is_new { t.pick_title } else { t.pick_change_title }>
            <form class="form" method="post" on:submit=save novalidate>
                {is_new.then(|| view! {
                    <Find id="pick-app" at=at on_choose=move |listing: ListingRef| chosen.set(Some(listing))/>
                })}
                {live(move || chosen.get().map(|listing| view! {
                    <p><span class="quiet">{t.chosen}": "</span><b>{listing.name}</b>" "<span class="quiet">{listing.partner}</span></p>
                }))}
                {live(move || listing_error.get().map(|error| view! { <p class="error">{error}</p> }))}
                <Select id="pick-label" name="label" label=t.label value=label options=labels.into()/>
                <TextArea id="pick-reason" name="reason" label=t.reason value=reason rows=3 hint=t.reason_hint
                    error=submission.field("/reason") required=true/>
                <TimeFields times=times submission=submission from_id="pick-from" until_id="pick-until" most_days=most_days/>
                <FormProblem submission=submission/>
                <div class="form-ways sticky-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>
                        {if is_new { t.pick } else { t.save }}
                    </Button>
                    <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
                </div>
            </form>
        </Sheet>
    }
}
