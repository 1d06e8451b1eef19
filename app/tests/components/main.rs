//! The domain-free pieces in a real browser: keys, focus, and what a screen reader is told.
#![cfg(target_arch = "wasm32")]

#[cfg(feature = "every-screen")]
mod account;
mod corpus;
#[cfg(feature = "every-screen")]
mod drafts;
#[cfg(feature = "every-screen")]
mod forms;
#[cfg(feature = "every-screen")]
mod organisation;
mod stage;

use app::ui::{ComboOption, Combobox, Dialog, Palette, Seal, Toast, Toasts, provide_toasts};
use chrono::{NaiveDate, TimeDelta};
use leptos::{mount::mount_to, prelude::*, task::tick};
use shared::marketplace::model::{Badge, BadgeKind};
use stage::Stage;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlDialogElement, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

fn options(titles: &[&str]) -> Vec<ComboOption> {
    titles
        .iter()
        .map(|title| ComboOption {
            id: title.to_lowercase(),
            group: "Apps".to_owned(),
            title: (*title).to_owned(),
            detail: String::new(),
            icon_url: None,
        })
        .collect()
}

// ---- combobox --------------------------------------------------------------------------------------

const FIELD: &str = "input[role=combobox]";

struct Search {
    stage: Stage,
    value: RwSignal<String>,
    offered: RwSignal<Vec<ComboOption>>,
    chosen: RwSignal<Vec<String>>,
    submitted: RwSignal<u32>,
}

async fn search() -> Search {
    let value = RwSignal::new(String::new());
    let offered = RwSignal::new(options(&["Alder", "Birch", "Cedar"]));
    let chosen = RwSignal::new(Vec::new());
    let submitted = RwSignal::new(0);
    let stage = Stage::show(move || {
        view! {
            <form on:submit=move |event| {
                event.prevent_default();
                submitted.update(|count| *count += 1);
            }>
                <Combobox
                    id="test-search"
                    name="q"
                    label="Find apps"
                    placeholder="Find"
                    value=value
                    options=offered
                    on_choose=move |id| chosen.update(|chosen| chosen.push(id))
                />
            </form>
        }
    })
    .await;
    Search { stage, value, offered, chosen, submitted }
}

impl Search {
    fn is_open(&self) -> bool {
        self.stage.attribute(FIELD, "aria-expanded").as_deref() == Some("true")
    }

    /// The title of the option that the screen reader is pointed at.
    fn active(&self) -> Option<String> {
        let id = self.stage.attribute(FIELD, "aria-activedescendant")?;
        let option = self.stage.find(&format!("#{id}")).expect("aria-activedescendant names an element");
        assert_eq!(option.get_attribute("aria-selected").as_deref(), Some("true"));
        option.query_selector(".title").expect("a valid selector").expect("a title").text_content()
    }
}

#[wasm_bindgen_test]
async fn typing_opens_the_suggestions_and_nothing_is_active() {
    let search = search().await;
    assert!(!search.is_open());
    search.stage.type_in(FIELD, "a").await;
    assert!(search.is_open());
    assert_eq!(search.value.get_untracked(), "a");
    assert_eq!(search.active(), None);
    assert_eq!(search.stage.attribute(FIELD, "aria-controls").as_deref(), Some("test-search-list"));
    assert!(search.stage.find("#test-search-list").is_some());
}

#[wasm_bindgen_test]
async fn arrows_go_round_through_the_text() {
    let search = search().await;
    let mut seen = Vec::new();
    for _ in 0..5 {
        assert!(!search.stage.key(FIELD, "ArrowDown").await, "the caret stays where it is");
        seen.push(search.active());
    }
    let expected = [Some("Alder"), Some("Birch"), Some("Cedar"), None, Some("Alder")];
    assert_eq!(seen, expected.map(|title| title.map(str::to_owned)));
    search.stage.key(FIELD, "ArrowUp").await;
    assert_eq!(search.active(), None);
    search.stage.key(FIELD, "ArrowUp").await;
    assert_eq!(search.active().as_deref(), Some("Cedar"));
}

