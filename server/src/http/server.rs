//! The accept loop and the graceful stop.

use std::{future::Future, pin::pin, sync::Arc, time::Duration};

use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time::MissedTickBehavior,
};
use tokio_util::task::TaskTracker;

use super::{
    Limits, connection,
    front::Front,
    pace::{Board, Order, TICK},
};
use crate::observe::Metrics;

/// How the stop went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drained {
    /// Connections that were still busy when the drain deadline came, and were cut.
    pub cut: usize,
}

/// Accepts and serves until `stop` is ready; then closes the port, lets running requests finish and
/// returns, at the latest when the drain deadline has passed.
pub async fn serve(
    listener: TcpListener,
    front: Front,
    limits: Limits,
    metrics: Arc<Metrics>,
    stop: impl Future<Output = ()>,
) -> Drained {
    let board = Arc::new(Board::default());
    let tasks = TaskTracker::new();
    let watch = tokio::spawn(watch(Arc::clone(&board), limits, Arc::clone(&metrics)));
    let slots = Arc::new(Semaphore::new(limits.connections));
    let mut stop = pin!(stop);
    loop {
        let (stream, slot) = tokio::select! {
            () = &mut stop => break,
            accepted = accept(&listener, &slots) => accepted,
        };
        let (front, entry) = (front.clone(), board.open());
        tasks.spawn(async move {
            connection::serve(stream, front, entry).await;
            drop(slot);
        });
    }
    drop(listener);
    tasks.close();
    board.tell_all(Order::Finish);
    let cut = match tokio::time::timeout(limits.drain, tasks.wait()).await {
        Ok(()) => 0,
        Err(_) => {
            let cut = board.len();
            board.tell_all(Order::Cut);
            // A cut connection ends at its next poll, which the order causes.
            let _ = tokio::time::timeout(Duration::from_secs(1), tasks.wait()).await;
            cut
        }
    };
    watch.abort();
    Drained { cut }
}

/// The next connection, as soon as there is room for it.
async fn accept(listener: &TcpListener, slots: &Arc<Semaphore>) -> (TcpStream, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed, so this is always a permit.
    let slot = Arc::clone(slots).acquire_owned().await.ok();
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                // Failure costs some latency and nothing else.
                let _ = stream.set_nodelay(true);
                return (stream, slot);
            }
            Err(error) => {
                // Out of file descriptors, or the client was gone already. The first passes when
                // connections close; trying again at once would only burn the processor.
                tracing::warn!(%error, "no connection accepted");
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

async fn watch(board: Arc<Board>, limits: Limits, metrics: Arc<Metrics>) {
    let mut ticks = tokio::time::interval(TICK);
    // After a pause of the machine the lost ticks are not made up: nobody is cut for our sleep.
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        board.tick(&limits);
        metrics.connections().set(i64::try_from(board.len()).unwrap_or(i64::MAX));
    }
}
