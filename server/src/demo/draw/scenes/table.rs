//! Rows with columns and states.

use crate::demo::draw::{
    canvas::{Area, Type, number},
    chrome, letters,
    sheet::{BODY, SMALL, Sheet},
    words::{Column, nth},
};

const HEAD: f64 = 54.0;
const LEAST_ROW: f64 = 62.0;
const SHOWN: usize = 10;

pub(super) fn draw(sheet: &mut Sheet<'_>, area: Area) {
    let area = chrome::filters(sheet, area);
    sheet.card(area);
    let words = sheet.app.words;
    let columns = words.columns();
    let turn = sheet.turn();
    let state_width = (0..words.stages.len())
        .map(|at| letters::width(words.stage(at).0, SMALL, true) + 28.0)
        .fold(100.0, f64::max);
    let state_x = area.right() - state_width - 24.0;
    let places = places(&columns, &words.things, turn, state_x - area.x - 28.0);
    let first = places.first().map_or(state_x, |place| area.x + 28.0 + place.0);

    let sunken = sheet.theme.sunken.clone();
    sheet.canvas.fill(Area::new(area.x + 1.0, area.y + 1.0, area.w - 2.0, HEAD), 13.0, &sunken);
    let head = sheet.muted(SMALL).medium();
    sheet.canvas.text(area.x + 28.0, area.y + 35.0, &words.thing, &head);
    for (column, place) in columns.iter().zip(&places) {
        let x = area.x + 28.0 + place.0;
        cell(sheet, (x, area.y + 35.0), place.1, column.label, is_amount(column), &head);
    }
    sheet.canvas.text(state_x, area.y + 35.0, "Status", &head);

    let rows = (1_usize..).take_while(|row| HEAD + number(*row) * LEAST_ROW <= area.h).count();
    let height = (area.h - HEAD - 2.0) / number(rows);
    for row in 0..rows {
        let y = area.y + HEAD + number(row) * height;
        let base = y + height / 2.0 + 7.5;
        if row == 2 {
            let tint = sheet.theme.tint.clone();
            sheet.canvas.fill(Area::new(area.x + 1.5, y, area.w - 3.0, height), 0.0, &tint);
        }
        if row > 0 {
            sheet.rule(area.x + 1.0, y, area.w - 2.0);
        }
        let set = sheet.ink(BODY).medium().within(first - area.x - 48.0);
        sheet.canvas.text(area.x + 28.0, base, nth(&words.things, row + sheet.place * 2), &set);
        for (column, place) in columns.iter().zip(&places) {
            let x = area.x + 28.0 + place.0;
            let set = sheet.ink(BODY);
            cell(sheet, (x, base), place.1, &column.cell(row, turn), is_amount(column), &set);
        }
        let stage = sheet.dice.below(words.stages.len());
        let tone = sheet.stage_tone(stage);
        sheet.pill(state_x, y + height / 2.0, words.stage(stage).0, tone);
    }
}

/// A text in its column; amounts stand at its right edge.
fn cell(sheet: &mut Sheet<'_>, at: (f64, f64), width: f64, text: &str, amount: bool, set: &Type) {
    let set = set.clone().within(width - 20.0);
    if amount {
        sheet.canvas.text(at.0 + width - 36.0, at.1, text, &set.end());
    } else {
        sheet.canvas.text(at.0, at.1, text, &set);
    }
}

fn is_amount(column: &Column<'_>) -> bool {
    column.cell(0, 0).contains(".00")
}

/// Start and width of each column after the first: the room is shared by what the columns hold.
fn places(columns: &[Column<'_>], things: &[String], turn: usize, room: f64) -> Vec<(f64, f64)> {
    let wide = |text: &str| letters::width(text, BODY, true) + 32.0;
    let first = things.iter().map(|thing| wide(thing)).fold(160.0, f64::max);
    let others: Vec<f64> = columns
        .iter()
        .map(|column| {
            let label = wide(column.label);
            let cells = (0..SHOWN).map(|row| wide(&column.cell(row, turn)));
            cells.fold(label, f64::max)
        })
        .collect();
    let wanted = first + others.iter().sum::<f64>();
    let scale = room / wanted;
    let mut x = first * scale;
    others
        .into_iter()
        .map(|width| {
            let place = (x, width * scale);
            x += width * scale;
            place
        })
        .collect()
}
