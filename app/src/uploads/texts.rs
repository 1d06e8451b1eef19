//! Texts of pictures on their way.

use shared::uploads::{error::Rejection, model::Refusal};

use super::Failed;
use crate::i18n::use_locale;

/// One language of this slice.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    pub icon: &'static str,
    pub icon_alt: &'static str,
    pub icon_hint: &'static str,
    pub icon_removed: &'static str,
    pub choose_icon: &'static str,
    pub crop_icon: &'static str,
    pub remove_icon: &'static str,
    pub screenshots: &'static str,
    pub screenshots_hint: &'static str,
    pub choose_screenshots: &'static str,
    pub alt: &'static str,
    pub alt_hint: &'static str,
    pub alt_missing: &'static str,
    pub alt_short: fn(u64) -> String,
    pub move_handle: fn(u64) -> String,
    pub move_hint: &'static str,
    pub earlier: fn(u64) -> String,
    pub later: fn(u64) -> String,
    pub moved: fn(u64, u64) -> String,
    pub crop: &'static str,
    pub cropped: &'static str,
    pub remove: &'static str,
    pub removed: fn(u64) -> String,
    pub crop_title: &'static str,
    pub crop_lead: &'static str,
    pub crop_icon_lead: &'static str,
    pub crop_left: &'static str,
    pub crop_top: &'static str,
    pub crop_width: &'static str,
    pub crop_height: &'static str,
    pub crop_size: &'static str,
    pub crop_pixels: fn(u32, u32) -> String,
    pub crop_done: &'static str,
    pub crop_offline: &'static str,
    pub per_cent: fn(u16) -> String,
    pub not_shown: &'static str,
    pub cancel: &'static str,
    pub progress: fn(&str) -> String,
    pub waiting: &'static str,
    pub sent: fn(u64) -> String,
    pub finishing: &'static str,
    pub offline: &'static str,
    pub try_again: &'static str,
    pub stop: &'static str,
    pub dismiss: &'static str,
    pub left: fn(&str) -> String,
    pub failed: fn(&Failed) -> String,

    pub shown: fn(u32, u32) -> String,
}

/// The texts of the language of the page.
pub fn texts() -> &'static Texts {
    use_locale().pick(&ENGLISH, &GERMAN)
}

static ENGLISH: Texts = Texts {
    icon: "Icon",
    icon_alt: "The icon",
    icon_hint: "A square of at least 128 pixels. PNG, JPEG, WebP, GIF or SVG, at most 8 MiB; you can drop the file here.",
    icon_removed: "The icon is removed.",
    choose_icon: "Choose an icon",
    crop_icon: "Crop the icon",
    remove_icon: "Remove the icon",
    screenshots: "Screenshots",
    screenshots_hint: "Three or more pictures of the app at work, at least 320 pixels on each side. PNG, JPEG, WebP, GIF or SVG, at most 8 MiB each; you can drop the files here.",
    choose_screenshots: "Add screenshots",
    alt: "What it shows",
    alt_hint: "In a sentence, for people who do not see it.",
    alt_missing: "Say what the picture shows.",
    alt_short: |least| format!("Say a little more: {least} characters at least."),
    move_handle: |place| format!("Move screenshot {place}: drag it, or use the arrow keys"),
    move_hint: "Drag it, or use the arrow keys",
    earlier: |place| format!("Move screenshot {place} up"),
    later: |place| format!("Move screenshot {place} down"),
    moved: |place, of| format!("Moved to place {place} of {of}."),
    crop: "Crop",
    cropped: "The screenshot is cropped.",
    remove: "Remove",
    removed: |place| format!("Screenshot {place} is removed."),
    crop_title: "Choose a part",
    crop_lead: "Move the frame, or draw its corners. The sliders do the same.",
    crop_icon_lead: "Icons are square. Move the frame, or draw its corners; the sliders do the same.",
    crop_left: "From the left",
    crop_top: "From above",
    crop_width: "Width",
    crop_height: "Height",
    crop_size: "Size",
    crop_pixels: |width, height| format!("{width} × {height} pixels"),
    crop_done: "Use this part",
    crop_offline: "It was not cropped: the server cannot be reached. Try again when there is a network.",
    per_cent: |share| format!("{share} per cent"),
    not_shown: "The picture cannot be shown. Reload the page, or upload it again.",
    cancel: "Cancel",
    progress: |name| format!("How much of {name} has arrived"),
    waiting: "Waits for the others",
    sent: |share| format!("{share} % sent"),
    finishing: "Is being looked at …",
    offline: "No connection. It goes on by itself from where it was.",
    try_again: "Try again",
    stop: "Stop",
    dismiss: "Dismiss",
    left: |names| {
        format!(
            "The page was left before these had arrived: {names}. Choose them once more; they go on from where they were."
        )
    },
    failed: |failed| match failed {
        Failed::Gone => {
            "The file has changed or gone since you chose it. Try again, or choose it once more.".to_owned()
        }
        Failed::Rejected(rejection) => rejection.to_string(),
        Failed::Refused(refusal) => refusal.to_string(),
        Failed::Said(said) => said.clone(),
    },

    shown: |width, height| format!("A picture of {width} × {height} pixels"),
};

