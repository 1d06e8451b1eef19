//! The log on standard error: text for people, JSON for machines. Lines are collected for a fifth of a
//! second, so that a request does not pay for a system call; warnings and errors go out at once.

use std::{
    io::{self, Write},
    sync::{Arc, Mutex, PoisonError, Weak},
    time::Duration,
};

use tracing::Level;
use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::config::LogFormat;

/// How long a line may wait.
const PATIENCE: Duration = Duration::from_millis(200);
/// How much may wait, in bytes.
const ENOUGH: usize = 32 * 1024;

/// Libraries that say much about themselves at `info`; the database engine's are [`store::QUIETER_LOG`].
const QUIETER: &str = "tantivy=warn,hyper=warn";

/// Sends the lines of this process to standard error.
///
/// The log is written out when the returned guard is dropped.
pub fn start_log(format: LogFormat, level: &str) -> Flush {
    let sink = Sink::new(Box::new(io::stderr()));
    // A level names what we log; only directives speak for the libraries, too.
    let directives = if level.contains(['=', ',']) {
        level.to_owned()
    } else {
        format!("{level},{QUIETER},{}", store::QUIETER_LOG)
    };
    let filter = EnvFilter::try_new(directives).unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(sink.clone()).with_ansi(false);
    // The second caller in one process keeps the first one's log.
    let _ = match format {
        LogFormat::Text => tracing::subscriber::set_global_default(lines.finish()),
        LogFormat::Json => tracing::subscriber::set_global_default(lines.json().flatten_event(true).finish()),
    };
    Flush(sink)
}

/// Logs panics as errors, in one line.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, message = panic.payload_as_str().unwrap_or("no message"), "panic");
    }));
}

/// Writes out what waits when dropped.
#[derive(Debug)]
pub struct Flush(Sink);

impl Drop for Flush {
    fn drop(&mut self) {
        self.0.flush();
    }
}

#[derive(Clone)]
struct Sink(Arc<Mutex<Waiting>>);

struct Waiting {
    lines: Vec<u8>,
    out: Box<dyn Write + Send>,
}

impl Waiting {
    fn flush(&mut self) {
        // Nobody is left to tell when standard error is closed.
        let _ = self.out.write_all(&self.lines).and_then(|()| self.out.flush());
        self.lines.clear();
    }
}

impl std::fmt::Debug for Sink {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sink")
    }
}

impl Sink {
    fn new(out: Box<dyn Write + Send>) -> Self {
        let sink = Self(Arc::new(Mutex::new(Waiting { lines: Vec::new(), out })));
        let waiting = Arc::downgrade(&sink.0);
        // Without the thread the lines go out when there are enough of them and at the end.
        let _ = std::thread::Builder::new().name("log".to_owned()).spawn(move || flush_often(&waiting));
        sink
    }

    fn flush(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).flush();
    }

    fn add(&self, line: &[u8], urgent: bool) {
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        waiting.lines.extend_from_slice(line);
        if urgent || waiting.lines.len() >= ENOUGH {
            waiting.flush();
        }
    }
}

fn flush_often(waiting: &Weak<Mutex<Waiting>>) {
    loop {
        std::thread::sleep(PATIENCE);
        match waiting.upgrade() {
            Some(sink) => Sink(sink).flush(),
            None => return,
        }
    }
}

/// One line on its way to the sink.
#[derive(Debug)]
struct Line<'a> {
    sink: &'a Sink,
    urgent: bool,
}

impl Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.sink.add(line, self.urgent);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Sink {
    type Writer = Line<'a>;

    fn make_writer(&'a self) -> Line<'a> {
        Line { sink: self, urgent: true }
    }

    fn make_writer_for(&'a self, meta: &tracing::Metadata<'_>) -> Line<'a> {
        Line { sink: self, urgent: *meta.level() <= Level::WARN }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Shared(Arc<Mutex<Vec<u8>>>);

    impl Write for Shared {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().expect("not poisoned").extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn urgent_lines_take_the_waiting_ones_along_in_order() {
        let out = Shared::default();
        let sink = Sink::new(Box::new(out.clone()));
        sink.add(b"first\n", false);
        sink.add(b"second\n", true);
        assert_eq!(*out.0.lock().expect("not poisoned"), b"first\nsecond\n");
    }
}
