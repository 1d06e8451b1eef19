//! The order of screenshots, and what each says.

use leptos::prelude::*;
use serde_json::{Value, json};
use shared::{
    listings::field::Field,
    marketplace::model::{Picture, Screenshot},
};

use crate::listings::keeper::Keeper;

/// The screenshots as they stand; follows them where it is read in a signal.
pub(super) fn shots(keeper: Keeper) -> Vec<Screenshot> {
    serde_json::from_value(keeper.value(Field::Screenshots)).unwrap_or_default()
}

/// Writes them, if they are others than before.
fn change(keeper: Keeper, change: impl FnOnce(&mut Vec<Screenshot>)) {
    let mut all = untrack(|| shots(keeper));
    change(&mut all);
    keeper.set(Field::Screenshots, if all.is_empty() { Value::Null } else { json!(all) });
}

/// A picture that arrived; one that is there already stays where it is.
pub(super) fn add(keeper: Keeper, picture: Picture) {
    change(keeper, |all| {
        if all.iter().all(|shot| shot.picture.digest != picture.digest) {
            all.push(Screenshot { picture, alt: String::new() });
        }
    });
}

/// Each one's own name on the page. The same picture can be there twice.
pub(super) fn keys(all: &[Screenshot]) -> Vec<String> {
    let key = |(at, shot): (usize, &Screenshot)| {
        let digest = &shot.picture.digest;
        let before = all[..at].iter().filter(|other| other.picture.digest == *digest).count();
        format!("{}-{before}", digest.get(..16).unwrap_or(digest))
    };
    all.iter().enumerate().map(key).collect()
}

/// Where the one with this name stands.
pub(super) fn place(all: &[Screenshot], key: &str) -> Option<usize> {
    keys(all).iter().position(|known| known == key)
}

/// Changes the one with this name.
pub(super) fn edit(keeper: Keeper, key: &str, edit: impl FnOnce(&mut Screenshot)) {
    change(keeper, |all| {
        if let Some(at) = place(all, key) {
            edit(&mut all[at]);
        }
    });
}

/// Takes the one with this name away, and says what it was and where.
pub(super) fn remove(keeper: Keeper, key: &str) -> Option<(usize, Screenshot)> {
    let mut removed = None;
    change(keeper, |all| removed = place(all, key).map(|at| (at, all.remove(at))));
    removed
}

/// Puts one back.
pub(super) fn put_back(keeper: Keeper, at: usize, shot: Screenshot) {
    change(keeper, |all| all.insert(at.min(all.len()), shot));
}

/// Moves the one with this name to a place; says where it is then, from 1, and of how many.
pub(super) fn move_to(keeper: Keeper, key: &str, to: usize) -> Option<(usize, usize)> {
    let mut moved = None;
    change(keeper, |all| {
        if let Some(at) = place(all, key) {
            moved = Some(moved_to(all, at, to));
        }
    });
    moved.map(|to| (to + 1, untrack(|| shots(keeper)).len()))
}

fn moved_to<T>(all: &mut Vec<T>, from: usize, to: usize) -> usize {
    let one = all.remove(from);
    let to = to.min(all.len());
    all.insert(to, one);
    to
}

/// The place of what was at `from` once it is dropped in front of the one at `before`.
pub(super) const fn dropped(from: usize, before: usize) -> usize {
    if before > from { before - 1 } else { before }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shot(digest: &str) -> Screenshot {
        let picture = Picture { digest: digest.repeat(32), width: 400, height: 300 };
        Screenshot { picture, alt: String::new() }
    }

    #[test]
    fn what_is_moved_is_where_it_was_dropped_and_the_rest_keeps_its_order() {
        for (from, before, order) in
            [(0, 0, "abcd"), (0, 1, "abcd"), (0, 2, "bacd"), (0, 4, "bcda"), (3, 0, "dabc"), (2, 1, "acbd")]
        {
            let mut all: Vec<char> = "abcd".chars().collect();
            moved_to(&mut all, from, dropped(from, before));
            assert_eq!(all.into_iter().collect::<String>(), order, "{from} before {before}");
        }
        let mut all = vec![1, 2, 3];
        assert_eq!(moved_to(&mut all, 0, 99), 2);
    }

    #[test]
    fn the_same_picture_twice_has_two_names() {
        let all = [shot("ab"), shot("cd"), shot("ab")];
        let keys = keys(&all);
        assert_eq!(keys, ["abababababababab-0", "cdcdcdcdcdcdcdcd-0", "abababababababab-1"]);
        assert_eq!(keys.iter().map(|key| place(&all, key)).collect::<Vec<_>>(), [Some(0), Some(1), Some(2)]);
        assert_eq!(place(&all, "none"), None);
    }
}
