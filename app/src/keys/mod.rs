//! Keys to the API: one's own and the organisation's.

pub mod change;
pub mod make;
pub mod row;
pub mod secret;
pub mod texts;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use shared::{
    endpoint::{ByOrganisation, Endpoint},
    identity::api::{KeyMade, KeyView, Keys, ListKeys},
    organisations::permission::Permission,
};

pub use texts::{Texts, texts};

use crate::{
    browser,
    loading::replaced,
    organisations::{self, Here, asked},
    ui::{Button, Column, Look, Table},
    view,
    view::{Keyed, keyed, live},
    workspace::{Area, private},
};

/// The page at a path; `None` where this slice has none.
pub fn at(path: &str) -> Option<AnyView> {
    (path == Area::Keys.path()).then(page)
}

fn page() -> AnyView {
    organisations::page(Area::Keys, |here| {
        private::<ListKeys>(
            move || Some(ListKeys::url(&ByOrganisation { organisation: here.organisation }, &())),
            move |keys, _| view! { <KeysView keys=keys here=here now=browser::now()/> },
        )
    })
}

/// What the parts of the page share.
#[derive(Clone, Copy, Debug)]
pub struct Ring {
    pub keys: RwSignal<Keys>,
    pub here: Here,
    pub now: DateTime<Utc>,
    /// Whether the organisation's keys can be changed.
    pub manages: bool,
    /// A secret that is shown for once.
    pub made: RwSignal<Option<KeyMade>>,
    /// What is asked about.
    pub asked: RwSignal<Option<Asked>>,
}

/// A question over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    Make,
    Rotate(KeyView),
    Revoke(KeyView),
}

impl Ring {
    /// Puts a key into its list: in the place that it had, or else first.
    pub(crate) fn put(self, key: KeyView) {
        self.keys.update(|keys| {
            let list = if key.person.is_some() {
                &mut keys.mine
            } else {
                keys.organisation.get_or_insert_with(Vec::new)
            };
            match list.iter_mut().find(|known| known.id == key.id) {
                Some(known) => *known = key,
                None => list.insert(0, key),
            }
        });
    }
}

#[component]
pub fn KeysView(keys: Keys, here: Here, now: DateTime<Utc>) -> impl IntoView {
    let t = texts();
    let ring = Ring {
        keys: RwSignal::new(keys),
        here,
        now,
        manages: here.may(Permission::KeysManage),
        made: RwSignal::new(None),
        asked: RwSignal::new(None),
    };
    let hidden = Memo::new(move |_| ring.keys.with(|keys| keys.organisation.is_none()));
    let of_organisation = live(move || {
        if hidden.get() {
            return view! { <p class="quiet">{t.hidden_organisation}</p> };
        }
        list(ring, t.of_organisation, t.none_organisation, |keys| {
            keys.organisation.as_deref().unwrap_or_default()
        })
    });
    view! {
        <p class="lead">{t.lead}</p>
        {replaced(move || ring.made.get(), move |made| {
            made.map(|made| view! { <secret::Secret made=made shown=ring.made/> }).into_any()
        })}
        <div class="form-ways">
            <Button look=Look::Primary on_press=move |()| ring.asked.set(Some(Asked::Make))>{t.make}</Button>
        </div>
        <section class="ledger" aria-labelledby="keys-mine">
            <h2 id="keys-mine">{t.mine}</h2>
            <p class="quiet">{t.mine_lead}</p>
            {list(ring, t.mine, t.none_mine, |keys| &keys.mine)}
        </section>
        <section class="ledger" aria-labelledby="keys-organisation">
            <h2 id="keys-organisation">{t.of_organisation}</h2>
            <p class="quiet">{t.of_organisation_lead}</p>
            {of_organisation}
        </section>
        {asked(ring.asked, move |asked, open| match asked {
            Asked::Make => view! { <make::Make ring=ring open=open/> },
            Asked::Rotate(key) => view! { <change::Rotation ring=ring key_view=key open=open/> },
            Asked::Revoke(key) => view! { <change::Revocation ring=ring key_view=key open=open/> },
        })}
    }
}

/// One of the two lists. A row is drawn anew when its key changed.
fn list(ring: Ring, caption: &'static str, none: &'static str, read: fn(&Keys) -> &[KeyView]) -> AnyView {
    let t = texts();
    let some = Memo::new(move |_| ring.keys.with(|keys| !read(keys).is_empty()));
    live(move || {
        if !some.get() {
            return view! { <p class="empty">{none}</p> };
        }
        let columns = vec![
            Column::new(t.name),
            Column::new(t.scopes),
            Column::new(t.state),
            Column::new(t.used),
            Column::new(t.deeds).unseen(),
        ];
        let rows = keyed(move || {
            ring.keys.with(|keys| {
                let row = |key: &KeyView| {
                    let key = key.clone();
                    Keyed::new(format!("{} {}", key.id, key.version), move || {
                        view! { <row::Row ring=ring key_view=key/> }
                    })
                };
                read(keys).iter().map(row).collect()
            })
        });
        view! { <Table caption=caption columns=columns class="keys"><tbody>{rows}</tbody></Table> }
    })
}
