//! What somebody meant to write.

/// Names longer than this are not compared.
const LONGEST: usize = 80;

/// The one name that is nearest to a text, if it is near: a letter in four may be wrong, and no other name
/// is as near.
pub(super) fn nearest<'k>(text: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = text.chars().count();
    if length > LONGEST {
        return None;
    }
    let folded = text.to_lowercase();
    let far = (length / 4).max(1);
    let (mut best, mut best_distance, mut alone) = (None, far + 1, true);
    for name in known {
        if name == text || name.chars().count().abs_diff(length) > far {
            continue;
        }
        let distance = strsim::osa_distance(&folded, &name.to_lowercase());
        if distance < best_distance {
            (best, best_distance, alone) = (Some(name), distance, true);
        } else if distance == best_distance && best != Some(name) {
            alone = false;
        }
    }
    best.filter(|_| alone && best_distance < length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_near_name_is_what_was_meant() {
        let known = ["contacts:read", "contacts:write", "orders:read"];
        assert_eq!(nearest("contact:read", known), Some("contacts:read"));
        assert_eq!(nearest("Contacts:Read", known), Some("contacts:read"));
        assert_eq!(nearest("invoices", known), None);
        assert_eq!(nearest("ab", ["aa", "bb"]), None, "both are as near");
        assert_eq!(nearest("a", ["b"]), None, "nothing of it is left");
    }
}
