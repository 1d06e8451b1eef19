//! Receipts: judged again from what they say.

use std::io::{self, Read};

use chrono::SecondsFormat;
use shared::{
    decisions::{receipt::Receipt, replay::replay},
    listings::api::Receipts,
};

use crate::cli::{Stopped, print};

/// Most bytes of a file of receipts.
const MAX_BYTES: u64 = 8 << 20;

/// The start of a file: all of it when it is no larger than receipts are.
pub(super) fn start(input: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The receipts in a file: one, a list, or the answer of the server; `None` when it is something else.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Receipt>> {
    if let Ok(receipt) = serde_json::from_slice::<Receipt>(bytes) {
        return Some(vec![receipt]);
    }
    let answer = serde_json::from_slice::<Receipts>(bytes).map(|answer| answer.receipts);
    answer.or_else(|_| serde_json::from_slice::<Vec<Receipt>>(bytes)).ok()
}

/// Judges each again.
///
/// # Errors
/// The first one that does not hold.
pub(super) fn judged(all: &[Receipt], shown: &str) -> Result<(), Stopped> {
    let mut told = String::new();
    for receipt in all {
        let Receipt { subject, hash, at, policy, .. } = receipt;
        let kind = serde_json::to_value(receipt.kind).map_err(Stopped::failed)?;
        let kind = kind.as_str().unwrap_or_default().replace('_', " ");
        replay(receipt)
            .map_err(|why| Stopped::failed(format!("{shown}: the receipt {hash} does not hold: {why}.")))?;
        let at = at.to_rfc3339_opts(SecondsFormat::Secs, true);
        told.push_str(&format!(
            "{kind} of {subject} at {at}, policy {policy}: the same inputs give the same verdict, by {}.\n  {hash}\n",
            receipt.rule.id
        ));
    }
    if all.is_empty() {
        told.push_str(&format!("{shown} holds no receipts.\n"));
    }
    print(&told)
}
