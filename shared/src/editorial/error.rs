//! Why a command of an editor is refused.

use chrono::{DateTime, Utc};

use super::{
    model::{Entry, Shows, ShowsKind},
    window::Window,
};
use crate::{
    ids::{ListingId, PickId},
    slug::Slug,
};

/// A refusal, with the way on. The server maps each to problem details in one place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Rejection {
    /// The id is taken.
    #[error("This id is taken. Try again.")]
    IdTaken,
    /// Written in too many languages.
    #[error("A text can be written in {0} languages. Leave some out.")]
    TooManyLanguages(usize),

    /// It would begin in the past.
    #[error("This beginning has passed. Begin now, or choose a later instant.")]
    StartPassed,
    /// It would end in the past.
    #[error("This end has passed. Choose a later one, or end it now.")]
    EndPassed,
    /// It would end before it begins.
    #[error("It would end before it begins. Choose a later end.")]
    EndBeforeStart,
    /// It would begin too late.
    #[error("It can begin {0} days ahead at most. Choose an earlier day.")]
    TooFarAhead(u32),
    /// It would last too long.
    #[error("It can last {0} days at most. Choose an earlier end.")]
    TooLong(u32),
    /// It would never end.
    #[error("It needs an end, {0} days after its beginning at most. Choose one.")]
    NoEnd(u32),
    /// It is over.
    #[error("This is over, so it cannot be changed. Make a new one.")]
    Over,

    /// Another thing has the address.
    #[error("The address “{0}” is taken. Choose another one.")]
    SlugTaken(Slug),
    /// The address was that of another thing.
    #[error("The address “{slug}” leads to “{to}” and always will. Choose another one.")]
    SlugLeads {
        /// The address.
        slug: Slug,
        /// Where it leads.
        to: Slug,
    },
    /// It changed its address too often.
    #[error("{0} former addresses lead here already. Keep the address, or take back one of those.")]
    TooManyFormerSlugs(usize),

    /// No such collection.
    #[error("No such collection is there. Reload the page.")]
    NoCollection,
    /// The collection is over.
    #[error("This collection is archived. Make a new one.")]
    Archived,
    /// There are too many collections.
    #[error("There can be {0} collections. Archive one first.")]
    TooManyCollections(usize),
    /// There is too much in a collection.
    #[error("A collection can hold {0} listings. Take some out.")]
    TooManyListings(usize),
    /// A listing is in a collection twice.
    #[error("The listing {0} comes twice. Keep it in one place.")]
    ListingTwice(ListingId),
    /// Customers do not find the listing.
    #[error("The listing {0} is not in the directory. Choose one that customers find.")]
    NotInDirectory(ListingId),
    /// Nothing is in a collection that is shown or would be.
    #[error("Nothing is in this collection. Put a listing in, or leave it unpublished.")]
    EmptyCollection,

    /// No such pick.
    #[error("No such pick is there. Reload the page.")]
    NoPick,
    /// The listing is picked already.
    #[error(
        "This listing is picked already {} ({by}). Choose other days, or change that pick.",
        span(.window)
    )]
    PickedAlready {
        /// By which pick.
        by: PickId,
        /// When.
        window: Window,
    },
    /// There are too many picks at an instant.
    #[error("There can be {0} picks at once. Choose other days, or end another pick first.")]
    TooManyPicks(usize),
    /// One partner has too many picks at an instant.
    #[error("One partner can have {0} picks at once. Choose other days, or the app of another partner.")]
    TooManyOfPartner(usize),
    /// Too many are kept.
    #[error("{0} are planned or were shown lately, and that is the most. Take some off the plan.")]
    TooManyKept(usize),

    /// No such slot.
    #[error("The home page has no slot “{0}”. Choose one that it has.")]
    NoSlot(Slug),
    /// The slot does not take this.
    #[error("The slot “{slot}” takes no {kind}. Choose another slot.")]
    NotForSlot {
        /// Which slot.
        slot: Slug,
        /// What it does not take.
        kind: ShowsKind,
    },
    /// Something else is in the slot at that time.
    #[error(
        "The slot “{}” shows something else {}. Choose other days, or change that entry first.",
        .0.slot, span(&.0.window)
    )]
    SlotTaken(Box<Entry>),
    /// What is to be shown is not there.
    #[error("Nobody could see {0}: it is not there or not public. Choose another one.")]
    NotThere(Shows),
    /// No such entry.
    #[error("No such entry is in the schedule. Reload the page.")]
    NoEntry,

    /// No such category.
    #[error("No such category is there. Reload the page.")]
    NoCategory,
    /// The category was retired.
    #[error("This category was retired. Choose one that is there.")]
    Retired,
    /// The category was merged.
    #[error("This category was merged into “{0}”. Change that one instead.")]
    Merged(Slug),
    /// It would be merged into itself.
    #[error("A category cannot be merged into itself. Choose another one.")]
    IntoItself,
    /// It would be merged into one that was merged into it.
    #[error(
        "The other category was merged into this one, so it would lead in a circle. Choose one that is there."
    )]
    Circle,
    /// Listings are in it.
    #[error("{0} apps are in this category. Merge it into another one, and they move there.")]
    NotEmpty(u64),
    /// An order leaves one out, or names one twice.
    #[error("The order has to name each category once. Reload the page.")]
    OrderIncomplete,
    /// There are too many categories.
    #[error("There can be {0} of them. Merge two, or retire one that is empty.")]
    TooManyCategories(usize),
}

fn span(window: &Window) -> String {
    let instant = |at: DateTime<Utc>| at.format("%Y-%m-%d %H:%M UTC").to_string();
    match window.until {
        Some(until) => format!("from {} to {}", instant(window.from), instant(until)),
        None => format!("from {} on", instant(window.from)),
    }
}

impl Rejection {
    /// The HTTP status that fits.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NoCollection | Self::NoPick | Self::NoEntry | Self::NoCategory => 404,
            Self::Retired | Self::Merged(_) => 410,
            Self::TooManyLanguages(_)
            | Self::StartPassed
            | Self::EndPassed
            | Self::EndBeforeStart
            | Self::TooFarAhead(_)
            | Self::TooLong(_)
            | Self::NoEnd(_)
            | Self::TooManyListings(_)
            | Self::ListingTwice(_)
            | Self::NotInDirectory(_)
            | Self::EmptyCollection
            | Self::NoSlot(_)
            | Self::NotForSlot { .. }
            | Self::NotThere(_)
            | Self::IntoItself
            | Self::OrderIncomplete => 422,
            Self::IdTaken
            | Self::Over
            | Self::SlugTaken(_)
            | Self::SlugLeads { .. }
            | Self::TooManyFormerSlugs(_)
            | Self::Archived
            | Self::TooManyCollections(_)
            | Self::PickedAlready { .. }
            | Self::TooManyPicks(_)
            | Self::TooManyOfPartner(_)
            | Self::TooManyKept(_)
            | Self::SlotTaken(_)
            | Self::Circle
            | Self::NotEmpty(_)
            | Self::TooManyCategories(_) => 409,
        }
    }
}
