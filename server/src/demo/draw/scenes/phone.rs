//! The app on a telephone: two screens side by side on the app's colour.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    colour::oklch,
    letters,
    sheet::{BODY, SMALL, Sheet},
    words::{customer, nth, parts},
};

const PHONE: (f64, f64) = (424.0, 880.0);

pub(super) fn draw(sheet: &mut Sheet<'_>) {
    let whole = sheet.canvas.area();
    let palette = sheet.app.mark.palette;
    let ground = oklch(if sheet.theme.dark { 0.3 } else { 0.88 }, palette.chroma * 0.55, palette.hue);
    sheet.canvas.fill(whole, 0.0, &ground);
    let deep = if sheet.theme.dark { oklch(0.97, 0.01, palette.hue) } else { oklch(0.28, 0.05, palette.hue) };
    let icon = sheet.app.mark.body();
    sheet.canvas.nested(88.0, 236.0, 104.0, &icon);
    let set = Type::new(52.0, &deep).bold().serif().within(420.0);
    let title = sheet.title;
    let y = sheet.canvas.paragraph((88.0, 428.0), 62.0, 3, title, &set);
    let set = Type::new(25.0, &deep).within(420.0);
    sheet.canvas.paragraph((88.0, y + 12.0), 37.0, 4, nth(&sheet.app.words.texts, 3), &set);
    let first = case(sheet, Area::new(604.0, 60.0, PHONE.0, PHONE.1));
    list(sheet, first);
    let second = case(sheet, Area::new(1092.0, 60.0, PHONE.0, PHONE.1));
    detail(sheet, second);
}

/// The body of the telephone; returns its screen.
fn case(sheet: &mut Sheet<'_>, area: Area) -> Area {
    let palette = sheet.app.mark.palette;
    let frame = oklch(0.2, 0.012, palette.hue);
    sheet.canvas.fill(area, 62.0, &frame);
    let screen = area.inset(13.0);
    let page = sheet.theme.page.clone();
    sheet.canvas.fill(screen, 50.0, &page);
    sheet.canvas.fill(Area::new(area.x + area.w / 2.0 - 56.0, screen.y + 14.0, 112.0, 28.0), 14.0, &frame);
    let set = sheet.ink(SMALL).bold();
    sheet.canvas.text(screen.x + 34.0, screen.y + 36.0, "9:41", &set);
    Area::new(screen.x + 24.0, screen.y + 64.0, screen.w - 48.0, screen.h - 88.0)
}

fn list(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let set = sheet.ink(30.0).bold().within(area.w);
    sheet.canvas.text(area.x, area.y + 34.0, nth(&words.nav, sheet.place), &set);
    let set = sheet.muted(19.0);
    sheet.canvas.text(area.x, area.y + 64.0, "Wednesday 13 May", &set);
    let turn = sheet.turn();
    for at in 0..5_usize {
        let card = Area::new(area.x, area.y + 88.0 + number(at) * 136.0, area.w, 122.0);
        if card.bottom() > area.bottom() + 6.0 {
            break;
        }
        sheet.card(card);
        let set = sheet.ink(20.0).medium().within(card.w - 40.0);
        sheet.canvas.text(card.x + 20.0, card.y + 34.0, nth(&words.things, at), &set);
        let set = sheet.muted(SMALL).within(card.w - 40.0);
        sheet.canvas.text(card.x + 20.0, card.y + 60.0, customer(at * 5 + turn), &set);
        let stage = [words.stages.len() - 1, 1, 0, 0, 0][at];
        let tone = sheet.stage_tone(stage);
        sheet.pill(card.x + 18.0, card.y + 92.0, words.stage(stage).0, tone);
        let set = sheet.ink(19.0).medium().end();
        let time = format!("{}:{}0", 8 + at * 2, at % 4);
        sheet.canvas.text(card.right() - 20.0, card.y + 98.0, &time, &set);
    }
}

fn detail(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let tone = sheet.stage_tone(1);
    sheet.pill(area.x, area.y + 18.0, words.stage(1).0, tone);
    let set = sheet.ink(28.0).bold().within(area.w);
    let y = sheet.canvas.paragraph((area.x, area.y + 78.0), 35.0, 2, nth(&words.things, 1), &set);
    let set = sheet.muted(20.0).within(area.w);
    sheet.canvas.text(area.x, y, customer(5 + sheet.turn()), &set);
    let note = Area::new(area.x, y + 24.0, area.w, 168.0);
    sheet.card(note);
    let set = sheet.ink(20.0).within(note.w - 40.0);
    sheet.canvas.paragraph((note.x + 20.0, note.y + 40.0), 30.0, 4, nth(&words.texts, 1), &set);
    let mut y = note.bottom() + 22.0;
    for (at, setting) in words.settings.iter().take(4).enumerate() {
        if y + 76.0 > area.bottom() - 86.0 {
            break;
        }
        let [label, _] = parts(setting, '|');
        let row = Area::new(area.x, y, area.w, 68.0);
        sheet.card(row);
        let (accent, ink) = (sheet.theme.accent.clone(), sheet.theme.on_accent.clone());
        let (x, middle) = (row.x + 36.0, row.y + 34.0);
        if at < 2 {
            sheet.canvas.disc(x, middle, 15.0, &accent);
            sheet.canvas.stroke(&format!("M{} {}l5 5l9-10", x - 7.0, middle), &ink, 3.0);
        } else {
            let muted = sheet.theme.muted.clone();
            sheet.canvas.ring(x, middle, 14.0, &muted, 2.5);
        }
        let text = letters::fit(label, 19.0, false, row.w - 84.0);
        let set = sheet.ink(19.0);
        sheet.canvas.text(row.x + 66.0, middle + 7.0, &text, &set);
        y += 80.0;
    }
    let bar = Area::new(area.x, area.bottom() - 64.0, area.w, 60.0);
    let (accent, ink) = (sheet.theme.accent.clone(), sheet.theme.on_accent.clone());
    sheet.canvas.fill(bar, 14.0, &accent);
    let set = Type::new(BODY, &ink).bold().middle().within(bar.w - 40.0);
    sheet.canvas.text(bar.x + bar.w / 2.0, bar.y + 38.0, &words.action, &set);
}
