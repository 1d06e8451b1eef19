//! Stops of a day in their order, per crew.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    sheet::{BODY, SMALL, Sheet},
    words::{customer, nth, person},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, right) = area.split(area.w * 0.58, 28.0);
    stops(sheet, left);
    crews(sheet, right);
}

fn stops(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    let words = sheet.app.words;
    let turn = sheet.turn();
    let step = 116.0;
    let count = (0_usize..).take_while(|at| 16.0 + number(at + 1) * step <= area.h).count();
    let x = area.x + 150.0;
    let accent = sheet.theme.accent.clone();
    sheet.canvas.line((x, area.y + 50.0), (x, area.y + 50.0 + number(count - 1) * step), &accent, 4.0);
    let mut minutes = 7 * 60 + 30_u32;
    for at in 0..count {
        let y = area.y + 50.0 + number(at) * step;
        let set = sheet.ink(BODY).bold().end();
        sheet.canvas.text(x - 46.0, y + 8.0, &format!("{}:{:02}", minutes / 60, minutes % 60), &set);
        let (fill, ink) = if at < 2 {
            (accent.clone(), sheet.theme.on_accent.clone())
        } else {
            (sheet.theme.surface.clone(), accent.clone())
        };
        sheet.canvas.disc(x, y, 21.0, &fill);
        sheet.canvas.ring(x, y, 21.0, &accent, 3.0);
        sheet.canvas.text(x, y + 7.0, &(at + 1).to_string(), &Type::new(SMALL + 1.0, &ink).bold().middle());
        let set = sheet.ink(BODY + 1.0).medium().within(area.w - 400.0);
        sheet.canvas.text(x + 46.0, y, customer(at * 5 + turn), &set);
        let set = sheet.muted(19.0).within(area.w - 400.0);
        sheet.canvas.text(x + 46.0, y + 29.0, nth(&words.things, at), &set);
        let stage = [words.stages.len() - 1, 1, 0, 0, 0, 0, 0, 0][at.min(7)];
        let width = sheet.ink(SMALL).medium().width(words.stage(stage).0) + 28.0;
        let tone = sheet.stage_tone(stage);
        sheet.pill(area.right() - 28.0 - width, y + 4.0, words.stage(stage).0, tone);
        let (work, drive) = (sheet.dice.between(5, 12) * 5, sheet.dice.between(6, 32));
        if at + 1 < count {
            let set = sheet.muted(SMALL);
            sheet.canvas.text(x + 46.0, y + 68.0, &format!("then {drive} min by road"), &set);
        }
        minutes += work + drive;
    }
}

fn crews(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let turn = sheet.turn();
    let height = (area.h - 3.0 * 20.0) / 4.0;
    for at in 0..4_usize {
        let card = Area::new(area.x, area.y + number(at) * (height + 20.0), area.w, height);
        sheet.card(card);
        if at == 0 {
            let accent = sheet.theme.accent.clone();
            sheet.canvas.fill(Area::new(card.x, card.y + 16.0, 6.0, card.h - 32.0), 3.0, &accent);
        }
        let name = person(at * 7 + turn);
        sheet.face(card.x + 54.0, card.y + 52.0, 26.0, name);
        let set = sheet.ink(BODY + 1.0).medium().within(card.w - 210.0);
        sheet.canvas.text(card.x + 98.0, card.y + 46.0, name, &set);
        let set = sheet.muted(19.0).within(card.w - 210.0);
        sheet.canvas.text(card.x + 98.0, card.y + 75.0, nth(&words.groups, at), &set);
        let stops = sheet.dice.between(5, 9);
        let set = sheet.ink(BODY).medium().end();
        sheet.canvas.text(card.right() - 28.0, card.y + 46.0, &format!("{stops} stops"), &set);
        let set = sheet.muted(19.0).end();
        let far = sheet.dice.between(38, 140);
        sheet.canvas.text(card.right() - 28.0, card.y + 75.0, &format!("{far} km"), &set);
        let track = Area::new(card.x + 28.0, card.bottom() - 46.0, card.w - 56.0, 14.0);
        let (sunken, fill) = (sheet.theme.sunken.clone(), sheet.theme.series[at % 3].clone());
        sheet.canvas.fill(track, 7.0, &sunken);
        let done = 0.3 + sheet.dice.share() * 0.5;
        sheet.canvas.fill(Area { w: track.w * done, ..track }, 7.0, &fill);
    }
}
