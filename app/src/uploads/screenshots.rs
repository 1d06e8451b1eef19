//! Screenshots: in an order, each with what it shows in words.

use leptos::{html, prelude::*, reactive::owner::Owner, task::spawn_local};
use shared::{
    listings::{field::Field as DraftField, policy::NagPolicy},
    uploads::{api::CropOf, model::Kind},
};

use super::{
    CropDialog, Cropping, Queue, UnderWay,
    drop::Drop,
    file::File,
    icon::cropped,
    order::{self, keys, place, shots},
    texts::{Texts, texts},
};
use crate::{
    browser::{focus, focus_soon, invoke, member},
    listings::{inputs::choice, keeper::Keeper},
    ui::{Button, Field, Icon, IconName, Look, Notice, Toast, ToastQueue, Tone, use_toasts},
    view,
    view::{Keyed, effect, keyed, live},
};

/// Longest text of a screenshot.
const MAX_ALT_CHARS: u64 = 500;

/// What the rows share.
#[derive(Clone, Copy)]
struct Board {
    t: &'static Texts,
    toasts: ToastQueue,
    keeper: Keeper,
    list: NodeRef<html::Ol>,
    /// Name of the one that a hand holds, and in front of which one it would be dropped.
    held: RwSignal<Option<(String, usize)>>,
    /// What has just happened, for who does not see it.
    said: RwSignal<String>,
    cropping: RwSignal<Option<Cropping>>,
    problem: RwSignal<Option<String>>,
    /// Lives as long as the list: what undoes a removal outlives the row.
    owner: StoredValue<Owner>,
}

#[component]
pub fn Screenshots(keeper: Keeper, queue: Queue) -> impl IntoView {
    let t = texts();
    let board = Board {
        t,
        toasts: use_toasts(),
        keeper,
        list: NodeRef::new(),
        held: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        cropping: RwSignal::new(None),
        problem: RwSignal::new(None),
        owner: StoredValue::new(Owner::current().unwrap_or_default()),
    };
    let names = Memo::new(move |_| keys(&shots(keeper)));
    let chosen = move |files: Vec<File>| {
        board.problem.set(None);
        queue.add(files, Kind::Screenshot, None);
    };
    let left = live(move || {
        let left = queue.left.get();
        (!left.is_empty()).then(|| {
            let names: Vec<_> = left.iter().map(|left| left.name.clone()).collect();
            view! {
                <Notice tone=Tone::Waiting>
                    <p>{(t.left)(&names.join(", "))}</p>
                    <Button on_press=move |()| queue.forget_left()>{t.dismiss}</Button>
                </Notice>
            }
        })
    });
    view! {
        <div class="own-pictures" id="field-screenshots" role="group" aria-labelledby="screenshots-title" tabindex="-1">
            <h3 id="screenshots-title">{t.screenshots}</h3>
            {left}
            <ol class="shots" node_ref=board.list>
                {keyed(move || {
                    let row = |key: String| Keyed::new(key.clone(), move || row(board, &key));
                    names.get().into_iter().map(row).collect()
                })}
            </ol>
            <Drop id="screenshot-files" label=t.choose_screenshots hint=t.screenshots_hint several=true
                on_files=Callback::new(chosen)/>
            <UnderWay queue=queue kind=Kind::Screenshot/>
            {live(move || board.problem.get().map(|why| view! { <Notice tone=Tone::Danger>{why}</Notice> }))}
            {choice(keeper, DraftField::Screenshots)}
            <p class="visually-hidden" role="status" aria-live="polite">{move || board.said.get()}</p>
            <CropDialog cropping=board.cropping/>
        </div>
    }
}

