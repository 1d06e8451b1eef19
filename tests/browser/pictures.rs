//! A partner gives a listing its pictures.

use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::{
    browser::{Browser, Look, Person},
    persona::Persona,
    run,
    server::Server,
};

use crate::{act_as, go, hydrated, listings::stored, open};

/// Chooses a file as a person does with the browser's chooser: a picture of one colour, of noise, or something
/// else. `size` is width and height.
async fn choose(browser: &Browser, css: &str, name: &str, size: (u32, u32), filled: &str) {
    browser.see(css).await;
    let (width, height) = size;
    let source = format!(
        r##"
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [{width}, {height}];
        const context = canvas.getContext("2d");
        let bytes;
        if ("{filled}" === "noise") {{
            const pixels = context.createImageData({width}, {height});
            for (let at = 0; at < pixels.data.length; at += 65536) {{
                crypto.getRandomValues(pixels.data.subarray(at, at + 65536));
            }}
            for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255;
            context.putImageData(pixels, 0, 0);
        }} else {{
            context.fillStyle = "{filled}";
            context.fillRect(0, 0, {width}, {height});
            context.fillStyle = "black";
            context.fillRect(0, 0, {width} / 4, {height} / 4);
        }}
        if ("{filled}" === "text") bytes = new TextEncoder().encode("<html>no picture</html>");
        else bytes = Uint8Array.from(atob(canvas.toDataURL("image/png").split(",")[1]), letter => letter.charCodeAt(0));
        const files = new DataTransfer();
        files.items.add(new File([bytes], "{name}", {{ type: "image/png" }}));
        const input = document.querySelector("{css}");
        input.files = files.files;
        input.dispatchEvent(new Event("change", {{ bubbles: true }}));
        return bytes.length;
        "##
    );
    let bytes = browser.script(&source).await;
    assert!(bytes.as_u64().is_some_and(|bytes| bytes > 0), "{bytes}");
}

/// Without a network, or with a slow one: bytes a second upwards, 0 for as fast as it goes.
async fn network(browser: &Browser, offline: bool, upload: i64) {
    let upload = if upload == 0 { -1 } else { upload };
    browser.devtools("Network.enable", json!({})).await;
    let conditions = json!({
        "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload,
    });
    browser.devtools("Network.emulateNetworkConditions", conditions).await;
}

async fn shots(anna: &Persona<'_, Server>) -> Vec<Value> {
    let app = stored(anna, "Harbour Pictures").await;
    app["draft"]["screenshots"]["value"].as_array().cloned().unwrap_or_default()
}

async fn started(browser: &Browser, server: &Server) {
    act_as(browser, server, "Anna Lind").await;
    go(browser, server, "/organisation/listings").await;
    hydrated(browser).await;
    browser.press_button("Start a listing").await;
    browser.fill("#listing-name", "Harbour Pictures").await;
    browser.press_button("Start writing").await;
    browser.see("#screenshot-files").await;
}

