//! A written report with a chart and a table.

use super::chart;
use crate::demo::draw::{
    canvas::{Area, Type},
    sheet::{SMALL, Sheet},
    words::{nth, parts},
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    sheet.card(area);
    let words = sheet.app.words;
    let inside = area.inset(52.0);
    let (left, right) = inside.split(inside.w * 0.5, 64.0);
    let accent = sheet.theme.accent.clone();
    sheet.canvas.text(left.x, left.y + 16.0, &words.chart, &Type::new(20.0, &accent).bold().within(left.w));
    let set = sheet.ink(37.0).bold().serif().within(left.w);
    let y = sheet.canvas.paragraph((left.x, left.y + 72.0), 46.0, 3, nth(&words.texts, 3), &set);
    let set = sheet.ink(22.0).serif().within(left.w);
    let mut y = sheet.canvas.paragraph((left.x, y + 10.0), 33.0, 3, nth(&words.texts, 0), &set) + 14.0;
    if y < left.bottom() - 330.0 {
        y = sheet.canvas.paragraph((left.x, y), 33.0, 3, nth(&words.texts, 1), &set) + 10.0;
    }
    if y < left.bottom() - 330.0 {
        y = sheet.canvas.paragraph((left.x, y), 33.0, 3, nth(&words.texts, 2), &set) + 10.0;
    }
    for metric in &words.metrics {
        if y + 54.0 > left.bottom() + 20.0 {
            break;
        }
        let [label, value, change] = parts(metric, '|');
        sheet.rule(left.x, y, left.w);
        let set = sheet.ink(20.0).within(left.w * 0.5);
        sheet.canvas.text(left.x, y + 37.0, label, &set);
        let set = sheet.ink(22.0).bold().end();
        sheet.canvas.text(left.x + left.w * 0.72, y + 37.0, value, &set);
        let set = sheet.muted(SMALL).end().within(left.w * 0.27);
        sheet.canvas.text(left.right(), y + 37.0, change.trim_start_matches('!'), &set);
        y += 56.0;
    }
    let plot = Area { h: right.h * 0.52, ..right };
    chart::legend(sheet, plot.x, plot.y + 16.0);
    chart::columns(sheet, plot.below(44.0), 8);
    let rest = right.below(plot.h + 36.0);
    let bars = (rest.h / 64.0).floor();
    chart::bars(sheet, Area { h: rest.h.min(bars * 66.0), ..rest });
}
