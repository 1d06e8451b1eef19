//! Colours: a palette is a hue and how strong it is; every shade is computed from it in OKLCH, so that
//! all pictures share one scale of lightness.

/// A colour as `#rrggbb`.
///
/// `lightness` 0 to 1, `chroma` about 0 to 0.3, `hue` in degrees. Conversion: Björn Ottosson,
/// "A perceptual color space for image processing".
pub(super) fn oklch(lightness: f64, chroma: f64, hue: f64) -> String {
    let (sin, cos) = hue.to_radians().sin_cos();
    let (a, b) = (chroma * cos, chroma * sin);
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let medium = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548 * b).powi(3);
    let red = 4.076_741_662_1 * long - 3.307_711_591_3 * medium + 0.230_969_929_2 * short;
    let green = -1.268_438_004_6 * long + 2.609_757_401_1 * medium - 0.341_319_396_5 * short;
    let blue = -0.004_196_086_3 * long - 0.703_418_614_7 * medium + 1.707_614_701 * short;
    format!("#{:02x}{:02x}{:02x}", channel(red), channel(green), channel(blue))
}

fn channel(linear: f64) -> u8 {
    let linear = linear.clamp(0.0, 1.0);
    let encoded = if linear <= 0.003_130_8 { linear * 12.92 } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 255, clamped above")]
    let byte = (encoded * 255.0).round() as u8;
    byte
}

/// A named family of colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Palette {
    pub(super) hue: f64,
    pub(super) chroma: f64,
    /// Hue of the second colour, for accents and charts.
    pub(super) second: f64,
}

/// The palettes that content may name.
const PALETTES: [(&str, Palette); 12] = [
    ("verdigris", Palette { hue: 185.0, chroma: 0.085, second: 65.0 }),
    ("oxblood", Palette { hue: 24.0, chroma: 0.12, second: 75.0 }),
    ("ochre", Palette { hue: 72.0, chroma: 0.11, second: 235.0 }),
    ("moss", Palette { hue: 138.0, chroma: 0.085, second: 60.0 }),
    ("indigo", Palette { hue: 275.0, chroma: 0.13, second: 80.0 }),
    ("plum", Palette { hue: 335.0, chroma: 0.11, second: 165.0 }),
    ("slate", Palette { hue: 250.0, chroma: 0.035, second: 55.0 }),
    ("copper", Palette { hue: 46.0, chroma: 0.115, second: 200.0 }),
    ("lake", Palette { hue: 232.0, chroma: 0.105, second: 70.0 }),
    ("rose", Palette { hue: 5.0, chroma: 0.115, second: 250.0 }),
    ("olive", Palette { hue: 112.0, chroma: 0.08, second: 30.0 }),
    ("violet", Palette { hue: 303.0, chroma: 0.125, second: 95.0 }),
];

/// The palette of that name.
pub(super) fn palette(name: &str) -> Option<Palette> {
    PALETTES.iter().find(|(known, _)| *known == name).map(|(_, palette)| *palette)
}

/// What a colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Accent,
    Information,
    Waiting,
    Good,
    Bad,
    Quiet,
}

/// The colours of one screen.
#[derive(Clone, Debug)]
pub(super) struct Theme {
    pub(super) dark: bool,
    pub(super) page: String,
    pub(super) surface: String,
    pub(super) sunken: String,
    pub(super) line: String,
    pub(super) ink: String,
    pub(super) muted: String,
    pub(super) accent: String,
    pub(super) on_accent: String,
    pub(super) tint: String,
    /// Colours of chart series, most important first.
    pub(super) series: [String; 4],
    palette: Palette,
}

