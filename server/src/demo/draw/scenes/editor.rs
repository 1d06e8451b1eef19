//! Something being composed: its parts, the page, the properties of what is chosen.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    colour::{Theme, Tone},
    sheet::{BODY, SMALL, Sheet},
    words::{nth, parts},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, rest) = area.split(area.w * 0.2, 24.0);
    let (middle, right) = rest.split(rest.w - area.w * 0.25 - 24.0, 24.0);
    palette(sheet, left);
    let sunken = sheet.theme.sunken.clone();
    sheet.canvas.fill(middle, 16.0, &sunken);
    page(sheet, Area::new(middle.x + 44.0, middle.y + 30.0, middle.w - 88.0, middle.h - 30.0));
    properties(sheet, right);
}

/// Parts that can be put on the page.
fn palette(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    sheet.heading(area.x + 22.0, area.y + 46.0, "Blocks", area.w - 44.0);
    for (at, group) in sheet.app.words.groups.clone().iter().enumerate() {
        let y = area.y + 76.0 + number(at) * 74.0;
        let (page, line) = (sheet.theme.page.clone(), sheet.theme.line.clone());
        sheet.canvas.boxed(Area::new(area.x + 18.0, y, area.w - 36.0, 60.0), 10.0, &page, &line);
        let muted = sheet.theme.muted.clone();
        for (dx, dy) in [(0.0, 0.0), (8.0, 0.0), (0.0, 9.0), (8.0, 9.0), (0.0, 18.0), (8.0, 18.0)] {
            sheet.canvas.disc(area.x + 38.0 + dx, y + 21.0 + dy, 2.2, &muted);
        }
        let set = sheet.ink(20.0).within(area.w - 104.0);
        sheet.canvas.text(area.x + 64.0, y + 37.0, group, &set);
    }
}

/// What is composed, on light paper.
fn page(sheet: &mut Sheet<'_>, area: Area) {
    let screen = sheet.theme.clone();
    sheet.theme = Theme::new(sheet.app.mark.palette, false);
    let words = sheet.app.words;
    let surface = sheet.theme.surface.clone();
    sheet.canvas.fill(area, 6.0, &surface);
    let (ground, ink, _) = sheet.theme.banner();
    sheet.canvas.fill(Area { h: 116.0, ..area }, 6.0, &ground);
    let set = Type::new(30.0, &ink).bold().serif().within(area.w - 80.0);
    sheet.canvas.text(area.x + 40.0, area.y + 68.0, nth(&words.things, 0), &set);
    let (x, width) = (area.x + 40.0, area.w - 80.0);
    let set = sheet.ink(BODY).serif().within(width);
    let mut y = area.y + 164.0;
    for text in words.texts.iter().take(2) {
        y = sheet.canvas.paragraph((x, y), 30.0, 3, text, &set) + 14.0;
    }
    let accent = sheet.theme.accent.clone();
    let chosen = Area::new(x - 12.0, y - 14.0, width + 24.0, 152.0);
    let tint = sheet.theme.tint.clone();
    sheet.canvas.boxed(chosen, 8.0, &tint, &accent);
    for (cx, cy) in [
        (chosen.x, chosen.y),
        (chosen.right(), chosen.y),
        (chosen.x, chosen.bottom()),
        (chosen.right(), chosen.bottom()),
    ] {
        sheet.canvas.fill(Area::new(cx - 6.0, cy - 6.0, 12.0, 12.0), 2.0, &accent);
    }
    let set = sheet.ink(22.0).bold().within(width - 20.0);
    sheet.canvas.text(x + 10.0, chosen.y + 44.0, nth(&words.things, 1), &set);
    let set = sheet.ink(20.0).within(width - 20.0);
    sheet.canvas.paragraph((x + 10.0, chosen.y + 78.0), 28.0, 2, nth(&words.texts, 2), &set);
    let y = chosen.bottom() + 54.0;
    let set = sheet.ink(20.0).within(width);
    sheet.canvas.text(x, y, nth(&words.things, 2), &set);
    let (page, line) = (sheet.theme.page.clone(), sheet.theme.line.clone());
    if y + 76.0 < area.bottom() {
        sheet.canvas.boxed(Area::new(x, y + 18.0, width, 52.0), 8.0, &page, &line);
    }
    if y + 184.0 < area.bottom() {
        let set = sheet.ink(20.0).within(width);
        sheet.canvas.text(x, y + 112.0, nth(&words.things, 3), &set);
        sheet.canvas.boxed(Area::new(x, y + 130.0, width, 52.0), 8.0, &page, &line);
    }
    sheet.theme = screen;
}

fn properties(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    sheet.heading(
        area.x + 24.0,
        area.y + 46.0,
        nth(&sheet.app.words.groups, 1).to_owned().as_str(),
        area.w - 48.0,
    );
    let settings = &sheet.app.words.settings;
    for (at, setting) in settings.iter().enumerate() {
        let [label, hint] = parts(setting, '|');
        let y = area.y + 74.0 + number(at) * 142.0;
        if y + 120.0 > area.bottom() {
            break;
        }
        sheet.rule(area.x + 24.0, y, area.w - 48.0);
        let set = sheet.ink(20.0).medium().within(area.w - 126.0);
        sheet.canvas.paragraph((area.x + 24.0, y + 38.0), 26.0, 2, label, &set);
        let set = sheet.muted(SMALL).within(area.w - 48.0);
        let set_y = y + if set_lines(label, area.w - 126.0) { 92.0 } else { 68.0 };
        sheet.canvas.paragraph((area.x + 24.0, set_y), 24.0, 2, hint, &set);
        sheet.switch(area.right() - 24.0, y + 36.0, at != 1);
    }
    let stage = sheet.app.words.stage(0).0;
    let _ = sheet.pill(area.x + 24.0, area.bottom() - 42.0, stage, Tone::Information);
}

/// Whether a label takes two lines.
fn set_lines(label: &str, most: f64) -> bool {
    crate::demo::draw::letters::width(label, 20.0, true) > most
}
