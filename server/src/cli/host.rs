//! `guildhall backup`, `restore`, `admin` and `keys`: what somebody with a shell on the host can do.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use shared::{identity::email::Email, slug::Slug};

use super::{PlaceArgs, Stopped, on_runtime, print};
use crate::{
    backup,
    config::{Config, reason},
    host::{Host, Order},
    observe::{log_panics, start_log},
    start::{Ports, StartError},
};

/// The log of a command that a person watches.
const WARNINGS: &str = "warn";

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// File to write, such as guildhall.tar.gz; in an existing folder it is named after the moment.
    #[arg(long, value_name = "FILE|DIR")]
    out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// The backup.
    file: PathBuf,
    /// Folder to restore into: empty, or not there yet.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(super) enum AdminCommand {
    /// Make somebody the owner of an organisation, with an account if they have none.
    Owner {
        #[command(flatten)]
        place: PlaceArgs,
        /// Address of the organisation, as in its URL.
        #[arg(long, value_name = "SLUG", value_parser = parsed::<Slug>)]
        organisation: Slug,
        /// Mail address of the new owner.
        #[arg(long, value_name = "ADDRESS", value_parser = parsed::<Email>)]
        email: Email,
    },
    /// Print a link by which somebody chooses a new password.
    Reset(PersonArgs),
    /// Sessions of a person.
    Sessions {
        #[command(subcommand)]
        command: SessionsCommand,
    },
}

#[derive(Debug, Subcommand)]
pub(super) enum SessionsCommand {
    /// Sign somebody out everywhere.
    End(PersonArgs),
}

#[derive(Debug, Args)]
pub(super) struct PersonArgs {
    #[command(flatten)]
    place: PlaceArgs,
    /// Mail address of the person.
    #[arg(long, value_name = "ADDRESS", value_parser = parsed::<Email>)]
    email: Email,
}

#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Print the public keys by which exports are verified, as JSON.
    List {
        #[command(flatten)]
        place: PlaceArgs,
    },
    /// Make a new key that signs from now on; those before it go on verifying.
    Rotate {
        #[command(flatten)]
        place: PlaceArgs,
    },
}

fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

pub(super) fn backup(args: &BackupArgs) -> Result<(), Stopped> {
    // The server that writes it may stand in another folder.
    let out = std::path::absolute(&args.out)
        .map_err(|error| Stopped::misused(format!("{}: {}.", args.out.display(), reason(&error))))?;
    carry_out(&args.place, Order::Backup { out })
}

pub(super) fn restore(args: &RestoreArgs) -> Result<(), Stopped> {
    let _log = start_log(Config::default().log_format, WARNINGS);
    log_panics();
    let (file, data) = (args.file.clone(), args.data.clone());
    let manifest = on_runtime(async move {
        let ports = Ports::of_this_machine().map_err(Stopped::failed)?;
        let restored = backup::restore(&file, &data, ports.clock, ports.ids).await;
        restored.map_err(|error| Stopped::failed(format!("{error:#}")))
    })?;
    print(&format!("{} was restored, {manifest}.\n", args.data.display()))
}

pub(super) fn admin(command: &AdminCommand) -> Result<(), Stopped> {
    match command {
        AdminCommand::Owner { place, organisation, email } => {
            let order = Order::MakeOwner { organisation: organisation.clone(), email: email.clone() };
            carry_out(place, order)
        }
        AdminCommand::Reset(PersonArgs { place, email }) => {
            carry_out(place, Order::ResetPassword { email: email.clone() })
        }
        AdminCommand::Sessions { command: SessionsCommand::End(PersonArgs { place, email }) } => {
            carry_out(place, Order::EndSessions { email: email.clone() })
        }
    }
}

pub(super) fn keys(command: &KeysCommand) -> Result<(), Stopped> {
    match command {
        KeysCommand::List { place } => carry_out(place, Order::ListSigningKeys),
        KeysCommand::Rotate { place } => carry_out(place, Order::RotateSigningKey),
    }
}

/// By the server that runs on the data folder, else here.
fn carry_out(place: &PlaceArgs, order: Order) -> Result<(), Stopped> {
    let config = place.load(Vec::new())?.config;
    match &config.data {
        // Nothing is made where there is nothing to work on: a backup of it would be worth nothing.
        Some(data) if !data.join("store").is_dir() => {
            return Err(Stopped::failed(format!("{} is no data folder: it has no store.", data.display())));
        }
        Some(_) => {}
        None if config.database.is_some() => {}
        None => return Err(Stopped::misused(StartError::NoStore)),
    }
    let _log = start_log(config.log_format, WARNINGS);
    log_panics();
    let said = on_runtime(async move {
        if let Some(data) = &config.data
            && let Some(answer) = ask(data, &order).await
        {
            return answer.map_err(Stopped::failed);
        }
        let ports = Ports::of_this_machine().map_err(Stopped::failed)?;
        let host = Host::open(&config, &ports).await.map_err(Stopped::failed)?;
        let done = host.carry_out(&order).await;
        let closed = host.close().await;
        let said = done.map_err(|error| Stopped::failed(format!("{error:#}")))?;
        closed.map_err(Stopped::failed)?;
        Ok(said)
    })?;
    print(&format!("{said}\n"))
}

#[cfg(unix)]
async fn ask(data: &Path, order: &Order) -> Option<Result<String, String>> {
    crate::host::control::ask(data, order).await
}

/// Without sockets in the file system the server has to be stopped for the command.
#[cfg(not(unix))]
async fn ask(_: &Path, _: &Order) -> Option<Result<String, String>> {
    None
}
