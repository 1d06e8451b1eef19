//! A page of the directory: who matches, how many would match otherwise, and in which order.

use bytes::Bytes;
use shared::{
    ids::ListingId,
    marketplace::{
        api::{Facet, ListingsQuery, Sort, Why},
        error::MarketplaceError,
        rules::exploration::{self, Candidate, Slot},
    },
    page::Cursor,
    problem::Problem,
};
use tantivy::TantivyError;

use super::{
    bitmap::Bitmap,
    cursor::Place,
    filter::Filter,
    query::{self, Plan, Word},
    row::day_number,
    search::{self, Best, Hit},
    snapshot::Snapshot,
    why,
};

/// Values of one facet in a reply.
const MAX_FACET_COUNTS: usize = 200;
/// Room for a page of 24 cards with its facets.
const USUAL_BYTES: usize = 32 << 10;

/// Why a list cannot be given.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The query asks for something that does not exist.
    #[error("{}", .0.detail)]
    Refused(Box<Problem>),
    /// The text index cannot be read.
    #[error("the text index cannot be read")]
    Index(#[from] TantivyError),
}

impl From<Box<Problem>> for ListError {
    fn from(problem: Box<Problem>) -> Self {
        Self::Refused(problem)
    }
}

impl From<MarketplaceError> for ListError {
    fn from(error: MarketplaceError) -> Self {
        Self::Refused(Box::new(Problem::from(error)))
    }
}

/// What a query found, before it is cut into pages.
pub(crate) struct Found {
    /// What the text finds, or the whole directory.
    base: Bitmap,
    /// What passes every filter as well.
    all: Bitmap,
    total: u32,
    /// The best of it from the cursor on, in a search by relevance.
    pub(crate) hits: Option<Vec<Hit>>,
    /// The words that were searched for.
    words: Vec<Word>,
    did_you_mean: Option<String>,
}

/// A listing on the page.
struct Item {
    slot: u32,
    why: Option<Why>,
}

impl Snapshot {
    /// A page of the directory: JSON of a [`shared::marketplace::api::ListingsPage`].
    ///
    /// # Errors
    /// An unknown facet value or a cursor of another list, each by parameter; or the index.
    pub fn list(&self, query: &ListingsQuery) -> Result<Bytes, ListError> {
        let place = query.cursor.as_ref().map(|cursor| Place::read(query, cursor)).transpose()?;
        let filter = Filter::resolve(&self.columns, query)?;
        let found = self.find(query, &filter, place.as_ref())?;
        let counts = self.count(&filter, &found);
        let (items, next) = self.page(query, place.as_ref(), &found)?;
        Ok(self.encode(&items, &found, &counts, &filter, next))
    }

    pub(crate) fn find(
        &self,
        query: &ListingsQuery,
        filter: &Filter,
        place: Option<&Place>,
    ) -> Result<Found, ListError> {
        let columns = &self.columns;
        let nothing = |base: Bitmap, all: Bitmap, total: u32| Found {
            base,
            all,
            total,
            hits: None,
            words: Vec::new(),
            did_you_mean: None,
        };
        let words = match Plan::read(&self.text, &query.q, &self.policy)? {
            Plan::Nothing => return Ok(nothing(Bitmap::default(), Bitmap::default(), 0)),
            Plan::Everything => {
                let base = (*columns.live).clone();
                let mut all = base.clone();
                filter.narrow(&mut all);
                let total = if filter.is_empty() { columns.total } else { all.count() };
                return Ok(nothing(base, all, total));
            }
            Plan::Words(words) => words,
        };
        let (base, hits) = self.search(&words, query, filter, place)?;
        let text_total = u64::from(base.count());
        let mut found = Found { words, hits, ..nothing(base, Bitmap::default(), 0) };
        if text_total < self.policy.typos.did_you_mean_below
            && let Some(mended) = query::mend(&self.text, &found.words, text_total, &self.policy)?
        {
            // What was typed stands: other spellings are searched for when it finds nothing.
            if text_total == 0 {
                (found.base, found.hits) = self.search(&mended.words, query, filter, place)?;
                found.words = mended.words;
            }
            found.did_you_mean = mended.spelling;
        }
        found.all = found.base.clone();
        filter.narrow(&mut found.all);
        found.total = found.all.count();
        Ok(found)
    }

