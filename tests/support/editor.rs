//! Somebody writes a listing on the screens, in a browser or in the shell.
//!
//! The webview of the shell does not scroll for its driver: what is pressed and written here goes by scripts that
//! do what a hand does.

use serde_json::Value;

use crate::browser::Person;

/// Presses the button with these words.
pub async fn press(person: &impl Person, words: &str) {
    let script = format!(
        "const button = [...document.querySelectorAll('main button')]
             .find(button => button.innerText.trim() === '{words}' && !button.disabled);
         button?.click(); return !!button;"
    );
    let what = format!("“{words}” is pressed");
    person.until(&what, async || person.script(&script).await == Value::Bool(true)).await;
}

/// Puts a text into a field, as typing does.
pub async fn write(person: &impl Person, css: &str, text: &str) {
    person.see(css).await;
    let text = Value::from(text);
    let script = format!(
        "const field = document.querySelector('{css}');
         field.value = {text};
         field.dispatchEvent(new Event('input', {{ bubbles: true }}));"
    );
    person.script(&script).await;
}

/// Chooses from a list, once it has what is to be chosen.
pub async fn choose(person: &impl Person, css: &str, value: &str) {
    let script = format!(
        "const list = document.querySelector('{css}');
         if (![...(list?.options ?? [])].some(option => option.value === '{value}')) return false;
         list.value = '{value}';
         list.dispatchEvent(new Event('change', {{ bubbles: true }}));
         return true;"
    );
    let what = format!("“{value}” is chosen in {css}");
    person.until(&what, async || person.script(&script).await == Value::Bool(true)).await;
}

/// Writes whatever a listing needs but its pictures, and nothing in its manifest.
pub async fn write_listing(person: &impl Person) {
    for (field, text) in [
        ("tagline", "Keeps the books of a harbour, berth by berth"),
        ("website", "https://harbour.example"),
        ("support-email", "help@harbour.example"),
        ("support-url", "https://harbour.example/help"),
        ("sla-first_answer_hours", "8"),
        ("sla-uptime_basis_points", "99.5"),
        ("data-stored", "Names of ships and what they owe."),
        ("data-retention_days", "30"),
        ("data-privacy_url", "https://harbour.example/privacy"),
        ("data-security_contact", "security@harbour.example"),
    ] {
        write(person, &format!("#field-{field}"), text).await;
    }
    let story = "Writes down which ship lies where, since when, and what it owes. ".repeat(12);
    write(person, "#field-description", &story).await;
    for (field, name) in
        [("categories", "billing"), ("languages", "en"), ("data-regions", "eu"), ("pricing", "subscription")]
    {
        choose(person, &format!("#field-{field}"), name).await;
    }
    write(person, "#field-pricing-from", "29").await;
    press(person, "Add a plan").await;
    write(person, "#plan-0-name", "Team").await;
    write(person, "#plan-0-price", "29.50").await;
    write(person, "#plan-0-includes", "Every berth\nEvery ship").await;
    press(person, "Add a change").await;
    write(person, "#change-0-text", "Counts ships.").await;
}
