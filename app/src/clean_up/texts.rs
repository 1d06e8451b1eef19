//! Texts of the clean-up.

use shared::listings::clean_up::Criterion;

use crate::i18n::{plural, use_locale};

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub pages: &'static str,
    pub under_way: &'static str,
    pub preview: &'static str,
    pub lead: &'static str,
    pub preview_lead: &'static str,
    pub none_title: &'static str,
    pub none_body: &'static str,
    pub to_preview: &'static str,
    pub appeals: &'static str,
    pub no_appeals: &'static str,
    pub notices: &'static str,
    pub no_notices: &'static str,
    pub nobody_to_tell: &'static str,
    pub unlisted_on: &'static str,
    pub unlisted_due: &'static str,
    pub grant_about: fn(u64) -> String,
    pub grant: &'static str,
    pub refuse: &'static str,
    pub why_refused: &'static str,
    pub why_refused_hint: &'static str,
    pub no_words: &'static str,
    pub barred: &'static str,
    pub criterion: fn(Criterion) -> &'static str,
    pub not_known: &'static str,
    pub not_known_about: fn(Criterion) -> &'static str,
    pub passes: &'static str,
    pub fails: &'static str,
    pub mends: &'static str,
    pub looked_at: fn(u64, u64, &str) -> String,
    pub all_fine_title: &'static str,
    pub all_fine_body: &'static str,
    pub would_happen: &'static str,
    pub further: &'static str,
    pub would_unlist: &'static str,
    pub would_notify: fn(&str) -> String,
    pub waits_for_appeal: &'static str,
    pub waits_until: fn(&str) -> String,
    pub would_clear: &'static str,
    pub exempt: &'static str,
    pub young: &'static str,
    pub nothing: &'static str,
    pub last_release: fn(&str) -> String,
    pub release_not_known: &'static str,
    pub all_criteria: &'static str,
    pub partner_title: &'static str,
    pub nothing_fails: &'static str,
    pub looked_daily: &'static str,
    pub health_well: fn(&str, &str) -> String,
    pub health_status: fn(&str, u16, &str) -> String,
    pub health_silent: fn(&str, &str) -> String,
    pub health_since: fn(&str) -> String,
    pub left_alone: &'static str,
    pub left_alone_over: &'static str,
    pub notice_lead: &'static str,
    pub clock_stands: &'static str,
    pub was_unlisted: fn(&str) -> String,
    pub way_back: &'static str,
    pub somebody: &'static str,
    pub appealed: fn(&str, &str) -> String,
    pub appeal_waits: &'static str,
    pub appeal_refused: &'static str,
    pub appeal: &'static str,
    pub appeal_hint: &'static str,
    pub make_appeal: &'static str,
    pub receipts: &'static str,
    pub receipts_about: &'static str,
}

