//! What happens to certifications of apps, and what the clean-up of the directory does.

use super::{Kind, known};

pub(super) const KINDS: &[Kind] = &[
    known(
        "certification.requested",
        ("Certification requested", "A partner asks for a certification, or shows other evidence for it."),
        (
            "Zertifizierung beantragt",
            "Ein Partner beantragt eine Zertifizierung oder legt andere Nachweise vor.",
        ),
    ),
    known(
        "certification.cancelled",
        ("Certification request taken back", "The partner does not ask any more."),
        ("Antrag auf Zertifizierung zurückgezogen", "Der Partner beantragt sie nicht mehr."),
    ),
    known(
        "certification.more_asked",
        ("More evidence asked for", "A reviewer asks the partner for more before deciding."),
        ("Weitere Nachweise erbeten", "Vor der Entscheidung wird der Partner um mehr gebeten."),
    ),
    known(
        "certification.granted",
        ("Certification granted", "The app carries the badge until the day it lapses."),
        ("Zertifizierung erteilt", "Die App trägt das Siegel bis zum Tag, an dem es verfällt."),
    ),
    known(
        "certification.renewed",
        ("Certification renewed", "It goes on where the last one ends."),
        ("Zertifizierung erneuert", "Sie geht dort weiter, wo die letzte endet."),
    ),
    known(
        "certification.refused",
        ("Certification refused", "A request was not granted. What held before holds on."),
        ("Zertifizierung abgelehnt", "Einem Antrag wurde nicht entsprochen. Was galt, gilt weiter."),
    ),
    known(
        "certification.withdrawn",
        ("Certification revoked", "The operator took the badge away."),
        ("Zertifizierung entzogen", "Der Betreiber hat das Siegel entzogen."),
    ),
    known(
        "certification.renewal_opened",
        ("Renewal open", "The certification can be renewed."),
        ("Erneuerung möglich", "Die Zertifizierung lässt sich erneuern."),
    ),
    known(
        "certification.ends_soon",
        ("Certification ends soon", "The partner was reminded of its end."),
        ("Zertifizierung endet bald", "Der Partner wurde an ihr Ende erinnert."),
    ),
    known(
        "certification.remediation_began",
        ("Remediation begun", "The certification has ended and holds still for a while."),
        ("Nachfrist begonnen", "Die Zertifizierung ist zu Ende und gilt noch eine Weile."),
    ),
    known(
        "certification.lapses_soon",
        ("Certification lapses soon", "The partner was reminded of the day on which the badge goes."),
        ("Zertifizierung verfällt bald", "Der Partner wurde an den Tag erinnert, an dem das Siegel geht."),
    ),
    known(
        "certification.lapsed",
        ("Certification lapsed", "It was not renewed in time; the badge is gone."),
        ("Zertifizierung verfallen", "Sie wurde nicht rechtzeitig erneuert; das Siegel ist weg."),
    ),
    known(
        "clean_up.noticed",
        ("Clean-up notice", "The partner was told what the app fails, and until when it can be mended."),
        (
            "Aufräumen angekündigt",
            "Der Partner weiß, was die App nicht erfüllt und bis wann es zu beheben ist.",
        ),
    ),
    known(
        "clean_up.cleared",
        ("Clean-up notice settled", "What it named is mended."),
        ("Ankündigung erledigt", "Was sie nannte, ist behoben."),
    ),
    known(
        "clean_up.unlisted",
        ("Unlisted by the clean-up", "The time of grace ended with a criterion still failing."),
        ("Vom Aufräumen herausgenommen", "Die Frist lief ab, und ein Kriterium war noch nicht erfüllt."),
    ),
    known(
        "clean_up.appealed",
        ("Appeal against the clean-up", "The clock stands still until somebody decides."),
        ("Einspruch gegen das Aufräumen", "Die Frist steht still, bis jemand entscheidet."),
    ),
    known(
        "clean_up.appeal_granted",
        ("Appeal granted", "The clean-up leaves the app alone for a while."),
        ("Einspruch stattgegeben", "Das Aufräumen verschont die App eine Zeit lang."),
    ),
    known(
        "clean_up.appeal_refused",
        ("Appeal refused", "The clock of the notice runs on."),
        ("Einspruch abgelehnt", "Die Frist der Ankündigung läuft weiter."),
    ),
];
