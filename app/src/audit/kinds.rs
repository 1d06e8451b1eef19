//! Kinds of events in words.

use crate::i18n::use_locale;

/// A kind as it stands in the trail, with a name and a sentence in each language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
    pub kind: &'static str,
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
}

/// What kinds are about: the part of their name before the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub slice: &'static str,
    english: &'static str,
    german: &'static str,
}

impl Kind {
    pub fn name(&self) -> &'static str {
        use_locale().pick(self.english, self.german).0
    }

    /// What it means that this happened.
    pub fn about(&self) -> &'static str {
        use_locale().pick(self.english, self.german).1
    }
}

impl Slice {
    pub fn name(&self) -> &'static str {
        use_locale().pick(self.english, self.german)
    }
}

/// The kind of an event; `None` for one that this version does not know.
pub fn kind(kind: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|known| known.kind == kind)
}

/// The kind or slice of a filter, in words.
pub fn filter_name(filter: &str) -> String {
    let slice = SLICES.iter().find(|known| known.slice == filter).map(Slice::name);
    slice.or_else(|| kind(filter).map(Kind::name)).map_or_else(|| filter.to_owned(), str::to_owned)
}

const fn slice(slice: &'static str, english: &'static str, german: &'static str) -> Slice {
    Slice { slice, english, german }
}

/// Every slice of [`KINDS`], in their order.
pub const SLICES: &[Slice] = &[
    slice("organisation", "Organisation", "Organisation"),
    slice("invitation", "Invitations", "Einladungen"),
    slice("member", "Members", "Mitglieder"),
    slice("role", "Roles", "Rollen"),
    slice("domain", "Domains", "Domains"),
    slice("sign_on", "Single sign-on", "Single Sign-on"),
    slice("key", "API keys", "API-Schlüssel"),
    slice("person", "People and their sign-in", "Menschen und ihre Anmeldung"),
    slice("signing_key", "Keys of the server", "Schlüssel des Servers"),
    slice("partner", "Partner entry", "Partnereintrag"),
    slice("app", "Listings in the making", "Einträge in Arbeit"),
    slice("draft", "Drafts", "Entwürfe"),
    slice("listing", "Listings", "Einträge"),
    slice("collection", "Collections", "Sammlungen"),
    slice("term", "Taxonomy", "Ordnung"),
];

const fn known(
    kind: &'static str,
    english: (&'static str, &'static str),
    german: (&'static str, &'static str),
) -> Kind {
    Kind { kind, english, german }
}

