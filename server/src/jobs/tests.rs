use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use shared::{
    identity::model::Session,
    ids::MailId,
    mail::{
        model::{Mail, MailState},
        rules::Attempt,
    },
    organisations::model::OrganisationKind,
    testing::START,
};

use super::*;
use crate::{
    mail::{Post, send_due},
    pages::market::{Market, ORIGIN},
    personas::Stage,
    services::Site,
    testing::deep,
};

/// A marketplace whose mail goes to nobody, counted.
async fn office() -> (Market, Arc<AtomicU32>) {
    let sent = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&sent);
    let post = Post(Arc::new(move |_| {
        let counter = Arc::clone(&counter);
        Box::pin(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            counter.fetch_add(1, Ordering::Relaxed);
            Attempt::Delivered
        })
    }));
    let site = Site { origin: ORIGIN.to_owned(), demo: false };
    (Market::with(site, Some(post)).await, sent)
}

async fn write(services: &Services) -> MailId {
    let mail = Mail {
        id: MailId::new(&*services.ids),
        version: 1,
        to: "anna@example.com".parse().expect("an address"),
        subject: "Hello".to_owned(),
        text: "Hello".to_owned(),
        link: None,
        state: MailState::Waiting { due: services.clock.now(), attempts: 0, error: None },
        written_at: services.clock.now(),
    };
    let mut unit = Unit::default();
    unit.create(&mail);
    services.store.commit(unit).await.expect("commits");
    mail.id
}

async fn lease_of(services: &Services, job: Job) -> Lease {
    services.store.get(job.as_str()).await.expect("reads").expect("there")
}

#[test]
fn of_two_servers_one_does_a_job_and_the_other_takes_it_up_when_it_dies() {
    deep(async {
        let (market, sent) = office().await;
        let services = &market.services;
        let look = |holder: &'static str| turn(Job::Outbox, services, holder);
        assert_eq!(look("here").await.expect("a look"), Turn::Idle(None), "nothing waits");
        write(services).await;
        assert_eq!(look("here").await.expect("a look"), Turn::Done);
        write(services).await;
        let until = START + LEASE;
        assert_eq!(look("there").await.expect("a look"), Turn::Idle(Some(until)));
        assert_eq!(sent.load(Ordering::Relaxed), 1);
        market.clock.advance(LEASE);
        assert_eq!(look("there").await.expect("a look"), Turn::Done);
        assert_eq!(sent.load(Ordering::Relaxed), 2);
        assert_eq!(lease_of(services, Job::Outbox).await.holder, "there");
    });
}

#[test]
fn a_mail_is_taken_up_once_whoever_looks_at_it_at_the_same_time() {
    deep(async {
        let (market, sent) = office().await;
        let mut mails = Vec::new();
        for _ in 0..10 {
            mails.push(write(&market.services).await);
        }
        let (here, there) = tokio::join!(send_due(&market.services), send_due(&market.services));
        here.and(there).expect("both work");
        assert_eq!(sent.load(Ordering::Relaxed), 10);
        for mail in mails {
            let mail = market.services.store.get::<Mail>(mail.to_string()).await.expect("reads");
            assert!(matches!(mail.expect("there").state, MailState::Sent { .. }));
        }
    });
}

#[test]
fn where_no_mail_server_is_mail_waits() {
    deep(async {
        let market = Market::small().await;
        let mail = write(&market.services).await;
        run_once(&market.services, "here").await.expect("done");
        let mail = market.services.store.get::<Mail>(mail.to_string()).await.expect("reads").expect("there");
        assert!(matches!(mail.state, MailState::Waiting { attempts: 0, .. }));
        assert_eq!(mail.version, 1);
    });
}

#[test]
fn what_is_over_is_swept_away_and_the_rest_stays() {
    deep(async {
        let stage = Stage::new().await;
        let services = stage.services();
        let anna = stage.person("anna").await;
        let acme = stage.organisation(OrganisationKind::Partner, "Acme Works", anna.id).await;
        for _ in 0..250 {
            stage.sign_in(anna.id, Some(acme)).await;
        }
        let mail = write(services).await;
        let taken = services.store.get::<Mail>(mail.to_string()).await.expect("reads").expect("there");
        let sent = Mail { version: 2, state: MailState::Sent { at: START }, ..taken };
        let mut unit = Unit::default();
        unit.update(&sent);
        services.store.commit(unit).await.expect("commits");

        stage.market.clock.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
        stage.sign_in(anna.id, Some(acme)).await;
        let sessions = || async {
            services.store.owned_by::<Session>(&anna.id.to_string(), None, 1000).await.expect("reads").len()
        };
        assert_eq!(turn(Job::Sweep, services, "here").await.expect("swept"), Turn::Done);
        assert_eq!(sessions().await, 251, "nothing is over");
        let next = services.clock.now() + BETWEEN_SWEEPS;
        assert_eq!(turn(Job::Sweep, services, "here").await.expect("a look"), Turn::Idle(Some(next)));

        stage.market.clock.advance(BETWEEN_SWEEPS);
        assert_eq!(turn(Job::Sweep, services, "there").await.expect("swept"), Turn::Done);
        assert_eq!(sessions().await, 1);
        assert_eq!(services.store.get::<Mail>(mail.to_string()).await.expect("reads"), None);
    });
}

#[test]
fn a_running_server_does_what_is_due_and_gives_its_jobs_back() {
    deep(async {
        let (market, sent) = office().await;
        let services = &market.services;
        let jobs = Jobs::start(services);
        let mail = write(services).await;
        let arrived = async {
            while sent.load(Ordering::Relaxed) == 0 {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), arrived).await.expect("the mail goes out");
        jobs.stop().await;
        let mail = services.store.get::<Mail>(mail.to_string()).await.expect("reads").expect("there");
        assert!(matches!(mail.state, MailState::Sent { .. }), "the turn ended before the server did");
        assert_eq!(lease_of(services, Job::Outbox).await.until, START, "nobody waits for it");
        assert_eq!(lease_of(services, Job::Sweep).await.until, START + BETWEEN_SWEEPS);
        assert!(services.metrics.text().expect("text").contains("guildhall_mails_total{outcome=\"sent\"} 1"));
    });
}
