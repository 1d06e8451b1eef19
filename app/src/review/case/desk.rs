//! A case as a page has it, and how it stands for who looks.

use chrono::{DateTime, Utc};
use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::BySubmission,
    listings::api::Comparison,
    review::api::{Barred, CaseView, ClaimView, ReadCase},
};

use super::keeper::{Draft, Left};
use crate::{browser, transport::call};

/// How a case stands for who looks at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// The review is over.
    Ended,
    /// They may not decide it.
    Barred(Barred),
    /// Nobody is at it.
    Free,
    /// They are.
    Mine { until: DateTime<Utc> },
    /// They were, and nobody is now.
    Lapsed { at: DateTime<Utc> },
    /// Somebody else is; `lost` when they were before.
    Others { by: Option<String>, until: DateTime<Utc>, lost: Option<DateTime<Utc>> },
}

/// `had` is the end of the claim that the page had last. A claim holds until its very end.
pub fn stand(case: &CaseView, had: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Stand {
    if case.row.end.is_some() {
        return Stand::Ended;
    }
    if let Some(why) = case.barred {
        return Stand::Barred(why);
    }
    match &case.row.claim {
        Some(claim) if claim.mine && now < claim.until => Stand::Mine { until: claim.until },
        Some(claim) if claim.mine => Stand::Lapsed { at: claim.until },
        Some(claim) if now < claim.until => {
            Stand::Others { by: claim.by.clone(), until: claim.until, lost: had }
        }
        Some(_) | None => had.map_or(Stand::Free, |at| Stand::Lapsed { at }),
    }
}

/// A case on a page. Copied freely; all copies are one.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub at: BySubmission,
    /// As the server said last.
    pub case: RwSignal<CaseView>,
    /// By the clock of the browser; it ticks.
    pub now: RwSignal<DateTime<Utc>>,
    pub stand: Memo<Stand>,
    /// What is being written.
    pub draft: Draft,
    /// With which of what it is compared with, from 0.
    pub against: RwSignal<usize>,
    had: RwSignal<Option<DateTime<Utc>>>,
}

impl Desk {
    pub fn new(at: BySubmission, case: CaseView, now: DateTime<Utc>, left: Option<Left>) -> Self {
        let had = case.row.claim.as_ref().filter(|claim| claim.mine).map(|claim| claim.until);
        let draft = Draft::new(at, case.work.clone(), left);
        let (case, now, had) = (RwSignal::new(case), RwSignal::new(now), RwSignal::new(had));
        let stand = Memo::new(move |_| case.with(|case| stand(case, had.get(), now.get())));
        Self { at, case, now, stand, draft, against: RwSignal::new(0), had }
    }

    /// What differs from what was chosen; `None` when what was submitted is not known any more.
    pub fn comparison(self) -> Memo<Option<Comparison>> {
        Memo::new(move |_| {
            let at = self.against.get();
            self.case.with(|case| case.compared.get(at).or(case.compared.first()).cloned())
        })
    }

    /// A part of the case, for what shows no other.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        of: impl Fn(&CaseView) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.case.with(&of))
    }

    /// Whether who looks may write and decide, be it after claiming.
    pub fn writes(self) -> Memo<bool> {
        Memo::new(move |_| self.stand.with(|stand| !matches!(stand, Stand::Ended | Stand::Barred(_))))
    }

    /// Whether who looks holds the claim.
    pub fn holds(self) -> Memo<bool> {
        Memo::new(move |_| self.stand.with(|stand| matches!(stand, Stand::Mine { .. })))
    }

    /// Shows what a change replied.
    pub fn show(self, case: CaseView) {
        if let Some(claim) = case.row.claim.as_ref().filter(|claim| claim.mine) {
            self.had.set(Some(claim.until));
        }
        self.now.set(browser::now());
        self.case.set(case);
    }

    /// Shows what a deed replied. Where its button is gone with that, what is said of the case has the focus.
    pub fn done(self, case: CaseView) {
        self.show(case);
        browser::focus_if_lost("claim");
    }

    /// Shows the case after the claim was given up: it did not lapse.
    pub fn let_go(self, case: CaseView) {
        self.had.set(None);
        self.done(case);
    }

    /// The claim holds longer.
    pub fn prolonged(self, claim: ClaimView) {
        self.had.set(Some(claim.until));
        self.case.update(|case| case.row.claim = Some(claim));
    }

    /// Asks how the case stands. What is being written stays.
    pub fn look_again(self) {
        spawn_local(async move {
            let reply = call::<ReadCase>(&self.at, &()).await;
            // The page may have been left meanwhile.
            if let (Ok(case), Some(_)) = (reply, self.now.try_get_untracked()) {
                self.show(case);
            }
        });
    }
}
