//! Reads a catalogue ahead of the writer: lines, parsed and checked, in batches.

use std::{
    fs::File,
    io::{self, BufRead, BufReader},
    thread,
};

use anyhow::Context;
use shared::{
    marketplace::import::{ValidRow, parse_line},
    problem::FieldError,
};
use tokio::sync::mpsc;

use super::Source;

/// Longest line that is read, in bytes. What is longer is counted, not kept.
pub(super) const MAX_LINE_BYTES: usize = 1 << 20;
/// Most rows of a batch; a batch is one transaction.
pub(super) const BATCH_ROWS: usize = 500;
/// Bytes of lines after which a batch is full, far below what one transaction takes.
const BATCH_BYTES: u64 = 8 << 20;
/// Batches that wait for the writer.
const AHEAD: usize = 2;
/// Bytes asked of the file at a time.
const BUFFER_BYTES: usize = 256 << 10;

/// Some lines of the file, and how far they reach into it.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub(super) lines: Vec<Line>,
    /// Bytes of the file up to the end of this batch.
    pub(super) bytes: u64,
}

/// A line that is not blank.
#[derive(Debug)]
pub(super) struct Line {
    /// From 1; blank lines count.
    pub(super) number: u64,
    pub(super) row: Result<Box<ValidRow>, Vec<FieldError>>,
}

enum Message {
    Batch(Batch),
    Failed(io::Error),
    End,
}

/// Batches as a thread reads them.
pub(super) struct Batches {
    messages: mpsc::Receiver<Message>,
    /// Size of the file, where it is one.
    pub(super) of: Option<u64>,
}

impl Batches {
    /// Opens the source and begins to read.
    pub(super) fn open(source: &Source) -> anyhow::Result<Self> {
        match source {
            Source::Stdin => {
                Self::start(None, || Box::new(BufReader::with_capacity(BUFFER_BYTES, io::stdin())))
            }
            Source::File(path) => {
                let opened = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
                let (metadata, file) = opened.with_context(|| {
                    format!(
                        "The catalogue {} cannot be read: check the path and its permissions",
                        path.display()
                    )
                })?;
                if metadata.is_dir() {
                    anyhow::bail!("{} is a folder: name the catalogue's file in it.", path.display());
                }
                let of = metadata.is_file().then_some(metadata.len());
                Self::start(of, || Box::new(BufReader::with_capacity(BUFFER_BYTES, file)))
            }
        }
    }

    /// A thread of its own, not one of the runtime's: nobody waits for a terminal that says nothing more.
    fn start(
        of: Option<u64>,
        open: impl FnOnce() -> Box<dyn BufRead> + Send + 'static,
    ) -> anyhow::Result<Self> {
        let (sender, messages) = mpsc::channel(AHEAD);
        thread::Builder::new()
            .name("catalogue-reader".to_owned())
            .spawn(move || {
                let last = match read_all(open().as_mut(), &sender) {
                    Ok(()) => Message::End,
                    Err(error) => Message::Failed(error),
                };
                // An importer that left needs no answer.
                sender.blocking_send(last).ok();
            })
            .context("The catalogue's reader could not be started")?;
        Ok(Self { messages, of })
    }

    /// The next batch; `None` behind the last.
    pub(super) async fn next(&mut self) -> anyhow::Result<Option<Batch>> {
        match self.messages.recv().await {
            Some(Message::Batch(batch)) => Ok(Some(batch)),
            Some(Message::End) => Ok(None),
            Some(Message::Failed(error)) => Err(error).context("The catalogue could not be read to its end"),
            None => Err(anyhow::anyhow!("The catalogue's reader stopped before the end of the file.")),
        }
    }
}

/// Sends every line in batches until the end or until nobody listens.
fn read_all(input: &mut dyn BufRead, sender: &mpsc::Sender<Message>) -> io::Result<()> {
    let mut batch = Batch::default();
    let mut begins = 0;
    let mut number = 0;
    let mut line = Vec::new();
    while let Some(length) = read_line(input, &mut line)? {
        number += 1;
        batch.bytes += length;
        let text = content(&line, number);
        if length > MAX_LINE_BYTES as u64 {
            let detail = format!("The line has {length} bytes; at most {MAX_LINE_BYTES} are read.");
            batch.lines.push(Line { number, row: Err(vec![FieldError::pointer("", detail)]) });
        } else if !text.is_empty() {
            batch.lines.push(Line { number, row: parse_line(text).map(Box::new) });
        }
        if batch.lines.len() >= BATCH_ROWS || batch.bytes - begins >= BATCH_BYTES {
            begins = batch.bytes;
            let next = Batch { lines: Vec::new(), bytes: batch.bytes };
            if sender.blocking_send(Message::Batch(std::mem::replace(&mut batch, next))).is_err() {
                return Ok(());
            }
        }
    }
    // An importer that left needs no more.
    sender.blocking_send(Message::Batch(batch)).ok();
    Ok(())
}