#[test]
fn pictures_are_uploaded_cropped_ordered_and_described() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        started(&browser, &server).await;
        let anna = Persona::demo(&server, "Anna Lind").await;

        // The icon: a square of what was chosen, by keyboard.
        choose(&browser, "#icon-file", "icon.png", (600, 300), "teal").await;
        browser.read("300 × 300 pixels").await;
        browser.script("document.querySelector('#crop-left').focus()").await;
        browser.press(&[Key::Home]).await;
        browser.press_button("Use this part").await;
        browser.see("#field-icon img").await;
        browser
            .until("the icon is stored", async || {
                let app = stored(&anna, "Harbour Pictures").await;
                let icon = &app["draft"]["icon"]["value"];
                (&icon["width"], &icon["height"]) == (&json!(300), &json!(300))
            })
            .await;

        // What is no picture is refused where it was chosen.
        choose(&browser, "#screenshot-files", "page.png", (10, 10), "text").await;
        browser.read("not a PNG, JPEG, WebP, GIF or SVG picture").await;
        browser.press_button("Dismiss").await;

        choose(&browser, "#screenshot-files", "first.png", (800, 500), "crimson").await;
        choose(&browser, "#screenshot-files", "second.png", (810, 500), "royalblue").await;
        browser.see(".shot:nth-child(2) img").await;
        browser.fill(".shot:nth-child(1) input", "The list of all ships").await;
        browser.fill(".shot:nth-child(2) input", "The bill of one ship").await;
        browser
            .until("both are described", async || {
                let shots = shots(&anna).await;
                let alts: Vec<_> = shots.iter().filter_map(|shot| shot["alt"].as_str()).collect();
                alts == ["The list of all ships", "The bill of one ship"]
            })
            .await;
        browser.see(".draft-shots img[alt='The bill of one ship']").await;

        // In another order, by keyboard, and it is said.
        browser.script("document.querySelector('.shot:nth-child(1) .shot-handle').focus()").await;
        browser.press(&[Key::Down]).await;
        browser
            .until("it is said", async || {
                let said = "return document.querySelector('#field-screenshots > [role=status]').textContent";
                browser.script(said).await == "Moved to place 2 of 2."
            })
            .await;
        let first = async |alt: &str| {
            browser
                .until(&format!("“{alt}” is first"), async || {
                    shots(&anna).await.first().is_some_and(|shot| shot["alt"] == alt)
                })
                .await;
        };
        first("The bill of one ship").await;
        browser
            .until("the handle keeps the focus", async || {
                let place =
                    "return [...document.querySelectorAll('.shot-handle')].indexOf(document.activeElement)";
                browser.script(place).await == 1
            })
            .await;
        // And by hand.
        drag(&browser, ".shot:nth-child(2) .shot-handle", ".shot:nth-child(1)").await;
        first("The list of all ships").await;

        // A part of one.
        browser.press_button("Crop").await;
        browser.press_button("Cancel").await;
        browser.click(".shot:nth-child(1) .shot-ways .button:nth-child(3)").await;
        browser.read("800 × 500 pixels").await;
        browser.script("document.querySelector('#crop-width').focus()").await;
        for _ in 0..5 {
            browser.press(&[Key::PageDown]).await;
        }
        browser.press_button("Use this part").await;
        browser
            .until("it is cropped", async || {
                let shots = shots(&anna).await;
                let width = shots[0]["picture"]["width"].as_u64().unwrap_or_default();
                (320..800).contains(&width) && shots[0]["alt"] == "The list of all ships"
            })
            .await;

        // Away, and back again.
        browser.click(".shot:nth-child(2) .shot-ways .button:nth-child(4)").await;
        browser.gone(".shot:nth-child(2)").await;
        browser.press_button("Undo").await;
        browser.see(".shot:nth-child(2) img").await;
        assert_eq!(browser.complaints().await.len(), 1, "one refusal, which the test made itself");
        browser.close().await;
    });
}

#[test]
fn an_upload_outlives_the_connection_and_is_picked_up_after_a_reload() {
    run(async {
        let (server, browser) = open(Look::default()).await;
        started(&browser, &server).await;
        let anna = Persona::demo(&server, "Anna Lind").await;
        network(&browser, false, 400_000).await;
        choose(&browser, "#screenshot-files", "large.png", (1_200, 900), "noise").await;
        browser.read("% sent").await;
        network(&browser, true, 0).await;
        browser.read("It goes on by itself from where it was").await;
        network(&browser, false, 0).await;
        browser.see(".shot img").await;
        browser.until("it is stored", async || shots(&anna).await.len() == 1).await;

        // A page that is left loses the file, and says so the next time.
        network(&browser, false, 100_000).await;
        choose(&browser, "#screenshot-files", "lost.png", (1_300, 900), "noise").await;
        browser.read("% sent").await;
        browser.devtools("Page.enable", json!({})).await;
        let listing = browser.address().await;
        network(&browser, false, 0).await;
        browser
            .script("window.addEventListener('beforeunload', e => e.stopImmediatePropagation(), true)")
            .await;
        browser.client.goto("about:blank").await.expect("another page");
        browser.client.goto(&listing).await.expect("the listing again");
        browser.read("The page was left before these had arrived: lost.png").await;
        browser.close().await;
    });
}

/// Takes one thing and lets go of it over another.
async fn drag(browser: &Browser, from: &str, to: &str) {
    let place = async |css: &str, y: &str| {
        let source = format!(
            "const area = document.querySelector('{css}').getBoundingClientRect(); return [area.left + 12, area.{y} + 8];"
        );
        let place = browser.script(&source).await;
        (place[0].as_f64().expect("a number"), place[1].as_f64().expect("a number"))
    };
    browser.script(&format!("document.querySelector('{to}').scrollIntoView({{ block: 'center' }})")).await;
    let (from, to) = (place(from, "top").await, place(to, "top").await);
    for (kind, (x, y)) in [("mousePressed", from), ("mouseMoved", to), ("mouseReleased", to)] {
        let event = json!({
            "type": kind, "x": x, "y": y, "button": "left", "buttons": u8::from(kind != "mouseReleased"),
            "clickCount": 1, "pointerType": "mouse",
        });
        browser.devtools("Input.dispatchMouseEvent", event).await;
    }
}
