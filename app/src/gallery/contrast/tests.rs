//! The colours of `public/css/tokens.css` can be told apart: every pair that the style sheets use
//! reaches WCAG 2.2 in both themes, and the gallery says the ratio that is true.

use std::collections::BTreeMap;

use super::{Need, PAIRS};

const TOKENS: &str = include_str!("../../../../public/css/tokens.css");

/// Colours that carry neither text nor a part of a control: hairlines and the shade behind a dialog.
const DECORATION: [&str; 2] = ["line", "shade"];

/// Linear-light sRGB, 0 to 1 inside the gamut.
type Rgb = [f64; 3];

#[test]
fn every_pair_reaches_its_contrast_and_the_gallery_says_so() {
    let colours = tokens();
    let colour = |name: &str| colours.get(name).unwrap_or_else(|| panic!("no colour --{name} in tokens.css"));
    let mut wrong = Vec::new();
    for pair in PAIRS {
        let (above, below) = (colour(pair.colour), colour(pair.ground));
        let least = match pair.need {
            Need::Text => 4.5,
            Need::Part => 3.0,
        };
        for (theme, at, said) in [("light", 0, pair.light), ("dark", 1, pair.dark)] {
            let ratio = contrast(above[at], below[at]);
            let (name, ground) = (pair.colour, pair.ground);
            if ratio < least {
                wrong.push(format!("{name} on {ground}, {theme}: {ratio:.2}, needs {least}"));
            }
            if format!("{ratio:.2}") != said {
                wrong.push(format!("{name} on {ground}, {theme}: {ratio:.2}, the gallery says {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "tokens.css and app/src/gallery/contrast.rs:\n{}", wrong.join("\n"));
}

#[test]
fn every_colour_can_be_shown_and_is_checked() {
    for (name, themes) in tokens() {
        for rgb in themes {
            let inside = rgb.iter().all(|channel| (-0.002..=1.002).contains(channel));
            assert!(inside, "--{name} lies outside sRGB: {rgb:?}. Lower its chroma.");
        }
        let checked = PAIRS.iter().any(|pair| pair.colour == name || pair.ground == name);
        assert!(checked || DECORATION.contains(&name.as_str()), "--{name} stands in no checked pair");
    }
}

#[test]
fn the_ruler_is_right() {
    let [white, black] = ["100% 0 0", "0% 0 0"].map(oklch);
    assert!((contrast(white, black) - 21.0).abs() < 0.01);
    // sRGB red, whose contrast with white is known.
    let red = oklch("62.796% 0.25768 29.234");
    assert!((contrast(red, white) - 3.998).abs() < 0.01, "{}", contrast(red, white));
}

/// Each `--name: light-dark(oklch(…), oklch(…));` as its light and its dark colour.
fn tokens() -> BTreeMap<String, [Rgb; 2]> {
    let mut found = BTreeMap::new();
    for line in TOKENS.lines() {
        let Some((name, value)) = line.trim().strip_prefix("--").and_then(|rest| rest.split_once(": "))
        else {
            continue;
        };
        let Some(pair) = value.strip_prefix("light-dark(").and_then(|rest| rest.strip_suffix(");")) else {
            continue;
        };
        let (light, dark) =
            pair.split_once("), ").unwrap_or_else(|| panic!("--{name} is not a pair: {value}"));
        found.insert(name.to_owned(), [light, dark].map(|colour| oklch(colour.trim_end_matches(')'))));
    }
    assert!(found.len() > 20, "found only {} colours", found.len());
    found
}

/// `oklch(62% 0.1 180` or its inside, as linear sRGB. Björn Ottosson's matrices, as in CSS Color 4.
fn oklch(text: &str) -> Rgb {
    let inside = text.strip_prefix("oklch(").unwrap_or(text);
    let opaque = inside.split('/').next().unwrap_or_default();
    let numbers: Vec<f64> = opaque
        .split_whitespace()
        .map(|number| number.trim_end_matches('%').parse().expect("a number"))
        .collect();
    let [lightness, chroma, hue] = numbers[..] else { panic!("not three numbers: {text}") };
    let lightness = lightness / 100.0;
    let (a, b) = (chroma * hue.to_radians().cos(), chroma * hue.to_radians().sin());
    let l = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let m = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let s = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * l - 3.307_711_591_3 * m + 0.230_969_929_2 * s,
        -1.268_438_004_6 * l + 2.609_757_401_1 * m - 0.341_319_396_5 * s,
        -0.004_196_086_3 * l - 0.703_418_614_7 * m + 1.707_614_701_0 * s,
    ]
}

/// WCAG 2.2: relative luminance of each, the lighter over the darker.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |rgb: Rgb| {
        let [r, g, b] = rgb.map(|channel| channel.clamp(0.0, 1.0));
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
