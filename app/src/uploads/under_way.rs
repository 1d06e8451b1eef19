//! What is on its way: how far each file is, and what went wrong with it.

use leptos::prelude::*;
use shared::uploads::model::Kind;

use super::{
    queue::{Queue, Stage, Transfer},
    texts,
};
use crate::{
    ui::{Button, Icon, IconName, Look},
    view,
    view::{Keyed, keyed, live},
};

/// The files of one kind that are on their way, those that failed included.
#[component]
pub fn UnderWay(queue: Queue, kind: Kind) -> impl IntoView {
    let numbers = Memo::new(move |_| {
        let of_kind = |transfer: &&Transfer| transfer.kind == kind;
        queue
            .transfers
            .with(|all| all.iter().filter(of_kind).map(|transfer| transfer.number).collect::<Vec<_>>())
    });
    view! {
        <ul class="transfers">
            {keyed(move || {
                let entry = |number: u32| Keyed::new(number.to_string(), move || entry(queue, number));
                numbers.get().into_iter().map(entry).collect()
            })}
        </ul>
    }
}

fn entry(queue: Queue, number: u32) -> AnyView {
    let t = texts();
    let find = move |all: &Vec<Transfer>| all.iter().find(|transfer| transfer.number == number).cloned();
    let transfer = Memo::new(move |_| queue.transfers.with(find));
    let Some(Transfer { name, bytes, .. }) = queue.transfers.with_untracked(find) else {
        return view! { <li></li> };
    };
    let stage = Memo::new(move |_| transfer.get().map(|transfer| transfer.stage));
    let progress = {
        let label = (t.progress)(&name);
        live(move || {
            let sent = match stage.get()? {
                Stage::Waiting | Stage::Offline | Stage::Failed(_) => return None,
                Stage::Sending(sent) => sent,
            };
            Some(view! {
                <progress max=bytes.to_string() value=sent.to_string() aria-label=label.clone()></progress>
            })
        })
    };
    let said = live(move || {
        Some(match stage.get()? {
            Stage::Waiting => view! { <span class="quiet">{t.waiting}</span> },
            Stage::Sending(sent) if sent >= bytes => view! { <span class="quiet">{t.finishing}</span> },
            Stage::Sending(sent) => {
                let share = sent * 100 / bytes.max(1);
                view! { <span class="quiet">{(t.sent)(share)}</span> }
            }
            Stage::Offline => view! { <span class="quiet"><Icon name=IconName::Offline/>{t.offline}</span> },
            Stage::Failed(why) => view! {
                <span class="error" role="alert"><Icon name=IconName::Error/>{(t.failed)(&why)}</span>
            },
        })
    });
    let ways = live(move || {
        let failed = match stage.get()? {
            Stage::Failed(why) => Some(why),
            _ => None,
        };
        let again = failed.as_ref().is_some_and(super::Failed::can_be_tried_again);
        let leave = if failed.is_some() { t.dismiss } else { t.stop };
        Some(view! {
            {again.then(|| view! {
                <Button on_press=move |()| queue.try_again(number)>{t.try_again}</Button>
            })}
            <Button look=Look::Quiet on_press=move |()| queue.remove(number)>{leave}</Button>
        })
    });
    view! {
        <li class="transfer">
            <span class="transfer-name">{name}</span>
            {progress}
            <span class="transfer-said">{said}</span>
            <span class="transfer-ways">{ways}</span>
        </li>
    }
}
