//! What happens to listings on their road, to their reviews, and to the directory.

use super::{Kind, known};

pub(super) const KINDS: &[Kind] = &[
    known(
        "app.started",
        ("Listing started", "Somebody began a new listing."),
        ("Eintrag begonnen", "Jemand hat einen neuen Eintrag begonnen."),
    ),
    known(
        "draft.edited",
        ("Draft written", "Fields of a draft have other values. The trail has their hashes."),
        ("Entwurf geschrieben", "Felder eines Entwurfs haben andere Werte. Der Verlauf hat ihre Hashes."),
    ),
    known(
        "version.submitted",
        ("Version submitted", "A draft was frozen as a version and went into review."),
        ("Version eingereicht", "Ein Entwurf wurde als Version eingefroren und ging in die Prüfung."),
    ),
    known(
        "version.in_review",
        ("Version in review", "A stage of its review began."),
        ("Version in Prüfung", "Eine Stufe ihrer Prüfung hat begonnen."),
    ),
    known(
        "version.changes_requested",
        ("Changes requested", "The review of a version asks for changes."),
        ("Änderungen erbeten", "Die Prüfung einer Version bittet um Änderungen."),
    ),
    known(
        "version.answered",
        ("Review answered", "Somebody said what was done about what a review asks for."),
        ("Prüfung beantwortet", "Jemand hat gesagt, was zu den Bitten einer Prüfung getan wurde."),
    ),
    known(
        "version.approved",
        ("Version approved", "A version can be published."),
        ("Version freigegeben", "Eine Version kann veröffentlicht werden."),
    ),
    known(
        "version.rejected",
        ("Version rejected", "The review of a version ended for good."),
        ("Version abgelehnt", "Die Prüfung einer Version ist endgültig zu Ende."),
    ),
    known(
        "version.held",
        (
            "Version held",
            "A version was not published, because its name is too like another one. It is in review again.",
        ),
        (
            "Version zurückgehalten",
            "Eine Version erschien nicht, weil ihr Name einem anderen zu ähnlich ist. Sie ist wieder in der Prüfung.",
        ),
    ),
    known(
        "version.withdrawn",
        ("Version taken back", "The partner took a version back from review."),
        ("Version zurückgezogen", "Der Partner hat eine Version aus der Prüfung zurückgezogen."),
    ),
    known(
        "version.scheduled",
        ("Version scheduled", "A version goes live at an instant."),
        ("Version geplant", "Eine Version geht zu einem Zeitpunkt live."),
    ),
    known(
        "version.unscheduled",
        ("Version off the schedule", "A version does not go live by itself any more."),
        ("Version vom Plan genommen", "Eine Version geht nicht mehr von selbst live."),
    ),
    known(
        "version.published",
        ("Version live", "Customers have this version."),
        ("Version live", "Kunden haben diese Version."),
    ),
    known(
        "version.rolled_back",
        ("Version live again", "Customers have an earlier version again."),
        ("Version wieder live", "Kunden haben wieder eine frühere Version."),
    ),
    known(
        "app.unlisted",
        ("Listing unlisted", "Searching does not find it any more."),
        ("Eintrag aus dem Verzeichnis", "Suchen findet ihn nicht mehr."),
    ),
    known(
        "app.relisted",
        ("Listing listed again", "Searching finds it again."),
        ("Eintrag wieder im Verzeichnis", "Suchen findet ihn wieder."),
    ),
    known(
        "app.deprecated",
        ("Listing replaced", "Its page names what replaces it."),
        ("Eintrag ersetzt", "Seine Seite nennt, was ihn ersetzt."),
    ),
    known("app.archived", ("Listing archived", "It is over."), ("Eintrag archiviert", "Er ist zu Ende.")),
    known(
        "app.suspended",
        ("Listing suspended", "The operator took it away for now."),
        ("Eintrag ausgesetzt", "Der Betreiber hat ihn vorerst weggenommen."),
    ),
    known(
        "app.suspension_lifted",
        ("Suspension lifted", "The listing is back."),
        ("Aussetzung aufgehoben", "Der Eintrag ist zurück."),
    ),
    known(
        "ownership.offered",
        ("Listing offered", "It was offered to another organisation."),
        ("Eintrag angeboten", "Er wurde einer anderen Organisation angeboten."),
    ),
    known(
        "ownership.ended",
        ("Offer ended", "The listing stays where it is."),
        ("Angebot beendet", "Der Eintrag bleibt, wo er ist."),
    ),
    known(
        "ownership.accepted",
        ("Offer accepted", "The listing changes hands after a while."),
        ("Angebot angenommen", "Der Eintrag wechselt nach einer Frist den Besitzer."),
    ),
    known(
        "ownership.verified",
        ("New owner verified", "The operator verified the new owner of a listing."),
        ("Neuer Besitzer verifiziert", "Der Betreiber hat den neuen Besitzer eines Eintrags verifiziert."),
    ),
    known(
        "ownership.changed",
        ("Owner changed", "The listing belongs to another organisation."),
        ("Besitzer gewechselt", "Der Eintrag gehört einer anderen Organisation."),
    ),
    known(
        "listing.hidden",
        ("Listing hidden", "Nobody reaches it."),
        ("Eintrag verborgen", "Niemand erreicht ihn."),
    ),
    known(
        "review.opened",
        ("Review opened", "A submission came into the queue."),
        ("Prüfung eröffnet", "Eine Einreichung kam in die Schlange."),
    ),
    known(
        "review.stage_began",
        ("Stage begun", "A stage of a review is under way."),
        ("Stufe begonnen", "Eine Stufe einer Prüfung läuft."),
    ),
    known(
        "review.stage_interrupted",
        ("Stage broken off", "The run of a stage broke off; it begins again."),
        ("Stufe abgebrochen", "Der Lauf einer Stufe brach ab; er beginnt erneut."),
    ),
    known(
        "review.stage_passed",
        ("Stage passed", "A stage of a review passed."),
        ("Stufe bestanden", "Eine Stufe einer Prüfung ist bestanden."),
    ),
    known(
        "review.stage_failed",
        ("Stage failed", "A stage of a review failed."),
        ("Stufe nicht bestanden", "Eine Stufe einer Prüfung ist nicht bestanden."),
    ),
    known(
        "review.claimed",
        ("Submission claimed", "A reviewer took it."),
        ("Einreichung übernommen", "Eine prüfende Person hat sie übernommen."),
    ),
    known(
        "review.released",
        ("Claim given back", "A reviewer gave it back."),
        ("Einreichung zurückgegeben", "Eine prüfende Person hat sie zurückgegeben."),
    ),
    known(
        "review.ticked",
        ("Checklist ticked", "An item of a checklist was ticked, or not any more."),
        ("Prüfliste abgehakt", "Ein Punkt einer Prüfliste wurde abgehakt oder wieder geöffnet."),
    ),
    known(
        "review.noted",
        ("Note written", "A note on a review was written."),
        ("Notiz geschrieben", "Zu einer Prüfung wurde eine Notiz geschrieben."),
    ),
    known(
        "review.escalated",
        ("Review escalated", "Somebody else has to decide it."),
        ("Prüfung weitergegeben", "Jemand anders muss entscheiden."),
    ),
    known(
        "review.escalation_ended",
        ("Escalation taken back", "Everybody who reviews can decide it again."),
        ("Weitergabe zurückgenommen", "Alle, die prüfen, können wieder entscheiden."),
    ),
    known(
        "review.approved_once",
        ("Approved once", "One of several people said yes."),
        ("Einmal freigegeben", "Eine von mehreren Personen hat zugestimmt."),
    ),
    known(
        "review.approved",
        ("Review approved", "A submission was approved."),
        ("Prüfung freigegeben", "Eine Einreichung wurde freigegeben."),
    ),
    known(
        "review.changes_requested",
        ("Review asks for changes", "The partner has to change something."),
        ("Prüfung bittet um Änderungen", "Der Partner muss etwas ändern."),
    ),
    known(
        "review.rejected",
        ("Review rejected", "A submission was rejected."),
        ("Prüfung abgelehnt", "Eine Einreichung wurde abgelehnt."),
    ),
    known(
        "review.withdrawn",
        ("Review withdrawn", "The partner took the submission back."),
        ("Prüfung zurückgezogen", "Der Partner hat die Einreichung zurückgezogen."),
    ),
    known(
        "listing.published",
        ("Listing published", "Customers can find the app."),
        ("Eintrag veröffentlicht", "Kunden können die App finden."),
    ),
    known(
        "listing.updated",
        ("Listing changed", "What the marketplace says about the app is another."),
        ("Eintrag geändert", "Der Marktplatz sagt anderes über die App."),
    ),
    known(
        "collection.created",
        ("Collection made", "Apps were put together on a shelf."),
        ("Sammlung angelegt", "Apps wurden in einem Regal zusammengestellt."),
    ),
    known(
        "term.added",
        ("Term added", "The taxonomy has a new category, vertical or job."),
        ("Begriff hinzugefügt", "Die Ordnung hat eine neue Kategorie, Branche oder Aufgabe."),
    ),
    known(
        "sandbox.created",
        ("Sandbox made", "A test tenant was made for an app."),
        ("Sandbox angelegt", "Für eine App wurde ein Testmandant angelegt."),
    ),
    known(
        "sandbox.reset",
        ("Sandbox reset", "Its data were made anew."),
        ("Sandbox zurückgesetzt", "Ihre Daten wurden neu angelegt."),
    ),
    known(
        "sandbox.target_changed",
        ("App called elsewhere", "The app is called at another address."),
        ("App woanders aufgerufen", "Die App wird unter einer anderen Adresse aufgerufen."),
    ),
    known(
        "sandbox.secret_replaced",
        ("Signing secret replaced", "What is sent to the app is signed with another secret."),
        (
            "Geheimnis für Signaturen ersetzt",
            "Was der App gesandt wird, ist mit einem anderen Geheimnis signiert.",
        ),
    ),
    known(
        "sandbox.renewed",
        ("Sandbox kept longer", "Somebody wants it longer."),
        ("Sandbox länger behalten", "Jemand will sie länger behalten."),
    ),
    known(
        "sandbox.extended",
        ("Sandbox lasts longer", "It was used, so it lasts longer."),
        ("Sandbox besteht länger", "Sie wurde benutzt und besteht daher länger."),
    ),
    known(
        "sandbox.expired",
        ("Sandbox over", "Its day came; its data and its log are gone."),
        ("Sandbox zu Ende", "Ihr Tag ist gekommen; Daten und Protokoll sind weg."),
    ),
    known(
        "sandbox.deleted",
        ("Sandbox deleted", "Somebody deleted it with its runs and its log."),
        ("Sandbox gelöscht", "Jemand hat sie mit Läufen und Protokoll gelöscht."),
    ),
];
