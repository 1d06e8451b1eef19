//! A small marketplace for tests: two partners, an app of each, one that is not listed.

use std::sync::Arc;

use shared::{
    event::Actor,
    identity::policy::IdentityPolicy,
    listings::policy::NamePolicy,
    marketplace::{
        event::{PUBLISHED, UPDATED, listing_event, term_added},
        model::{Listing, Taxonomy},
        rules::policy::DirectoryPolicy,
        state::ListingState,
    },
    organisations::model::{Organisation, OrganisationKind},
    partners::event::{REGISTERED, partner_event},
    ports::{Clock, IdGen},
    sandbox::policy::SandboxPolicy,
    testing::{FixedClock, START, SeededRandom, SequentialIds, listing, partner, slug, term},
};
use store::{Store, Unit};

use crate::{
    Services,
    directory::Directory,
    http::Limits,
    identity::Identity,
    mail::Post,
    media::Media,
    observe::Metrics,
    organisations::Dns,
    services::{Parts, Site},
    turns::Turns,
};

pub(crate) const ORIGIN: &str = "https://market.example";

pub(crate) struct Market {
    pub(crate) services: Services,
    pub(crate) clock: Arc<FixedClock>,
}

impl Market {
    pub(crate) async fn small() -> Self {
        Self::at(Site { origin: ORIGIN.to_owned(), demo: false }).await
    }

    /// The same, as another site.
    pub(crate) async fn at(site: Site) -> Self {
        Self::with(site, None).await
    }

    /// The same, with a way out for mail.
    pub(crate) async fn with(site: Site, post: Option<Post>) -> Self {
        let clock = Arc::new(FixedClock::default());
        let ids: Arc<dyn IdGen> = Arc::new(SequentialIds::default());
        let time: Arc<dyn Clock> = clock.clone();
        let store = Store::open("mem://", Arc::clone(&time), Arc::clone(&ids)).await.expect("opens");
        let mut unit = Unit::default();
        for known in [partner().build(), partner().named("Alder Labs").build()] {
            unit.event(partner_event(REGISTERED, &known, Vec::new(), Actor::System, START));
            unit.create_partner(&known);
        }
        for known in [term(Taxonomy::Category, "Finance"), term(Taxonomy::Vertical, "Retail")] {
            unit.event(term_added(store.program(), &known, Actor::System, START));
            unit.put_term(&known);
        }
        let apps = [
            listing().build(),
            listing().named("Stock Keeper").by("alder-labs").in_verticals(&["retail"]).build(),
            listing().named("Hidden App").state(ListingState::Unlisted).build(),
        ];
        for app in &apps {
            unit.event(listing_event(PUBLISHED, app, Vec::new(), Actor::System, START));
            unit.create_listing(app);
        }
        store.commit(unit).await.expect("commits");
        let directory = Directory::open(store.clone(), None, DirectoryPolicy::default(), Arc::clone(&time))
            .await
            .expect("loads");
        let services = Services::new(Parts {
            store: store.clone(),
            directory,
            media: Arc::new(Media::open("mem://").expect("opens")),
            clock: time,
            ids,
            identity: Identity::new(
                IdentityPolicy::default(),
                &site.origin,
                0,
                Arc::new(SeededRandom::from(1)),
                [7; 32],
            ),
            random: Arc::new(SeededRandom::from(2)),
            changes: store.changes(),
            dns: Dns(Arc::new(|_| Box::pin(async { Ok(Vec::new()) }))),
            turns: Turns::default(),
            reviews: crate::review::Queue::default(),
            post,
            site,
            limits: Limits::default(),
            sandbox: SandboxPolicy::with_loopback(),
            names: NamePolicy::default(),
            metrics: Arc::new(Metrics::new().expect("metrics")),
        });
        Self { services, clock }
    }

    /// Gives the program its operator, which nobody owns.
    pub(crate) async fn set_up(&self) {
        let operator = Organisation {
            id: self.services.store.program(),
            version: 1,
            kind: OrganisationKind::Operator,
            name: "Operator".parse().expect("a name"),
            slug: slug("operator"),
            since: START,
        };
        let mut unit = Unit::default();
        unit.create(&operator);
        self.services.store.commit(unit).await.expect("commits");
    }

    /// Puts a new app into the directory.
    pub(crate) async fn publish(&self, app: &Listing) {
        let mut unit = Unit::default();
        unit.create_listing(app);
        self.commit(unit, PUBLISHED, app).await;
    }

    /// Writes the next version of an app.
    pub(crate) async fn update(&self, app: &Listing) {
        let mut unit = Unit::default();
        unit.update_listing(app);
        self.commit(unit, UPDATED, app).await;
    }

    async fn commit(&self, mut unit: Unit, kind: &'static str, app: &Listing) {
        unit.event(listing_event(kind, app, Vec::new(), Actor::System, self.clock.now()));
        self.services.store.commit(unit).await.expect("commits");
        self.services.directory.catch_up().await.expect("reads the events");
    }
}