static GERMAN: Texts = Texts {
    icon: "Symbol",
    icon_alt: "Das Symbol",
    icon_hint: "Ein Quadrat von mindestens 128 Pixeln. PNG, JPEG, WebP, GIF oder SVG, höchstens 8 MiB; Sie können die Datei hierher ziehen.",
    icon_removed: "Das Symbol ist entfernt.",
    choose_icon: "Symbol wählen",
    crop_icon: "Symbol zuschneiden",
    remove_icon: "Symbol entfernen",
    screenshots: "Bildschirmfotos",
    screenshots_hint: "Drei oder mehr Bilder der App bei der Arbeit, jede Seite mindestens 320 Pixel. PNG, JPEG, WebP, GIF oder SVG, je höchstens 8 MiB; Sie können die Dateien hierher ziehen.",
    choose_screenshots: "Bildschirmfotos hinzufügen",
    alt: "Was es zeigt",
    alt_hint: "In einem Satz, für Menschen, die es nicht sehen.",
    alt_missing: "Sagen Sie, was das Bild zeigt.",
    alt_short: |least| format!("Sagen Sie etwas mehr: mindestens {least} Zeichen."),
    move_handle: |place| format!("Bild {place} verschieben: ziehen, oder mit den Pfeiltasten"),
    move_hint: "Ziehen, oder mit den Pfeiltasten",
    earlier: |place| format!("Bild {place} nach oben"),
    later: |place| format!("Bild {place} nach unten"),
    moved: |place, of| format!("Jetzt an Stelle {place} von {of}."),
    crop: "Zuschneiden",
    cropped: "Das Bild ist zugeschnitten.",
    remove: "Entfernen",
    removed: |place| format!("Bild {place} ist entfernt."),
    crop_title: "Ausschnitt wählen",
    crop_lead: "Verschieben Sie den Rahmen oder ziehen Sie an seinen Ecken. Die Regler tun dasselbe.",
    crop_icon_lead: "Symbole sind quadratisch. Verschieben Sie den Rahmen oder ziehen Sie an seinen Ecken; die Regler tun dasselbe.",
    crop_left: "Von links",
    crop_top: "Von oben",
    crop_width: "Breite",
    crop_height: "Höhe",
    crop_size: "Größe",
    crop_pixels: |width, height| format!("{width} × {height} Pixel"),
    crop_done: "Diesen Ausschnitt nehmen",
    crop_offline: "Es ist nicht zugeschnitten: Der Server ist nicht erreichbar. Versuchen Sie es wieder, sobald eine Verbindung besteht.",
    per_cent: |share| format!("{share} Prozent"),
    not_shown: "Das Bild lässt sich nicht zeigen. Laden Sie die Seite neu oder laden Sie es noch einmal hoch.",
    cancel: "Abbrechen",
    progress: |name| format!("Wie viel von {name} angekommen ist"),
    waiting: "Wartet auf die anderen",
    sent: |share| format!("{share} % gesendet"),
    finishing: "Wird angesehen …",
    offline: "Keine Verbindung. Es geht von selbst da weiter, wo es war.",
    try_again: "Noch einmal versuchen",
    stop: "Anhalten",
    dismiss: "Verwerfen",
    left: |names| {
        format!(
            "Die Seite wurde verlassen, bevor dies angekommen war: {names}. Wählen Sie es noch einmal; es geht da weiter, wo es war."
        )
    },
    failed: |failed| {
        match failed {
        Failed::Gone => {
            "Die Datei hat sich geändert oder ist nicht mehr da. Versuchen Sie es noch einmal oder wählen Sie sie neu."
                .to_owned()
        }
        Failed::Rejected(rejection) => rejected(rejection),
        Failed::Refused(refusal) => refused(refusal),
        Failed::Said(said) => said.clone(),
    }
    },

    shown: |width, height| format!("Ein Bild von {width} × {height} Pixeln"),
};

fn rejected(rejection: &Rejection) -> String {
    match rejection {
        Rejection::Empty => "Die Datei ist leer. Wählen Sie eine andere.".to_owned(),
        Rejection::TooLarge { bytes, most } => format!(
            "Die Datei hat {bytes} Byte; höchstens {} MiB werden angenommen. Verkleinern Sie das Bild.",
            most >> 20
        ),
        Rejection::Over => "Es wurde nicht rechtzeitig fertig. Wählen Sie die Datei noch einmal.".to_owned(),
        other => other.to_string(),
    }
}

fn refused(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NotAPicture => {
            "Die Datei ist kein Bild in PNG, JPEG, WebP, GIF oder SVG, wie sie auch heißt.".to_owned()
        }
        Refusal::TooManyPixels { width, height, most } => format!(
            "Das Bild hat {width} × {height} Pixel; höchstens {most} Millionen werden gelesen. Verkleinern Sie es."
        ),
        Refusal::Unreadable { format, why } => format!(
            "Das Bild ({format}) lässt sich nicht lesen: {why}. Speichern Sie es noch einmal aus dem Programm, mit dem es gemacht wurde."
        ),
        Refusal::Svg { why } => format!("Das SVG wird nicht angenommen: {why}."),
        Refusal::TooSmall { width, height, least } => format!(
            "Das Bild oder sein gewählter Ausschnitt hat {width} × {height} Pixel; jede Seite braucht mindestens {least}. Nehmen Sie ein größeres."
        ),
        Refusal::OtherBytes => {
            "Angekommen ist etwas anderes als angekündigt: Die Datei hat sich wohl inzwischen geändert. Wählen Sie sie noch einmal."
                .to_owned()
        }
        Refusal::Lost => {
            "Was von der Datei angekommen war, ist nicht mehr da. Wählen Sie sie noch einmal.".to_owned()
        }
    }
}
