//! The words in German.

use shared::organisations::{
    model::OrganisationKind,
    permission::{Grade, Group, Permission},
    role::BuiltIn,
};

use super::{Words, words};

pub(super) fn permission(permission: Permission) -> Words {
    use Permission as P;
    match permission {
        P::OrganisationRead => {
            words("Organisation ansehen", "Name, Adresse, Inhaber und nachgewiesene Domains lesen.")
        }
        P::OrganisationEdit => {
            words("Organisation bearbeiten", "Ihren Namen und ihre Adresse in diesem Programm ändern.")
        }
        P::OrganisationTransfer => words(
            "Organisation übergeben",
            "Ein anderes Mitglied zum Inhaber machen; das kann nur der Inhaber.",
        ),
        P::MembersRead => {
            words("Mitglieder ansehen", "Lesen, wer mit welcher Rolle dazugehört und wer eingeladen ist.")
        }
        P::MembersInvite => words("Menschen einladen", "Einladungen per Mail senden und zurückziehen."),
        P::MembersManage => {
            words("Mitglieder verwalten", "Mitgliedern eine andere Rolle geben und sie entfernen.")
        }
        P::RolesManage => words("Rollen verwalten", "Eigene Rollen anlegen, ändern und entfernen."),
        P::DomainsManage => words("Domains verwalten", "Domains beanspruchen, nachweisen und freigeben."),
        P::SignOnManage => words(
            "Single Sign-on verwalten",
            "Den Anmeldedienst verbinden, über den Mitglieder hereinkommen.",
        ),
        P::KeysRead => {
            words("Schlüssel ansehen", "Namen, Rechte und Nutzung der Schlüssel lesen, nie ein Geheimnis.")
        }
        P::KeysManage => {
            words("Schlüssel verwalten", "API-Schlüssel der Organisation anlegen, erneuern und widerrufen.")
        }
        P::AuditRead => {
            words("Prüfpfad lesen", "Die Aufzeichnung von allem, was geschah, lesen und ausführen.")
        }
        P::ListingsRead => words(
            "Alle Einträge ansehen",
            "Auch Einträge lesen, die noch nicht oder nicht mehr öffentlich sind.",
        ),
        P::ListingsEdit => words("Einträge bearbeiten", "Texte, Bilder und Angaben von Einträgen schreiben."),
        P::ListingsSubmit => words("Einträge einreichen", "Eine Fassung eines Eintrags zur Prüfung geben."),
        P::ListingsPublish => words(
            "Einträge veröffentlichen",
            "Freigegebenes veröffentlichen, terminieren, zurückziehen und auslaufen lassen.",
        ),
        P::ListingsSuspend => {
            words("Einträge sperren", "Einen Eintrag vom Markt nehmen und wieder zulassen.")
        }
        P::ListingsTransfer => words(
            "Einträge übergeben",
            "Einen Eintrag einem anderen Partner anbieten und einen angebotenen übernehmen.",
        ),
        P::ListingsVerifyOwner => words(
            "Neue Besitzer verifizieren",
            "Verifizieren, wer einen Eintrag übernimmt, oder den Wechsel stoppen.",
        ),
        P::CollectionsEdit => {
            words("Sammlungen pflegen", "Sammlungen, Empfehlungen und Einstiegsseiten zusammenstellen.")
        }
        P::TaxonomyEdit => words("Ordnung pflegen", "Kategorien, Branchen und Aufgaben ändern."),
        P::SandboxManage => {
            words("Testumgebungen verwalten", "Mandanten zum Ausprobieren anlegen und zurücksetzen.")
        }
        P::ReviewRead => words("Prüfschlange ansehen", "Einreichungen und ihren Stand lesen."),
        P::ReviewDecide => {
            words("Einreichungen entscheiden", "Eine Einreichung übernehmen und freigeben oder ablehnen.")
        }
        P::ReviewConfigure => words("Prüfung einrichten", "Checklisten und vorbereitete Antworten ändern."),
        P::CertificationsRead => {
            words("Zertifizierungen ansehen", "Zertifizierungen lesen und worauf sie beruhen.")
        }
        P::CertificationsDecide => {
            words("Zertifizierungen entscheiden", "Zertifizierungen erteilen, ablehnen und entziehen.")
        }
        P::InstallsRead => {
            words("Installationen ansehen", "Lesen, was installiert ist und wie viel es genutzt wird.")
        }
        P::InstallsManage => words("Installationen verwalten", "Apps testen, installieren und entfernen."),
        P::ConsentGrant => {
            words("Einwilligungen geben", "Bewilligen, worum eine App bittet, und es zurücknehmen.")
        }
        P::ConsentRead => {
            words("Einwilligungen ansehen", "Das Verzeichnis der Einwilligungen lesen und ausführen.")
        }
        P::UsageReport => words("Nutzung melden", "Die Nutzung senden, aus der Rechnungen entstehen."),
        P::RatingsWrite => words("Apps bewerten", "Eine installierte App bewerten und beschreiben."),
        P::RatingsReply => words("Auf Bewertungen antworten", "Als Anbieter auf Bewertungen antworten."),
        P::RatingsModerate => words("Bewertungen moderieren", "Über gemeldeten Missbrauch entscheiden."),
        P::TiersRead => words("Stufen ansehen", "Stufen, den Abstand zur nächsten und die Belege lesen."),
        P::PolicyEdit => {
            words("Regelwerk entwerfen", "Das Regelwerk des Programms entwerfen und durchspielen.")
        }
        P::PolicyPublish => words("Regelwerk in Kraft setzen", "Einen Entwurf des Regelwerks gültig machen."),
        P::PlansEdit => words("Pläne bearbeiten", "Erfolgspläne, Leitbild und Anwerbung ändern."),
        P::MetricsRead => words("Kennzahlen ansehen", "Kennzahlen und die Zeilen dahinter lesen."),
        P::DealsRead => {
            words("Geschäfte ansehen", "Registrierte Geschäfte und die gemeinsame Pipeline lesen.")
        }
        P::DealsEdit => {
            words("An Geschäften arbeiten", "Geschäfte registrieren und in der Pipeline fortschreiben.")
        }
        P::DealsDecide => {
            words("Geschäfte entscheiden", "Registrierungen von Geschäften annehmen und ablehnen.")
        }
        P::LeadsRead => words("Leads ansehen", "Leads und ihren Stand lesen."),
        P::LeadsWork => words("An Leads arbeiten", "Leads annehmen und melden, was daraus wurde."),
        P::LeadsRoute => words("Leads verteilen", "Einen Lead von Hand einem Partner geben."),
        P::AttributionRead => words("Zurechnung ansehen", "Lesen, wem was zugerechnet wird und warum."),
        P::DisputesFile => words("Einspruch erheben", "Eine Entscheidung anfechten und Stellung nehmen."),
        P::DisputesDecide => words("Streitfälle entscheiden", "Schlichten, was zwei Seiten anfechten."),
        P::MappingManage => {
            words("Kunden abgleichen", "Gemeinsame Kunden mit einer anderen Organisation finden.")
        }
        P::SpifsClaim => {
            words("Prämien beanspruchen", "Eine Verkaufsprämie für einen Abschluss beanspruchen.")
        }
        P::SpifsManage => words("Prämien verwalten", "Verkaufsprämien ausloben und Ansprüche entscheiden."),
        P::StatementsRead => words("Abrechnungen ansehen", "Abrechnungen und Rechnungen lesen."),
        P::PayoutsManage => {
            words("Auszahlungen verwalten", "Auszahlungskonten ändern und Läufe vorbereiten.")
        }
        P::PayoutsApprove => {
            words("Auszahlungen freigeben", "Einen Lauf freigeben, den jemand anders vorbereitet hat.")
        }
        P::LedgerRead => words("Hauptbuch ansehen", "Jede Buchung lesen."),
        P::LedgerAdjust => {
            words("Hauptbuch berichtigen", "Berichtigungen, Rückforderungen und Rücklagen buchen.")
        }
        P::FundsRequest => words("Fördermittel anfordern", "MDF beantragen, Maßnahmen melden und abrechnen."),
        P::FundsDecide => words("Fördermittel entscheiden", "Anträge auf MDF und Abrechnungen entscheiden."),
        P::LearningRead => words("Lernstand ansehen", "Lesen, wer was gelernt und bestanden hat."),
        P::CoursesEdit => words("Kurse bearbeiten", "Kurse, Prüfungen und Lernpfade schreiben."),
        P::OfferingsEdit => words("Leistungen bearbeiten", "Dienstleistungen und Pakete beschreiben."),
        P::ProjectsManage => words("Projekte führen", "Projekte nach Vorlagen durchführen."),
        P::SupportOpen => words("Supportfälle eröffnen", "Supportfälle eröffnen und weiter nach oben geben."),
        P::SupportAnswer => {
            words("Supportfälle beantworten", "Auf Supportfälle antworten und sie schließen.")
        }
        P::CampaignsEdit => {
            words("Kampagnen bearbeiten", "Kampagnen, Webinare, Startpakete und Fallstudien führen.")
        }
        P::AssetsEdit => words("Materialien bearbeiten", "Ändern, was in der Materialsammlung liegt."),
        P::PacksEdit => words("Lösungspakete bearbeiten", "Apps und Leistungen zu einer Lösung bündeln."),
        P::TrustEdit => words(
            "Vertrauensangaben bearbeiten",
            "Datenflüsse, Unterauftragnehmer und Sicherheitskontakt ändern.",
        ),
        P::IncidentsReport => words("Vorfälle melden", "Dem Betreiber sagen, dass etwas schiefging."),
        P::IncidentsManage => words("Vorfälle leiten", "Vorfälle und Übungen leiten."),
        P::AgreementsSign => {
            words("Verträge zeichnen", "Für die Organisation unterschreiben und sie binden.")
        }
        P::AgreementsPublish => {
            words("Verträge veröffentlichen", "Eine neue Fassung eines Vertrags gültig machen.")
        }
        P::KitsManage => words("Demokoffer verwalten", "Demokoffer für Messen packen und versiegeln."),
        P::KitsStaff => words("Am Stand arbeiten", "Einen Demokoffer vorführen und Leads aufnehmen."),
    }
}