/// One screenshot.
fn row(board: Board, key: &str) -> AnyView {
    let Board { t, keeper, .. } = board;
    let name = StoredValue::new(key.to_owned());
    let id = move |part: &str| name.with_value(|key| format!("shot-{key}-{part}"));
    let shot = Memo::new(move |_| {
        let all = shots(keeper);
        let at = name.with_value(|key| place(&all, key))?;
        Some((at, all.len(), all[at].clone()))
    });
    let at = move || shot.with(|shot| shot.as_ref().map_or(0, |(at, ..)| *at));
    let count = move || shot.with(|shot| shot.as_ref().map_or(0, |(_, count, _)| *count));
    let label = move |of: fn(u64) -> String| move || of(at() as u64 + 1);
    let picture = live(move || {
        shot.get().map(|(_, _, shot)| view! { <img src=shot.picture.url(480) alt="" draggable="false"/> })
    });
    let go = move |to: usize, focus: &str| move_to(board, &name.get_value(), to, &id(focus));
    let handle = {
        let keys = move |event: leptos::ev::KeyboardEvent| {
            let (here, last) = (untrack(at), untrack(count).saturating_sub(1));
            let to = match event.key().as_str() {
                "ArrowUp" | "ArrowLeft" => here.saturating_sub(1),
                "ArrowDown" | "ArrowRight" => (here + 1).min(last),
                "Home" => 0,
                "End" => last,
                "Escape" => return board.held.set(None),
                _ => return,
            };
            event.prevent_default();
            go(to, "handle");
        };
        let take = move |event: leptos::ev::PointerEvent| {
            if event.button() == 0
                && let Some(handle) = event.current_target()
            {
                event.prevent_default();
                focus(&id("handle"));
                // Without it the hand lets go outside of the handle.
                let _ = invoke(&handle, "setPointerCapture", &[member(&event, "pointerId")]);
                board.held.set(Some((name.get_value(), untrack(at))));
            }
        };
        let pull = move |event: leptos::ev::PointerEvent| {
            if untrack(|| board.held.with(Option::is_some)) {
                board.held.set(Some((name.get_value(), board.before(event.client_y()))));
            }
        };
        let let_go = move |_| {
            let held = untrack(|| board.held.get());
            board.held.set(None);
            if let Some((_, before)) = held {
                let to = order::dropped(untrack(at), before);
                if to != untrack(at) {
                    go(to, "handle");
                }
            }
        };
        view! {
            <button type="button" class="button quiet square shot-handle" id=id("handle")
                aria-label=label(t.move_handle) title=t.move_hint
                on:keydown=keys on:pointerdown=take on:pointermove=pull on:pointerup=let_go
                on:pointercancel=move |_| board.held.set(None)>
                <Icon name=IconName::Menu/>
            </button>
        }
    };
    let step = move |part: &'static str, icon: IconName, of: fn(u64) -> String, by: isize| {
        let to = move || untrack(at).checked_add_signed(by).filter(|to| *to < untrack(count));
        let idle = move || at().checked_add_signed(by).is_none_or(|to| to >= count());
        view! {
            <button type="button" class="button quiet square" id=id(part) aria-label=label(of) title=label(of)
                aria-disabled=move || idle().then_some("true")
                on:click=move |_| if let Some(to) = to() { go(to, part) }>
                <Icon name=icon/>
            </button>
        }
    };
    let drop_place = move || {
        board.held.with(|held| {
            let (key, before) = held.as_ref()?;
            let (here, last) = (at(), count() == at() + 1);
            let stays = order::dropped(untrack(|| board.place(key)), *before) == untrack(|| board.place(key));
            (!stays && *before == here)
                .then_some("above")
                .or((!stays && last && *before > here).then_some("below"))
        })
    };
    let is_held = move || {
        board.held.with(|held| held.as_ref().is_some_and(|(key, _)| name.with_value(|own| own == key)))
    };
    view! {
        <li class="shot" class:held=is_held data-drop=drop_place>
            {handle}
            <div class="shot-picture">{picture}</div>
            <div class="shot-side">
                {alt(board, name, shot)}
                <div class="shot-ways">
                    {step("earlier", IconName::Collapse, t.earlier, -1)}
                    {step("later", IconName::Expand, t.later, 1)}
                    <Button on_press=move |()| crop(board, name)>{t.crop}</Button>
                    <Button look=Look::Quiet on_press=move |()| remove(board, &name.get_value())>{t.remove}</Button>
                </div>
            </div>
        </li>
    }
}

