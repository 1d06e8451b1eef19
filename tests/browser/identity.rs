//! Coming in: with an account of one's own, through an organisation's provider, and with a passkey.

use app::test_ids::MAIL_LINK;
use serde_json::json;
use tests::{
    browser::{Browser, Look, Person},
    provider::Provider,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, id, open};

/// Opens the newest mail of the demo, which is to this address, by the link in it.
async fn follow_mail(browser: &Browser, server: &Server, to: &str) {
    go(browser, server, "/dev/mail").await;
    browser.read(to).await;
    let newest = browser.see(".mail-list li:first-child").await.text().await.expect("a text");
    assert!(newest.contains(to), "the newest mail is another: {newest}");
    browser.click(&id(MAIL_LINK)).await;
}

async fn sign_out(browser: &Browser) {
    browser.press_button("Sign out").await;
    browser.until("the way out ends at the market", async || browser.address().await.ends_with('/')).await;
}

#[test]
fn a_new_person_founds_an_organisation_and_another_accepts_the_invitation() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let people = server.get("/api/v1/demo/people").await.json();
        let ella = people["people"].as_array().into_iter().flatten().find(|one| one["name"] == "Ella Novak");
        let ella = ella.and_then(|ella| ella["email"].as_str()).expect("Ella is in the demo").to_owned();

        go(&browser, &server, "/sign-up").await;
        hydrated(&browser).await;
        browser.fill("#name", "Mara Vogel").await;
        browser.fill("#email", "mara@birch.example").await;
        browser.fill("#password", "four seagulls eat my lunch").await;
        browser.press_button("Create account").await;
        browser.read("A mail is on its way to mara@birch.example").await;
        follow_mail(&browser, &server, "mara@birch.example").await;
        browser.until("the link signs in", async || browser.address().await.ends_with("/home")).await;
        // Who belongs nowhere yet is shown the ways into an organisation.
        browser.see("#found-name").await;

        go(&browser, &server, "/organisation/new").await;
        browser.fill("#found-name", "Birch Labs").await;
        browser.press_button("Found the organisation").await;
        browser.see(".organisation-facts").await;
        assert!(browser.address().await.ends_with("/organisation"));

        go(&browser, &server, "/organisation/members").await;
        browser.fill("#invite-email", &ella).await;
        browser.press_button("Send invitation").await;
        browser.read(&format!("An invitation is on its way to {ella}")).await;
        sign_out(&browser).await;

        act_as(&browser, &server, "Ella Novak").await;
        follow_mail(&browser, &server, &ella).await;
        browser.read("You are invited to Birch Labs").await;
        assert!(!browser.address().await.contains('#'), "the secret left the address bar");
        browser.press_button("Join Birch Labs").await;
        browser
            .until("who joins acts there", async || browser.address().await.ends_with("/organisation"))
            .await;
        go(&browser, &server, "/organisation/members").await;
        browser.read("Mara Vogel").await;
        browser.read("Event staff").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "the browser's console");
        browser.close().await;
    });
}

#[test]
fn a_proved_domain_and_a_provider_let_its_people_in() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        let provider = Provider::start(&server.url("/sign-on/callback"));
        act_as(&browser, &server, "Amara Diallo").await;

        go(&browser, &server, "/organisation/domains").await;
        browser.fill("#claim-domain", "fjord.example").await;
        browser.click("input[name=method][value=mail]").await;
        browser.press_button("Claim").await;
        browser.see(".toast").await;
        follow_mail(&browser, &server, "postmaster@fjord.example").await;
        browser.press_button("Confirm that the domain is theirs").await;
        browser.see("[role=status] h2").await;

        go(&browser, &server, "/organisation/sign-on").await;
        browser.fill("#sign-on-issuer", &provider.issuer).await;
        browser.fill("#sign-on-client", Provider::CLIENT_ID).await;
        browser.fill("#sign-on-secret", Provider::CLIENT_SECRET).await;
        browser.choose("#sign-on-join", "buyer").await;
        browser.click("section[aria-labelledby=connection-title] button[type=submit]").await;
        browser.see(".toast").await;
        sign_out(&browser).await;

        go(&browser, &server, "/sign-in").await;
        hydrated(&browser).await;
        browser.click(".more-ways summary").await;
        browser.fill("#sign-on-who", "nils@fjord.example").await;
        browser.press_button("Go to the provider").await;
        // The provider was told who comes.
        let login = browser.see("input[name=login]").await.prop("value").await.expect("a value");
        assert_eq!(login.as_deref(), Some("nils@fjord.example"));
        browser.fill("input[name=password]", "any").await;
        browser.click("button[type=submit]").await;
        browser.see("input[name=prompt][value=consent]").await;
        browser.click("button[type=submit]").await;
        browser.until("back, signed in", async || browser.address().await.ends_with("/home")).await;
        browser.read("nils@fjord.example").await;
        browser.read("Fernwood Clinics").await;
        browser.close().await;
    });
}

#[test]
fn a_passkey_is_made_and_signs_in() {
    run(async {
        let server = Server::named().await;
        let browser = Browser::open(Look::default()).await;
        browser.devtools("WebAuthn.enable", json!({})).await;
        let authenticator = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserVerified": true,
            "automaticPresenceSimulation": true,
        });
        browser.devtools("WebAuthn.addVirtualAuthenticator", json!({ "options": authenticator })).await;
        act_as(&browser, &server, "Sofia Moretti").await;

        go(&browser, &server, "/account/security").await;
        browser.fill("#passkey-name", "Laptop at work").await;
        browser.press_button("Add passkey").await;
        browser.read("The passkey is added.").await;
        browser.see(".record h3").await;
        sign_out(&browser).await;

        // A browser that does not offer passkeys while one types.
        let source = "PublicKeyCredential.isConditionalMediationAvailable = async () => false";
        let script = json!({ "source": source });
        let script = browser.devtools("Page.addScriptToEvaluateOnNewDocument", script).await;
        go(&browser, &server, "/sign-in").await;
        hydrated(&browser).await;
        browser.press_button("Use a passkey").await;
        browser.until("the passkey signs in", async || browser.address().await.ends_with("/home")).await;
        browser.read("Sofia Moretti").await;
        sign_out(&browser).await;

        // One that does, and in which somebody takes it at once.
        let script = json!({ "identifier": script["identifier"] });
        browser.devtools("Page.removeScriptToEvaluateOnNewDocument", script).await;
        go(&browser, &server, "/sign-in").await;
        browser.until("the offer signs in", async || browser.address().await.ends_with("/home")).await;
        browser.read("Sofia Moretti").await;
        browser.close().await;
    });
}