/// The line without white space around it, and without the mark that some editors put before the first.
fn content(line: &[u8], number: u64) -> &[u8] {
    let line = if number == 1 { line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line) } else { line };
    line.trim_ascii()
}

/// Reads up to and with the next line break into `line`, at most [`MAX_LINE_BYTES`] of it; what is longer
/// is passed over. The length of the whole line, or `None` at the end.
fn read_line(input: &mut dyn BufRead, line: &mut Vec<u8>) -> io::Result<Option<u64>> {
    line.clear();
    let mut length = 0;
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            other => other?,
        };
        if chunk.is_empty() {
            return Ok((length > 0).then_some(length));
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.map_or(chunk.len(), |at| at + 1);
        let room = MAX_LINE_BYTES.saturating_sub(line.len());
        line.extend_from_slice(&chunk[..taken.min(room)]);
        length += taken as u64;
        input.consume(taken);
        if end.is_some() {
            return Ok(Some(length));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    const GOOD: &[u8] =
        br#"{"slug":"a","name":"A","tagline":"T","partner":{"slug":"p","name":"P"},"categories":["crm"]}"#;

    /// Every line of an input with its first fault, and the bytes at the end.
    fn read(input: impl Read + Send + 'static) -> (Vec<(u64, Option<String>)>, u64) {
        let mut batches = Batches::start(None, || Box::new(BufReader::new(input))).expect("a thread starts");
        let mut seen = Vec::new();
        let mut bytes = 0;
        futures::executor::block_on(async {
            while let Some(batch) = batches.next().await.expect("the input is readable") {
                bytes = batch.bytes;
                seen.extend(
                    batch
                        .lines
                        .into_iter()
                        .map(|line| (line.number, line.row.err().map(|faults| faults[0].detail.clone()))),
                );
            }
        });
        (seen, bytes)
    }

    #[test]
    fn blank_lines_count_and_say_nothing() {
        let text = [b"\xef\xbb\xbf", GOOD, b"\r\n\n   \n", GOOD].concat();
        let length = text.len() as u64;
        assert_eq!(read(io::Cursor::new(text)), (vec![(1, None), (4, None)], length));
    }

    #[test]
    fn a_line_of_100_mb_is_one_fault_and_the_next_line_is_read() {
        let long = io::repeat(b'x').take(100_000_000);
        let (seen, bytes) = read(GOOD.chain(&b"\n"[..]).chain(long).chain(&b"\n"[..]).chain(GOOD));
        assert_eq!(bytes, 100_000_002 + 2 * GOOD.len() as u64);
        let [(1, None), (2, Some(why)), (3, None)] = seen.as_slice() else {
            panic!("three lines, not {seen:?}")
        };
        assert_eq!(why, "The line has 100000001 bytes; at most 1048576 are read.");
    }

    #[test]
    fn a_long_line_is_not_kept() {
        let mut input = BufReader::new(io::repeat(b'x').take(50_000_000));
        let mut line = Vec::new();
        let length = read_line(&mut input, &mut line).expect("readable");
        assert_eq!((length, line.len()), (Some(50_000_000), MAX_LINE_BYTES));
        assert!(line.capacity() <= 2 * MAX_LINE_BYTES, "{} bytes are held", line.capacity());
    }

    #[test]
    fn a_file_that_is_cut_off_ends_in_a_fault() {
        let (seen, _) = read([GOOD, b"\n", &GOOD[..50]].concat().leak() as &[u8]);
        let [(1, None), (2, Some(why))] = seen.as_slice() else { panic!("two lines, not {seen:?}") };
        assert!(why.contains("Is the file cut off?"), "{why}");
    }

    #[test]
    fn batches_hold_at_most_their_rows() {
        let text = [GOOD, b"\n"].concat().repeat(BATCH_ROWS * 2 + 1);
        let mut batches =
            Batches::start(None, || Box::new(BufReader::new(io::Cursor::new(text)))).expect("a thread");
        let mut sizes = Vec::new();
        futures::executor::block_on(async {
            while let Some(batch) = batches.next().await.expect("readable") {
                sizes.push(batch.lines.len());
            }
        });
        assert_eq!(sizes, [BATCH_ROWS, BATCH_ROWS, 1]);
    }
}
