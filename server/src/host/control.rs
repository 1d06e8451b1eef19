//! The socket in the data folder of a running server, through which commands on the host reach it: whoever
//! runs as the same user, or as root. A line of JSON each way.

use std::{
    io,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::{UnixListener, UnixStream},
    task::JoinHandle,
};

use super::{Host, Order};

/// The socket's name.
const NAME: &str = "control.sock";
/// Longest order, in bytes.
const MAX_ORDER_BYTES: u64 = 64 << 10;
/// For the order to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// What became of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Done(String),
    Failed(String),
}

/// Listens until it is dropped; then the socket is gone.
#[derive(Debug)]
pub struct Control {
    path: PathBuf,
    listening: JoinHandle<()>,
}

impl Control {
    /// Listens in a data folder that this process owns: a socket that lies there is left from one that
    /// ended without a chance to clean up.
    ///
    /// # Errors
    /// The socket cannot be made: the path is too long for one, or the folder is on a disk without any.
    pub fn listen(folder: &Path, host: Host) -> io::Result<Self> {
        let path = folder.join(NAME);
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600))?;
        let owner = std::fs::metadata(&path)?.uid();
        let listening = tokio::spawn(async move {
            loop {
                match listener.accept().await {
                    // Between its making and its permissions somebody else may have come in.
                    Ok((stream, _)) if is_trusted(&stream, owner) => {
                        let host = host.clone();
                        // Goes on when who asked has gone: a backup is not left half-way.
                        tokio::spawn(async move {
                            if let Err(error) = answer(stream, &host).await {
                                tracing::debug!(%error, "an order on the control socket");
                            }
                        });
                    }
                    Ok(_) => tracing::warn!("another user came to the control socket and was sent away"),
                    Err(error) => {
                        tracing::warn!(%error, "no connection accepted on the control socket");
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                }
            }
        });
        Ok(Self { path, listening })
    }
}

impl Drop for Control {
    fn drop(&mut self) {
        self.listening.abort();
        // Already gone is as good.
        let _ = std::fs::remove_file(&self.path);
    }
}

fn is_trusted(stream: &UnixStream, owner: u32) -> bool {
    stream.peer_cred().is_ok_and(|peer| peer.uid() == owner || peer.uid() == 0)
}

async fn answer(stream: UnixStream, host: &Host) -> io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut read = BufReader::new(read.take(MAX_ORDER_BYTES));
    tokio::time::timeout(PATIENCE, read.read_line(&mut line)).await??;
    let outcome = match serde_json::from_str::<Order>(&line) {
        Ok(order) => {
            tracing::info!(command = order.command(), "an order from the host");
            match host.carry_out(&order).await {
                Ok(said) => Outcome::Done(said),
                Err(error) => {
                    tracing::warn!(command = order.command(), error = %format!("{error:#}"), "not carried out");
                    Outcome::Failed(format!("{error:#}"))
                }
            }
        }
        Err(error) => Outcome::Failed(format!(
            "The running server does not understand the command ({error}): use the version that it has."
        )),
    };
    let mut answer = serde_json::to_vec(&outcome)?;
    answer.push(b'\n');
    write.write_all(&answer).await?;
    write.shutdown().await
}

/// Asks the server that runs on a data folder; `None` when none does.
///
/// # Errors
/// What the server says about it, or that it went away.
pub async fn ask(folder: &Path, order: &Order) -> Option<Result<String, String>> {
    let stream = UnixStream::connect(folder.join(NAME)).await.ok()?;
    Some(match exchange(stream, order).await {
        Ok(Outcome::Done(said)) => Ok(said),
        Ok(Outcome::Failed(why)) => Err(why),
        Err(error) => Err(format!("The running server went away before it was done ({error}).")),
    })
}

async fn exchange(stream: UnixStream, order: &Order) -> io::Result<Outcome> {
    let (read, mut write) = stream.into_split();
    let mut line = serde_json::to_vec(order)?;
    line.push(b'\n');
    write.write_all(&line).await?;
    let mut answer = String::new();
    BufReader::new(read).read_line(&mut answer).await?;
    Ok(serde_json::from_str(&answer)?)
}
