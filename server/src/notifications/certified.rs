//! The sentences about certifications and the clean-up.

/// In English; `None` for a kind that nobody is told of.
pub(super) fn english(kind: &str, fact: &dyn Fn(&str) -> String) -> Option<String> {
    let (app, what, until) = (fact("listing"), fact("competency"), fact("until"));
    Some(match kind {
        "certification.requested" => format!("“{app}” asks to be certified for {what}"),
        "certification.granted" => format!("“{app}” is certified for {what}"),
        "certification.renewed" => format!("The certification of “{app}” for {what} is renewed"),
        "certification.refused" => format!("The certification of “{app}” for {what} was refused"),
        "certification.withdrawn" => format!("The certification of “{app}” for {what} was revoked"),
        "certification.more_asked" => {
            format!("A reviewer asks for more before deciding on “{app}” and {what}")
        }
        "certification.renewal_opened" => {
            format!("The certification of “{app}” for {what} can be renewed; it ends on {until}")
        }
        "certification.ends_soon" => {
            format!("The certification of “{app}” for {what} ends on {until}; ask for its renewal")
        }
        "certification.remediation_began" => format!(
            "The certification of “{app}” for {what} has ended; it lapses on {until} unless it is renewed"
        ),
        "certification.lapses_soon" => {
            format!("The certification of “{app}” for {what} lapses on {until}, and its badge goes with it")
        }
        "certification.lapsed" => {
            format!("The certification of “{app}” for {what} has lapsed, and its badge is gone")
        }
        "clean_up.noticed" => {
            format!("“{app}” fails the directory’s criteria and is unlisted on {until} unless that is mended")
        }
        "clean_up.cleared" => format!("What the clean-up named about “{app}” is mended"),
        "clean_up.unlisted" => {
            format!("The clean-up has unlisted “{app}”; its page says what brings it back")
        }
        "clean_up.appealed" => format!("An appeal for “{app}” against the clean-up waits for a decision"),
        "clean_up.appeal_granted" => {
            format!("The appeal for “{app}” was granted; the clean-up leaves it alone until {until}")
        }
        "clean_up.appeal_refused" => format!("The appeal for “{app}” against the clean-up was refused"),
        _ => return None,
    })
}

/// In German; `None` for a kind that nobody is told of.
pub(super) fn german(kind: &str, fact: &dyn Fn(&str) -> String) -> Option<String> {
    let (app, what, until) = (fact("listing"), fact("competency"), fact("until"));
    Some(match kind {
        "certification.requested" => format!("„{app}“ beantragt eine Zertifizierung: {what}"),
        "certification.granted" => format!("„{app}“ ist zertifiziert: {what}"),
        "certification.renewed" => format!("Die Zertifizierung von „{app}“ ist erneuert: {what}"),
        "certification.refused" => format!("Die Zertifizierung von „{app}“ wurde abgelehnt: {what}"),
        "certification.withdrawn" => format!("Die Zertifizierung von „{app}“ wurde entzogen: {what}"),
        "certification.more_asked" => {
            format!("Vor der Entscheidung zu „{app}“ ({what}) wird um mehr gebeten")
        }
        "certification.renewal_opened" => {
            format!("Die Zertifizierung von „{app}“ ({what}) lässt sich erneuern; sie endet am {until}")
        }
        "certification.ends_soon" => {
            format!("Die Zertifizierung von „{app}“ ({what}) endet am {until}; beantragen Sie die Erneuerung")
        }
        "certification.remediation_began" => format!(
            "Die Zertifizierung von „{app}“ ({what}) ist zu Ende; ohne Erneuerung verfällt sie am {until}"
        ),
        "certification.lapses_soon" => {
            format!("Die Zertifizierung von „{app}“ ({what}) verfällt am {until}, und mit ihr das Siegel")
        }
        "certification.lapsed" => {
            format!("Die Zertifizierung von „{app}“ ({what}) ist verfallen, und mit ihr das Siegel")
        }
        "clean_up.noticed" => format!(
            "„{app}“ erfüllt die Kriterien des Verzeichnisses nicht und verschwindet am {until} daraus, wenn es so bleibt"
        ),
        "clean_up.cleared" => format!("Was das Aufräumen an „{app}“ beanstandet hat, ist behoben"),
        "clean_up.unlisted" => format!(
            "Das Aufräumen hat „{app}“ aus dem Verzeichnis genommen; auf der Seite steht, was zurückführt"
        ),
        "clean_up.appealed" => {
            format!("Ein Einspruch für „{app}“ gegen das Aufräumen wartet auf eine Entscheidung")
        }
        "clean_up.appeal_granted" => format!(
            "Dem Einspruch für „{app}“ wurde stattgegeben; bis {until} bleibt es vom Aufräumen verschont"
        ),
        "clean_up.appeal_refused" => {
            format!("Der Einspruch für „{app}“ gegen das Aufräumen wurde abgelehnt")
        }
        _ => return None,
    })
}
