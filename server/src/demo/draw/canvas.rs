//! An SVG under construction: the few shapes that the pictures are made of.

use std::fmt::Write as _;

use super::letters;

const SANS: &str = "Inter, 'Helvetica Neue', Arial, sans-serif";
const SERIF: &str = "'Source Serif 4', Newsreader, Georgia, serif";

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) w: f64,
    pub(super) h: f64,
}

impl Area {
    pub(super) const fn new(x: f64, y: f64, w: f64, h: f64) -> Self {
        Self { x, y, w, h }
    }

    pub(super) fn right(self) -> f64 {
        self.x + self.w
    }

    pub(super) fn bottom(self) -> f64 {
        self.y + self.h
    }

    pub(super) fn inset(self, by: f64) -> Self {
        Self::new(self.x + by, self.y + by, self.w - 2.0 * by, self.h - 2.0 * by)
    }

    /// The same area without its top `by` pixels.
    pub(super) fn below(self, by: f64) -> Self {
        Self::new(self.x, self.y + by, self.w, self.h - by)
    }

    /// Two parts side by side; the left one `width` wide, `gap` between them.
    pub(super) fn split(self, width: f64, gap: f64) -> (Self, Self) {
        let left = Self::new(self.x, self.y, width, self.h);
        let right = Self::new(self.x + width + gap, self.y, self.w - width - gap, self.h);
        (left, right)
    }

    /// Equal columns with `gap` between them.
    pub(super) fn columns(self, count: usize, gap: f64) -> Vec<Self> {
        let count = count.max(1);
        let width = (self.w - gap * (number(count) - 1.0)) / number(count);
        (0..count).map(|at| Self::new(self.x + number(at) * (width + gap), self.y, width, self.h)).collect()
    }
}

/// A small count as a coordinate.
pub(super) fn number(count: usize) -> f64 {
    u32::try_from(count).map_or(0.0, f64::from)
}

/// Where a text stands to its x.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Clone, Debug)]
pub(super) struct Type {
    size: f64,
    colour: String,
    weight: u16,
    anchor: Anchor,
    serif: bool,
    /// Widest it may get before it is cut.
    most: f64,
}

impl Type {
    pub(super) fn new(size: f64, colour: &str) -> Self {
        let colour = colour.to_owned();
        Self { size, colour, weight: 400, anchor: Anchor::Start, serif: false, most: f64::INFINITY }
    }

    #[must_use]
    pub(super) fn medium(self) -> Self {
        Self { weight: 600, ..self }
    }

    #[must_use]
    pub(super) fn bold(self) -> Self {
        Self { weight: 700, ..self }
    }

    #[must_use]
    pub(super) fn serif(self) -> Self {
        Self { serif: true, ..self }
    }

    #[must_use]
    pub(super) fn middle(self) -> Self {
        Self { anchor: Anchor::Middle, ..self }
    }

    #[must_use]
    pub(super) fn end(self) -> Self {
        Self { anchor: Anchor::End, ..self }
    }

    #[must_use]
    pub(super) fn within(self, most: f64) -> Self {
        Self { most, ..self }
    }

    /// Widest it may get as measured in the sans; a serif may fall back to a wider one.
    fn room(&self) -> f64 {
        if self.serif { self.most * 0.94 } else { self.most }
    }

    pub(super) fn width(&self, text: &str) -> f64 {
        letters::width(text, self.size, self.weight > 450)
    }
}

/// The picture.
#[derive(Debug)]
pub(super) struct Canvas {
    width: u32,
    height: u32,
    body: String,
}

impl Canvas {
    pub(super) const fn new(width: u32, height: u32) -> Self {
        Self { width, height, body: String::new() }
    }

    pub(super) fn area(&self) -> Area {
        Area::new(0.0, 0.0, f64::from(self.width), f64::from(self.height))
    }

    /// A filled rectangle.
    pub(super) fn fill(&mut self, area: Area, radius: f64, colour: &str) {
        let Area { x, y, w, h } = area;
        self.push(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" rx="{radius:.1}" fill="{colour}"/>"#
        ));
    }

    /// A filled rectangle with a hairline around it.
    pub(super) fn boxed(&mut self, area: Area, radius: f64, colour: &str, border: &str) {
        let Area { x, y, w, h } = area;
        self.push(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{w:.1}" height="{h:.1}" rx="{radius:.1}" fill="{colour}" stroke="{border}" stroke-width="1.5"/>"#
        ));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) {
        self.push(format_args!(
            r#"<path d="M{:.1} {:.1}L{:.1} {:.1}" stroke="{colour}" stroke-width="{width:.1}" stroke-linecap="round" fill="none"/>"#,
            from.0, from.1, to.0, to.1
        ));
    }

    pub(super) fn disc(&mut self, x: f64, y: f64, radius: f64, colour: &str) {
        self.push(format_args!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="{colour}"/>"#));
    }

    pub(super) fn ring(&mut self, x: f64, y: f64, radius: f64, colour: &str, width: f64) {
        self.push(format_args!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="{radius:.1}" fill="none" stroke="{colour}" stroke-width="{width:.1}"/>"#
        ));
    }

    /// An open path with round ends and joins.
    pub(super) fn stroke(&mut self, d: &str, colour: &str, width: f64) {
        self.push(format_args!(
            r#"<path d="{d}" fill="none" stroke="{colour}" stroke-width="{width:.1}" stroke-linecap="round" stroke-linejoin="round"/>"#
        ));
    }

    pub(super) fn shape(&mut self, d: &str, colour: &str, opacity: f64) {
        self.push(format_args!(r#"<path d="{d}" fill="{colour}" fill-opacity="{opacity:.2}"/>"#));
    }

    /// A line of text on its baseline.
    pub(super) fn text(&mut self, x: f64, y: f64, text: &str, set: &Type) {
        let fitted = letters::fit(text, set.size, set.weight > 450, set.room());
        let anchor = match set.anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let family = if set.serif { SERIF } else { SANS };
        self.push(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" font-family="{family}" font-size="{:.1}" font-weight="{}" fill="{}"{anchor}>{}</text>"#,
            set.size,
            set.weight,
            set.colour,
            escaped(&fitted),
        ));
    }

    /// Text over several lines, `leading` pixels apart; returns the baseline after the last.
    pub(super) fn paragraph(
        &mut self,
        at: (f64, f64),
        leading: f64,
        lines: usize,
        text: &str,
        set: &Type,
    ) -> f64 {
        let (x, mut y) = at;
        for line in letters::wrap(text, set.size, set.weight > 450, set.room(), lines) {
            self.text(x, y, &line, set);
            y += leading;
        }
        y
    }

    /// Drawing in its own coordinates: 256 units become `size` pixels at (x, y).
    pub(super) fn nested(&mut self, x: f64, y: f64, size: f64, body: &str) {
        let scale = size / 256.0;
        self.push(format_args!(r#"<g transform="translate({x:.1} {y:.1}) scale({scale:.4})">{body}</g>"#));
    }

    fn push(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string does not fail.
        let _ = self.body.write_fmt(element);
        self.body.push('\n');
    }

    pub(super) fn into_body(self) -> String {
        self.body
    }

    pub(super) fn into_svg(self) -> String {
        let Self { width, height, body } = self;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n{body}</svg>\n"
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