    /// Everything that has the words; in a search by relevance also the best of it.
    fn search(
        &self,
        words: &[Word],
        query: &ListingsQuery,
        filter: &Filter,
        place: Option<&Place>,
    ) -> Result<(Bitmap, Option<Vec<Hit>>), TantivyError> {
        let text = query::query(&self.text, words);
        if query.sort != Sort::Relevance {
            return Ok((search::matches(&self.text, text.as_ref(), &self.columns, None)?, None));
        }
        let allowed = (!filter.is_empty()).then(|| {
            let mut allowed = (*self.columns.live).clone();
            filter.narrow(&mut allowed);
            allowed
        });
        let after = place.map(|place| (f64::from_bits(place.key), place.id));
        let most = usize::from(query.limit.get()) + 1;
        let mut best = Best::new(&self.columns, most, after, allowed.as_ref());
        let base = search::matches(&self.text, text.as_ref(), &self.columns, Some(&mut best))?;
        Ok((base, Some(best.into_hits())))
    }

    /// How many listings each value of each facet has, honouring every filter but the facet's own.
    fn count(&self, filter: &Filter, found: &Found) -> [Vec<u32>; Facet::ALL.len()] {
        let facets = &self.columns.facets;
        let untouched = filter.is_empty() && found.total == self.columns.total;
        let mut counts = if untouched {
            facets.columns.each_ref().map(|column| column.values.iter().map(|value| value.count).collect())
        } else {
            facets.count(&found.all, found.total, &self.columns.codes)
        };
        for facet in filter.narrowed_facets() {
            let mut others = found.base.clone();
            filter.narrow_but(Some(facet), &mut others);
            counts[facet] = facets.columns[facet].count(&others);
        }
        counts
    }

    /// The items of the page, and the cursor of the next one.
    fn page(
        &self,
        query: &ListingsQuery,
        place: Option<&Place>,
        found: &Found,
    ) -> Result<(Vec<Item>, Option<Cursor>), TantivyError> {
        let limit = usize::from(query.limit.get());
        if let Some(hits) = &found.hits {
            let (page, more) = hits.split_at(limit.min(hits.len()));
            let whys = if query.explain { Some(why::of_hits(self, &found.words, page)?) } else { None };
            let mut whys = whys.into_iter().flatten();
            let items = page.iter().map(|hit| Item { slot: hit.slot, why: whys.next() }).collect();
            let last = page.last().filter(|_| !more.is_empty());
            let next = last.map(|hit| self.place(query, hit.slot, hit.score.to_bits(), None).cursor(query));
            return Ok((items, next));
        }
        let order = self.columns.order(query.sort);
        let from = place
            .map_or(0, |place| order.slots.partition_point(|slot| self.is_before(query.sort, *slot, place)));
        let given = if place.is_none() { self.explored(query) } else { None };
        let explored = match place {
            Some(place) => place.explored,
            None => given.map(|(place, _)| place.id),
        };
        // One to show that there is a next page, one that is left out of its turn.
        let mut slots = order.first(&found.all, found.total, from, limit + 2);
        slots.retain(|slot| Some(self.columns.row(*slot).id) != explored);
        let turns = limit - usize::from(given.is_some());
        let more = slots.len() > turns;
        slots.truncate(turns);
        let next = slots.last().filter(|_| more).map(|last| {
            let key = self.columns.sort_key(query.sort, *last);
            self.place(query, *last, key, explored).cursor(query)
        });
        let why = |slot: u32| query.explain.then(|| why::of_row(self, query.sort, slot));
        let mut items: Vec<Item> = slots.into_iter().map(|slot| Item { slot, why: why(slot) }).collect();
        if let Some((given, slot)) = given {
            // Labelled always: nobody shall take it for a result of its own merit.
            let why = Why { exploration: true, ..why::of_row(self, query.sort, slot) };
            items.insert(given.position.min(items.len()), Item { slot, why: Some(why) });
        }
        Ok((items, next))
    }

