//! `guildhall serve`.

use std::{io, sync::Arc};

use tokio::net::TcpListener;

use super::{ServeArgs, Stopped, on_runtime, path_text, print};
use crate::{
    config::{Config, Flag, reason},
    http::{self, Frame, Front, stop_signal},
    jobs::Jobs,
    observe::{log_panics, start_log},
    organisations::is_needed,
    pages::Assets,
    router,
    start::{Ports, StartError, start_with, stop},
};
#[cfg(unix)]
use crate::{
    host::{Host, control::Control},
    services::Services,
};

pub(super) fn serve(args: &ServeArgs) -> Result<(), Stopped> {
    let mut flags = Vec::new();
    let mut flag = |flag: &'static str, key: &'static str, value: Option<String>| {
        flags.extend(value.map(|value| Flag { flag, key, value }));
    };
    flag("--listen", "listen", args.listen.clone());
    flag("--demo", "demo", args.demo.then(|| "true".to_owned()));
    flag("--assets", "assets", args.assets.as_deref().map(path_text).transpose()?);
    flag("--origin", "origin", args.origin.clone());
    let loaded = args.place.load(flags)?;
    if args.print_config {
        return print(&loaded.print());
    }
    let config = loaded.config;
    if config.data.is_none() && config.database.is_none() {
        return Err(Stopped::misused(StartError::NoStore));
    }
    let _log = start_log(config.log_format, &config.log_level);
    log_panics();
    on_runtime(run(config))
}

/// Listens at once, opens everything behind the closed door, serves until told to stop.
async fn run(mut config: Config) -> Result<(), Stopped> {
    // Read first: they are cheap, and a folder without the screens is a mistake in the command.
    let assets = config.assets.as_deref().map(Assets::load).transpose().map_err(Stopped::failed)?;
    let listener = listen(&config.listen).await?;
    let address = listener.local_addr().map_err(Stopped::failed)?;
    // With port 0 the real one is known only now.
    if config.origin.is_none() {
        config.origin = Some(format!("http://{address}"));
    }
    let stop_order = stop_signal().map_err(Stopped::failed)?;
    let ports = Ports::of_this_machine().map_err(Stopped::failed)?;
    let frame = Frame::new(Arc::clone(&ports.metrics), config.limits, ports.ids.as_ref());
    let front = Front::starting(&ports.metrics, frame);
    let (halt, halted) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(http::serve(
        listener,
        front.clone(),
        config.limits,
        Arc::clone(&ports.metrics),
        // The sender's end is an order as well.
        async move { drop(halted.await) },
    ));
    tokio::pin!(stop_order);
    let services = tokio::select! {
        started = start_with(&config, ports) => started.map_err(Stopped::failed)?,
        // Nothing was acknowledged yet: the store is left as a crash would leave it.
        () = &mut stop_order => return Ok(()),
    };
    front.open(router(services.clone(), assets));
    let jobs = Jobs::start(&services);
    #[cfg(unix)]
    let control = control(&config, &services);
    print(&format!("Guildhall serves {}\n", services.site.origin))?;
    if is_needed(&services).await.map_err(Stopped::failed)? {
        // Only who runs the server sees this.
        let (origin, code) = (&services.site.origin, services.identity.set_up_code());
        print(&format!("It has no operator yet. Set it up at {origin}/set-up#{code}\n"))?;
    }
    tracing::info!(%address, "ready");
    stop_order.await;
    tracing::info!("stopping: no new connections, running requests finish");
    #[cfg(unix)]
    drop(control);
    drop(halt);
    match serving.await {
        Ok(drained) if drained.cut > 0 => {
            tracing::warn!(connections = drained.cut, "cut at the drain deadline");
        }
        Ok(_) => {}
        Err(error) => tracing::error!(%error, "the accept loop failed"),
    }
    jobs.stop().await;
    stop(&services).await.map_err(Stopped::failed)
}

/// Listens for commands on the host. Without it they work as long as no server runs.
#[cfg(unix)]
fn control(config: &Config, services: &Services) -> Option<Control> {
    let data = config.data.as_deref()?;
    Control::listen(data, Host::of(services))
        .inspect_err(|error| {
            tracing::warn!(%error, "backups and help for people need the server stopped: no control socket");
        })
        .ok()
}

/// The port, or the sentence that says why not.
async fn listen(address: &str) -> Result<TcpListener, Stopped> {
    TcpListener::bind(address).await.map_err(|error| {
        let way_out = match error.kind() {
            io::ErrorKind::AddrInUse => {
                "another program has this port: stop it, or choose another port with --listen".to_owned()
            }
            io::ErrorKind::PermissionDenied => {
                "this user may not take this port: choose one above 1023 with --listen".to_owned()
            }
            io::ErrorKind::AddrNotAvailable => {
                "this machine has no such address: choose another one with --listen".to_owned()
            }
            _ => reason(&error),
        };
        Stopped::failed(format!("Cannot listen on {address}: {way_out}."))
    })
}
