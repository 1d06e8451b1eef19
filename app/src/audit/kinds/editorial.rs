//! What the editors of the marketplace do.

use super::{Kind, known};

pub(super) const KINDS: &[Kind] = &[
    known(
        "collection.renamed",
        ("Collection renamed", "Its title, its summary or its address is another one."),
        ("Sammlung umbenannt", "Titel, Zusammenfassung oder Adresse ist anders."),
    ),
    known(
        "collection.arranged",
        ("Collection arranged", "Other apps are in it, or in another order."),
        ("Sammlung geordnet", "Andere Apps sind darin, oder in anderer Reihenfolge."),
    ),
    known(
        "collection.published",
        ("Collection published", "Everyone sees it during its time."),
        ("Sammlung veröffentlicht", "Alle sehen sie während ihrer Zeit."),
    ),
    known(
        "collection.unpublished",
        ("Collection taken back", "It is a draft again."),
        ("Sammlung zurückgenommen", "Sie ist wieder ein Entwurf."),
    ),
    known(
        "collection.archived",
        ("Collection archived", "It is over and stays so."),
        ("Sammlung archiviert", "Sie ist vorbei und bleibt es."),
    ),
    known(
        "collection.shown",
        ("Collection appeared", "Its time had come."),
        ("Sammlung erschienen", "Ihre Zeit war gekommen."),
    ),
    known(
        "collection.hidden",
        ("Collection left", "Its time was over."),
        ("Sammlung verschwunden", "Ihre Zeit war vorbei."),
    ),
    known(
        "pick.made",
        ("App picked", "The editors recommend it."),
        ("App ausgewählt", "Die Redaktion empfiehlt sie."),
    ),
    known(
        "pick.changed",
        ("Pick changed", "Its label, its reason or its time is another one."),
        ("Auswahl geändert", "Bezeichnung, Grund oder Zeit ist anders."),
    ),
    known(
        "pick.ended",
        ("Pick ended", "It ended early, or was taken off the plan."),
        ("Auswahl beendet", "Sie endete früher oder wurde aus dem Plan genommen."),
    ),
    known(
        "slot.placed",
        ("Home page scheduled", "Something stands in a slot during its time."),
        ("Startseite geplant", "Etwas steht während seiner Zeit auf einem Platz."),
    ),
    known(
        "slot.changed",
        ("Schedule changed", "What a slot shows, or when, is another one."),
        ("Planung geändert", "Was ein Platz zeigt oder wann, ist anders."),
    ),
    known(
        "slot.cleared",
        ("Slot cleared", "What stood there was taken out."),
        ("Platz geräumt", "Was dort stand, wurde herausgenommen."),
    ),
    known(
        "category.created",
        ("Category added", "Listings can be in it from then on."),
        ("Kategorie hinzugefügt", "Einträge können von da an darin stehen."),
    ),
    known(
        "category.renamed",
        ("Category renamed", "Its former address leads to it."),
        ("Kategorie umbenannt", "Ihre frühere Adresse führt zu ihr."),
    ),
    known(
        "category.reordered",
        ("Categories ordered", "They stand in another order."),
        ("Kategorien geordnet", "Sie stehen in anderer Reihenfolge."),
    ),
    known(
        "category.merged",
        ("Category merged", "Another one has its apps and its addresses."),
        ("Kategorie zusammengelegt", "Eine andere hat ihre Apps und Adressen."),
    ),
    known(
        "category.retired",
        ("Category retired", "Nothing is at its address any more."),
        ("Kategorie aufgelöst", "Unter ihrer Adresse ist nichts mehr."),
    ),
];