impl Board {
    /// Where the one with this name stands.
    fn place(self, key: &str) -> usize {
        place(&shots(self.keeper), key).unwrap_or_default()
    }

    /// In front of which row a hand at this height would drop something.
    fn before(self, y: i32) -> usize {
        let Some(list) = self.list.get_untracked() else { return 0 };
        let rows = list.children();
        let above = (0..rows.length()).filter_map(|at| rows.item(at)).take_while(|row| {
            let area = row.get_bounding_client_rect();
            area.top() + area.height() / 2.0 < f64::from(y)
        });
        above.count()
    }
}

type Shown = Memo<Option<(usize, usize, shared::marketplace::model::Screenshot)>>;

/// What a screenshot shows, in words.
fn alt(board: Board, name: StoredValue<String>, shot: Shown) -> AnyView {
    let Board { t, keeper, .. } = board;
    let said = move || shot.with(|shot| shot.as_ref().map(|(_, _, shot)| shot.alt.clone()));
    let typed = RwSignal::new(untrack(said).unwrap_or_default());
    // Left once: before that nobody is told that it is empty.
    let left = RwSignal::new(false);
    effect(move || {
        let text = typed.get();
        name.with_value(|key| order::edit(keeper, key, |shot| shot.alt = text));
    });
    effect(move || {
        if let Some(text) = said()
            && untrack(|| typed.get()) != text
        {
            typed.set(text);
        }
    });
    let least = NagPolicy::default().min_alt_chars;
    let error = Signal::derive(move || {
        let chars = typed.with(|text| text.trim().chars().count());
        match chars {
            0 if left.get() => Some(t.alt_missing.to_owned()),
            chars if chars > 0 && chars < least && left.get() => Some((t.alt_short)(least as u64)),
            _ => None,
        }
    });
    let id = name.with_value(|key| format!("shot-{key}-alt"));
    view! {
        <div on:focusout=move |_| left.set(true)>
            <Field id=id.clone() name=id label=t.alt value=typed hint=t.alt_hint error=error
                max_chars=MAX_ALT_CHARS required=true/>
        </div>
    }
}

fn move_to(board: Board, key: &str, to: usize, focus_on: &str) {
    if let Some((place, of)) = order::move_to(board.keeper, key, to) {
        board.said.set((board.t.moved)(place as u64, of as u64));
    }
    // The row may have been taken out and put back, and the focus with it.
    focus_soon(focus_on);
}

fn remove(board: Board, key: &str) {
    let Board { t, keeper, .. } = board;
    let Some((at, shot)) = order::remove(keeper, key) else { return };
    board.said.set((t.removed)(at as u64 + 1));
    let undo = board.owner.with_value(|owner| {
        owner.with(|| Callback::new(move |()| order::put_back(keeper, at, shot.clone())))
    });
    board.toasts.show(Toast { text: (t.removed)(at as u64 + 1), undo: Some(undo) });
    focus("field-screenshots");
}

fn crop(board: Board, name: StoredValue<String>) {
    let Board { t, keeper, .. } = board;
    let all = untrack(|| shots(keeper));
    let Some(at) = name.with_value(|key| place(&all, key)) else { return };
    let picture = all[at].picture.clone();
    let Ok(digest) = picture.digest.parse::<shared::canonical::Digest>() else { return };
    board.problem.set(None);
    let key = name.get_value();
    board.cropping.set(Some(Cropping {
        src: picture.url(1600),
        kind: Kind::Screenshot,
        then: Callback::new(move |crop| {
            let body = CropOf { kind: Kind::Screenshot, picture: digest.clone(), crop };
            let key = key.clone();
            spawn_local(async move {
                match cropped(keeper.at, body, t).await {
                    Ok(picture) => {
                        order::edit(keeper, &key, |shot| shot.picture = picture);
                        board.said.try_set(t.cropped.to_owned());
                    }
                    Err(why) => {
                        board.problem.try_set(Some(why));
                    }
                }
            });
        }),
        unreadable: Callback::new(move |()| board.problem.set(Some(t.not_shown.to_owned()))),
    }));
}
