//! Two lists of fields joined by lines.

use crate::demo::draw::{
    canvas::{Area, number},
    colour::Tone,
    sheet::{BODY, SMALL, Sheet},
    words::{nth, parts},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let words = sheet.app.words;
    let width = area.w * 0.35;
    let left = Area { w: width, ..area };
    let right = Area::new(area.right() - width, area.y, width, area.h);
    for (side, heading) in [(left, "Meridian"), (right, nth(&words.groups, 0))] {
        sheet.card(side);
        sheet.heading(side.x + 28.0, side.y + 48.0, heading, side.w - 56.0);
    }
    let count = words.pairs.len();
    let step = ((area.h - 90.0) / number(count.max(1))).min(92.0);
    let row = |at: usize| area.y + 80.0 + number(at) * step;
    // Two neighbours cross over, as they do when the other side sorts its fields differently.
    let crossed = |at: usize| match at {
        1 => 2,
        2 => 1,
        other => other,
    };
    for (at, pair) in words.pairs.iter().enumerate() {
        let [ours, theirs] = parts(pair, '>');
        let to = if count > 2 { crossed(at) } else { at };
        let draft = at + 1 == count;
        field(sheet, Area::new(left.x + 20.0, row(at), width - 40.0, step - 16.0), ours);
        field(sheet, Area::new(right.x + 20.0, row(to), width - 40.0, step - 16.0), theirs);
        let (y1, y2) = (row(at) + (step - 16.0) / 2.0, row(to) + (step - 16.0) / 2.0);
        let (x1, x2) = (left.right() - 20.0, right.x + 20.0);
        let middle = f64::midpoint(x1, x2);
        let colour = if draft { sheet.theme.line.clone() } else { sheet.theme.accent.clone() };
        sheet.canvas.stroke(
            &format!("M{x1:.1} {y1:.1}C{middle:.1} {y1:.1} {middle:.1} {y2:.1} {x2:.1} {y2:.1}"),
            &colour,
            3.5,
        );
        sheet.canvas.disc(x1, y1, 7.0, &colour);
        sheet.canvas.disc(x2, y2, 7.0, &colour);
        if at % 3 == 0 {
            let rule = if draft { "Draft" } else { ["As is", "Trim", "Look up"][at / 3 % 3] };
            let pill = sheet.ink(SMALL).medium().width(rule) + 28.0;
            let tone = if draft { Tone::Waiting } else { Tone::Accent };
            sheet.pill(middle - pill / 2.0, f64::midpoint(y1, y2), rule, tone);
        }
    }
}

fn field(sheet: &mut Sheet<'_>, area: Area, name: &str) {
    let (page, line) = (sheet.theme.page.clone(), sheet.theme.line.clone());
    sheet.canvas.boxed(area, 10.0, &page, &line);
    let set = sheet.ink(BODY).within(area.w - 48.0);
    sheet.canvas.text(area.x + 24.0, area.y + area.h / 2.0 + 7.5, name, &set);
}
