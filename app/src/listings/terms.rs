//! How an app is sorted: terms to choose from, and languages.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    endpoint::Endpoint,
    listings::field::Field,
    marketplace::api::{Categories, ListCategories, TermCount},
};

use super::{
    inputs::{Form, Named, Part, Picks, cell, choice, picks},
    keeper::Keeper,
    manifest::spoken,
    texts,
};
use crate::{transport::ask, view, view::effect};

/// The terms of the marketplace, once they are there.
#[derive(Clone, Copy, Debug)]
pub struct Terms(RwSignal<Option<Categories>>);

impl Terms {
    /// Asks for them. Until they are there, what is chosen is shown by its name in the data.
    pub fn asked_for() -> Self {
        let all = RwSignal::new(None);
        effect(move || {
            spawn_local(async move {
                if let Ok(known) = ask(ListCategories::url(&(), &())).await.read::<ListCategories>() {
                    // The page may be gone.
                    let _ = all.try_set(Some(known));
                }
            });
        });
        Self(all)
    }

    fn of(self, field: Field) -> Vec<Named> {
        let named = |term: &TermCount| Named { name: term.slug.clone(), label: term.label.clone() };
        self.0.with(|all| {
            let all = all.as_ref().map(|all| match field {
                Field::Verticals => &all.verticals,
                Field::Jobs => &all.jobs,
                _ => &all.categories,
            });
            all.into_iter().flatten().map(named).collect()
        })
    }
}

/// Terms of one taxonomy, or languages.
pub fn sorted(keeper: Keeper, terms: Terms, field: Field) -> AnyView {
    let (label, hint) = (texts().label)(field, None);
    let part = Part::whole(field, Form::Words);
    let asked = Picks { id: part.id(), label, hint, first_counts: field == Field::Categories };
    let list = move || if field == Field::Languages { spoken() } else { terms.of(field) };
    view! {
        {picks(cell(keeper, part), asked, list, Signal::stored(None))}
        {choice(keeper, field)}
    }
}

/// The regions where data is kept.
pub fn regions(keeper: Keeper) -> AnyView {
    let part = Part::of(Field::Data, "regions", Form::Words);
    let (label, hint) = (texts().label)(Field::Data, part.member);
    let asked = Picks { id: part.id(), label, hint, first_counts: false };
    let all = shared::manifest::catalogue::Catalogue::default().regions;
    let list = move || all.iter().map(|region| Named::plain(region)).collect();
    picks(cell(keeper, part), asked, list, Signal::stored(None))
}