pub(super) fn group(group: Group) -> Words {
    match group {
        Group::Organisation => words("Organisation", "Die Organisation selbst, ihre Menschen und Schlüssel."),
        Group::Marketplace => words("Marktplatz", "Einträge und die Regale, in denen sie stehen."),
        Group::Review => words("Prüfung", "Eingereichtes prüfen und zertifizieren."),
        Group::Installs => {
            words("Installationen", "Apps im Einsatz: Test, Einwilligung, Nutzung, Bewertung.")
        }
        Group::Program => words("Programm", "Stufen, das Regelwerk dahinter, Pläne und Kennzahlen."),
        Group::CoSell => words("Gemeinsamer Vertrieb", "Geschäfte, Leads, Zurechnung und Streitfälle."),
        Group::Economics => words("Finanzen", "Abrechnungen, Auszahlungen, Hauptbuch und Fördermittel."),
        Group::Enablement => words("Befähigung", "Lernen, Leistungen, Projekte und Support."),
        Group::Marketing => words("Marketing", "Kampagnen, Materialien und Lösungspakete."),
        Group::Trust => words("Vertrauen", "Daten, Vorfälle und Verträge."),
        Group::Events => words("Messen", "Demokoffer und die Menschen, die sie vorführen."),
    }
}

pub(super) fn about_role(role: BuiltIn) -> &'static str {
    match role {
        BuiltIn::Admin => "Alles außer dem, was nur der Inhaber darf.",
        BuiltIn::ProgramManager => "Leitet das Programm und sein Regelwerk.",
        BuiltIn::Reviewer => "Entscheidet Einreichungen und Zertifizierungen.",
        BuiltIn::DealDesk => "Entscheidet Geschäfte, Leads und Streitfälle.",
        BuiltIn::Finance => "Arbeitet mit Abrechnungen, Auszahlungen und Fördermitteln.",
        BuiltIn::Support => "Beantwortet Supportfälle und leitet Vorfälle.",
        BuiltIn::Developer => "Baut Apps, reicht sie ein und hält sie am Laufen.",
        BuiltIn::Seller => "Arbeitet an Leads und Geschäften.",
        BuiltIn::Marketer => "Schreibt Einträge, führt Kampagnen und fordert Fördermittel an.",
        BuiltIn::EventStaff => "Führt Demokoffer auf Messen vor und nimmt Leads auf.",
        BuiltIn::Buyer => "Findet, testet und bewertet Apps.",
    }
}

pub(super) fn about_kind(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::Operator => "Betreibt dieses Programm. Es gibt genau einen.",
        OrganisationKind::Partner => "Veröffentlicht Apps, verkauft und empfiehlt.",
        OrganisationKind::Customer => "Findet, installiert und bewertet Apps.",
    }
}

pub(super) fn grade(grade: Grade) -> Option<&'static str> {
    match grade {
        Grade::Everyday => None,
        Grade::InPerson => Some("Nur für Menschen: Ein Schlüssel kann es nicht haben."),
        Grade::Fresh => Some("Nur für Menschen, und sie bestätigen dabei noch einmal, dass sie es sind."),
        Grade::OwnerOnly => Some("Nur der Inhaber hat es; keine Rolle kann es haben."),
    }
}