pub const KINDS: &[Kind] = &[
    known(
        "organisation.created",
        ("Organisation founded", "The organisation exists from then on."),
        ("Organisation gegründet", "Die Organisation besteht von da an."),
    ),
    known(
        "organisation.updated",
        ("Organisation changed", "Its name or its address is another one."),
        ("Organisation geändert", "Ihr Name oder ihre Adresse ist eine andere."),
    ),
    known(
        "organisation.transferred",
        ("Ownership handed over", "Another member owns the organisation."),
        ("Inhaberschaft übergeben", "Die Organisation gehört einem anderen Mitglied."),
    ),
    known(
        "invitation.sent",
        ("Invitation sent", "Somebody was asked by mail to join."),
        ("Einladung gesendet", "Jemand wurde per Mail gebeten mitzumachen."),
    ),
    known(
        "invitation.withdrawn",
        ("Invitation withdrawn", "Its link stopped working."),
        ("Einladung zurückgezogen", "Ihr Link gilt nicht mehr."),
    ),
    known(
        "member.joined",
        ("Member joined", "Somebody accepted an invitation, or came in by single sign-on."),
        ("Mitglied beigetreten", "Jemand nahm eine Einladung an oder kam über Single Sign-on."),
    ),
    known(
        "member.role_changed",
        ("Role of a member changed", "A member may do other things than before."),
        ("Rolle eines Mitglieds geändert", "Ein Mitglied darf anderes als zuvor."),
    ),
    known(
        "member.removed",
        ("Member removed", "Somebody was taken out of the organisation."),
        ("Mitglied entfernt", "Jemand wurde aus der Organisation genommen."),
    ),
    known(
        "member.left",
        ("Member left", "Somebody left of their own accord."),
        ("Mitglied gegangen", "Jemand ging von sich aus."),
    ),
    known(
        "role.created",
        ("Role made", "The organisation has a new role of its own."),
        ("Rolle angelegt", "Die Organisation hat eine neue eigene Rolle."),
    ),
    known(
        "role.updated",
        ("Role changed", "An own role has another name or other permissions."),
        ("Rolle geändert", "Eine eigene Rolle hat einen anderen Namen oder andere Rechte."),
    ),
    known(
        "role.removed",
        ("Role removed", "An own role is gone."),
        ("Rolle entfernt", "Eine eigene Rolle ist weg."),
    ),
    known(
        "domain.claimed",
        ("Domain claimed", "The organisation said that a domain is its own."),
        ("Domain beansprucht", "Die Organisation sagte, eine Domain gehöre ihr."),
    ),
    known(
        "domain.verified",
        ("Domain proved", "A record or a mail showed that the domain is its own."),
        ("Domain nachgewiesen", "Ein Eintrag oder eine Mail zeigte, dass die Domain ihr gehört."),
    ),
    known(
        "domain.released",
        ("Domain given up", "A domain, or a claim to one, is not the organisation's any more."),
        ("Domain freigegeben", "Eine Domain oder ein Anspruch darauf gehört ihr nicht mehr."),
    ),
    known(
        "sign_on.connected",
        ("Identity provider connected", "People can come in through the organisation's own provider."),
        ("Anmeldedienst verbunden", "Menschen können über den eigenen Dienst hereinkommen."),
    ),
    known(
        "sign_on.changed",
        ("Identity provider changed", "The connection to the provider is another one."),
        ("Anmeldedienst geändert", "Die Verbindung zum Dienst ist eine andere."),
    ),
    known(
        "sign_on.disconnected",
        ("Identity provider disconnected", "Nobody comes in through it any more."),
        ("Anmeldedienst getrennt", "Niemand kommt mehr darüber herein."),
    ),
    known(
        "key.made",
        ("Key made", "A program can call the API with it."),
        ("Schlüssel angelegt", "Ein Programm kann damit die API aufrufen."),
    ),
    known(
        "key.rotated",
        ("Key rotated", "A key has a new secret."),
        ("Schlüssel erneuert", "Ein Schlüssel hat ein neues Geheimnis."),
    ),
    known(
        "key.revoked",
        ("Key revoked", "A key stopped working before its time."),
        ("Schlüssel widerrufen", "Ein Schlüssel gilt vor seiner Zeit nicht mehr."),
    ),
    known(
        "person.signed_up",
        ("Account created", "Somebody has an account."),
        ("Konto angelegt", "Jemand hat ein Konto."),
    ),
    known(
        "person.signed_in",
        ("Signed in", "Somebody proved who they are and began a session."),
        ("Angemeldet", "Jemand wies sich aus und begann eine Sitzung."),
    ),
    known("person.signed_out", ("Signed out", "A session ended."), ("Abgemeldet", "Eine Sitzung endete.")),
    known(
        "person.signed_out_everywhere",
        ("Signed out everywhere else", "Every other session of a person ended."),
        ("Überall sonst abgemeldet", "Jede andere Sitzung eines Menschen endete."),
    ),
    known(
        "person.profile_edited",
        ("Profile changed", "Somebody has another name or reads another language."),
        ("Profil geändert", "Jemand hat einen anderen Namen oder liest eine andere Sprache."),
    ),
    known(
        "person.mail_verified",
        ("Mail address proved", "A link that was sent to the address was opened."),
        ("Mailadresse nachgewiesen", "Ein an die Adresse gesendeter Link wurde geöffnet."),
    ),
    known(
        "person.mail_changed",
        ("Mail address changed", "Somebody signs in with another address."),
        ("Mailadresse geändert", "Jemand meldet sich mit einer anderen Adresse an."),
    ),
    known(
        "person.password_changed",
        ("Password changed", "Somebody set a new password while signed in."),
        ("Passwort geändert", "Jemand setzte angemeldet ein neues Passwort."),
    ),
    known(
        "person.password_removed",
        ("Password removed", "Somebody signs in without a password from then on."),
        ("Passwort entfernt", "Jemand meldet sich von da an ohne Passwort an."),
    ),
    known(
        "person.password_reset",
        ("Password reset", "Somebody set a new password by a link in a mail."),
        ("Passwort zurückgesetzt", "Jemand setzte über einen Link per Mail ein neues Passwort."),
    ),
    known(
        "person.second_factor_added",
        ("Second factor added", "An authenticator app is asked for at every sign-in."),
        ("Zweiter Faktor eingerichtet", "Bei jeder Anmeldung wird nach einer App gefragt."),
    ),
    known(
        "person.second_factor_removed",
        ("Second factor removed", "No authenticator app is asked for any more."),
        ("Zweiter Faktor entfernt", "Nach keiner App wird mehr gefragt."),
    ),
    known(
        "person.passkey_added",
        ("Passkey added", "Somebody can sign in with another device or password manager."),
        ("Passkey hinzugefügt", "Jemand kann sich mit einem weiteren Gerät anmelden."),
    ),
    known(
        "person.passkey_removed",
        ("Passkey removed", "A device or password manager does not sign in any more."),
        ("Passkey entfernt", "Ein Gerät meldet niemanden mehr an."),
    ),
    known(
        "person.recovery_codes_drawn",
        ("Recovery codes drawn", "There are ten new ones; those before stopped working."),
        ("Ersatzcodes erzeugt", "Es gibt zehn neue; die vorigen gelten nicht mehr."),
    ),
    known(
        "person.recovery_code_used",
        ("Recovery code used", "Somebody signed in with one in place of the app."),
        ("Ersatzcode benutzt", "Jemand meldete sich damit an Stelle der App an."),
    ),
    known(
        "person.reset_link_made",
        (
            "Reset link made on the host",
            "Somebody with a shell on the server let a person set a new password.",
        ),
        (
            "Rücksetzlink am Rechner erzeugt",
            "Jemand am Server ließ einen Menschen ein neues Passwort setzen.",
        ),
    ),
    known(
        "person.erased",
        ("Account erased", "Somebody has no account any more; what they did stays under their number."),
        ("Konto gelöscht", "Jemand hat kein Konto mehr; was getan wurde, bleibt unter der Kennung."),
    ),
    known(
        "signing_key.made",
        ("Signing key made", "The server signs the heads of trails with it."),
        ("Signierschlüssel angelegt", "Der Server signiert damit die Enden der Prüfpfade."),
    ),
    known(
        "signing_key.rotated",
        ("Signing key rotated", "The server signs with a new key; what was signed stays good."),
        ("Signierschlüssel erneuert", "Der Server signiert mit einem neuen; Signiertes bleibt gültig."),
    ),
    known(
        "partner.registered",
        ("Partner registered", "The organisation stands in the marketplace as a partner."),
        ("Partner eingetragen", "Die Organisation steht als Partner im Marktplatz."),
    ),
    known(
        "partner.updated",
        ("Partner entry changed", "What the marketplace says about the partner is another."),
        ("Partnereintrag geändert", "Der Marktplatz sagt anderes über den Partner."),
    ),
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
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shared::{identity, listings, marketplace, organisations, partners, sign_on};

    use super::*;

    #[test]
    fn every_kind_that_is_written_has_words() {
        let written = [
            organisations::event::CREATED,
            organisations::event::UPDATED,
            organisations::event::TRANSFERRED,
            organisations::event::INVITED,
            organisations::event::INVITATION_WITHDRAWN,
            organisations::event::JOINED,
            organisations::event::ROLE_CHANGED,
            organisations::event::REMOVED,
            organisations::event::LEFT,
            organisations::event::ROLE_CREATED,
            organisations::event::ROLE_UPDATED,
            organisations::event::ROLE_REMOVED,
            organisations::event::DOMAIN_CLAIMED,
            organisations::event::DOMAIN_VERIFIED,
            organisations::event::DOMAIN_RELEASED,
            identity::event::KEY_MADE,
            identity::event::KEY_ROTATED,
            identity::event::KEY_REVOKED,
            sign_on::event::CONNECTED,
            sign_on::event::CHANGED,
            sign_on::event::DISCONNECTED,
            listings::event::STARTED,
            listings::event::DRAFT_EDITED,
            marketplace::event::PUBLISHED,
            marketplace::event::UPDATED,
            marketplace::event::COLLECTION_CREATED,
            marketplace::event::TERM_ADDED,
            partners::event::REGISTERED,
            partners::event::UPDATED,
        ];
        for written in written {
            assert!(kind(written).is_some(), "{written}");
        }
    }

    #[test]
    fn kinds_are_unique_and_of_a_known_slice() {
        let kinds: BTreeSet<_> = KINDS.iter().map(|known| known.kind).collect();
        assert_eq!(kinds.len(), KINDS.len());
        let slices: Vec<_> = SLICES.iter().map(|known| known.slice).collect();
        for kind in kinds {
            assert!(kind.split_once('.').is_some_and(|(slice, _)| slices.contains(&slice)), "{kind}");
        }
    }

    #[test]
    fn names_are_unique_in_each_language() {
        let english: BTreeSet<_> = KINDS.iter().map(|known| known.english.0).collect();
        let german: BTreeSet<_> = KINDS.iter().map(|known| known.german.0).collect();
        assert_eq!((english.len(), german.len()), (KINDS.len(), KINDS.len()));
    }
}
