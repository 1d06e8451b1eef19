//! A conversation between two sides, with what is known about it.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    letters,
    sheet::{BODY, SMALL, Sheet},
    words::{customer, nth, parts, person},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, right) = area.split(area.w * 0.66, 28.0);
    sheet.card(left);
    let turn = sheet.turn();
    let them = person(turn);
    sheet.face(left.x + 54.0, left.y + 50.0, 26.0, them);
    let set = sheet.ink(BODY + 1.0).bold();
    sheet.canvas.text(left.x + 96.0, left.y + 46.0, them, &set);
    let set = sheet.muted(SMALL).within(left.w - 320.0);
    let line = format!("{} · {}", customer(turn), nth(&sheet.app.words.groups, 0));
    sheet.canvas.text(left.x + 96.0, left.y + 72.0, &line, &set);
    let stage = sheet.app.words.stage(1).0;
    let width = sheet.ink(SMALL).medium().width(stage) + 28.0;
    let tone = sheet.stage_tone(1);
    sheet.pill(left.right() - 28.0 - width, left.y + 50.0, stage, tone);
    sheet.rule(left.x + 1.0, left.y + 100.0, left.w - 2.0);
    let mut y = left.y + 130.0;
    for at in 0..5_usize {
        let text = nth(&sheet.app.words.texts, at);
        let next = bubble(sheet, left, y, text, at % 2 == 1);
        if next > left.bottom() - 116.0 {
            break;
        }
        y = next;
    }
    let field = Area::new(left.x + 28.0, left.bottom() - 92.0, left.w - 56.0, 64.0);
    let (page, line) = (sheet.theme.page.clone(), sheet.theme.line.clone());
    sheet.canvas.fill(
        Area::new(left.x + 1.0, field.y - 16.0, left.w - 2.0, 92.0),
        12.0,
        &sheet.theme.surface.clone(),
    );
    sheet.canvas.boxed(field, 32.0, &page, &line);
    let set = sheet.muted(BODY);
    sheet.canvas.text(field.x + 28.0, field.y + 40.0, "Write a message", &set);
    let accent = sheet.theme.accent.clone();
    let ink = sheet.theme.on_accent.clone();
    let (x, y) = (field.right() - 34.0, field.y + 32.0);
    sheet.canvas.disc(x, y, 24.0, &accent);
    sheet.canvas.stroke(&format!("M{} {}l0-18M{} {}l8-8l8 8", x, y + 9.0, x - 8.0, y - 1.0), &ink, 3.0);
    about(sheet, right);
}

/// A message; returns where the next one starts.
fn bubble(sheet: &mut Sheet<'_>, area: Area, y: f64, text: &str, ours: bool) -> f64 {
    let most = area.w * 0.6;
    let lines = letters::wrap(text, BODY, false, most, 3);
    let widest = lines.iter().map(|line| letters::width(line, BODY, false)).fold(0.0, f64::max);
    let (width, height) = (widest + 48.0, number(lines.len()) * 31.0 + 30.0);
    let x = if ours { area.right() - 36.0 - width } else { area.x + 36.0 };
    let (ground, ink) = if ours {
        (sheet.theme.accent.clone(), sheet.theme.on_accent.clone())
    } else {
        (sheet.theme.sunken.clone(), sheet.theme.ink.clone())
    };
    if y + height < area.bottom() - 100.0 {
        sheet.canvas.fill(Area::new(x, y, width, height), 20.0, &ground);
        let set = Type::new(BODY, &ink);
        for (at, line) in lines.iter().enumerate() {
            sheet.canvas.text(x + 24.0, y + 38.0 + number(at) * 31.0, line, &set);
        }
    }
    y + height + 22.0
}

fn about(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    sheet.card(area);
    sheet.heading(area.x + 28.0, area.y + 50.0, &words.thing, area.w - 56.0);
    for (at, metric) in words.metrics.iter().enumerate() {
        let [label, value, _] = parts(metric, '|');
        let y = area.y + 78.0 + number(at) * 62.0;
        sheet.rule(area.x + 28.0, y, area.w - 56.0);
        let set = sheet.ink(20.0).medium().end();
        let room = area.w - 70.0 - set.width(value);
        sheet.canvas.text(area.right() - 28.0, y + 38.0, value, &set);
        let set = sheet.muted(20.0).within(room);
        sheet.canvas.text(area.x + 28.0, y + 38.0, label, &set);
    }
    let y = area.y + 78.0 + number(words.metrics.len()) * 62.0;
    sheet.rule(area.x + 28.0, y, area.w - 56.0);
    sheet.heading(area.x + 28.0, y + 56.0, "Earlier", area.w - 56.0);
    for at in 0..5_usize {
        let row = y + 100.0 + number(at) * 74.0;
        if row + 40.0 > area.bottom() {
            break;
        }
        let set = sheet.ink(20.0).within(area.w - 56.0);
        sheet.canvas.text(area.x + 28.0, row, nth(&words.things, at + 1), &set);
        let set = sheet.muted(SMALL).within(area.w - 56.0);
        sheet.canvas.text(area.x + 28.0, row + 27.0, words.stage(at + 2).0, &set);
    }
}
