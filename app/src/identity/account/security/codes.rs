//! Recovery codes, shown once.

use leptos::{prelude::*, task::spawn_local};
use shared::identity::api::RecoveryCodesReply;

use super::super::texts;
use crate::{
    download::{copy, download, print},
    ui::{Button, Icon, IconName, Look, Notice, Tone},
    view,
};

/// To copy, print or save; pressing the last button is the promise that they are put away.
#[component]
pub fn RecoveryCodes(
    reply: RecoveryCodesReply,
    shown: RwSignal<Option<RecoveryCodesReply>>,
) -> impl IntoView {
    let t = texts();
    let copied = RwSignal::new(None::<bool>);
    let text = StoredValue::new(reply.codes.join("\n") + "\n");
    let take = move |()| {
        spawn_local(async move {
            let done = copy(text.get_value()).await;
            // The page may be gone.
            let _ = copied.try_set(Some(done));
        });
    };
    let save = move |()| {
        let text = format!("{}\n\n{}", t.codes_file, text.get_value());
        download("guildhall-recovery-codes.txt", "text/plain", &text);
    };
    let rows = reply.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="codes-title">
            <h2 id="codes-title" tabindex="-1">{t.codes_title}</h2>
            <Notice tone=Tone::Waiting><p>{t.codes_lead}</p></Notice>
            <ol class="codes">{rows}</ol>
            <p role="status">
                {move || copied.get().map(|done| if done { t.codes_copied } else { t.codes_not_copied })}
            </p>
            <div class="form-ways no-print">
                <Button on_press=take><Icon name=IconName::Copy/>{t.copy}</Button>
                <Button on_press=save><Icon name=IconName::Install/>{t.save_file}</Button>
                <Button on_press=|()| print()>{t.print}</Button>
                <Button look=Look::Primary on_press=move |()| shown.set(None)>{t.codes_done}</Button>
            </div>
        </section>
    }
}
