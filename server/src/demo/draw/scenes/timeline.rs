//! A customer's record with what happened, newest first.

use crate::demo::draw::{
    canvas::{Area, number},
    sheet::{BODY, SMALL, Sheet},
    words::{TODAY, customer, date, nth, parts, person},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, right) = area.split(area.w * 0.64, 28.0);
    sheet.card(left);
    let words = sheet.app.words;
    let turn = sheet.turn();
    let (x, step) = (left.x + 54.0, 128.0);
    let entries = (0_usize..).take_while(|at| 20.0 + number(at + 1) * step <= left.h).count();
    let line = sheet.theme.line.clone();
    sheet.canvas.line((x, left.y + 50.0), (x, left.y + 50.0 + number(entries - 1) * step), &line, 3.0);
    for at in 0..entries {
        let y = left.y + 54.0 + number(at) * step;
        let tone = sheet.stage_tone(at + 1);
        let (ink, ground) = (sheet.theme.dot(tone), sheet.theme.tone(tone).1);
        sheet.canvas.disc(x, y - 6.0, 17.0, &ground);
        sheet.canvas.disc(x, y - 6.0, 7.0, &ink);
        let set = sheet.ink(BODY + 1.0).medium().within(left.w - 320.0);
        sheet.canvas.text(x + 42.0, y, nth(&words.things, at), &set);
        let set = sheet.muted(SMALL).end();
        sheet.canvas.text(left.right() - 32.0, y, &date(TODAY - at * at - at * 2 - turn % 5), &set);
        let set = sheet.muted(20.0).within(left.w - 140.0);
        sheet.canvas.text(x + 42.0, y + 32.0, nth(&words.texts, at), &set);
        let set = sheet.muted(SMALL).within(left.w - 140.0);
        let by = format!("{} · {}", nth(&words.groups, at), person(at * 7 + turn));
        sheet.canvas.text(x + 42.0, y + 61.0, &by, &set);
    }
    facts(sheet, right, turn);
}

fn facts(sheet: &mut Sheet<'_>, area: Area, turn: usize) {
    sheet.card(area);
    let name = customer(turn);
    let (ink, ground) = sheet.theme.disc(40.0);
    sheet.canvas.fill(Area::new(area.x + 28.0, area.y + 30.0, 64.0, 64.0), 14.0, &ground);
    let set = crate::demo::draw::canvas::Type::new(30.0, &ink).bold().middle();
    sheet.canvas.text(area.x + 60.0, area.y + 73.0, &name[..1], &set);
    sheet.heading(area.x + 112.0, area.y + 58.0, name, area.w - 140.0);
    let set = sheet.muted(SMALL).within(area.w - 140.0);
    sheet.canvas.text(area.x + 112.0, area.y + 88.0, &format!("Customer since {}", 2019 + turn % 5), &set);
    let metrics = &sheet.app.words.metrics;
    for (at, metric) in metrics.iter().enumerate() {
        let [label, value, _] = parts(metric, '|');
        let y = area.y + 138.0 + number(at) * 62.0;
        sheet.rule(area.x + 28.0, y, area.w - 56.0);
        let set = sheet.ink(BODY).medium().end();
        let room = area.w - 76.0 - set.width(value);
        sheet.canvas.text(area.right() - 28.0, y + 39.0, value, &set);
        let set = sheet.muted(20.0).within(room);
        sheet.canvas.text(area.x + 28.0, y + 39.0, label, &set);
    }
    let y = area.y + 138.0 + number(metrics.len()) * 62.0;
    sheet.rule(area.x + 28.0, y, area.w - 56.0);
    let set = sheet.muted(20.0);
    sheet.canvas.text(area.x + 28.0, y + 48.0, "Looked after by", &set);
    for at in 0..3_usize {
        let name = person(at * 7 + turn + 2);
        let row = y + 92.0 + number(at) * 58.0;
        sheet.face(area.x + 48.0, row, 20.0, name);
        let set = sheet.ink(BODY).within(area.w - 120.0);
        sheet.canvas.text(area.x + 82.0, row + 7.0, name, &set);
    }
}
