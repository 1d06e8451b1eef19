//! The page behind the link in the mail to the keeper of a domain.

use leptos::prelude::*;
use shared::{
    ids::{DomainClaimId, OrganisationId},
    organisations::api::{DomainLink, ProveDomain},
};

use super::{super::link, texts};
use crate::{
    forms::{FormProblem, Submission},
    identity::doorway::Doorway,
    loading::{replaced, waiting},
    transport::send,
    ui::{Button, LinkButton, Look, StateKind, StatePage},
    view,
    workspace::Area,
};

/// The page. Nothing is proved by opening it: mail programs open links by themselves.
pub(crate) fn page() -> AnyView {
    let (organisation, claim) =
        (link::named::<OrganisationId>("organisation"), link::named::<DomainClaimId>("claim"));
    let read =
        link::read(move |token| Some(DomainLink { organisation: organisation?, claim: claim?, token }));
    let t = texts();
    let content = replaced(
        move || read.get(),
        move |link| match link {
            link::Link::Unread => waiting(),
            link::Link::Broken => view! {
                <StatePage kind=StateKind::NotFound title=t.link_broken_title body=t.link_broken_body/>
            },
            link::Link::Whole(link) => view! { <ProofView link=link/> },
        },
    );
    view! { <Doorway title=t.proof_title lead="">{content}</Doorway> }
}

#[component]
pub fn ProofView(link: DomainLink) -> impl IntoView {
    let t = texts();
    let submission = Submission::new();
    let done = RwSignal::new(false);
    let link = StoredValue::new(link);
    let prove = move |()| {
        let (body, intent) = (link.get_value(), submission.intent());
        submission.run(async move { send::<ProveDomain>(&(), &body, &intent, None).await }, move |_| {
            link::forget();
            done.set(true);
        });
    };
    replaced(
        move || done.get(),
        move |done| {
            if done {
                return view! {
                    <section class="panel" role="status">
                        <h2>{t.proof_done_title}</h2>
                        <p>{t.proof_done_body}</p>
                        <div class="form-ways">
                            <LinkButton href=Area::Domains.path()>{t.proof_to_domains}</LinkButton>
                        </div>
                    </section>
                };
            }
            view! {
                <section class="panel">
                    <p>{t.proof_lead}</p>
                    <FormProblem submission=submission/>
                    <div class="form-ways">
                        <Button look=Look::Primary busy=submission.busy on_press=prove>{t.proof_confirm}</Button>
                    </div>
                </section>
            }
        },
    )
}
