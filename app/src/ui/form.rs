//! What every form needs, whatever it sends.

use std::fmt::Write;

use crate::browser;

/// A name for one deed: 32 hexadecimal digits. All zero in a server's build, which sends nothing.
pub fn new_intent() -> String {
    browser::random::<16>().iter().fold(String::with_capacity(32), |mut text, byte| {
        // Writing into a text never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_deed_has_a_name_of_32_digits() {
        assert_eq!(super::new_intent(), "0".repeat(32));
    }
}
