//! The way out: a mail server that takes mail from this program.

use std::{error::Error as _, fmt, sync::Arc, time::Duration};

use futures::future::BoxFuture;
use lettre::{
    Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    message::{
        Mailbox, SinglePart,
        header::{HeaderName, HeaderValue},
    },
    transport::smtp::{self, PoolConfig},
};
use shared::mail::{model::Mail, rules::Attempt};

use crate::config::Config;

/// A mail that is being handed over.
pub type Sending = BoxFuture<'static, Attempt>;

/// Hands a mail over and says how it went.
#[derive(Clone)]
pub struct Post(pub Arc<dyn Fn(Mail) -> Sending + Send + Sync>);

/// For one word to the mail server and its reply.
const PATIENCE: Duration = Duration::from_secs(20);
/// For a mail from the first word to the last; shorter than the lease of a mail.
const LONGEST: Duration = Duration::from_secs(60);
/// Connections at most, and how long one is kept without a mail.
const CONNECTIONS: u32 = 4;
const IDLE: Duration = Duration::from_secs(20);
/// As much is kept of what the mail server said.
const SAID_CHARS: usize = 300;

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Post")
    }
}

impl Post {
    /// By SMTP, as configured; `None` where no mail server is.
    ///
    /// # Errors
    /// Why the mail server that is configured cannot be used.
    pub fn of(config: &Config) -> Result<Option<Self>, String> {
        let (Some(url), Some(sender)) = (&config.mail_url, &config.mail_from) else { return Ok(None) };
        let builder = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.secret())
            .map_err(|error| format!("{}: {}", url.shown(), said(&error)))?;
        let pool = PoolConfig::new().max_size(CONNECTIONS).idle_timeout(IDLE);
        let transport = builder.timeout(Some(PATIENCE)).pool_config(pool).build();
        let from = sender.mailbox().clone();
        Ok(Some(Self(Arc::new(move |mail| {
            let (transport, message) = (transport.clone(), message(&mail, &from));
            Box::pin(async move {
                match message {
                    Ok(message) => hand_over(&transport, message).await,
                    Err(error) => Attempt::Refused(error.to_string()),
                }
            })
        }))))
    }

    /// Hands a mail over.
    pub async fn send(&self, mail: &Mail) -> Attempt {
        (self.0)(mail.clone()).await
    }
}

async fn hand_over(transport: &AsyncSmtpTransport<Tokio1Executor>, message: Message) -> Attempt {
    match tokio::time::timeout(LONGEST, transport.send(message)).await {
        Ok(Ok(_)) => Attempt::Delivered,
        Ok(Err(error)) => match error.status() {
            Some(code) => Attempt::refused_with(u16::from(code), said(&error)),
            None => Attempt::Failed(said(&error)),
        },
        Err(_) => Attempt::Failed(format!("no reply within {} seconds", LONGEST.as_secs())),
    }
}

/// The mail as it travels: plain text, with the same id at every attempt, so that one that arrives twice is
/// known for one.
fn message(mail: &Mail, from: &Mailbox) -> Result<Message, lettre::error::Error> {
    let to: Address = mail.to.as_str().parse().map_err(|_| lettre::error::Error::MissingTo)?;
    // Nobody's holiday notice answers a program (RFC 3834).
    let by_a_program = HeaderName::new_from_ascii_str("Auto-Submitted");
    Message::builder()
        .from(from.clone())
        .to(to.into())
        .subject(one_line(&mail.subject))
        .date(mail.written_at.into())
        .message_id(Some(format!("<{}@{}>", mail.id, from.email.domain())))
        .raw_header(HeaderValue::new(by_a_program, "auto-generated".to_owned()))
        .singlepart(SinglePart::plain(mail.text.clone()))
}

/// A text that ends no header: what breaks lines becomes a space.
fn one_line(text: &str) -> String {
    let breaks = |letter: char| letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
    text.chars().map(|letter| if breaks(letter) { ' ' } else { letter }).collect()
}

/// An error of the way out with its causes, in one line.
fn said(error: &smtp::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let next_text = next.to_string();
        if !text.contains(&next_text) {
            text = format!("{text}: {next_text}");
        }
        cause = next.source();
    }
    one_line(&text).chars().take(SAID_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use shared::{ids::MailId, mail::model::MailState, testing::START};

    use super::*;

    fn mail(subject: &str) -> Mail {
        Mail {
            id: MailId::from_ulid(ulid::Ulid(7)),
            version: 1,
            to: "anna@example.com".parse().expect("an address"),
            subject: subject.to_owned(),
            text: "Grüße\n\nhttps://market.example/verify#secret\n".to_owned(),
            link: None,
            state: MailState::Waiting { due: START, attempts: 0, error: None },
            written_at: START,
        }
    }

    fn written(mail: &Mail) -> String {
        let from = "Market <no-reply@market.example>".parse().expect("a sender");
        String::from_utf8(message(mail, &from).expect("a message").formatted()).expect("ASCII")
    }

    #[test]
    fn a_mail_is_plain_text_and_keeps_its_id() {
        let text = written(&mail("Confirm your address"));
        for line in [
            "From: Market <no-reply@market.example>",
            "To: anna@example.com",
            "Subject: Confirm your address",
            "Message-ID: <mai_00000000000000000000000007@market.example>",
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
        ] {
            assert!(text.split("\r\n").any(|known| known == line), "{line:?} is not in {text}");
        }
        let id = |text: &str| text.lines().find(|line| line.starts_with("Message-ID")).map(str::to_owned);
        assert_eq!(id(&text), id(&written(&mail("Confirm your address"))));
    }

    #[test]
    fn no_subject_adds_a_header_or_ends_them() {
        for hostile in
            ["Hi\r\nBcc: eve@example.com", "Hi\nBcc: eve@example.com", "Hi\r\n\r\n<b>", "Hi\u{2028}Bcc: x"]
        {
            let text = written(&mail(hostile));
            let (head, _) = text.split_once("\r\n\r\n").expect("a head");
            assert_eq!(head.matches("\r\nSubject: ").count(), 1, "{head}");
            for line in head.split("\r\n") {
                assert!(!line.to_ascii_lowercase().starts_with("bcc"), "{head}");
            }
            assert!(head.contains("\r\nContent-Type: "), "{head}");
        }
    }
}
