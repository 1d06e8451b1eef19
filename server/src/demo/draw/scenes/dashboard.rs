//! Numbers, a line over time and bars by group.

use super::chart;
use crate::demo::draw::{
    canvas::{Area, Type},
    colour::Tone,
    sheet::{SMALL, Sheet},
    words::parts,
};

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    numbers(sheet, Area::new(area.x, area.y, area.w, 150.0));
    let below = area.below(176.0);
    let (left, right) = below.split(below.w * 0.63, 24.0);
    let words = sheet.app.words;
    sheet.card(left);
    sheet.heading(left.x + 28.0, left.y + 46.0, &words.chart, left.w - 56.0);
    let plot = Area::new(left.x + 28.0, left.y + 86.0, left.w - 64.0, left.h - 114.0);
    if sheet.dice.below(3) == 0 {
        chart::legend(sheet, left.x + 28.0, left.y + 84.0);
        chart::columns(sheet, plot.below(24.0), 10);
    } else {
        chart::line(sheet, plot);
    }
    sheet.card(right);
    let heading = format!("{}s by group", words.thing);
    sheet.heading(right.x + 28.0, right.y + 46.0, &heading, right.w - 56.0);
    chart::bars(sheet, Area::new(right.x + 28.0, right.y + 84.0, right.w - 56.0, right.h - 100.0));
}

/// A card per number with its change.
pub(super) fn numbers(sheet: &mut Sheet<'_>, area: Area) {
    let metrics = &sheet.app.words.metrics;
    for (card, metric) in area.columns(metrics.len().min(4), 24.0).into_iter().zip(metrics) {
        let [label, value, change] = parts(metric, '|');
        sheet.card(card);
        let set = sheet.muted(SMALL + 1.0).within(card.w - 44.0);
        sheet.canvas.text(card.x + 24.0, card.y + 42.0, label, &set);
        let set: Type = sheet.ink(40.0).bold();
        sheet.canvas.text(card.x + 24.0, card.y + 96.0, value, &set);
        let (ink, _) = sheet.theme.tone(if change.starts_with('!') { Tone::Bad } else { Tone::Good });
        let set = Type::new(SMALL, &ink).medium().within(card.w - 44.0);
        sheet.canvas.text(card.x + 24.0, card.y + 128.0, change.trim_start_matches('!'), &set);
    }
}
