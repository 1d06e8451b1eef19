//! A call, whole: what was sent and what came back; and once more.

use leptos::prelude::*;
use shared::{
    endpoint::{ByCall, Endpoint},
    ids::CallId,
    sandbox::{
        api::{CallRow, CallView, ReadCall, RepeatAs, RepeatCall},
        contract::words::failure,
        exchange::Header,
    },
};

use super::{language, tenant::Desk, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    i18n::{number, use_locale},
    transport::send,
    ui::{Button, Tag, Tone},
    view,
    view::live,
    workspace::private,
};

/// What came of a call, in a word.
pub fn came(call: &CallRow) -> AnyView {
    match (call.status, &call.failure) {
        (Some(status), _) => {
            let tone = if status < 400 { Tone::Done } else { Tone::Danger };
            view! { <Tag label=status.to_string() tone=tone/> }
        }
        (None, Some(why)) => view! { <Tag label=failure(language(), why) tone=Tone::Danger/> },
        (None, None) => ().into_any(),
    }
}

/// Opens a call in the place where it is named.
#[component]
pub fn Opened(desk: Desk, call: CallId, label: &'static str) -> impl IntoView {
    let open = RwSignal::new(false);
    let whole = live(move || open.get().then(|| shown(desk, call)));
    view! {
        <details class="sandbox-call" on:toggle=move |event| open.set(is_open(&event))>
            <summary>{label}</summary>
            {whole}
        </details>
    }
}

/// Whether the details that an event is about are open.
pub fn is_open(event: &leptos::ev::Event) -> bool {
    use wasm_bindgen::JsCast;
    let details = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    details.is_some_and(|details| details.has_attribute("open"))
}

/// A call, asked for when it is opened.
pub fn shown(desk: Desk, call: CallId) -> AnyView {
    let at = ByCall {
        organisation: desk.at.organisation,
        listing: desk.at.listing,
        sandbox: desk.at.sandbox,
        call,
    };
    private::<ReadCall>(
        move || Some(ReadCall::url(&at, &())),
        move |call, _| view! { <Whole desk=desk at=at call=call/> },
    )
}

#[component]
fn Whole(desk: Desk, at: ByCall, call: CallView) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let again = RwSignal::new(None::<CallView>);
    let repeat = move |()| {
        let (body, intent) = (RepeatAs { call: CallId::new(&FreshIds) }, submission.intent());
        submission.run(async move { send::<RepeatCall>(&at, &body, &intent, None).await }, move |sent| {
            desk.sent.set(Some(sent.row.clone()));
            again.set(Some(sent));
        });
    };
    let second = live(move || {
        again.with(|again| {
            again.as_ref().map(|again| {
                view! {
                    <h4 role="status">{t.sent_again}</h4>
                    {exchange(again)}
                }
            })
        })
    });
    view! {
        {exchange(&call)}
        <FormProblem submission=submission/>
        <div class="form-ways">
            <Button busy=submission.busy on_press=repeat>{t.send_again}</Button>
        </div>
        {second}
    }
}

/// Request and answer, side by side where there is room.
fn exchange(call: &CallView) -> AnyView {
    let t = texts();
    let locale = use_locale();
    let request = &call.request;
    let line = format!("{} {}", request.method.as_str(), request.url);
    let answer = match &call.answer {
        Some(answer) => {
            let cut = answer.body.truncated.then(|| (t.cut)(&number(locale, answer.body.length)));
            view! {
                {headers(&answer.headers)}
                {body(&answer.body.text)}
                {cut.map(|cut| view! { <p class="quiet">{cut}</p> })}
            }
        }
        None => view! { <p class="quiet">{t.no_answer}</p> },
    };
    view! {
        <div class="sandbox-exchange">
            <section>
                <h4>{t.sent}</h4>
                <p><code>{line}</code></p>
                {headers(&request.headers)}
                {body(&request.body)}
            </section>
            <section>
                <h4>{t.came_back}</h4>
                <p>{came(&call.row)}" "{format!("{} ms", number(locale, call.row.elapsed_ms))}</p>
                {answer}
            </section>
        </div>
    }
}

fn headers(headers: &[Header]) -> AnyView {
    let rows = headers
        .iter()
        .map(|(name, value)| view! { <div><dt>{name.clone()}</dt><dd>{value.clone()}</dd></div> })
        .collect_view();
    view! { <dl class="sandbox-headers">{rows}</dl> }
}

/// JSON with its lines, everything else as it is.
fn body(text: &str) -> AnyView {
    if text.is_empty() {
        return view! { <p class="quiet">{texts().no_body}</p> };
    }
    let json = serde_json::from_str::<serde_json::Value>(text).ok();
    let text =
        json.and_then(|json| serde_json::to_string_pretty(&json).ok()).unwrap_or_else(|| text.to_owned());
    view! { <pre class="sandbox-body" tabindex="0"><code>{text}</code></pre> }
}