#[wasm_bindgen_test]
async fn enter_chooses_the_active_option_and_else_is_left_to_the_form() {
    let search = search().await;
    search.stage.type_in(FIELD, "b").await;
    assert!(search.stage.key(FIELD, "Enter").await, "the form is submitted by the browser");
    assert!(!search.is_open());
    assert_eq!(search.chosen.get_untracked(), Vec::<String>::new());
    search.stage.key(FIELD, "ArrowDown").await;
    search.stage.key(FIELD, "ArrowDown").await;
    assert!(!search.stage.key(FIELD, "Enter").await);
    assert_eq!(search.chosen.get_untracked(), ["birch"]);
    assert!(!search.is_open());
    assert_eq!(search.submitted.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn escape_closes_first_and_empties_then() {
    let search = search().await;
    search.stage.type_in(FIELD, "ced").await;
    assert!(!search.stage.key(FIELD, "Escape").await);
    assert!(!search.is_open());
    assert_eq!(search.value.get_untracked(), "ced");
    search.stage.key(FIELD, "Escape").await;
    assert_eq!(search.value.get_untracked(), "");
    assert_eq!(search.stage.get::<HtmlInputElement>(FIELD).value(), "");
}

#[wasm_bindgen_test]
async fn other_suggestions_leave_no_stranger_active() {
    let search = search().await;
    search.stage.type_in(FIELD, "a").await;
    search.stage.key(FIELD, "ArrowDown").await;
    assert_eq!(search.active().as_deref(), Some("Alder"));
    search.offered.set(options(&["Elm"]));
    tick().await;
    assert_eq!(search.active(), None);
    search.offered.set(Vec::new());
    tick().await;
    assert!(!search.is_open());
}

#[wasm_bindgen_test]
async fn a_press_chooses() {
    let search = search().await;
    search.stage.type_in(FIELD, "a").await;
    search.stage.press("#test-search-list-2").await;
    assert_eq!(search.chosen.get_untracked(), ["cedar"]);
}

#[wasm_bindgen_test]
async fn what_was_typed_before_the_page_woke_up_is_kept() {
    let value = RwSignal::new(String::new());
    let root: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a page").append_child(&root).expect("room on the page");
    let mounted = mount_to(root.clone(), move || {
        view! {
            <Combobox id="early" name="q" label="Find" placeholder="Find" value=value options=Vec::new() on_choose=|_| {} />
        }
    });
    // Effects have not run yet: this is the moment between the server's page and its hydration.
    let input: HtmlInputElement =
        root.query_selector(FIELD).expect("a valid selector").expect("a field").unchecked_into();
    input.set_value("early bird");
    tick().await;
    assert_eq!(value.get_untracked(), "early bird");
    assert_eq!(input.value(), "early bird");
    value.set("set by the page".to_owned());
    tick().await;
    assert_eq!(input.value(), "set by the page");
    drop(mounted);
    root.remove();
}

// ---- palette ---------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn the_palette_opens_its_best_result_with_enter() {
    let (open, query) = (RwSignal::new(false), RwSignal::new(String::new()));
    let chosen = RwSignal::new(String::new());
    let offered = RwSignal::new(options(&["Alder", "Birch"]));
    let stage = Stage::show(move || {
        view! { <Palette open=open label="Go to" query=query options=offered on_choose=move |id| chosen.set(id) /> }
    })
    .await;
    open.set(true);
    tick().await;
    assert!(stage.get::<HtmlDialogElement>("dialog").open());
    stage.type_in(FIELD, "a").await;
    assert_eq!(query.get_untracked(), "a");
    assert_eq!(stage.attribute(FIELD, "aria-activedescendant").as_deref(), Some("palette-list-0"));
    stage.key(FIELD, "ArrowUp").await;
    assert_eq!(stage.attribute(FIELD, "aria-activedescendant").as_deref(), Some("palette-list-1"));
    stage.key(FIELD, "Enter").await;
    assert_eq!(chosen.get_untracked(), "birch");
    assert!(!stage.get::<HtmlDialogElement>("dialog").open());
    assert!(!open.get_untracked());
}

// ---- dialog ----------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_dialog_follows_its_signal_and_its_signal_follows_it() {
    let open = RwSignal::new(false);
    let stage = Stage::show(move || {
        view! {
            <Dialog open=open title="Follow app">
                <input id="first" />
            </Dialog>
        }
    })
    .await;
    let dialog: HtmlDialogElement = stage.get("dialog");
    assert!(!dialog.open());
    open.set(true);
    tick().await;
    assert!(dialog.open());
    assert_eq!(dialog.get_attribute("aria-label").as_deref(), Some("Follow app"));
    let focused = document().active_element().map(|element| element.id());
    assert_eq!(focused.as_deref(), Some("first"), "the focus goes to the content, not to the close button");

    stage.press(".close button").await;
    settle().await;
    assert!(!dialog.open());
    assert!(!open.get_untracked(), "closing by hand tells the page");

    open.set(true);
    tick().await;
    open.set(false);
    tick().await;
    assert!(!dialog.open());
}

