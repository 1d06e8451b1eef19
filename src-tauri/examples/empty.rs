//! A window with nothing in it: what the operating system and the web engine cost before we do anything.
//! `cargo xtask bench` compares the shell against it.

use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &[u8] = b"<!doctype html><title>Empty</title><p id=empty>Empty</p>";

fn main() {
    tauri::Builder::default()
        .register_asynchronous_uri_scheme_protocol("tauri", |_, _, responder| {
            let mut response = http::Response::new(PAGE.to_vec());
            let html = http::HeaderValue::from_static("text/html");
            response.headers_mut().insert(http::header::CONTENT_TYPE, html);
            responder.respond(response);
        })
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into())).build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
        .expect("a desktop session is there");
}
