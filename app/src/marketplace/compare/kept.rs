//! The apps that a visitor set aside for comparison, kept in this browser.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::browser;

/// Most apps side by side.
pub const MOST: usize = 4;
/// Name of the choice in the browser's storage.
const STORED: &str = "compare";

/// An app that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptApp {
    pub slug: String,
    pub name: String,
}

/// The apps set aside, in the order of choosing. Empty in the first render, as on the server; what is
/// stored comes right after.
#[derive(Clone, Copy, Debug)]
pub struct Kept(RwSignal<Vec<KeptApp>>);

/// The place for one more is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

impl Kept {
    /// Empty on the server. Call it once, at the root.
    pub fn load() -> Self {
        let apps = RwSignal::new(Vec::new());
        Effect::new(move |before: Option<()>| match before {
            None => {
                if let Some(stored) = stored() {
                    apps.set(stored);
                }
                // What another tab sets aside is set aside here, for as long as the screens run.
                drop(window_event_listener_untyped("storage", move |_| {
                    let stored = stored().unwrap_or_default();
                    if apps.with_untracked(|apps| *apps != stored) {
                        apps.set(stored);
                    }
                }));
                apps.track();
            }
            Some(()) => apps.with(|apps| {
                if let Ok(text) = serde_json::to_string(apps) {
                    browser::keep(STORED, &text);
                }
            }),
        });
        Self(apps)
    }

    /// The apps set aside by this visitor.
    pub fn context() -> Self {
        use_context().unwrap_or_else(|| Self(RwSignal::new(Vec::new())))
    }

    pub fn with<T>(self, read: impl FnOnce(&[KeptApp]) -> T) -> T {
        self.0.with(|apps| read(apps))
    }

    pub fn contains(self, slug: &str) -> bool {
        self.with(|apps| apps.iter().any(|app| app.slug == slug))
    }

    /// Whether it is set aside just now; does not follow changes.
    pub fn holds(self, slug: &str) -> bool {
        self.0.with_untracked(|apps| apps.iter().any(|app| app.slug == slug))
    }

    /// Sets an app aside; one that is there already stays where it is.
    pub fn keep(self, app: KeptApp) -> Result<(), Full> {
        self.0.try_update(|apps| add(apps, app)).unwrap_or(Ok(()))
    }

    pub fn remove(self, slug: &str) {
        self.0.update(|apps| apps.retain(|app| app.slug != slug));
    }

    pub fn replace(self, apps: Vec<KeptApp>) {
        self.0.set(apps);
    }
}

fn stored() -> Option<Vec<KeptApp>> {
    let mut stored = serde_json::from_str::<Vec<KeptApp>>(&browser::kept(STORED)?).ok()?;
    stored.truncate(MOST);
    Some(stored)
}

fn add(apps: &mut Vec<KeptApp>, app: KeptApp) -> Result<(), Full> {
    if apps.iter().any(|kept| kept.slug == app.slug) {
        return Ok(());
    }
    if apps.len() >= MOST {
        return Err(Full);
    }
    apps.push(app);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fifth_app_is_refused_and_a_repeated_one_is_not_counted() {
        let app = |slug: &str| KeptApp { slug: slug.to_owned(), name: slug.to_owned() };
        let mut apps = Vec::new();
        for slug in ["a", "b", "a", "c", "d"] {
            assert_eq!(add(&mut apps, app(slug)), Ok(()), "{slug}");
        }
        assert_eq!(add(&mut apps, app("e")), Err(Full));
        assert_eq!(add(&mut apps, app("d")), Ok(()));
        assert_eq!(apps.len(), MOST);
    }
}