    /// Whether a slot stands at or before a place of the list.
    fn is_before(&self, sort: Sort, slot: u32, place: &Place) -> bool {
        let row = self.columns.row(slot);
        let key = self.columns.sort_key(sort, slot).cmp(&place.key);
        let name = match sort {
            Sort::Name => (*row.name_key).cmp(&place.name),
            Sort::Relevance | Sort::Trending | Sort::Rating | Sort::Newest | Sort::Installs => {
                std::cmp::Ordering::Equal
            }
        };
        key.then(name).then(row.id.cmp(&place.id)).is_le()
    }

    fn place(&self, query: &ListingsQuery, slot: u32, key: u64, explored: Option<ListingId>) -> Place {
        let row = self.columns.row(slot);
        let name = if query.sort == Sort::Name { row.name_key.to_string() } else { String::new() };
        Place { key, id: row.id, explored, name }
    }

    /// The new app that has the place for new apps today; the same for everyone who asks for as many.
    fn explored(&self, query: &ListingsQuery) -> Option<(Slot, u32)> {
        if !exploration::has_slot(query, &self.policy) {
            return None;
        }
        let known = self.explored.get(usize::from(query.limit.get()))?;
        *known.get_or_init(|| {
            let rules = &self.policy.exploration;
            let order = self.columns.order(Sort::Relevance);
            let newest = self.columns.order(Sort::Newest).slots.iter();
            let (slots, candidates): (Vec<u32>, Vec<Candidate>) = newest
                .map(|slot| (*slot, self.columns.row(*slot)))
                .take_while(|(_, row)| row.age_days(self.day) <= i64::from(rules.new_for_days))
                .filter(|(_, row)| row.signals.installs <= rules.installs_up_to)
                .map(|(slot, row)| {
                    let candidate = Candidate {
                        id: row.id,
                        age_days: row.age_days(self.day),
                        installs: row.signals.installs,
                        rank: order.rank(slot) as usize,
                    };
                    (slot, candidate)
                })
                .unzip();
            let unix_day = day_number(self.day) - day_number(chrono::NaiveDate::default());
            let place = exploration::exploration_slot(&candidates, query, &self.policy, unix_day)?;
            let at = candidates.iter().position(|candidate| candidate.id == place.id)?;
            Some((place, slots[at]))
        })
    }

    fn encode(
        &self,
        items: &[Item],
        found: &Found,
        counts: &[Vec<u32>],
        filter: &Filter,
        next: Option<Cursor>,
    ) -> Bytes {
        let mut reply = Vec::with_capacity(USUAL_BYTES);
        reply.extend(b"{\"items\":[");
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                reply.push(b',');
            }
            let card = self.columns.row(item.slot).card.as_bytes();
            match &item.why {
                None => reply.extend(card),
                Some(why) => {
                    reply.extend(card.strip_suffix(b"}").unwrap_or(card));
                    reply.extend(b",\"why\":");
                    push_json(&mut reply, why);
                    reply.push(b'}');
                }
            }
        }
        reply.extend(b"],\"total\":");
        push_json(&mut reply, &found.total);
        reply.extend(b",\"facets\":{");
        for (facet, counts) in Facet::ALL.into_iter().zip(counts) {
            if facet.index() > 0 {
                reply.push(b',');
            }
            push_json(&mut reply, &facet);
            reply.extend(b":[");
            let column = self.columns.facets.column(facet);
            let shown = column.shown(counts, &filter.chosen[facet.index()], MAX_FACET_COUNTS);
            for (at, value) in shown.into_iter().enumerate() {
                if at > 0 {
                    reply.push(b',');
                }
                reply.extend(column.values[value as usize].words.head.as_bytes());
                push_json(&mut reply, &counts[value as usize]);
                reply.push(b'}');
            }
            reply.push(b']');
        }
        reply.extend(b"},\"next_cursor\":");
        push_json(&mut reply, &next);
        reply.extend(b",\"did_you_mean\":");
        push_json(&mut reply, &found.did_you_mean);
        reply.push(b'}');
        reply.into()
    }
}

/// Appends a value's JSON.
fn push_json(reply: &mut Vec<u8>, value: &impl serde::Serialize) {
    // Numbers, texts and structs of them always have a JSON form, and memory does not fail to be written.
    if serde_json::to_writer(reply, value).is_err() {
        debug_assert!(false, "a value without a JSON form");
    }
}
