//! `guildhall verify`: proves an exported trail, and judges receipts again, without a server and without a
//! network.

mod receipts;

use std::{
    cell::RefCell,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use chrono::SecondsFormat;
use clap::Args;
use shared::{
    audit::{
        seal::{BadSignature, SIGNATURE_BYTES, TrustedKeys},
        verify::{Broken, Summary, verify},
    },
    identity::api::SigningKeys,
};

use super::{Stopped, print};
use crate::{config::reason, signing::PublicKeys};

/// Longest line of an export, in bytes: more than any unit of the store holds.
const MAX_LINE_BYTES: u64 = 64 << 20;
/// Largest list of keys, in bytes.
const MAX_KEYS_BYTES: u64 = 1 << 20;

#[derive(Debug, Args)]
pub(super) struct VerifyArgs {
    /// The export of a trail, or receipts of decisions as the server gave them; or - for standard input.
    file: PathBuf,
    /// Public keys to trust: a file with the answer of /api/v1/signing-keys.
    #[arg(long, value_name = "FILE")]
    keys: Option<PathBuf>,
    /// A public key to trust; can be given several times.
    #[arg(long, value_name = "NAME=HEX")]
    trust: Vec<String>,
}

pub(super) fn run(args: &VerifyArgs) -> Result<(), Stopped> {
    let keys = keys(args)?;
    let shown = if args.file.as_os_str() == "-" {
        "Standard input".to_owned()
    } else {
        args.file.display().to_string()
    };
    let input: Box<dyn Read> = if args.file.as_os_str() == "-" {
        Box::new(io::stdin().lock())
    } else {
        Box::new(File::open(&args.file).map_err(|error| unreadable(&shown, &error))?)
    };
    let mut input = input;
    let start = receipts::start(&mut input).map_err(|error| unreadable(&shown, &error))?;
    if let Some(all) = receipts::read(&start) {
        return receipts::judged(&all, &shown);
    }
    match judged(io::Cursor::new(start).chain(input), keys.as_ref()) {
        Ok(summary) => print(&told(&summary, keys.is_some())),
        Err(Refused::Io(error)) => Err(unreadable(&shown, &error)),
        Err(Refused::Broken(broken)) => Err(Stopped::failed(format!("{shown} is not proved: {broken}."))),
    }
}

fn unreadable(what: &str, error: &io::Error) -> Stopped {
    Stopped::failed(format!("{what} cannot be read: {}.", reason(error)))
}

/// Why an export is not proved.
#[derive(Debug)]
enum Refused {
    Io(io::Error),
    Broken(Broken),
}

/// Proves an export; without keys all but its signature.
fn judged(input: impl Read, keys: Option<&PublicKeys>) -> Result<Summary, Refused> {
    let failed = RefCell::new(None);
    let lines = Lines { input: BufReader::new(input), failed: &failed };
    let judged = match keys {
        Some(keys) => verify(lines, keys),
        None => verify(lines, &Unchecked),
    };
    match failed.into_inner() {
        Some(error) => Err(Refused::Io(error)),
        None => judged.map_err(Refused::Broken),
    }
}

/// Takes every signature: the rest is checked.
struct Unchecked;

impl TrustedKeys for Unchecked {
    fn check(&self, _: &str, _: &[u8], _: &[u8; SIGNATURE_BYTES]) -> Result<(), BadSignature> {
        Ok(())
    }
}

/// Lines without their ends, byte for byte. Ends at a failure, which is told elsewhere.
struct Lines<'f, R> {
    input: BufReader<R>,
    failed: &'f RefCell<Option<io::Error>>,
}

impl<R: Read> Iterator for Lines<'_, R> {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let mut line = Vec::new();
        // What is longer becomes several lines, none of which is one of an export.
        match self.input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line) {
            Ok(0) => None,
            Ok(_) => {
                if line.last() == Some(&b'\n') {
                    line.pop();
                }
                // What is not text turns into a line that no export has.
                Some(String::from_utf8(line).unwrap_or_else(|_| "not UTF-8".to_owned()))
            }
            Err(error) => {
                *self.failed.borrow_mut() = Some(error);
                None
            }
        }
    }
}

/// The keys that were given; `None` for none.
fn keys(args: &VerifyArgs) -> Result<Option<PublicKeys>, Stopped> {
    let mut keys = PublicKeys::default();
    if let Some(path) = &args.keys {
        keys = listed(path)?;
    }
    for pair in &args.trust {
        let (name, key) = pair.split_once('=').ok_or_else(|| {
            Stopped::misused(format!(
                "--trust {pair}: write the name of a key, = and its 64 hexadecimal digits."
            ))
        })?;
        keys.add(name.trim(), key.trim()).map_err(|error| Stopped::misused(format!("--trust: {error}.")))?;
    }
    Ok((!keys.is_empty()).then_some(keys))
}

fn listed(path: &Path) -> Result<PublicKeys, Stopped> {
    let shown = path.display();
    let mut text = String::new();
    File::open(path)
        .and_then(|file| file.take(MAX_KEYS_BYTES).read_to_string(&mut text))
        .map_err(|error| Stopped::misused(format!("{shown} cannot be read: {}.", reason(&error))))?;
    let listed: SigningKeys = serde_json::from_str(&text).map_err(|error| {
        Stopped::misused(format!("{shown} is not the answer of /api/v1/signing-keys: {error}."))
    })?;
    let keys = PublicKeys::of(&listed).map_err(|error| Stopped::misused(format!("{shown}: {error}.")))?;
    if keys.is_empty() {
        return Err(Stopped::misused(format!("{shown} holds no keys.")));
    }
    Ok(keys)
}

/// What was proved, and what was not.
fn told(summary: &Summary, signed: bool) -> String {
    let Summary { organisation, first, last, hash, key, signed_at, .. } = summary;
    let events = match summary.span {
        None => format!("The trail of {organisation} has no events"),
        Some((from, until)) => {
            let at = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
            format!("Events {first} to {last} of {organisation}, {} to {}", at(from), at(until))
        }
    };
    let signed_at = signed_at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let mut text = if signed {
        format!(
            "{events}: nothing was changed, dropped or reordered since {key} signed at {signed_at}.\nThe last hash is {hash}.\n"
        )
    } else {
        format!(
            "{events}: the chain of hashes is unbroken and ends in the head that {key} is said to have signed at {signed_at}.\n\
             The last hash is {hash}.\n\
             Not checked: the signature, since no key was given. Whoever wrote the whole file anew is found out \
             only by it. Get the keys from the server that you trust (/api/v1/signing-keys) and give them with \
             --keys FILE, or one with --trust NAME=HEX.\n"
        )
    };
    if *first > 1 {
        text.push_str(&format!("The {} events before the first one are not in the file.\n", first - 1));
    }
    text
}

#[cfg(test)]
mod tests;
