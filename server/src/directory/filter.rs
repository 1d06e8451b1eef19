//! The filters of a query, resolved against the columns.

use shared::{
    marketplace::api::{Facet, ListingsQuery, Sort},
    problem::{FieldError, Problem},
};

use super::{bitmap::Bitmap, columns::Columns};

const FACETS: usize = Facet::ALL.len();

/// What was chosen, as sets of slots.
#[derive(Debug)]
pub(crate) struct Filter {
    /// By [`Facet::index`]: the chosen values.
    pub(crate) chosen: [Vec<u32>; FACETS],
    /// Listings that have one of the chosen values; `None` where nothing is chosen.
    sets: [Option<Bitmap>; FACETS],
    /// Listings that are rated well enough.
    rated: Option<Bitmap>,
}

impl Filter {
    /// # Errors
    /// A 400 that names each parameter with a value that does not exist.
    pub(crate) fn resolve(columns: &Columns, query: &ListingsQuery) -> Result<Self, Box<Problem>> {
        let mut errors = Vec::new();
        let mut chosen: [Vec<u32>; FACETS] = Default::default();
        for facet in Facet::ALL {
            let column = columns.facets.column(facet);
            for value in query.chosen(facet) {
                match column.known(facet, value) {
                    Some(at) => chosen[facet.index()].push(at),
                    None if errors.iter().any(|error: &FieldError| error.names_parameter(facet.as_str())) => {
                    }
                    None => errors.push(FieldError::parameter(facet.as_str(), unknown(facet, value))),
                }
            }
        }
        if !errors.is_empty() {
            return Err(Box::new(Problem::invalid(errors)));
        }
        let sets = std::array::from_fn(|at| {
            let values = &chosen[at];
            (!values.is_empty()).then(|| columns.facets.columns[at].any_of(values))
        });
        let rated = query.rating_min.filter(|least| least.0 > 0).map(|least| {
            let slots = &columns.order(Sort::Rating).slots;
            let enough = slots.partition_point(|slot| columns.row(*slot).stars >= least.0);
            slots[..enough].iter().copied().collect()
        });
        Ok(Self { chosen, sets, rated })
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rated.is_none() && self.sets.iter().all(Option::is_none)
    }

    /// Narrows a set by every filter.
    pub(crate) fn narrow(&self, set: &mut Bitmap) {
        self.narrow_but(None, set);
    }

    /// Narrows a set by every filter but one facet's own.
    pub(crate) fn narrow_but(&self, aside: Option<usize>, set: &mut Bitmap) {
        if let Some(rated) = &self.rated {
            set.intersect(rated);
        }
        for (_, chosen) in self.sets.iter().enumerate().filter(|(at, _)| Some(*at) != aside) {
            if let Some(chosen) = chosen {
                set.intersect(chosen);
            }
        }
    }

    /// Facets of which something is chosen.
    pub(crate) fn narrowed_facets(&self) -> impl Iterator<Item = usize> + '_ {
        self.sets.iter().enumerate().filter(|(_, set)| set.is_some()).map(|(at, _)| at)
    }
}

fn unknown(facet: Facet, value: &str) -> String {
    let shown: String = value.chars().take(40).collect();
    let kind = match facet {
        Facet::Category => "category",
        Facet::Vertical => "vertical",
        Facet::Job => "job",
        Facet::Pricing => "pricing model",
        Facet::Region => "region",
        Facet::Compliance => "compliance regime",
        Facet::Language => "language",
        Facet::Badge => "certification",
    };
    format!("No {kind} is called “{shown}”. `facets` of an unfiltered list names those that are.")
}
