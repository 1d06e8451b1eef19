//! What the operator's editors decided, as the directory shows it.

use std::collections::{BTreeSet, HashMap, HashSet};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use shared::{
    editorial::{
        api::{ListingRef, PreviewShelf},
        directory::{self, Write},
        model::{Categories, Category, Collection, Label, Picks, Schedule, Shows},
        policy::{EditorialPolicy, Fallback},
        redirects::{Leads, Redirects, resolve},
        rules::{
            home::{self, What},
            picks,
        },
    },
    ids::{CategoryId, ListingId},
    marketplace::{
        api::{Home, ListingCard, ListingsQuery, Shelf, Sort},
        model::Taxonomy,
    },
    slug::Slug,
};

use super::{
    facets::code,
    list::ListError,
    model::facet_of,
    row::name_key,
    shelves::{ON_SHELF, encode},
    snapshot::Snapshot,
};

/// Listings that are found while somebody types.
const MOST_FOUND: usize = 8;

/// The numbers until the program publishes its own.
pub(crate) static POLICY: std::sync::LazyLock<EditorialPolicy> =
    std::sync::LazyLock::new(EditorialPolicy::default);

/// Everything that editors keep, and when it shows something else.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Editorial {
    /// In the order of their making.
    pub(crate) collections: Vec<Collection>,
    pub(crate) picks: Picks,
    pub(crate) schedule: Schedule,
    /// In the order of [`Taxonomy::ALL`].
    pub(crate) categories: [Categories; 3],
    redirects: [Redirects; 3],
    /// Each instant at which something begins or ends, in their order.
    changes: Vec<DateTime<Utc>>,
}

impl Default for Editorial {
    fn default() -> Self {
        let categories = Taxonomy::ALL.map(Categories::start);
        Self::new(Vec::new(), Picks::default(), Schedule::default(), categories)
    }
}

impl Editorial {
    pub(crate) fn new(
        mut collections: Vec<Collection>,
        picks: Picks,
        schedule: Schedule,
        categories: [Categories; 3],
    ) -> Self {
        collections.sort_by_key(|collection| collection.id);
        let windows = picks.picks.iter().map(|pick| &pick.window);
        let windows = windows.chain(schedule.entries.iter().map(|entry| &entry.window));
        let windows = windows.chain(collections.iter().filter_map(Collection::window));
        let instants = windows.flat_map(|window| [Some(window.from), window.until]).flatten();
        let changes = instants.collect::<BTreeSet<_>>().into_iter().collect();
        let redirects = categories.each_ref().map(Redirects::of_categories);
        Self { collections, picks, schedule, categories, redirects, changes }
    }

    /// Between which two of its changes an instant lies: as long as that is the same, it shows the same.
    pub(crate) fn act(&self, now: DateTime<Utc>) -> usize {
        self.changes.partition_point(|at| *at <= now)
    }

    /// In how many states it is, one after the other.
    pub(crate) fn acts(&self) -> usize {
        self.changes.len() + 1
    }

    /// Every listing that is named.
    pub(crate) fn named(&self) -> impl Iterator<Item = ListingId> {
        let shown = self.schedule.entries.iter().filter_map(|entry| match entry.shows {
            Shows::Listing { id } => Some(id),
            Shows::Collection { .. } | Shows::Landing { .. } => None,
        });
        let collected = self.collections.iter().flat_map(|collection| collection.listings.iter().copied());
        shown.chain(collected).chain(self.picks.picks.iter().map(|pick| pick.listing))
    }

    fn redirects(&self, taxonomy: Taxonomy) -> &Redirects {
        &self.redirects[taxonomy as usize]
    }

    /// The category that an id names by now, with its taxonomy.
    fn category(&self, id: CategoryId) -> Option<(Taxonomy, &Category)> {
        self.categories.iter().find_map(|all| Some((all.taxonomy, all.live_of(id)?)))
    }
}

impl Snapshot {
    /// Which of its states the editors' work is in; see [`Self::home`].
    pub fn act(&self, now: DateTime<Utc>) -> usize {
        self.editorial.act(now)
    }

    /// When the home page shows something else next because of the clock.
    pub fn next_change(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.editorial.changes.get(self.act(now)).copied()
    }