static ENGLISH: Texts = Texts {
    pages: "Clean-up",
    under_way: "Notices and appeals",
    preview: "Preview",
    lead: "Apps that nobody looks after do not stay in the directory: a notice with what fails, a time of grace, then unlisted. An appeal stops the clock until you decide.",
    preview_lead: "What the clean-up would do today, app by app. Nothing is carried out here: every published app is looked at once a day.",
    none_title: "Nothing is under way",
    none_body: "No app stands under notice and no appeal waits. The preview shows what would happen today.",
    to_preview: "See the preview",
    appeals: "Appeals to decide",
    no_appeals: "No appeal waits.",
    notices: "Notices under way",
    no_notices: "No other app stands under notice.",
    nobody_to_tell: "Nobody of this partner has an account here, so nobody is told. Reach them another way.",
    unlisted_on: "Unlisted",
    unlisted_due: "Unlisted with the next look, due",
    grant_about: |days| {
        format!(
            "Granted, the app is left alone for {days} {}. Refused, the clock runs on.",
            plural(days, "day", "days")
        )
    },
    grant: "Grant the appeal",
    refuse: "Refuse the appeal",
    why_refused: "Why it is refused",
    why_refused_hint: "Only for a refusal. The partner reads this.",
    no_words: "Write at least a sentence, and at most 4,000 characters.",
    barred: "You belong to the organisation that appeals. Somebody else has to decide.",
    criterion: |criterion| match criterion {
        Criterion::NoRelease => "Releases",
        Criterion::LowUsage => "Usage",
        Criterion::Unhealthy => "Health checks",
        Criterion::CertificationLapsed => "Certifications",
        Criterion::SupportUnanswered => "Support",
    },
    not_known: "Not known",
    not_known_about: |criterion| match criterion {
        Criterion::Unhealthy => {
            "The published version names no health endpoint that can be called, or it was not called in the last days. It does not count against the app."
        }
        Criterion::NoRelease => {
            "When its last version was released is not known, so it does not count against the app."
        }
        Criterion::LowUsage | Criterion::CertificationLapsed | Criterion::SupportUnanswered => {
            "Nobody counts this yet, so it does not count against the app."
        }
    },
    passes: "Passes",
    fails: "Fails",
    mends: "What would mend it:",
    looked_at: |apps, fine, at| {
        format!(
            "{apps} published {} looked at on {at}; {fine} of them fail nothing.",
            plural(apps, "app was", "apps were")
        )
    },
    all_fine_title: "Nothing would happen",
    all_fine_body: "Every app that was looked at passes what is known of it.",
    would_happen: "What would happen today",
    further: "Look at the next apps",
    would_unlist: "Would be unlisted today",
    would_notify: |day| format!("Would get a notice today, and be unlisted on {day}"),
    waits_for_appeal: "Under notice; an appeal waits",
    waits_until: |day| format!("Under notice until {day}"),
    would_clear: "The notice would be settled today",
    exempt: "Left alone after an appeal",
    young: "Too young to be judged",
    nothing: "Nothing would happen",
    last_release: |day| format!("Last release on {day}"),
    release_not_known: "The day of its last release is not known",
    all_criteria: "Every criterion",
    partner_title: "Clean-up of the directory",
    nothing_fails: "Nothing that is known of this app keeps it from staying in the directory.",
    looked_daily: "Every app is looked at once a day. One that fails something gets a notice and time to mend it.",
    health_well: |url, at| format!("{url} answered well on {at}."),
    health_status: |url, status, at| format!("{url} answered with status {status} on {at}."),
    health_silent: |url, at| format!("{url} gave no answer that could be read on {at}."),
    health_since: |at| format!("It has failed since {at}."),
    left_alone: "Left alone until",
    left_alone_over: "Was left alone until",
    notice_lead: "This app fails what is named below. It leaves the directory when that is not mended in time; its page stays for who has the address.",
    clock_stands: "An appeal waits, and the clock stands still until somebody of the operator decides.",
    was_unlisted: |at| format!("The clean-up unlisted this app on {at}."),
    way_back: "Once nothing below fails any more, you can list it again.",
    somebody: "somebody who has left, or a key",
    appealed: |by, at| format!("{by} appealed on {at}:"),
    appeal_waits: "It waits for a decision.",
    appeal_refused: "The appeal was refused.",
    appeal: "Appeal against this notice",
    appeal_hint: "Say why it is wrong or what is about to change. It can be appealed once.",
    make_appeal: "Send the appeal",
    receipts: "Receipts of the judgements",
    receipts_about: "(“guildhall verify” judges again)",
};