impl Theme {
    pub(super) fn new(palette: Palette, dark: bool) -> Self {
        let Palette { hue, chroma, second } = palette;
        let neutral = |lightness: f64| oklch(lightness, 0.008, hue);
        if dark {
            Self {
                dark,
                page: neutral(0.185),
                surface: neutral(0.235),
                sunken: neutral(0.155),
                line: neutral(0.34),
                ink: neutral(0.95),
                muted: neutral(0.73),
                accent: oklch(0.74, chroma, hue),
                on_accent: oklch(0.19, 0.03, hue),
                tint: oklch(0.32, chroma * 0.45, hue),
                series: [
                    oklch(0.74, chroma, hue),
                    oklch(0.78, 0.1, second),
                    oklch(0.55, chroma * 0.7, hue),
                    neutral(0.55),
                ],
                palette,
            }
        } else {
            Self {
                dark,
                page: oklch(0.975, 0.006, hue),
                surface: oklch(0.998, 0.001, hue),
                sunken: oklch(0.945, 0.011, hue),
                line: oklch(0.885, 0.012, hue),
                ink: oklch(0.25, 0.015, hue),
                muted: oklch(0.47, 0.018, hue),
                accent: oklch(0.49, chroma, hue),
                on_accent: "#ffffff".to_owned(),
                tint: oklch(0.935, chroma * 0.3, hue),
                series: [
                    oklch(0.52, chroma, hue),
                    oklch(0.72, 0.12, second),
                    oklch(0.75, chroma * 0.6, hue),
                    oklch(0.7, 0.015, hue),
                ],
                palette,
            }
        }
    }

    /// Text colour and background of a tone.
    pub(super) fn tone(&self, tone: Tone) -> (String, String) {
        let hue = match tone {
            Tone::Accent => self.palette.hue,
            Tone::Information => 245.0,
            Tone::Waiting => 75.0,
            Tone::Good => 150.0,
            Tone::Bad => 27.0,
            Tone::Quiet => return (self.muted.clone(), self.sunken.clone()),
        };
        let chroma = if tone == Tone::Accent { self.palette.chroma } else { 0.1 };
        if self.dark {
            (oklch(0.85, chroma * 0.8, hue), oklch(0.34, chroma * 0.5, hue))
        } else {
            (oklch(0.42, chroma, hue), oklch(0.93, chroma * 0.42, hue))
        }
    }

    /// A dot of that tone.
    pub(super) fn dot(&self, tone: Tone) -> String {
        let hue = match tone {
            Tone::Accent => self.palette.hue,
            Tone::Information => 245.0,
            Tone::Waiting => 72.0,
            Tone::Good => 150.0,
            Tone::Bad => 27.0,
            Tone::Quiet => return self.muted.clone(),
        };
        oklch(0.66, 0.14, hue)
    }

    /// The bar of an app that puts its colour on top: background, text, quieter text.
    pub(super) fn banner(&self) -> (String, String, String) {
        let Palette { hue, chroma, .. } = self.palette;
        let background = oklch(if self.dark { 0.28 } else { 0.33 }, chroma * 0.75, hue);
        (background, oklch(0.98, 0.005, hue), oklch(0.84, 0.03, hue))
    }

    /// Background and letter colour of a person's disc.
    pub(super) fn disc(&self, turn: f64) -> (String, String) {
        let hue = self.palette.hue + turn;
        if self.dark {
            (oklch(0.42, 0.07, hue), oklch(0.93, 0.03, hue))
        } else {
            (oklch(0.87, 0.06, hue), oklch(0.34, 0.07, hue))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oklch_meets_known_colours() {
        assert_eq!(oklch(1.0, 0.0, 0.0), "#ffffff");
        assert_eq!(oklch(0.0, 0.0, 0.0), "#000000");
        assert_eq!(oklch(0.627_96, 0.257_68, 29.234), "#ff0000");
    }

    fn luminance(hex: &str) -> f64 {
        let part = |at: usize| {
            let byte = u8::from_str_radix(&hex[at..at + 2], 16).expect("two hex digits");
            let value = f64::from(byte) / 255.0;
            if value <= 0.040_45 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    #[test]
    fn text_keeps_its_contrast_in_every_palette() {
        for (name, palette) in PALETTES {
            for dark in [false, true] {
                let theme = Theme::new(palette, dark);
                let check = |what: &str, text: &str, ground: &str| {
                    let found = contrast(text, ground);
                    assert!(found >= 4.5, "{what} of {name}, dark {dark}: {found:.2}");
                };
                check("ink", &theme.ink, &theme.page);
                check("muted text", &theme.muted, &theme.sunken);
                check("button", &theme.on_accent, &theme.accent);
                check("link", &theme.accent, &theme.surface);
                let (background, text, quiet) = theme.banner();
                check("banner", &text, &background);
                check("quiet banner", &quiet, &background);
                for tone in [Tone::Accent, Tone::Information, Tone::Waiting, Tone::Good, Tone::Bad] {
                    let (text, ground) = theme.tone(tone);
                    check("pill", &text, &ground);
                }
            }
        }
    }
}
