//! A week with entries.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    sheet::{SMALL, Sheet},
    words::{customer, nth},
};

const DAYS: [&str; 5] = ["Mon 11", "Tue 12", "Wed 13", "Thu 14", "Fri 15"];
const FIRST_HOUR: usize = 8;
const HOURS: usize = 9;

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    let gutter = 84.0;
    let head = 58.0;
    let grid = Area::new(area.x + gutter, area.y + head, area.w - gutter, area.h - head);
    let hour = grid.h / number(HOURS);
    for at in 0..HOURS {
        let y = grid.y + number(at) * hour;
        sheet.rule(area.x + gutter, y, grid.w);
        let set = sheet.muted(SMALL).end();
        sheet.canvas.text(grid.x - 16.0, y + 24.0, &format!("{}:00", FIRST_HOUR + at), &set);
    }
    let days = grid.columns(DAYS.len(), 0.0);
    let line = sheet.theme.line.clone();
    for (at, (day, name)) in days.iter().zip(DAYS).enumerate() {
        sheet.canvas.line((day.x, area.y), (day.x, area.bottom()), &line, 1.5);
        let today = at == 2;
        let colour = if today { sheet.theme.accent.clone() } else { sheet.theme.muted.clone() };
        let set = Type::new(20.0, &colour).medium();
        let set = if today { set.bold() } else { set };
        sheet.canvas.text(day.x + 18.0, area.y + 37.0, name, &set);
        let mut from = sheet.dice.between(0, 1);
        let mut entry = at * 3;
        while from < 8 {
            let long = [1.0, 1.5, 2.0][sheet.dice.below(3)];
            let y = grid.y + f64::from(from) * hour;
            let height = (long * hour).min(grid.bottom() - y);
            slot(sheet, Area::new(day.x + 6.0, y + 4.0, day.w - 12.0, height - 8.0), entry);
            from += if long > 1.0 { 2 } else { 1 } + sheet.dice.between(0, 2);
            entry += 1;
        }
    }
    let now = grid.y + hour * 4.4;
    let (bad, _) = sheet.theme.tone(crate::demo::draw::colour::Tone::Bad);
    if let Some(today) = days.get(2) {
        sheet.canvas.line((today.x, now), (today.right(), now), &bad, 3.0);
        sheet.canvas.disc(today.x, now, 7.0, &bad);
    }
}

fn slot(sheet: &mut Sheet<'_>, area: Area, entry: usize) {
    let tone = sheet.stage_tone(entry);
    let (ink, ground) = sheet.theme.tone(tone);
    sheet.canvas.fill(area, 8.0, &ground);
    sheet.canvas.fill(Area::new(area.x, area.y, 6.0, area.h), 3.0, &ink);
    let set = Type::new(SMALL, &ink).bold().within(area.w - 28.0);
    let tall = area.h > 100.0;
    let title = nth(&sheet.app.words.things, entry);
    let y =
        sheet.canvas.paragraph((area.x + 18.0, area.y + 26.0), 23.0, if tall { 2 } else { 1 }, title, &set);
    let set = Type::new(SMALL - 1.0, &ink).within(area.w - 28.0);
    if y < area.bottom() - 6.0 {
        sheet.canvas.text(area.x + 18.0, y + 1.0, customer(entry * 5 + sheet.place), &set);
    }
}
