//! A list of messages beside the open one.

use crate::demo::draw::{
    canvas::{Area, number},
    sheet::{BODY, SMALL, Sheet},
    words::{TODAY, customer, date, nth, person},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, right) = area.split(area.w * 0.37, 0.0);
    sheet.card(area);
    let line = sheet.theme.line.clone();
    sheet.canvas.line((right.x, area.y), (right.x, area.bottom()), &line, 1.5);
    list(sheet, left);
    open(sheet, right);
}

fn list(sheet: &mut Sheet<'_>, area: Area) {
    let step = 116.0;
    let turn = sheet.turn();
    for at in (0_usize..).take_while(|at| number(at + 1) * step <= area.h) {
        let y = area.y + number(at) * step;
        if at == 0 {
            let (tint, accent) = (sheet.theme.tint.clone(), sheet.theme.accent.clone());
            sheet.canvas.fill(Area::new(area.x + 1.5, y, area.w - 2.0, step), 0.0, &tint);
            sheet.canvas.fill(Area::new(area.x + 1.5, y, 6.0, step), 0.0, &accent);
        }
        let name = person(at * 7 + turn);
        sheet.face(area.x + 50.0, y + 44.0, 23.0, name);
        let set = sheet.ink(20.0).medium().within(area.w - 200.0);
        sheet.canvas.text(area.x + 88.0, y + 38.0, name, &set);
        let set = sheet.muted(SMALL).end();
        let when = if at < 3 { format!("{}:{:02}", 15 - at * 2, 8 + at * 17) } else { date(TODAY + 2 - at) };
        sheet.canvas.text(area.right() - 24.0, y + 38.0, &when, &set);
        let set = sheet.ink(20.0).within(area.w - 116.0);
        sheet.canvas.text(area.x + 88.0, y + 67.0, nth(&sheet.app.words.things, at), &set);
        let set = sheet.muted(SMALL).within(area.w - 116.0);
        sheet.canvas.text(area.x + 88.0, y + 95.0, nth(&sheet.app.words.texts, at), &set);
        if number(at + 2) * step <= area.h {
            sheet.rule(area.x + 24.0, y + step, area.w - 24.0);
        }
    }
}

fn open(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let turn = sheet.turn();
    let (x, width) = (area.x + 36.0, area.w - 72.0);
    let set = sheet.ink(26.0).bold().within(width - 190.0);
    sheet.canvas.text(x, area.y + 58.0, nth(&words.things, 0), &set);
    let tone = sheet.stage_tone(1);
    let pill = sheet.ink(SMALL).medium().width(words.stage(1).0) + 28.0;
    sheet.pill(area.right() - 36.0 - pill, area.y + 49.0, words.stage(1).0, tone);
    let from = person(turn);
    let set = sheet.muted(19.0).within(width);
    sheet.canvas.text(
        x,
        area.y + 92.0,
        &format!("{from}, {} · {}", customer(turn), nth(&words.groups, 0)),
        &set,
    );
    sheet.rule(x, area.y + 120.0, width);
    let mut y = area.y + 172.0;
    for at in 0..3_usize {
        let (name, ours) = if at == 1 { (sheet.user(), true) } else { (from, false) };
        sheet.face(x + 22.0, y - 6.0, 22.0, name);
        let set = sheet.ink(20.0).medium();
        sheet.canvas.text(x + 60.0, y, name, &set);
        if ours {
            let after = set.width(name) + 76.0;
            let set = sheet.muted(SMALL);
            sheet.canvas.text(x + after, y, "replied", &set);
        }
        let set = sheet.ink(BODY).within(width - 60.0);
        y = sheet.canvas.paragraph((x + 60.0, y + 36.0), 31.0, 3, nth(&words.texts, at), &set) + 36.0;
    }
    let reply = Area::new(x, area.bottom() - 126.0, width, 94.0);
    let (page, line) = (sheet.theme.page.clone(), sheet.theme.line.clone());
    sheet.canvas.boxed(reply, 12.0, &page, &line);
    let set = sheet.muted(BODY);
    sheet.canvas.text(reply.x + 24.0, reply.y + 55.0, "Write a reply", &set);
    sheet.button(reply.right() - 20.0, reply.y + 47.0, "Send", true);
}
