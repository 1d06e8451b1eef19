//! Who dawdles. Each connection notes what it waits for; one task looks at all of them four times a
//! second. A request costs a few stores of an atomic and no timer.

use std::{
    collections::HashMap,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU8, AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::Notify,
};

use super::Limits;

/// How often the connections are looked at.
pub(super) const TICK: Duration = Duration::from_millis(250);

/// What a connection waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
enum Phase {
    /// The rest of a request's head.
    Head = 0,
    /// The Router; it has its own timeouts.
    Answer = 1,
    /// The client: to read the reply or to send its next request.
    Quiet = 2,
}

/// What the connection is told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Order {
    GoOn = 0,
    /// Finish the running request, then close.
    Finish = 1,
    /// Close now.
    Cut = 2,
}

/// The state of one connection.
#[derive(Debug)]
pub(super) struct Pace {
    phase: AtomicU8,
    /// Tick at which the phase began or last moved on.
    since: AtomicU64,
    order: AtomicU8,
    ordered: Notify,
    board: Arc<Board>,
}

impl Pace {
    fn enter(&self, phase: Phase) {
        self.phase.store(phase as u8, Ordering::Relaxed);
        self.since.store(self.board.now.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// A request's head is complete.
    pub(super) fn answering(&self) {
        self.enter(Phase::Answer);
    }

    /// The answer's head is handed over.
    pub(super) fn answered(&self) {
        self.enter(Phase::Quiet);
    }

    fn bytes_came(&self) {
        if self.phase.load(Ordering::Relaxed) == Phase::Quiet as u8 {
            self.enter(Phase::Head);
        }
    }

    fn bytes_went(&self) {
        if self.phase.load(Ordering::Relaxed) == Phase::Quiet as u8 {
            self.since.store(self.board.now.load(Ordering::Relaxed), Ordering::Relaxed);
        }
    }

    fn tell(&self, order: Order) {
        self.order.fetch_max(order as u8, Ordering::Relaxed);
        // One task waits; a permit is kept for it when it does not at this moment.
        self.ordered.notify_one();
    }

    /// The next order after `known`.
    pub(super) async fn order_after(&self, known: Order) -> Order {
        loop {
            match self.order.load(Ordering::Relaxed) {
                2 if known != Order::Cut => return Order::Cut,
                1 if known == Order::GoOn => return Order::Finish,
                _ => self.ordered.notified().await,
            }
        }
    }

    /// Whether the connection has waited longer than its phase allows.
    fn is_late(&self, now: u64, limits: &Limits) -> bool {
        let waited = TICK * u32::try_from(now - self.since.load(Ordering::Relaxed)).unwrap_or(u32::MAX);
        match self.phase.load(Ordering::Relaxed) {
            0 => waited > limits.head,
            2 => waited > limits.idle,
            _ => false,
        }
    }
}

/// All open connections.
#[derive(Debug, Default)]
pub(super) struct Board {
    /// Ticks since the start.
    now: AtomicU64,
    open: Mutex<HashMap<usize, Arc<Pace>>>,
}

impl Board {
    pub(super) fn open(self: &Arc<Self>) -> Entry {
        let pace = Arc::new(Pace {
            phase: AtomicU8::new(Phase::Head as u8),
            since: AtomicU64::new(self.now.load(Ordering::Relaxed)),
            order: AtomicU8::new(Order::GoOn as u8),
            ordered: Notify::new(),
            board: Arc::clone(self),
        });
        self.lock().insert(Arc::as_ptr(&pace) as usize, Arc::clone(&pace));
        Entry(pace)
    }

    /// Tells every open connection.
    pub(super) fn tell_all(&self, order: Order) {
        self.lock().values().for_each(|pace| pace.tell(order));
    }

    /// One tick later: cuts off who is late.
    pub(super) fn tick(&self, limits: &Limits) {
        let now = self.now.fetch_add(1, Ordering::Relaxed) + 1;
        self.lock().values().filter(|pace| pace.is_late(now, limits)).for_each(|pace| pace.tell(Order::Cut));
    }

    pub(super) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<usize, Arc<Pace>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection on the board; leaves it when dropped.
#[derive(Debug)]
pub(super) struct Entry(pub(super) Arc<Pace>);

impl Drop for Entry {
    fn drop(&mut self) {
        self.0.board.lock().remove(&(Arc::as_ptr(&self.0) as usize));
    }
}

/// A stream that notes when bytes move.
#[derive(Debug)]
pub(super) struct Paced {
    pub(super) stream: TcpStream,
    pub(super) pace: Arc<Pace>,
}

impl AsyncRead for Paced {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        if buffer.filled().len() > before {
            self.pace.bytes_came();
        }
        polled
    }
}

impl AsyncWrite for Paced {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<std::io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        if polled.is_ready() {
            self.pace.bytes_went();
        }
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[std::io::IoSlice<'_>],
    ) -> Poll<std::io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, parts);
        if polled.is_ready() {
            self.pace.bytes_went();
        }
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_has_its_own_patience() {
        let limits =
            Limits { head: Duration::from_secs(1), idle: Duration::from_secs(2), ..Limits::default() };
        let check = |phase: Phase, ticks: u64, late: bool| {
            let entry = Arc::new(Board::default()).open();
            entry.0.enter(phase);
            assert_eq!(entry.0.is_late(ticks, &limits), late, "{phase:?} after {ticks} ticks");
        };
        check(Phase::Head, 4, false);
        check(Phase::Head, 5, true);
        check(Phase::Quiet, 8, false);
        check(Phase::Quiet, 9, true);
        check(Phase::Answer, 1_000_000, false);
    }

    #[test]
    fn a_byte_now_and_then_does_not_buy_time_for_a_head() {
        let board = Arc::new(Board::default());
        let limits = Limits { head: Duration::from_secs(1), ..Limits::default() };
        let entry = board.open();
        for _ in 0..4 {
            board.tick(&limits);
            entry.0.bytes_came();
        }
        assert_eq!(entry.0.order.load(Ordering::Relaxed), Order::GoOn as u8);
        board.tick(&limits);
        assert_eq!(entry.0.order.load(Ordering::Relaxed), Order::Cut as u8);
    }
}
