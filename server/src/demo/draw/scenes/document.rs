//! A page with lines and amounts, beside its facts.

use crate::demo::draw::{
    canvas::{Area, number},
    colour::Theme,
    sheet::{BODY, SMALL, Sheet},
    words::{TODAY, customer, date, minor, money, nth, parts, person},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, right) = area.split(area.w * 0.64, 28.0);
    let sunken = sheet.theme.sunken.clone();
    sheet.canvas.fill(left, 16.0, &sunken);
    paper(sheet, Area::new(left.x + 64.0, left.y + 32.0, left.w - 128.0, left.h - 32.0));
    facts(sheet, right);
}

/// Paper stays light in a dark app.
fn paper(sheet: &mut Sheet<'_>, area: Area) {
    let screen = sheet.theme.clone();
    sheet.theme = Theme::new(sheet.app.mark.palette, false);
    let words = sheet.app.words;
    let turn = sheet.turn();
    let surface = sheet.theme.surface.clone();
    sheet.canvas.fill(area, 4.0, &surface);
    let (x, width) = (area.x + 52.0, area.w - 104.0);
    let set = sheet.ink(34.0).bold().serif().within(width - 140.0);
    sheet.canvas.text(x, area.y + 80.0, nth(&words.things, 0), &set);
    let set = sheet.muted(19.0).within(width - 140.0);
    let line = format!("{} · {} {}", customer(turn), date(TODAY - turn % 9), 2026);
    sheet.canvas.text(x, area.y + 114.0, &line, &set);
    let icon = sheet.app.mark.body();
    sheet.canvas.nested(area.right() - 116.0, area.y + 46.0, 64.0, &icon);
    let set = sheet.ink(20.0).serif().within(width);
    let y = sheet.canvas.paragraph((x, area.y + 166.0), 29.0, 3, nth(&words.texts, 0), &set);
    let top = y + 18.0;
    let amounts = sheet.app.words.columns.iter().any(|column| column.contains("@money"));
    // The fourth sentence of five is the one for posters and headlines.
    let order = if words.texts.len() > 4 { [1, 2, 4, 1, 2] } else { [1, 2, 3, 1, 2] };
    let step = if amounts { 56.0 } else { 118.0 };
    let room = area.bottom() - top - if amounts { 96.0 } else { 24.0 };
    let mut total = 0;
    for at in (0_usize..5).take_while(|at| number(at + 1) * step <= room) {
        let y = top + number(at) * step;
        sheet.rule(x, y, width);
        let heading = nth(&words.things, at + 1);
        if amounts {
            let set = sheet.ink(20.0).within(width - 150.0);
            sheet.canvas.text(x, y + 36.0, heading, &set);
            let set = sheet.ink(20.0).end();
            sheet.canvas.text(x + width, y + 36.0, &money(minor(at, turn)), &set);
            total += minor(at, turn);
        } else {
            let set = sheet.ink(20.0).bold().within(width);
            sheet.canvas.text(x, y + 36.0, &format!("{}. {heading}", at + 1), &set);
            let set = sheet.ink(19.0).serif().within(width);
            sheet.canvas.paragraph((x, y + 66.0), 27.0, 2, nth(&words.texts, order[at]), &set);
        }
    }
    if amounts {
        let y = area.bottom() - 44.0;
        let ink = sheet.theme.ink.clone();
        sheet.canvas.line((x, y - 34.0), (x + width, y - 34.0), &ink, 2.0);
        let set = sheet.ink(23.0).bold();
        sheet.canvas.text(x, y, "Total", &set);
        sheet.canvas.text(x + width, y, &money(total), &set.end());
    }
    sheet.theme = screen;
}

fn facts(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let turn = sheet.turn();
    let upper = Area { h: area.h * 0.47, ..area };
    sheet.card(upper);
    let good: Vec<usize> = (0..words.stages.len()).filter(|at| !words.stage(*at).1).collect();
    let reached = if sheet.place == 0 { good.len().min(2) } else { good.len() };
    let stage = good.get(reached.saturating_sub(1)).copied().unwrap_or(0);
    let tone = sheet.stage_tone(stage);
    sheet.pill(upper.x + 28.0, upper.y + 46.0, words.stage(stage).0, tone);
    for (at, metric) in words.metrics.iter().take(4).enumerate() {
        let [label, value, _] = parts(metric, '|');
        let y = upper.y + 84.0 + number(at) * 60.0;
        if y + 52.0 > upper.bottom() {
            break;
        }
        sheet.rule(upper.x + 28.0, y, upper.w - 56.0);
        let set = sheet.ink(BODY).medium().end();
        let room = upper.w - 76.0 - set.width(value);
        sheet.canvas.text(upper.right() - 28.0, y + 38.0, value, &set);
        let set = sheet.muted(20.0).within(room);
        sheet.canvas.text(upper.x + 28.0, y + 38.0, label, &set);
    }
    let lower = area.below(upper.h + 24.0);
    sheet.card(lower);
    sheet.heading(lower.x + 28.0, lower.y + 48.0, "People", lower.w - 56.0);
    for at in 0..4_usize {
        let y = lower.y + 100.0 + number(at) * 76.0;
        if y + 40.0 > lower.bottom() {
            break;
        }
        let name = person(at * 7 + turn);
        sheet.face(lower.x + 50.0, y, 22.0, name);
        let set = sheet.ink(20.0).medium().within(lower.w - 116.0);
        sheet.canvas.text(lower.x + 88.0, y - 4.0, name, &set);
        let set = sheet.muted(SMALL).within(lower.w - 116.0);
        let line = format!(
            "{}, {}",
            words.stage(good[(reached - 1).saturating_sub(at)]).0,
            date(TODAY - 2 - at * 2)
        );
        sheet.canvas.text(lower.x + 88.0, y + 21.0, &line, &set);
    }
}
