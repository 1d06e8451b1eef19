//! A screen under construction: its canvas, its colours, its words, and the pieces that scenes share.

use super::{
    canvas::{Area, Canvas, Type, number},
    colour::{Theme, Tone},
    dice::Dice,
    mark::Mark,
    words::{Words, person},
};

/// Sizes of text on a screen of 1600 pixels.
pub(super) const BODY: f64 = 21.0;
pub(super) const SMALL: f64 = 18.0;
pub(super) const TITLE: f64 = 34.0;

/// The app that a screen belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct App<'a> {
    pub(super) name: &'a str,
    pub(super) slug: &'a str,
    pub(super) mark: Mark,
    pub(super) words: &'a Words,
}

/// A screen under construction.
pub(super) struct Sheet<'a> {
    pub(super) canvas: Canvas,
    pub(super) theme: Theme,
    pub(super) app: App<'a>,
    /// The heading of this screen.
    pub(super) title: &'a str,
    /// Which screen of the app it is.
    pub(super) place: usize,
    pub(super) dice: Dice,
}

impl Sheet<'_> {
    /// Text in the ink of the theme.
    pub(super) fn ink(&self, size: f64) -> Type {
        Type::new(size, &self.theme.ink)
    }

    /// Quieter text.
    pub(super) fn muted(&self, size: f64) -> Type {
        Type::new(size, &self.theme.muted)
    }

    /// A box on the page.
    pub(super) fn card(&mut self, area: Area) {
        let (surface, line) = (self.theme.surface.clone(), self.theme.line.clone());
        self.canvas.boxed(area, 14.0, &surface, &line);
    }

    /// A hairline across.
    pub(super) fn rule(&mut self, x: f64, y: f64, width: f64) {
        let line = self.theme.line.clone();
        self.canvas.line((x, y), (x + width, y), &line, 1.5);
    }

    /// The tone of state `at` of the app's states.
    pub(super) fn stage_tone(&self, at: usize) -> Tone {
        let stages = self.app.words.stages.len().max(1);
        let at = at % stages;
        match (self.app.words.stage(at).1, at) {
            (true, _) => Tone::Bad,
            (false, 0) => Tone::Information,
            (false, last) if last + 1 == stages => Tone::Good,
            (false, 1) => Tone::Waiting,
            (false, _) => Tone::Accent,
        }
    }

    /// A state in a pill with its left edge at x and its middle at y; returns its width.
    pub(super) fn pill(&mut self, x: f64, y: f64, text: &str, tone: Tone) -> f64 {
        let (ink, ground) = self.theme.tone(tone);
        let set = Type::new(SMALL, &ink).medium();
        let width = set.width(text) + 28.0;
        self.canvas.fill(Area::new(x, y - 17.0, width, 34.0), 17.0, &ground);
        self.canvas.text(x + 14.0, y + 6.5, text, &set);
        width
    }

    /// A button with its right edge at x and its middle at y; returns its width.
    pub(super) fn button(&mut self, right: f64, y: f64, text: &str, primary: bool) -> f64 {
        let (ground, ink) = if primary {
            (self.theme.accent.clone(), self.theme.on_accent.clone())
        } else {
            (self.theme.surface.clone(), self.theme.ink.clone())
        };
        let set = Type::new(20.0, &ink).medium();
        let width = set.width(text) + 44.0;
        let area = Area::new(right - width, y - 24.0, width, 48.0);
        if primary {
            self.canvas.fill(area, 10.0, &ground);
        } else {
            let line = self.theme.line.clone();
            self.canvas.boxed(area, 10.0, &ground, &line);
        }
        self.canvas.text(area.x + 22.0, y + 7.0, text, &set);
        width
    }

    /// Somebody's initials in a disc.
    pub(super) fn face(&mut self, x: f64, y: f64, radius: f64, name: &str) {
        let initials: String = name.split(' ').filter_map(|part| part.chars().next()).take(2).collect();
        let turn = number(name.len() * 53 % 300);
        let (ground, ink) = self.theme.disc(turn);
        self.canvas.disc(x, y, radius, &ground);
        self.canvas.text(x, y + radius * 0.31, &initials, &Type::new(radius * 0.82, &ink).bold().middle());
    }

    /// A switch with its right edge at x and its middle at y.
    pub(super) fn switch(&mut self, right: f64, y: f64, on: bool) {
        let (ground, knob) = if on {
            (self.theme.accent.clone(), self.theme.on_accent.clone())
        } else {
            (self.theme.line.clone(), self.theme.muted.clone())
        };
        self.canvas.fill(Area::new(right - 56.0, y - 16.0, 56.0, 32.0), 16.0, &ground);
        self.canvas.disc(if on { right - 16.0 } else { right - 40.0 }, y, 11.0, &knob);
    }

    /// A heading inside a card.
    pub(super) fn heading(&mut self, x: f64, y: f64, text: &str, most: f64) {
        let set = self.ink(23.0).bold().within(most);
        self.canvas.text(x, y, text, &set);
    }

    /// Who uses the app on this screen.
    pub(super) fn user(&self) -> &'static str {
        person(self.app.slug.len() * 3 + self.app.name.len())
    }

    /// A number that differs from screen to screen of one app and from app to app.
    pub(super) fn turn(&self) -> usize {
        self.place * 4 + self.app.slug.bytes().map(usize::from).sum::<usize>()
    }
}
