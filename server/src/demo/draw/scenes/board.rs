//! A column per state with cards in it.

use crate::demo::draw::{
    canvas::{Area, number},
    sheet::{BODY, SMALL, Sheet},
    words::{customer, nth, person},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let turn = sheet.turn();
    let lanes = area.columns(words.stages.len().clamp(3, 4), 22.0);
    let mut card = 0_usize;
    for (at, lane) in lanes.into_iter().enumerate() {
        let sunken = sheet.theme.sunken.clone();
        sheet.canvas.fill(lane, 16.0, &sunken);
        let ink = sheet.theme.dot(sheet.stage_tone(at));
        sheet.canvas.disc(lane.x + 28.0, lane.y + 36.0, 7.0, &ink);
        let stage = words.stage(at).0;
        let fits = [4_usize, 3, 4, 2][(at + sheet.place) % 4];
        let set = sheet.ink(BODY).bold().within(lane.w - 110.0);
        sheet.canvas.text(lane.x + 46.0, lane.y + 43.5, stage, &set);
        let set = sheet.muted(SMALL + 1.0).end();
        sheet.canvas.text(lane.right() - 22.0, lane.y + 43.0, &fits.to_string(), &set);
        for place in 0..fits {
            let height = ((lane.h - 84.0) / 4.0 - 14.0).clamp(142.0, 176.0);
            let y = lane.y + 72.0 + number(place) * (height + 14.0);
            if y + height > lane.bottom() {
                break;
            }
            one(sheet, Area::new(lane.x + 12.0, y, lane.w - 24.0, height), card, turn);
            card += 1;
        }
    }
}

fn one(sheet: &mut Sheet<'_>, area: Area, card: usize, turn: usize) {
    let words = sheet.app.words;
    sheet.card(area);
    let set = sheet.ink(BODY).medium().within(area.w - 40.0);
    sheet.canvas.paragraph((area.x + 20.0, area.y + 34.0), 27.0, 2, nth(&words.things, card), &set);
    let set = sheet.muted(SMALL).within(area.w - 40.0);
    sheet.canvas.text(area.x + 20.0, area.y + area.h * 0.62, customer(card * 5 + turn), &set);
    sheet.face(area.x + 36.0, area.bottom() - 28.0, 16.0, person(card * 7 + turn));
    let columns = words.columns();
    let fact = columns
        .iter()
        .map(|column| column.cell(card, turn))
        .find(|cell| cell.chars().any(|letter| letter.is_ascii_digit()))
        .unwrap_or_else(|| nth(&words.groups, card).to_owned());
    let set = sheet.muted(SMALL).end().within(area.w - 90.0);
    sheet.canvas.text(area.right() - 20.0, area.bottom() - 22.0, &fact, &set);
}
