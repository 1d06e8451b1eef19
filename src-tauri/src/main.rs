//! The desktop shell: opens the window and hands every request of the webview to the same Router that
//! serves the web, in process, on the embedded database; what is somebody's own goes to the server that they
//! are signed in to. No port, but for the moment in which the browser comes back from signing in.

mod connections;
mod reply;
mod scheme;

use std::{path::PathBuf, sync::Arc};

use anyhow::Context;
use tauri::{Manager, WebviewUrl, WebviewWindowBuilder};

use crate::scheme::Shell;

/// The database engine recurses deeply when it parses and plans.
const STACK_BYTES: usize = 10 << 20;

fn main() {
    if let Err(error) = run() {
        eprintln!("guildhall-desktop: {error:#}");
        std::process::exit(1);
    }
}

fn run() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK_BYTES)
        .build()
        .context("the operating system gave no threads")?;
    tauri::async_runtime::set(runtime.handle().clone());

    let shell = Arc::new(Shell::default());
    let (answering, starting, stopping) = (shell.clone(), shell.clone(), shell);
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot be raised is still there; the second start ends either way.
                drop(window.unminimize().and_then(|()| window.set_focus()));
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .register_asynchronous_uri_scheme_protocol("tauri", move |context, request, responder| {
            let (shell, app) = (answering.clone(), context.app_handle().clone());
            tauri::async_runtime::spawn(async move {
                responder.respond(scheme::answer(shell, &app, request).await);
            });
        })
        .setup(move |app| {
            let folder = data_folder(app)?;
            let shell = starting.clone();
            shell.connect(&folder);
            tauri::async_runtime::spawn(async move { shell.node.start(folder).await });
            WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
                .title("Guildhall")
                .inner_size(1280.0, 860.0)
                .min_inner_size(390.0, 480.0)
                .on_navigation(stays)
                .build()?;
            Ok(())
        })
        .build(tauri::generate_context!())
        .context("the window could not be opened: a desktop session with WebKitGTK 4.1 is needed")?;

    app.run(move |_, event| {
        if let tauri::RunEvent::Exit = event {
            runtime.block_on(stopping.node.stop());
        }
    });
    Ok(())
}

/// Whether an address is shown in the window. Everything outside opens where the user's own sessions are.
fn stays(address: &tauri::Url) -> bool {
    if address.scheme() == "tauri" || address.host_str() == Some("tauri.localhost") {
        return true;
    }
    if matches!(address.scheme(), "http" | "https" | "mailto")
        && let Err(error) = open::that_detached(address.as_str())
    {
        eprintln!("guildhall-desktop: {address} cannot be opened in a browser: {error}");
    }
    false
}

/// `GUILDHALL_DATA`, else the folder that the system keeps for this application.
fn data_folder(app: &tauri::App) -> anyhow::Result<PathBuf> {
    match std::env::var_os("GUILDHALL_DATA") {
        Some(folder) => Ok(PathBuf::from(folder)),
        None => app.path().app_data_dir().context("the system names no folder for application data"),
    }
}