static GERMAN: Texts = Texts {
    pages: "Aufräumen",
    under_way: "Ankündigungen und Einsprüche",
    preview: "Vorschau",
    lead: "Apps, um die sich niemand kümmert, bleiben nicht im Verzeichnis: erst eine Ankündigung mit dem, was nicht erfüllt ist, dann eine Frist, dann verschwinden sie daraus. Ein Einspruch hält die Frist an, bis Sie entscheiden.",
    preview_lead: "Was das Aufräumen heute täte, App für App. Hier wird nichts ausgeführt: Jede veröffentlichte App wird einmal am Tag angesehen.",
    none_title: "Nichts läuft",
    none_body: "Für keine App läuft eine Frist, und kein Einspruch wartet. Die Vorschau zeigt, was heute geschähe.",
    to_preview: "Vorschau ansehen",
    appeals: "Einsprüche zu entscheiden",
    no_appeals: "Kein Einspruch wartet.",
    notices: "Laufende Ankündigungen",
    no_notices: "Für keine andere App läuft eine Frist.",
    nobody_to_tell: "Niemand von diesem Partner hat hier ein Konto, also erfährt es niemand. Erreichen Sie ihn auf anderem Weg.",
    unlisted_on: "Verlässt das Verzeichnis",
    unlisted_due: "Verlässt das Verzeichnis beim nächsten Blick, fällig seit",
    grant_about: |days| {
        format!(
            "Wird stattgegeben, bleibt die App {days} {} verschont. Wird abgelehnt, läuft die Frist weiter.",
            plural(days, "Tag", "Tage")
        )
    },
    grant: "Einspruch stattgeben",
    refuse: "Einspruch ablehnen",
    why_refused: "Warum er abgelehnt wird",
    why_refused_hint: "Nur für eine Ablehnung. Der Partner liest das.",
    no_words: "Schreiben Sie mindestens einen Satz und höchstens 4.000 Zeichen.",
    barred: "Sie gehören zu der Organisation, die Einspruch erhebt. Jemand anders muss entscheiden.",
    criterion: |criterion| match criterion {
        Criterion::NoRelease => "Versionen",
        Criterion::LowUsage => "Nutzung",
        Criterion::Unhealthy => "Zustandsprüfungen",
        Criterion::CertificationLapsed => "Zertifizierungen",
        Criterion::SupportUnanswered => "Support",
    },
    not_known: "Nicht bekannt",
    not_known_about: |criterion| match criterion {
        Criterion::Unhealthy => {
            "Die veröffentlichte Version nennt keine Adresse für ihren Zustand, die sich aufrufen lässt, oder sie wurde in den letzten Tagen nicht aufgerufen. Das zählt nicht gegen die App."
        }
        Criterion::NoRelease => {
            "Wann die letzte Version erschien, ist nicht bekannt, also zählt es nicht gegen die App."
        }
        Criterion::LowUsage | Criterion::CertificationLapsed | Criterion::SupportUnanswered => {
            "Das zählt noch niemand, also zählt es nicht gegen die App."
        }
    },
    passes: "Erfüllt",
    fails: "Nicht erfüllt",
    mends: "Was es behebt:",
    looked_at: |apps, fine, at| {
        format!(
            "{apps} veröffentlichte {} am {at} angesehen; {fine} davon erfüllen alles.",
            plural(apps, "App wurde", "Apps wurden")
        )
    },
    all_fine_title: "Nichts geschähe",
    all_fine_body: "Jede angesehene App erfüllt, was von ihr bekannt ist.",
    would_happen: "Was heute geschähe",
    further: "Die nächsten Apps ansehen",
    would_unlist: "Verließe heute das Verzeichnis",
    would_notify: |day| format!("Bekäme heute eine Ankündigung und verließe das Verzeichnis am {day}"),
    waits_for_appeal: "Angekündigt; ein Einspruch wartet",
    waits_until: |day| format!("Angekündigt, Frist bis {day}"),
    would_clear: "Die Ankündigung wäre heute erledigt",
    exempt: "Nach einem Einspruch verschont",
    young: "Zu jung für ein Urteil",
    nothing: "Nichts geschähe",
    last_release: |day| format!("Letzte Version am {day}"),
    release_not_known: "Der Tag der letzten Version ist nicht bekannt",
    all_criteria: "Alle Kriterien",
    partner_title: "Aufräumen des Verzeichnisses",
    nothing_fails: "Nichts, was von dieser App bekannt ist, spricht dagegen, dass sie im Verzeichnis bleibt.",
    looked_daily: "Jede App wird einmal am Tag angesehen. Erfüllt sie etwas nicht, wird das angekündigt, und es bleibt Zeit, es zu beheben.",
    health_well: |url, at| format!("{url} hat am {at} gut geantwortet."),
    health_status: |url, status, at| format!("{url} hat am {at} mit Status {status} geantwortet."),
    health_silent: |url, at| format!("{url} hat am {at} nichts Lesbares geantwortet."),
    health_since: |at| format!("Seit {at} schlägt das fehl."),
    left_alone: "Verschont bis",
    left_alone_over: "War verschont bis",
    notice_lead: "Diese App erfüllt nicht, was unten steht. Wird das nicht rechtzeitig behoben, verlässt sie das Verzeichnis; ihre Seite bleibt für alle, die die Adresse haben.",
    clock_stands: "Ein Einspruch wartet, und die Frist steht still, bis jemand vom Betreiber entscheidet.",
    was_unlisted: |at| format!("Das Aufräumen hat diese App am {at} aus dem Verzeichnis genommen."),
    way_back: "Sobald unten alles erfüllt ist, können Sie sie wieder ins Verzeichnis stellen.",
    somebody: "jemand, der gegangen ist, oder ein Schlüssel",
    appealed: |by, at| format!("Einspruch von {by} am {at}:"),
    appeal_waits: "Er wartet auf eine Entscheidung.",
    appeal_refused: "Der Einspruch wurde abgelehnt.",
    appeal: "Einspruch gegen diese Ankündigung",
    appeal_hint: "Sagen Sie, warum sie falsch ist oder was sich bald ändert. Einspruch ist einmal möglich.",
    make_appeal: "Einspruch senden",
    receipts: "Belege der Urteile",
    receipts_about: "(„guildhall verify“ urteilt noch einmal)",
};

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}
