//! What is said of suspensions and changes of owner.

use super::texts::Said;

pub(super) fn english(kind: &str, said: &Said<'_>) -> Option<String> {
    let fact = said.fact;
    let (listing, to) = (fact("listing"), fact("to"));
    let receives = fact("side") == "receiver";
    Some(match kind {
        "app.suspended" => format!("“{listing}” was suspended; {} is in charge", fact("in_charge")),
        "app.suspension_lifted" => format!("The suspension of “{listing}” was lifted"),
        "ownership.offered" if receives => format!("“{listing}” was offered to your organisation"),
        "ownership.offered" => format!("“{listing}” was offered to {to}"),
        "ownership.accepted" => {
            format!("{to} takes over “{listing}”; it changes hands on {} at the earliest", fact("until"))
        }
        "ownership.verified" => format!("{to} was verified as the new owner of “{listing}”"),
        "ownership.ended" => match fact("ended").as_str() {
            "owner" => format!("The offer of “{listing}” to {to} was taken back"),
            "receiver" => format!("The offer of “{listing}” to {to} was declined"),
            _ => format!("The operator stopped the handover of “{listing}” to {to}"),
        },
        "ownership.changed" => format!("“{listing}” went from {} to {to}", fact("from")),
        _ => return None,
    })
}

pub(super) fn german(kind: &str, said: &Said<'_>) -> Option<String> {
    let fact = said.fact;
    let (listing, to) = (fact("listing"), fact("to"));
    let receives = fact("side") == "receiver";
    Some(match kind {
        "app.suspended" => format!("„{listing}“ wurde ausgesetzt; zuständig ist {}", fact("in_charge")),
        "app.suspension_lifted" => format!("Die Aussetzung von „{listing}“ wurde aufgehoben"),
        "ownership.offered" if receives => format!("„{listing}“ wurde Ihrer Organisation angeboten"),
        "ownership.offered" => format!("„{listing}“ wurde {to} angeboten"),
        "ownership.accepted" => {
            format!("{to} übernimmt „{listing}“; der Wechsel ist frühestens am {}", fact("until"))
        }
        "ownership.verified" => format!("{to} wurde als neuer Besitzer von „{listing}“ verifiziert"),
        "ownership.ended" => match fact("ended").as_str() {
            "owner" => format!("Das Angebot von „{listing}“ an {to} wurde zurückgenommen"),
            "receiver" => format!("Das Angebot von „{listing}“ an {to} wurde abgelehnt"),
            _ => format!("Der Betreiber hat die Übergabe von „{listing}“ an {to} gestoppt"),
        },
        "ownership.changed" => format!("„{listing}“ ging von {} an {to}", fact("from")),
        _ => return None,
    })
}