    /// Everything on the home page at an instant: JSON of [`Home`].
    pub fn home(&self, now: DateTime<Utc>) -> Bytes {
        let made = self.home.get(self.act(now)).map(|home| home.get_or_init(|| self.encoded_home(now)));
        made.cloned().unwrap_or_else(|| self.encoded_home(now))
    }

    fn encoded_home(&self, now: DateTime<Utc>) -> Bytes {
        let shelves = self.shelves_at(now).into_iter().map(|placed| placed.shelf).collect();
        encode(&Home {
            total: u64::from(self.columns.total),
            partners: self.listed_partners(),
            categories: self.term_counts(Taxonomy::Category),
            verticals: self.term_counts(Taxonomy::Vertical),
            shelves,
            jobs: self.job_shelves(),
        })
    }

    /// The shelves of the home page at an instant: what the slots show, and behind them the collections that
    /// no slot shows. In front of them as long as nothing that is scheduled has begun: as before there were slots.
    pub fn shelves_at(&self, now: DateTime<Utc>) -> Vec<PreviewShelf> {
        let there = |shows: &Shows| self.is_there(shows, now);
        let slots = home::shown(&self.editorial.schedule, &POLICY.home, now, there);
        let mut shelves = Vec::new();
        let mut placed = HashSet::new();
        for slot in slots {
            let (scheduled, content) = match slot.what {
                What::Scheduled(entry) => (true, vec![self.shelf_of(&entry.shows)]),
                What::Otherwise(Fallback::Always { shows }) => (false, vec![self.shelf_of(shows)]),
                What::Otherwise(Fallback::Picks) => (false, self.pick_shelves(now)),
                What::Otherwise(Fallback::Newest) => (false, vec![self.sorted("new", Sort::Newest)]),
                What::Otherwise(Fallback::Trending) => (false, vec![self.sorted("trending", Sort::Trending)]),
                What::Otherwise(Fallback::Nothing) => (false, Vec::new()),
            };
            if let What::Scheduled(entry) = slot.what
                && let Shows::Collection { id } = entry.shows
            {
                placed.insert(id);
            }
            let slot = Some(slot.slot.clone());
            let place = |shelf| PreviewShelf { slot: slot.clone(), scheduled, shelf };
            shelves.extend(content.into_iter().flatten().map(place));
        }
        let others = self.editorial.collections.iter();
        let others = others.filter(|other| other.is_shown(now) && !placed.contains(&other.id));
        let behind = |shelf| PreviewShelf { slot: None, scheduled: false, shelf };
        let others: Vec<_> = others.filter_map(|other| self.collection_shelf(other)).map(behind).collect();
        let began = self.editorial.schedule.entries.iter().any(|entry| entry.window.from <= now);
        if began { [shelves, others].concat() } else { [others, shelves].concat() }
    }

    fn is_there(&self, shows: &Shows, now: DateTime<Utc>) -> bool {
        match shows {
            Shows::Collection { id } => {
                let shown = |one: &&Collection| one.id == *id && one.is_shown(now);
                let found = self.editorial.collections.iter().find(shown);
                found.is_some_and(|one| one.listings.iter().any(|id| self.live_slot(*id).is_some()))
            }
            Shows::Listing { id } => self.live_slot(*id).is_some(),
            Shows::Landing { id } => self.editorial.category(*id).is_some_and(|(taxonomy, category)| {
                self.listings_under(facet_of(taxonomy), category.slug.as_str()) > 0
            }),
        }
    }

    /// The slot of a named listing that customers find.
    fn live_slot(&self, id: ListingId) -> Option<u32> {
        self.named.get(&id).copied().filter(|slot| self.columns.live.contains(*slot))
    }

