//! Claiming a domain.

use leptos::prelude::*;
use shared::{
    endpoint::ByOrganisation,
    identity::email::{Domain, Email},
    ids::DomainClaimId,
    organisations::{
        api::{AskedProof, ClaimDomain, NewDomainClaim},
        rules::domain::keepers,
    },
};

use super::{Holdings, texts};
use crate::{
    browser::FreshIds,
    forms::{FormProblem, Submission},
    transport::send,
    ui::{Button, Field, Look, Select, SelectOption, Toast, use_toasts},
    view,
    view::live,
};

#[component]
pub fn ClaimForm(holdings: Holdings) -> impl IntoView {
    let t = texts();
    let toasts = use_toasts();
    let submission = Submission::new();
    let (text, by_mail) = (RwSignal::new(String::new()), RwSignal::new(false));
    // The part before the @: it stays when the domain is typed on.
    let keeper = RwSignal::new("postmaster".to_owned());
    let id = StoredValue::new(DomainClaimId::new(&FreshIds));
    let claim = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = text.get_untracked();
        let Some(domain) = submission.parsed::<Domain>("/domain", typed.trim(), t.bad_domain) else { return };
        let (proof, done) = if by_mail.get_untracked() {
            let Some(to) = address(&domain, &keeper.get_untracked()) else { return };
            let done = (t.claimed_mail)(domain.as_str(), &to.to_string());
            (AskedProof::Mail { to }, done)
        } else {
            (AskedProof::Dns, (t.claimed_dns)(domain.as_str()))
        };
        let path = ByOrganisation { organisation: holdings.here.organisation };
        let (body, intent) = (NewDomainClaim { id: id.get_value(), domain, proof }, submission.intent());
        submission.run(
            async move { send::<ClaimDomain>(&path, &body, &intent, None).await },
            move |domains| {
                id.set_value(DomainClaimId::new(&FreshIds));
                text.set(String::new());
                holdings.domains.set(domains);
                toasts.show(Toast { text: done, undo: None });
            },
        );
    };
    let way = |mail: bool, name: &'static str, about: &'static str| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="method"
                    value=if mail { "mail" } else { "dns" }
                    checked=!mail
                    prop:checked=move || by_mail.get() == mail
                    on:change=move |_| by_mail.set(mail)
                />
                <span>
                    <b>{name}</b>
                    <small>{about}</small>
                </span>
            </label>
        }
    };
    let to = live(move || {
        by_mail.get().then(|| {
            let domain = text.with(|text| text.trim().parse::<Domain>().ok());
            let options = offered(domain.as_ref());
            view! { <Select id="claim-keeper" name="to" label=t.keeper value=keeper options=options/> }
        })
    });
    view! {
        <section class="panel" aria-labelledby="claim-title">
            <h2 id="claim-title">{t.claim_title}</h2>
            <form class="form" method="post" on:submit=claim novalidate>
                <Field id="claim-domain" name="domain" label=t.domain value=text hint=t.domain_hint
                    error=submission.field("/domain") required=true/>
                <fieldset class="choices">
                    <legend>{t.how}</legend>
                    {way(false, t.by_dns, t.by_dns_about)}
                    {way(true, t.by_mail, t.by_mail_about)}
                </fieldset>
                {to}
                <FormProblem submission=submission/>
                <div class="form-ways">
                    <Button look=Look::Primary submit=true busy=submission.busy>{t.claim}</Button>
                </div>
            </form>
        </section>
    }
}

/// The addresses of the domain's keepers; before it is typed, of an example.
fn offered(domain: Option<&Domain>) -> Vec<SelectOption> {
    let example = "example.com".parse().ok();
    let Some(domain) = domain.or(example.as_ref()) else { return Vec::new() };
    keepers(domain)
        .into_iter()
        .map(|keeper| {
            let address = keeper.to_string();
            let local = address.split('@').next().unwrap_or_default().to_owned();
            SelectOption { value: local, label: address }
        })
        .collect()
}

fn address(domain: &Domain, keeper: &str) -> Option<Email> {
    keepers(domain).into_iter().find(|address| address.to_string().split('@').next() == Some(keeper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keeper_that_is_offered_has_an_address() {
        let domain: Domain = "alder.example".parse().expect("a domain");
        let offered = offered(Some(&domain));
        assert_eq!(offered.len(), 5);
        for option in offered {
            let to = address(&domain, &option.value).map(|to| to.to_string());
            assert_eq!(to, Some(option.label));
        }
        assert_eq!(address(&domain, "anna"), None);
    }
}
