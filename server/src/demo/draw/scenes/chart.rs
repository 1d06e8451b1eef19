//! Charts that several scenes share.

use std::fmt::Write as _;

use crate::demo::draw::{
    canvas::{Area, number},
    sheet::{SMALL, Sheet},
    words::nth,
};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// A line over the days of two weeks, this fortnight over the one before.
pub(super) fn line(sheet: &mut Sheet<'_>, area: Area) {
    let plot = Area::new(area.x + 56.0, area.y, area.w - 56.0, area.h - 40.0);
    let top = (sheet.dice.between(2, 9)) * 20;
    for step in 0..=4_u32 {
        let y = plot.bottom() - plot.h * f64::from(step) / 4.0;
        sheet.rule(plot.x, y, plot.w);
        let set = sheet.muted(SMALL).end();
        sheet.canvas.text(area.x + 42.0, y + 6.0, &(top * step / 4).to_string(), &set);
    }
    let step = plot.w / 13.0;
    for day in 0..14_usize {
        if day % 2 == 0 {
            let set = sheet.muted(SMALL).middle();
            let x = plot.x + (number(day) * step).clamp(18.0, plot.w - 18.0);
            sheet.canvas.text(x, area.bottom() - 4.0, DAYS[day % 7], &set);
        }
    }
    let before = walk(sheet, 0.35);
    let now = walk(sheet, 0.52);
    let place = |at: usize, value: f64| (plot.x + number(at) * step, plot.bottom() - plot.h * value);
    let faint = sheet.theme.series[3].clone();
    let accent = sheet.theme.series[0].clone();
    let mut filled = format!("M{:.1} {:.1}", plot.x, plot.bottom());
    for (at, value) in now.iter().enumerate() {
        let (x, y) = place(at, *value);
        let _ = write!(filled, "L{x:.1} {y:.1}");
    }
    let _ = write!(filled, "L{:.1} {:.1}Z", plot.right(), plot.bottom());
    sheet.canvas.shape(&filled, &accent, 0.13);
    for (values, colour, width) in [(&before, &faint, 3.0), (&now, &accent, 4.5)] {
        let mut path = String::new();
        for (at, value) in values.iter().enumerate() {
            let (x, y) = place(at, *value);
            let _ = write!(path, "{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
        }
        sheet.canvas.stroke(&path, colour, width);
    }
    if let Some(last) = now.last() {
        let (x, y) = place(now.len() - 1, *last);
        let surface = sheet.theme.surface.clone();
        sheet.canvas.disc(x, y, 10.0, &surface);
        sheet.canvas.disc(x, y, 7.0, &accent);
    }
}

/// Fourteen values between 0.08 and 0.95 with a dip at weekends.
fn walk(sheet: &mut Sheet<'_>, from: f64) -> Vec<f64> {
    let mut level = from;
    (0..14_usize)
        .map(|day| {
            level = (level + (sheet.dice.share() - 0.44) * 0.16).clamp(0.22, 0.88);
            let weekend = if day % 7 >= 5 { 0.6 } else { 1.0 };
            (level * weekend).clamp(0.08, 0.95)
        })
        .collect()
}

/// A bar per group, longest first, with its number.
pub(super) fn bars(sheet: &mut Sheet<'_>, area: Area) {
    let groups = sheet.app.words.groups.len().clamp(1, 6);
    let step = area.h / number(groups);
    let mut value = f64::from(sheet.dice.between(120, 480));
    let longest = value;
    for at in 0..groups {
        let y = area.y + number(at) * step;
        let set = sheet.ink(20.0).within(area.w - 90.0);
        sheet.canvas.text(area.x, y + 22.0, nth(&sheet.app.words.groups, at), &set);
        let set = sheet.muted(20.0).end();
        sheet.canvas.text(area.right(), y + 22.0, &format!("{value:.0}"), &set);
        let (track, fill) = (sheet.theme.sunken.clone(), sheet.theme.series[at.min(3)].clone());
        sheet.canvas.fill(Area::new(area.x, y + 36.0, area.w, 14.0), 7.0, &track);
        sheet.canvas.fill(
            Area::new(area.x, y + 36.0, (area.w * value / longest).max(14.0), 14.0),
            7.0,
            &fill,
        );
        value = (value * (0.5 + sheet.dice.share() * 0.38)).round();
    }
}

/// Standing columns, one per week, in two parts.
pub(super) fn columns(sheet: &mut Sheet<'_>, area: Area, count: usize) {
    let base = area.bottom() - 36.0;
    let step = area.w / number(count);
    let width = (step * 0.56).min(52.0);
    sheet.rule(area.x, base, area.w);
    for at in 0..count {
        let x = area.x + number(at) * step + (step - width) / 2.0;
        let rise = 0.45 + 0.35 * number(at) / number(count);
        let height = (base - area.y) * (rise + sheet.dice.share() * 0.18);
        let lower = height * (0.55 + sheet.dice.share() * 0.2);
        let (main, second) = (sheet.theme.series[0].clone(), sheet.theme.series[1].clone());
        sheet.canvas.fill(Area::new(x, base - height, width, height - lower - 3.0), 5.0, &second);
        sheet.canvas.fill(Area::new(x, base - lower, width, lower), 5.0, &main);
        let set = sheet.muted(SMALL).middle();
        sheet.canvas.text(x + width / 2.0, area.bottom() - 6.0, &format!("W{}", at + 9), &set);
    }
}

/// What the two parts of [`columns`] stand for.
pub(super) fn legend(sheet: &mut Sheet<'_>, x: f64, y: f64) {
    let mut x = x;
    for at in 0..2_usize {
        let colour = sheet.theme.series[at].clone();
        sheet.canvas.fill(Area::new(x, y - 13.0, 16.0, 16.0), 4.0, &colour);
        let set = sheet.muted(SMALL);
        let label = nth(&sheet.app.words.groups, at).to_owned();
        sheet.canvas.text(x + 26.0, y + 1.0, &label, &set);
        x += 26.0 + set.width(&label) + 34.0;
    }
}
