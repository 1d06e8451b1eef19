//! What a workspace is made of beside the market's pieces: texts to copy, deadlines, differences, ledgers,
//! and the question before what cannot be undone.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use leptos::prelude::*;

use super::{facts::TODAY, specimen::Theme};
use crate::{
    i18n::use_locale,
    ui::{
        Button, Change, Clock, CodeBox, Column, Confirm, Copied, CopyButton, Difference, Look, Table, Tag,
        Tone,
    },
    view,
};

/// The words of these specimens.
#[derive(Debug)]
pub(super) struct Texts {
    pub(super) copying: &'static str,
    pub(super) copying_note: &'static str,
    pub(super) deadlines: &'static str,
    pub(super) deadlines_note: &'static str,
    pub(super) differences: &'static str,
    pub(super) differences_note: &'static str,
    pub(super) ledgers: &'static str,
    pub(super) ledgers_note: &'static str,
    pub(super) questions: &'static str,
    pub(super) questions_note: &'static str,
    record: &'static str,
    expires: &'static str,
    expired: &'static str,
    name: &'static str,
    permissions: [&'static str; 4],
    required: &'static str,
    yes: &'static str,
    columns: [&'static str; 4],
    rows: [(&'static str, &'static str); 3],
    owner: &'static str,
    remove: &'static str,
    remove_question: &'static str,
    remove_body: &'static str,
    revoke: &'static str,
    revoke_question: &'static str,
    revoke_body: &'static str,
}

const EN: Texts = Texts {
    copying: "Copying",
    copying_note: "Not yet, done, and refused by the browser. One press selects the whole text.",
    deadlines: "Deadlines",
    deadlines_note: "Running, in its last two days, over. The words say what the colour says.",
    differences: "Differences",
    differences_note: "A sign, a tint and, for who hears it, a word: before and after, added and removed.",
    ledgers: "Ledger",
    ledgers_note: "The head and the first column stay in view. The frame scrolls by itself, and the keyboard reaches it.",
    questions: "Before what lasts",
    questions_note: "What happens is said first. What cannot be had back wants its name typed.",
    record: "Value of the record",
    expires: "Expires",
    expired: "Expired",
    name: "Name",
    permissions: ["Permissions", "See keys", "Read the trail", "See members"],
    required: "Required",
    yes: "yes",
    columns: ["Person", "Role", "Events", "Change"],
    rows: [("Anna Lind", "Owner"), ("Ben Okafor", "Seller"), ("Chiara Neri", "Finance")],
    owner: "Owner",
    remove: "Remove Ben Okafor",
    remove_question: "Remove Ben Okafor from the organisation?",
    remove_body: "Access ends at once. An invitation leads back.",
    revoke: "Revoke Nightly export",
    revoke_question: "Revoke Nightly export?",
    revoke_body: "Everything that uses this key is refused at once. It cannot be brought back.",
};

const DE: Texts = Texts {
    copying: "Kopieren",
    copying_note: "Noch nicht, getan und vom Browser verwehrt. Ein Druck markiert den ganzen Text.",
    deadlines: "Fristen",
    deadlines_note: "Laufend, in den letzten zwei Tagen, vorbei. Die Worte sagen, was die Farbe sagt.",
    differences: "Unterschiede",
    differences_note: "Ein Zeichen, ein Farbton und, für alle, die es hören, ein Wort: vorher und nachher, dazu und weg.",
    ledgers: "Liste",
    ledgers_note: "Kopf und erste Spalte bleiben sichtbar. Der Rahmen rollt für sich, und die Tastatur erreicht ihn.",
    questions: "Vor dem, was bleibt",
    questions_note: "Zuerst steht da, was geschieht. Was sich nicht zurückholen lässt, will seinen Namen getippt.",
    record: "Wert des Eintrags",
    expires: "Läuft ab",
    expired: "Abgelaufen",
    name: "Name",
    permissions: ["Rechte", "Schlüssel ansehen", "Prüfpfad lesen", "Mitglieder ansehen"],
    required: "Vorgeschrieben",
    yes: "ja",
    columns: ["Person", "Rolle", "Ereignisse", "Ändern"],
    rows: [("Anna Lind", "Inhaber"), ("Ben Okafor", "Vertrieb"), ("Chiara Neri", "Finanzen")],
    owner: "Inhaber",
    remove: "Ben Okafor entfernen",
    remove_question: "Ben Okafor aus der Organisation entfernen?",
    remove_body: "Der Zugang endet sofort. Zurück führt eine Einladung.",
    revoke: "Nachtausfuhr widerrufen",
    revoke_question: "Nachtausfuhr widerrufen?",
    revoke_body: "Alles, was diesen Schlüssel benutzt, wird sofort abgewiesen. Er lässt sich nicht zurückholen.",
};

pub(super) fn texts() -> &'static Texts {
    use_locale().pick(&EN, &DE)
}

/// The instant at which the gallery plays.
fn now() -> DateTime<Utc> {
    TODAY.and_time(NaiveTime::MIN).and_utc()
}

pub(super) fn copying(_: Theme) -> AnyView {
    let t = texts();
    let record = "guildhall-domain=8x2m4k0q7r5t1v3w9y6z8a2b4c0d7e5f1g3h9j6k8m2n4p0q7r5t";
    let states = [Copied::Not, Copied::Done, Copied::Refused]
        .map(|first| view! { <CopyButton text=record what=t.record first=first/> });
    view! {
        <CodeBox label=t.record text=record/>
        <div class="row">{states.into_iter().collect_view()}</div>
    }
}

pub(super) fn deadlines(_: Theme) -> AnyView {
    let t = texts();
    let clocks = [TimeDelta::days(9), TimeDelta::hours(31), TimeDelta::hours(-4)].map(|away| {
        view! { <p><Clock until=now() + away now=now() label=t.expires over=t.expired/></p> }
    });
    clocks.into_iter().collect_view().into_any()
}

pub(super) fn differences(_: Theme) -> AnyView {
    let t = texts();
    let value = |label: &str, before: Option<&str>, after: Option<&str>| Change::Value {
        label: label.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    };
    let [permissions, added, removed, _] = t.permissions;
    let changes = vec![
        value(t.name, Some("Northwind"), Some("Northwind Works")),
        value(t.name, None, Some("Northwind")),
        value(t.name, Some("Northwind"), None),
        value(t.required, Some(t.yes), Some(t.yes)),
        Change::Set {
            label: permissions.to_owned(),
            added: vec![added.to_owned()],
            removed: vec![removed.to_owned()],
        },
    ];
    view! {
        <Difference changes=changes/>
        <Difference changes=Vec::new()/>
    }
}

pub(super) fn ledger(_: Theme) -> AnyView {
    let t = texts();
    let [person, role, events, change] = t.columns;
    let columns = vec![
        Column::new(person),
        Column::new(role),
        Column::new(events).number(),
        Column::new(change).unseen(),
    ];
    let rows = t.rows.map(|(name, role)| {
        let tone = if role == t.owner { Tone::Accent } else { Tone::Neutral };
        view! {
            <tr>
                <th scope="row"><b>{name}</b></th>
                <td><Tag label=role tone=tone/></td>
                <td class="number">"1,204"</td>
                <td class="deeds"><Button look=Look::Quiet>{t.columns[3]}</Button></td>
            </tr>
        }
    });
    view! {
        <Table caption=t.ledgers columns=columns>
            <tbody>{rows.into_iter().collect_view()}</tbody>
        </Table>
    }
}

pub(super) fn questions(theme: Theme) -> AnyView {
    let t = texts();
    let (remove, revoke) = (RwSignal::new(false), RwSignal::new(false));
    view! {
        <div class="row">
            <Button on_press=move |()| remove.set(true)>{t.remove}</Button>
            <Button on_press=move |()| revoke.set(true)>{t.revoke}</Button>
        </div>
        <Confirm open=remove id=theme.id("gallery-remove") title=t.remove_question deed=t.remove
            on_confirm=move |()| remove.set(false)>
            <p>{t.remove_body}</p>
        </Confirm>
        <Confirm open=revoke id=theme.id("gallery-revoke") title=t.revoke_question deed=t.revoke
            typed="Nightly export" on_confirm=move |()| revoke.set(false)>
            <p>{t.revoke_body}</p>
        </Confirm>
    }
}
