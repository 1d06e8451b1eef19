//! `guildhall import` and `guildhall export`: on the store and the pictures, without a server.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    sync::Arc,
};

use super::{ExportArgs, ImportArgs, Stopped, on_runtime};
use crate::{
    catalogue::{self, Options, Source, progress::Console},
    config::{Config, reason},
    observe::{log_panics, start_log},
    start::{Ports, StartError, open_catalogue},
};

pub(super) fn import(args: &ImportArgs) -> Result<(), Stopped> {
    let config = prepared(args.place.load(Vec::new())?.config)?;
    let source = Source::from_argument(&args.file);
    let options = Options { dry_run: args.dry_run, create_categories: args.create_categories };
    let _log = start_log(config.log_format, WARNINGS);
    log_panics();
    let summary = on_runtime(async move {
        let ports = Ports::of_this_machine().map_err(Stopped::failed)?;
        let (store, media) = open_catalogue(&config, &ports).await.map_err(Stopped::failed)?;
        let console = Arc::new(Console::new());
        let shown = Arc::clone(&console);
        let (ids, clock) = (ports.ids.as_ref(), ports.clock.as_ref());
        let imported = catalogue::import(&store, &media, ids, clock, &source, options, move |progress| {
            shown.show(progress);
        })
        .await;
        console.finish();
        let closed = store.close().await;
        let summary = imported.map_err(|error| Stopped::failed(format!("{error:#}")))?;
        closed.map_err(Stopped::failed)?;
        Ok(summary)
    })?;
    super::print(&format!("{summary}\n"))?;
    match summary.exit_code() {
        0 => Ok(()),
        // The rows at fault are named above.
        code => Err(Stopped { sentence: String::new(), code }),
    }
}

pub(super) fn export(args: &ExportArgs) -> Result<(), Stopped> {
    let config = prepared(args.place.load(Vec::new())?.config)?;
    let _log = start_log(config.log_format, WARNINGS);
    log_panics();
    let (out, pictures) = (args.out.clone(), args.media.clone());
    let exported = on_runtime(async move {
        let ports = Ports::of_this_machine().map_err(Stopped::failed)?;
        let (store, media) = open_catalogue(&config, &ports).await.map_err(Stopped::failed)?;
        let written = match &out {
            Some(path) => {
                to_file(path, async |file| catalogue::export(&store, &media, file, pictures.as_deref()).await)
                    .await
            }
            None => catalogue::export(&store, &media, BufWriter::new(io::stdout()), pictures.as_deref())
                .await
                .map_err(|error| Stopped::failed(format!("{error:#}"))),
        };
        let closed = store.close().await;
        let exported = written?;
        closed.map_err(Stopped::failed)?;
        Ok(exported)
    })?;
    let mut words = format!("{} listings", exported.listings);
    if exported.pictures > 0 {
        words.push_str(&format!(", {} pictures", exported.pictures));
    }
    if exported.missing > 0 {
        words.push_str(&format!(", {} pictures are not in the media store", exported.missing));
    }
    // Standard output belongs to the rows.
    let _ = writeln!(io::stderr(), "{words}");
    Ok(())
}

/// The log of a command that a person watches.
const WARNINGS: &str = "warn";

fn prepared(config: Config) -> Result<Config, Stopped> {
    if config.data.is_none() && config.database.is_none() {
        return Err(Stopped::misused(StartError::NoStore));
    }
    Ok(config)
}

/// Writes beside the file and puts it in place when it is whole, so that a failure leaves the old one.
async fn to_file<T>(
    path: &Path,
    write: impl AsyncFnOnce(&mut BufWriter<File>) -> anyhow::Result<T>,
) -> Result<T, Stopped> {
    let refused = |error: io::Error| {
        Stopped::failed(format!("{} cannot be written: {}.", path.display(), reason(&error)))
    };
    let mut partial = path.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    let mut file = BufWriter::new(File::create(partial).map_err(refused)?);
    let written = write(&mut file).await;
    let kept = file.flush().and_then(|()| file.get_ref().sync_all());
    let done = match (written, kept) {
        (Ok(done), Ok(())) => std::fs::rename(partial, path).map(|()| done).map_err(refused),
        (Ok(_), Err(error)) => Err(refused(error)),
        (Err(error), _) => Err(Stopped::failed(format!("{error:#}"))),
    };
    if done.is_err() {
        // The error above is the one to tell.
        let _ = std::fs::remove_file(partial);
    }
    done
}