/// `close` events are delivered in a task of their own.
async fn settle() {
    let promise = js_sys::Promise::new(&mut |done, _| {
        window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 50).expect("a timer");
    });
    wasm_bindgen_futures::JsFuture::from(promise).await.expect("a timer never fails");
    tick().await;
}

// ---- toasts ----------------------------------------------------------------------------------------

#[wasm_bindgen_test]
async fn a_toast_is_said_undone_once_and_gone() {
    let queue = RwSignal::new(None);
    let stage = Stage::show(move || {
        queue.set(Some(provide_toasts()));
        view! { <Toasts /> }
    })
    .await;
    let queue = queue.get_untracked().expect("the queue was made");
    assert_eq!(stage.attribute(".toasts", "aria-live").as_deref(), Some("polite"));

    let undone = RwSignal::new(0);
    let undo = Callback::new(move |()| undone.update(|count| *count += 1));
    queue.show(Toast { text: "Unfollowed Alder.".to_owned(), undo: Some(undo) });
    queue.show(Toast { text: "Copied.".to_owned(), undo: None });
    tick().await;
    let count = || stage.root.query_selector_all(".toast").expect("a valid selector").length();
    assert_eq!(count(), 2);
    assert!(stage.get::<HtmlElement>(".toast p").inner_text().contains("Unfollowed Alder."));

    stage.press(".toast .button:not(.square)").await;
    assert_eq!(undone.get_untracked(), 1);
    assert_eq!(count(), 1, "an undone message goes");
    stage.press(".toast .square").await;
    assert_eq!(count(), 0);
    assert_eq!(undone.get_untracked(), 1, "dismissing undoes nothing");

    for at in 0..5 {
        queue.show(Toast { text: format!("Message {at}"), undo: None });
    }
    tick().await;
    assert_eq!(count(), 3, "the oldest make room");
    assert!(stage.get::<HtmlElement>(".toast p").inner_text().contains("Message 2"));
}

// ---- seal ------------------------------------------------------------------------------------------

async fn seal(days_left: i64) -> Stage {
    let today = NaiveDate::from_ymd_opt(2026, 6, 1).expect("a real day");
    let badge = Badge {
        kind: BadgeKind::Security,
        issuer: "Nordwall Audit".to_owned(),
        issued_on: today - TimeDelta::days(200),
        expires_on: today + TimeDelta::days(days_left),
        evidence: "Report 17".to_owned(),
        level: None,
    };
    Stage::show(move || view! { <Seal badge=badge today=today scope="alder" /> }).await
}

#[wasm_bindgen_test]
async fn a_seal_shows_its_state_in_form_and_in_words() {
    let check = async |days, state, rings, strikes, words: &str| {
        let stage = seal(days).await;
        assert_eq!(stage.attribute(".seal svg", "data-state").as_deref(), Some(state));
        let count = |selector| stage.root.query_selector_all(selector).expect("a valid selector").length();
        assert_eq!(count(".seal .left"), rings, "{state}");
        assert_eq!(count(".seal .strike"), strikes, "{state}");
        let label = stage.attribute(".seal", "aria-label").expect("a label");
        assert!(
            label.contains("Security") && label.contains("Nordwall Audit") && label.contains(words),
            "{label}"
        );
    };
    check(200, "valid", 1, 0, "expires on").await;
    check(30, "ending", 1, 0, "expires on").await;
    check(0, "expired", 0, 1, "expired on").await;
}

#[wasm_bindgen_test]
async fn a_seal_opens_a_card_that_says_who_what_when_and_why() {
    let stage = seal(100).await;
    let card: HtmlElement = stage.get(".seal-card");
    assert!(!card.matches(":popover-open").expect("a valid selector"));
    stage.press(".seal").await;
    assert!(card.matches(":popover-open").expect("a valid selector"));
    let text = card.inner_text();
    for part in ["Nordwall Audit", "9\u{a0}September 2026", "Report 17", "reviewed"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let ring = stage.attribute(".seal .left", "stroke-dasharray");
    assert_eq!(ring.as_deref(), Some("33 100"), "a third of its time is left");
}
