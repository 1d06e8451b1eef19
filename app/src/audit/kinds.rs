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
    slice("pick", "Editors’ picks", "Auswahl der Redaktion"),
    slice("slot", "Home page", "Startseite"),
    slice("term", "Taxonomy", "Ordnung"),
    slice("category", "Categories, verticals and jobs", "Kategorien, Branchen und Aufgaben"),
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
        "term.added",
        ("Term added", "The taxonomy has a new category, vertical or job."),
        ("Begriff hinzugefügt", "Die Ordnung hat eine neue Kategorie, Branche oder Aufgabe."),
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

#[cfg(test)]
mod tests;