    /// `None` where nothing would stand on it.
    fn shelf_of(&self, shows: &Shows) -> Option<Shelf> {
        match shows {
            Shows::Collection { id } => {
                let collection = self.editorial.collections.iter().find(|one| one.id == *id)?;
                self.collection_shelf(collection)
            }
            Shows::Listing { id } => {
                let card = self.columns.row(self.live_slot(*id)?).card().ok()?;
                Some(Shelf {
                    slug: format!("app-{}", card.slug),
                    title: card.name.clone(),
                    about: card.tagline.clone(),
                    all: Some(format!("/apps/{}", card.slug)),
                    listings: vec![card],
                })
            }
            Shows::Landing { id } => {
                let (taxonomy, category) = self.editorial.category(*id)?;
                let slug = category.slug.as_str();
                let column = self.columns.facets.column(facet_of(taxonomy));
                let set = column.any_of(&[column.find(slug)?]);
                let best = self.columns.order(Sort::Relevance).first(&set, set.count(), 0, ON_SHELF);
                let all = match taxonomy {
                    Taxonomy::Category => format!("/categories/{slug}"),
                    Taxonomy::Vertical => format!("/verticals/{slug}"),
                    Taxonomy::Job => format!("/apps?job={slug}"),
                };
                let text = &category.text.main;
                let shelf = Shelf {
                    slug: format!("{}-{slug}", taxonomy.as_str()),
                    title: text.title.to_string(),
                    about: text.summary.as_ref().map(ToString::to_string).unwrap_or_default(),
                    listings: self.cards(best),
                    all: Some(all),
                };
                filled(shelf)
            }
        }
    }

    fn collection_shelf(&self, collection: &Collection) -> Option<Shelf> {
        let text = &collection.text.main;
        filled(Shelf {
            slug: collection.slug.to_string(),
            title: text.title.to_string(),
            about: text.summary.as_ref().map(ToString::to_string).unwrap_or_default(),
            listings: self.cards(collection.listings.iter().filter_map(|id| self.live_slot(*id))),
            all: None,
        })
    }

    /// The picks of an instant, each label on a shelf of its own. What a card says of its app is the reason.
    fn pick_shelves(&self, now: DateTime<Utc>) -> Vec<Option<Shelf>> {
        let shown = picks::shown(&self.editorial.picks, now);
        let shelf = |(slug, label): (&str, Label)| {
            let of_label = shown.iter().filter(|pick| pick.label == label);
            let card = |pick: &&shared::editorial::model::Pick| {
                let card = self.columns.row(self.live_slot(pick.listing)?).card().ok()?;
                Some(ListingCard { tagline: pick.reason.main.to_string(), ..card })
            };
            built_in(slug, of_label.filter_map(card).collect(), None)
        };
        [("picks", Label::EditorsPick), ("notable", Label::NewAndNotable)].map(shelf).into()
    }

    fn sorted(&self, slug: &str, sort: Sort) -> Option<Shelf> {
        let slots = self.columns.order(sort).slots.iter().take(ON_SHELF).copied();
        built_in(slug, self.cards(slots), Some(format!("/apps?sort={}", sort.as_str())))
    }

    /// Where the address of a category, vertical or job leads; `None` when nothing was ever there.
    pub fn leads(&self, taxonomy: Taxonomy, slug: &Slug) -> Option<&Leads> {
        resolve(self.editorial.redirects(taxonomy), slug)
    }

    /// Whether a term is there, by the address that it has now or had before.
    pub fn has_term(&self, taxonomy: Taxonomy, slug: &Slug) -> bool {
        self.terms().iter().any(|term| term.taxonomy == taxonomy && term.slug == *slug)
            || matches!(self.leads(taxonomy, slug), Some(Leads::Here | Leads::To(_)))
    }

    /// A query that names categories, verticals and jobs as they are called by now.
    pub fn followed(&self, query: &ListingsQuery) -> ListingsQuery {
        let mut followed = query.clone();
        for taxonomy in Taxonomy::ALL {
            let values = &mut followed.chosen[facet_of(taxonomy).index()];
            for value in values.iter_mut() {
                let leads = value.parse().ok().and_then(|slug| self.leads(taxonomy, &slug));
                if let Some(Leads::To(slug)) = leads {
                    *value = slug.to_string();
                }
            }
            values.sort_unstable();
            values.dedup();
        }
        followed
    }

