//! Mail, handed over to a real mail server.

use std::sync::Arc;

use chrono::TimeDelta;
use server::{
    Services,
    config::{Config, Sender, SmtpUrl},
    jobs::run_once,
    start::{Ports, start_with},
};
use shared::{
    ids::MailId,
    mail::model::{Mail, MailState},
    testing::FixedClock,
};
use store::Unit;
use tests::{mail_server::MailServer, run};

struct Office {
    services: Services,
    clock: Arc<FixedClock>,
}

impl Office {
    /// A program without people that hands its mail to this address.
    async fn at(url: &str) -> Self {
        let clock = Arc::new(FixedClock::default());
        let config = Config {
            mail_url: Some(SmtpUrl::parse(url).expect("an address")),
            mail_from: Some(Sender::parse("Märkt <no-reply@market.example>").expect("a sender")),
            ..Config::in_memory()
        };
        let ports = Ports { clock: clock.clone(), ..Ports::of_this_machine().expect("ports") };
        Self { services: start_with(&config, ports).await.expect("starts"), clock }
    }

    async fn write(&self, to: &str, subject: &str) -> MailId {
        let services = &self.services;
        let now = services.clock.now();
        let mail = Mail {
            id: MailId::new(&*services.ids),
            version: 1,
            to: to.parse().expect("an address"),
            subject: subject.to_owned(),
            text: "Grüße,\n\nhttps://market.example/verify#secret\n".to_owned(),
            link: None,
            state: MailState::Waiting { due: now, attempts: 0, error: None },
            written_at: now,
        };
        let mut unit = Unit::default();
        unit.create(&mail);
        services.store.commit(unit).await.expect("written");
        mail.id
    }

    async fn turn(&self) {
        run_once(&self.services, "here").await.expect("every job is done");
    }

    async fn state(&self, mail: MailId) -> MailState {
        self.services.store.get::<Mail>(mail.to_string()).await.expect("read").expect("there").state
    }

    async fn is_sent(&self, mail: MailId) -> bool {
        matches!(self.state(mail).await, MailState::Sent { .. })
    }
}

#[test]
fn a_mail_arrives_once_as_it_was_written() {
    run(async {
        let server = MailServer::start();
        let office = Office::at(&server.url()).await;
        let mail = office.write("anna@example.com", "Bestätigen Sie\r\nBcc: eve@example.com").await;
        office.turn().await;
        office.turn().await;
        assert!(office.is_sent(mail).await, "{:?}", office.state(mail).await);
        let arrived = server.arrived();
        assert_eq!(arrived.len(), 1, "{arrived:#?}");
        assert_eq!(
            (arrived[0].from.as_str(), arrived[0].to.as_slice()),
            ("no-reply@market.example", &["anna@example.com".to_owned()][..])
        );
        assert_eq!(arrived[0].header("Message-ID"), format!("<{mail}@market.example>"));
        assert_eq!(arrived[0].header("Bcc"), "");
        assert_eq!(arrived[0].header("To"), "anna@example.com");
        assert!(
            arrived[0].data.contains("Gr=C3=BC=C3=9Fe") || arrived[0].data.contains("Grüße"),
            "{}",
            arrived[0].data
        );
    });
}

#[test]
fn what_is_refused_for_good_is_given_up_and_what_is_put_off_comes_later() {
    run(async {
        let server = MailServer::start();
        let office = Office::at(&server.url()).await;
        let (refused, busy) =
            (office.write("refused@example.com", "A").await, office.write("busy@example.com", "B").await);
        office.turn().await;
        match office.state(refused).await {
            MailState::GivenUp { error, .. } => assert!(error.contains("No such mailbox here"), "{error}"),
            other => panic!("{other:?}"),
        }
        match office.state(busy).await {
            MailState::Waiting { attempts: 1, error: Some(error), .. } => {
                assert!(error.contains("Try again later"), "{error}");
            }
            other => panic!("{other:?}"),
        }
        office.clock.advance(TimeDelta::seconds(29));
        office.turn().await;
        assert!(!office.is_sent(busy).await, "it is not due yet");
        office.clock.advance(TimeDelta::seconds(1));
        office.turn().await;
        assert!(office.is_sent(busy).await);
        assert_eq!(server.arrived().len(), 1);
    });
}

#[test]
fn a_mail_whose_acknowledgement_was_lost_comes_again_under_the_same_id() {
    run(async {
        let server = MailServer::start();
        let office = Office::at(&server.url()).await;
        let mail = office.write("cut@example.com", "A").await;
        office.turn().await;
        assert!(matches!(office.state(mail).await, MailState::Waiting { attempts: 1, .. }));
        office.clock.advance(TimeDelta::minutes(1));
        office.turn().await;
        assert!(office.is_sent(mail).await);
        let ids: Vec<String> = server.arrived().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids, vec![format!("<{mail}@market.example>"); 2]);
    });
}

#[test]
fn nothing_is_lost_while_the_mail_server_is_away_or_does_not_know_us() {
    run(async {
        let server = MailServer::start();
        let nobody = format!("smtp://127.0.0.1:{}", tests::process::free_port());
        let stranger = format!("smtp://guildhall:wrong@{}", server.address);
        let open = format!("smtp://guildhall:p%40ss%2Fword@{}?tls=required", server.address);
        for url in [nobody, stranger, open] {
            let office = Office::at(&url).await;
            let mail = office.write("anna@example.com", "A").await;
            office.turn().await;
            match office.state(mail).await {
                MailState::Waiting { attempts: 1, error: Some(error), .. } => {
                    assert!(!error.contains("ss/word") && !error.contains("p%40ss"), "{error}");
                }
                other => panic!("{url}: {other:?}"),
            }
        }
        assert_eq!(server.arrived(), [], "a certificate that nobody vouches for is none");
    });
}
