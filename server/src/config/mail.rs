//! Where mail goes, and whom it comes from.

use std::{fmt, net::IpAddr};

use lettre::message::Mailbox;
use url::Url;

/// The address of a mail server with what opens it: `smtps://user:password@host:465`.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpUrl(String);

impl SmtpUrl {
    /// Reads an address. What would go over a network in the open is none, and neither is a user without a
    /// password.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let host = url.host_str().filter(|host| !host.is_empty())?;
        let query = url.query();
        let encrypted = match url.scheme() {
            "smtps" => query.is_none(),
            "smtp" => query == Some("tls=required") || (query.is_none() && is_this_machine(host)),
            _ => false,
        };
        let bare = matches!(url.path(), "" | "/") && url.fragment().is_none();
        let whole = url.username().is_empty() == url.password().is_none();
        (encrypted && bare && whole).then(|| Self(text.to_owned()))
    }

    /// With its password.
    pub fn secret(&self) -> &str {
        &self.0
    }

    /// Without its password.
    pub fn shown(&self) -> String {
        crate::start::without_password(&self.0)
    }
}

/// Never shows the password.
impl fmt::Debug for SmtpUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown())
    }
}

fn is_this_machine(host: &str) -> bool {
    let number = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || number.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// An address with or without a name before it: `Market <no-reply@market.example>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    text: String,
    mailbox: Mailbox,
}

impl Sender {
    pub fn parse(text: &str) -> Option<Self> {
        let mailbox = text.parse().ok()?;
        let one_line = !text.chars().any(char::is_control);
        one_line.then(|| Self { text: text.to_owned(), mailbox })
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) const fn mailbox(&self) -> &Mailbox {
        &self.mailbox
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_encrypted_unless_it_stays_on_this_machine() {
        for good in [
            "smtps://user:password@mail.example:465",
            "smtps://mail.example",
            "smtp://user:p%40ss@mail.example:587?tls=required",
            "smtp://localhost:1025",
            "smtp://127.0.0.1:1025",
            "smtp://user:password@127.0.0.1:1025",
        ] {
            assert!(SmtpUrl::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "mail.example",
            "https://mail.example",
            "smtp://mail.example:25",
            "smtp://mail.example:587?tls=opportunistic",
            "smtp://127.0.0.1.example:25",
            "smtps://user@mail.example",
            "smtps://mail.example/path",
            "smtps://",
        ] {
            assert!(SmtpUrl::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_sender_is_one_address() {
        for good in ["no-reply@market.example", "Market <no-reply@market.example>"] {
            assert_eq!(Sender::parse(good).as_ref().map(Sender::as_str), Some(good));
        }
        for bad in ["", "Market", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example"] {
            assert!(Sender::parse(bad).is_none(), "{bad:?}");
        }
    }
}