    /// Listings that name one of some terms, those that nobody finds among them, by slot.
    pub(crate) fn naming<'s>(
        &self,
        taxonomy: Taxonomy,
        slugs: impl IntoIterator<Item = &'s Slug>,
    ) -> Vec<u32> {
        let facet = facet_of(taxonomy);
        let column = self.columns.facets.column(facet);
        let known = slugs.into_iter().filter_map(|slug| column.find(slug.as_str()));
        let codes: HashSet<u32> = known.map(|value| code(facet, value)).collect();
        if codes.is_empty() {
            return Vec::new();
        }
        let names = |slot: &u32| self.columns.row(*slot).codes.iter().any(|code| codes.contains(code));
        (0_u32..).zip(self.columns.rows.iter()).map(|(slot, _)| slot).filter(names).collect()
    }

    /// Listings that name a category, vertical or job as it was called before.
    pub fn to_repoint(&self) -> &[ListingId] {
        self.repoint.get_or_init(|| {
            let mut slots = BTreeSet::new();
            for categories in &self.editorial.categories {
                let former = categories.live.iter().flat_map(|category| &category.former);
                slots.extend(self.naming(categories.taxonomy, former));
            }
            slots.into_iter().map(|slot| self.columns.row(slot).id).collect()
        })
    }

    /// What has to be done to the marketplace's rows of collections at an instant.
    pub fn shelf_writes(&self, now: DateTime<Utc>) -> Vec<Write> {
        let rows: HashMap<_, _> = self.collections.iter().map(|row| (row.id, row)).collect();
        let all = self.editorial.collections.iter();
        all.filter_map(|one| directory::collection(rows.get(&one.id).copied(), one, now)).collect()
    }

    /// The slots of listings, wherever they stand.
    pub(crate) fn slots_of(&self, ids: &HashSet<ListingId>) -> HashMap<ListingId, u32> {
        let rows = (0_u32..).zip(self.columns.rows.iter());
        rows.filter(|(_, row)| ids.contains(&row.id)).map(|(slot, row)| (row.id, slot)).collect()
    }

    /// Those of some listings that customers find, with their partners.
    pub fn in_directory(&self, ids: &[ListingId]) -> HashMap<ListingId, shared::ids::OrganisationId> {
        let slots = self.slots_of(&ids.iter().copied().collect());
        let live = slots.into_iter().filter(|(_, slot)| self.columns.live.contains(*slot));
        live.map(|(id, slot)| (id, self.columns.row(slot).partner)).collect()
    }

    /// Some listings as editors see them, in this order.
    pub fn listing_refs(&self, ids: &[ListingId]) -> Vec<ListingRef> {
        let slots = self.slots_of(&ids.iter().copied().collect());
        let gone = |id| ListingRef {
            id,
            slug: None,
            name: String::new(),
            partner: String::new(),
            icon_url: None,
            in_directory: false,
        };
        let one = |id: &ListingId| {
            slots.get(id).and_then(|slot| self.listing_ref(*slot)).unwrap_or_else(|| gone(*id))
        };
        ids.iter().map(one).collect()
    }

    pub(crate) fn listing_ref(&self, slot: u32) -> Option<ListingRef> {
        let row = self.columns.row(slot);
        let card = row.card().ok()?;
        Some(ListingRef {
            id: row.id,
            slug: Some(card.slug),
            name: card.name,
            partner: card.partner.name,
            icon_url: card.icon_url,
            in_directory: row.in_directory,
        })
    }

    /// Listings of the directory for what has been typed so far.
    ///
    /// # Errors
    /// When the text index cannot be read.
    pub fn find_listings(&self, typed: &str) -> Result<Vec<ListingRef>, ListError> {
        let key = name_key(typed);
        if key.is_empty() {
            return Ok(Vec::new());
        }
        let order = self.columns.order(Sort::Relevance);
        let mut slots = self.columns.names.starting_with(&key, MOST_FOUND, &self.columns, order);
        if slots.len() < MOST_FOUND {
            for slot in self.found(typed)? {
                if !slots.contains(&slot) {
                    slots.push(slot);
                }
            }
        }
        slots.truncate(MOST_FOUND);
        Ok(slots.into_iter().filter_map(|slot| self.listing_ref(slot)).collect())
    }
}

fn filled(shelf: Shelf) -> Option<Shelf> {
    (!shelf.listings.is_empty()).then_some(shelf)
}

/// A shelf without a title: the screens have one in each language.
fn built_in(slug: &str, listings: Vec<ListingCard>, all: Option<String>) -> Option<Shelf> {
    let (title, about) = (String::new(), String::new());
    filled(Shelf { slug: slug.to_owned(), title, about, listings, all })
}
