//! An app as partners write them: it says that it is well, opens a page, is told of installations and events by
//! webhook, and forgets a customer who leaves. It stands on its own and uses nothing of Guildhall.

mod app;
mod broken;
mod deliveries;
mod signature;

use std::net::SocketAddr;

use anyhow::Context;
use axum::middleware;
use clap::Parser;
use tokio::net::TcpListener;

use crate::{broken::Fault, signature::Secret};

#[derive(Debug, Parser)]
#[command(name = "reference-app", version, about)]
struct Options {
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:9000")]
    listen: SocketAddr,
    /// Verifies the signatures of deliveries.
    #[arg(
        long,
        env = "WEBHOOK_SECRET",
        hide_env_values = true,
        default_value = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    )]
    secret: Secret,
    /// Break this check of the suite, to see what is said of it.
    #[arg(long = "break", value_name = "CHECK")]
    broken: Option<Fault>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Options { listen, secret, broken } = Options::parse();
    let listener = TcpListener::bind(listen).await.with_context(|| format!("{listen} cannot be used"))?;
    println!("The app is at http://{}", listener.local_addr()?);
    let app = app::router(secret.clone());
    match broken {
        None => axum::serve(listener, app).await?,
        Some(fault) if fault.is_of_connections() => broken::connections(listener, fault).await?,
        Some(fault) => {
            let twin = broken::Twin::new(fault, secret);
            let layer = middleware::from_fn(move |request, next| twin.clone().answer(request, next));
            axum::serve(listener, app.layer(layer)).await?;
        }
    }
    Ok(())
}
