//! Cells shaded by value, rows against columns.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    colour::oklch,
    sheet::{BODY, SMALL, Sheet},
    words::nth,
};

const ROWS: usize = 8;
const COLUMNS: usize = 8;

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let area = crate::demo::draw::chrome::filters(sheet, area);
    sheet.card(area);
    let words = sheet.app.words;
    let label = area.w * 0.27;
    let grid = Area::new(area.x + label, area.y + 66.0, area.w - label - 28.0, area.h - 94.0);
    let set = sheet.muted(SMALL).medium().within(label - 56.0);
    sheet.canvas.text(area.x + 28.0, area.y + 44.0, &words.thing, &set);
    let columns = grid.columns(COLUMNS, 8.0);
    for (at, column) in columns.iter().enumerate() {
        let set = sheet.muted(SMALL).middle();
        let text = if at == 0 { "Start".to_owned() } else { format!("Month {at}") };
        sheet.canvas.text(column.x + column.w / 2.0, area.y + 44.0, &text, &set);
    }
    let height = grid.h / number(ROWS);
    for row in 0..ROWS {
        let y = grid.y + number(row) * height;
        let set = sheet.ink(BODY).within(label - 56.0);
        sheet.canvas.text(area.x + 28.0, y + height / 2.0 + 4.0, nth(&words.things, row), &set);
        let mut kept = 1.0;
        for (at, column) in columns.iter().enumerate().take(COLUMNS - row / 2) {
            let cell = Area { y, h: height - 8.0, ..*column };
            shade(sheet, cell, kept);
            let loss = if at == 0 { 0.1 } else { 0.035 };
            kept *= 1.0 - loss - sheet.dice.share() * 0.09;
        }
    }
}

fn shade(sheet: &mut Sheet<'_>, cell: Area, share: f64) {
    let palette = sheet.app.mark.palette;
    let strength = ((share - 0.35) / 0.65).clamp(0.0, 1.0);
    let (lightness, deep) = if sheet.theme.dark {
        (0.3 + 0.45 * strength, strength > 0.55)
    } else {
        (0.95 - 0.5 * strength, strength > 0.55)
    };
    let ground = oklch(lightness, palette.chroma * (0.3 + 0.7 * strength), palette.hue);
    let ink = match (sheet.theme.dark, deep) {
        (false, true) => "#ffffff".to_owned(),
        (true, true) => oklch(0.16, 0.02, palette.hue),
        (_, false) => sheet.theme.ink.clone(),
    };
    sheet.canvas.fill(cell, 8.0, &ground);
    let set = Type::new(20.0, &ink).medium().middle();
    let text = format!("{:.0} %", share * 100.0);
    sheet.canvas.text(cell.x + cell.w / 2.0, cell.y + cell.h / 2.0 + 7.0, &text, &set);
}
