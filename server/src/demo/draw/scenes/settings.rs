//! Switches with what each does, beside what the app may read and write.

use crate::demo::draw::{
    canvas::{Area, number},
    colour::Tone,
    sheet::{BODY, SMALL, Sheet},
    words::{TODAY, date, nth, parts},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let (left, right) = area.split(area.w * 0.6, 28.0);
    switches(sheet, left);
    let upper = Area::new(right.x, right.y, right.w, right.h * 0.56);
    scopes(sheet, upper);
    let lower = right.below(upper.h + 24.0);
    sheet.card(lower);
    sheet.heading(lower.x + 28.0, lower.y + 48.0, "Last changes", lower.w - 56.0);
    for at in 0..3_usize {
        let y = lower.y + 96.0 + number(at) * 68.0;
        if y + 30.0 > lower.bottom() {
            break;
        }
        let [label, _] = parts(nth(&sheet.app.words.settings, at + 1), '|');
        let set = sheet.ink(20.0).within(lower.w - 56.0);
        sheet.canvas.text(lower.x + 28.0, y, label, &set);
        let line = format!("{} · {}", sheet.user(), date(TODAY - 3 - at * 9 - sheet.turn() % 7));
        let set = sheet.muted(SMALL).within(lower.w - 56.0);
        sheet.canvas.text(lower.x + 28.0, y + 27.0, &line, &set);
    }
}

fn switches(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    let settings = &sheet.app.words.settings;
    let field_height = 124.0;
    let group = nth(&sheet.app.words.groups, 0).to_owned();
    let set = sheet.ink(BODY).medium();
    sheet.canvas.text(area.x + 32.0, area.y + 50.0, "Applies to", &set);
    let (sunken, line) = (sheet.theme.page.clone(), sheet.theme.line.clone());
    sheet.canvas.boxed(Area::new(area.x + 32.0, area.y + 66.0, area.w - 64.0, 50.0), 9.0, &sunken, &line);
    let set = sheet.ink(BODY);
    sheet.canvas.text(area.x + 50.0, area.y + 98.5, &group, &set);
    let muted = sheet.theme.muted.clone();
    let x = area.right() - 64.0;
    sheet.canvas.stroke(&format!("M{} {}l8 8l8-8", x, area.y + 87.0), &muted, 2.6);
    let step = ((area.h - field_height - 24.0) / number(settings.len().max(1))).min(124.0);
    for (at, setting) in settings.iter().enumerate() {
        let [label, hint] = parts(setting, '|');
        let y = area.y + field_height + 20.0 + number(at) * step;
        sheet.rule(area.x + 32.0, y, area.w - 64.0);
        let set = sheet.ink(BODY + 1.0).medium().within(area.w - 160.0);
        sheet.canvas.text(area.x + 32.0, y + 42.0, label, &set);
        let set = sheet.muted(19.0).within(area.w - 170.0);
        sheet.canvas.paragraph((area.x + 32.0, y + 72.0), 26.0, 2, hint, &set);
        let on = at != 2;
        sheet.switch(area.right() - 32.0, y + 46.0, on);
    }
    if area.h - field_height - 20.0 - step * number(settings.len()) > 84.0 {
        sheet.rule(area.x + 1.0, area.bottom() - 84.0, area.w - 2.0);
        let save = sheet.button(area.right() - 32.0, area.bottom() - 42.0, "Save changes", true);
        sheet.button(area.right() - 48.0 - save, area.bottom() - 42.0, "Discard", false);
    }
}

/// Permissions in words, each with its verb.
fn scopes(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    sheet.heading(area.x + 28.0, area.y + 48.0, "What this app may do", area.w - 56.0);
    let nav = &sheet.app.words.nav;
    let verbs = [
        ("Read", Tone::Information),
        ("Write", Tone::Waiting),
        ("Read", Tone::Information),
        ("Notify", Tone::Quiet),
    ];
    for (at, (verb, tone)) in verbs.into_iter().enumerate() {
        let y = area.y + 98.0 + number(at) * 70.0;
        if y + 24.0 > area.bottom() {
            break;
        }
        let set = sheet.ink(BODY).within(area.w - 180.0);
        sheet.canvas.text(area.x + 28.0, y + 7.0, nth(nav, at), &set);
        let width = sheet.ink(SMALL).medium().width(verb) + 28.0;
        sheet.pill(area.right() - 28.0 - width, y, verb, tone);
        if at < 3 {
            sheet.rule(area.x + 28.0, y + 35.0, area.w - 56.0);
        }
    }
}
