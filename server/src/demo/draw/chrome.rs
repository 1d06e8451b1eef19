//! The frame that an app draws around its screens; each app has one of three.

use super::{
    canvas::{Area, Type, number},
    dice::Dice,
    sheet::{SMALL, Sheet, TITLE},
    words::nth,
};

/// Draws frame and page heading; returns what is left for the scene.
pub(super) fn framed(sheet: &mut Sheet<'_>) -> Area {
    let whole = sheet.canvas.area();
    let page = sheet.theme.page.clone();
    sheet.canvas.fill(whole, 0.0, &page);
    let inside = match Dice::of(sheet.app.slug).below(5) {
        0 | 1 => side(sheet, whole),
        2 | 3 => banner(sheet, whole),
        _ => rail(sheet, whole),
    };
    heading(sheet, inside)
}

/// Named areas in a column on the left.
fn side(sheet: &mut Sheet<'_>, whole: Area) -> Area {
    const WIDTH: f64 = 280.0;
    let (sunken, line) = (sheet.theme.sunken.clone(), sheet.theme.line.clone());
    sheet.canvas.fill(Area::new(0.0, 0.0, WIDTH, whole.h), 0.0, &sunken);
    sheet.canvas.line((WIDTH, 0.0), (WIDTH, whole.h), &line, 1.5);
    let icon = sheet.app.mark.body();
    sheet.canvas.nested(26.0, 30.0, 46.0, &icon);
    let most = WIDTH - 102.0;
    let large = sheet.ink(24.0).bold();
    let set = if large.width(sheet.app.name) > most { sheet.ink(19.0).bold() } else { large };
    sheet.canvas.text(86.0, 61.0, sheet.app.name, &set.within(most));
    for (at, area) in sheet.app.words.nav.iter().enumerate() {
        let y = 128.0 + number(at) * 58.0;
        let here = at == sheet.place % sheet.app.words.nav.len();
        let colour = if here {
            sheet.theme.tone(super::colour::Tone::Accent)
        } else {
            (sheet.theme.muted.clone(), sunken.clone())
        };
        if here {
            sheet.canvas.fill(Area::new(16.0, y - 26.0, WIDTH - 32.0, 52.0), 10.0, &colour.1);
        }
        pictogram(sheet, 46.0, y, at, &colour.0);
        let set = Type::new(21.0, &colour.0).medium().within(WIDTH - 100.0);
        sheet.canvas.text(74.0, y + 7.5, area, &set);
    }
    let user = sheet.user();
    sheet.face(48.0, whole.h - 48.0, 22.0, user);
    let set = sheet.ink(20.0).within(WIDTH - 100.0);
    sheet.canvas.text(84.0, whole.h - 41.0, user, &set);
    Area::new(WIDTH, 0.0, whole.w - WIDTH, whole.h).inset(40.0)
}

/// The app's colour across the top with its areas as tabs.
fn banner(sheet: &mut Sheet<'_>, whole: Area) -> Area {
    const HEIGHT: f64 = 84.0;
    let (ground, ink, quiet) = sheet.theme.banner();
    sheet.canvas.fill(Area::new(0.0, 0.0, whole.w, HEIGHT), 0.0, &ground);
    let icon = sheet.app.mark.body();
    sheet.canvas.nested(40.0, 19.0, 46.0, &icon);
    let name = Type::new(25.0, &ink).bold();
    sheet.canvas.text(102.0, 51.0, sheet.app.name, &name);
    let mut x = 102.0 + name.width(sheet.app.name) + 56.0;
    for (at, area) in sheet.app.words.nav.iter().enumerate() {
        let here = at == sheet.place % sheet.app.words.nav.len();
        let set = Type::new(21.0, if here { &ink } else { &quiet }).medium();
        let width = set.width(area);
        if x + width > whole.w - 110.0 {
            break;
        }
        sheet.canvas.text(x, 50.0, area, &set);
        if here {
            sheet.canvas.fill(Area::new(x, HEIGHT - 6.0, width, 6.0), 3.0, &ink);
        }
        x += width + 42.0;
    }
    let user = sheet.user();
    sheet.face(whole.w - 62.0, 42.0, 22.0, user);
    Area::new(0.0, HEIGHT, whole.w, whole.h - HEIGHT).inset(48.0)
}

/// A narrow strip of pictograms and a search box above the page.
fn rail(sheet: &mut Sheet<'_>, whole: Area) -> Area {
    const WIDTH: f64 = 96.0;
    let (ground, ink, quiet) = sheet.theme.banner();
    sheet.canvas.fill(Area::new(0.0, 0.0, WIDTH, whole.h), 0.0, &ground);
    let icon = sheet.app.mark.body();
    sheet.canvas.nested(22.0, 24.0, 52.0, &icon);
    for at in 0..sheet.app.words.nav.len() {
        let y = 142.0 + number(at) * 74.0;
        let here = at == sheet.place % sheet.app.words.nav.len();
        if here {
            sheet.canvas.fill(Area::new(0.0, y - 28.0, 6.0, 56.0), 3.0, &ink);
        }
        pictogram(sheet, WIDTH / 2.0, y, at, if here { &ink } else { &quiet });
    }
    let user = sheet.user();
    sheet.face(WIDTH / 2.0, whole.h - 52.0, 24.0, user);
    let (surface, line) = (sheet.theme.surface.clone(), sheet.theme.line.clone());
    sheet.canvas.fill(Area::new(WIDTH, 0.0, whole.w - WIDTH, 78.0), 0.0, &surface);
    sheet.canvas.line((WIDTH, 78.0), (whole.w, 78.0), &line, 1.5);
    let set = sheet.ink(22.0).bold();
    sheet.canvas.text(WIDTH + 44.0, 47.0, sheet.app.name, &set);
    let sunken = sheet.theme.sunken.clone();
    sheet.canvas.fill(Area::new(whole.w - 484.0, 16.0, 440.0, 46.0), 23.0, &sunken);
    let muted = sheet.theme.muted.clone();
    sheet.canvas.ring(whole.w - 456.0, 37.0, 7.0, &muted, 2.5);
    sheet.canvas.line((whole.w - 451.0, 42.0), (whole.w - 446.0, 47.0), &muted, 2.5);
    let hint = format!("Search {}", nth(&sheet.app.words.nav, 0).to_lowercase());
    let set = sheet.muted(19.0).within(380.0);
    sheet.canvas.text(whole.w - 432.0, 46.0, &hint, &set);
    Area::new(WIDTH, 78.0, whole.w - WIDTH, whole.h - 78.0).inset(44.0)
}

/// Title and main button of the page.
fn heading(sheet: &mut Sheet<'_>, inside: Area) -> Area {
    let action = sheet.app.words.action.clone();
    let button = sheet.button(inside.right(), inside.y + 24.0, &action, true);
    let set = sheet.ink(TITLE).bold().within(inside.w - button - 40.0);
    let title = sheet.title;
    sheet.canvas.text(inside.x, inside.y + 36.0, title, &set);
    inside.below(84.0)
}

/// One of a few simple signs, so that areas can be told apart.
fn pictogram(sheet: &mut Sheet<'_>, x: f64, y: f64, which: usize, colour: &str) {
    let canvas = &mut sheet.canvas;
    let d = match which % 6 {
        0 => format!("M{} {}h18M{} {}h18M{} {}h12", x - 9.0, y - 7.0, x - 9.0, y, x - 9.0, y + 7.0),
        1 => format!("M{} {}h18v16h-18ZM{} {}h18", x - 9.0, y - 8.0, x - 9.0, y - 2.0),
        2 => format!("M{} {}v-6M{x} {}v-16M{} {}v-11", x - 8.0, y + 8.0, y + 8.0, x + 8.0, y + 8.0),
        3 => format!("M{x} {}a9 9 0 1 1 0 18a9 9 0 1 1 0-18ZM{x} {}v5l4 3", y - 9.0, y - 4.0),
        4 => format!("M{} {}l9-8l9 8v8h-18Z", x - 9.0, y),
        _ => format!(
            "M{} {}h18M{} {}h18M{} {}v6M{} {}v6",
            x - 9.0,
            y - 5.0,
            x - 9.0,
            y + 5.0,
            x - 3.0,
            y - 8.0,
            x + 4.0,
            y + 2.0
        ),
    };
    canvas.stroke(&d, colour, 2.4);
}

/// Filters in a row above a list; returns what is left below.
pub(super) fn filters(sheet: &mut Sheet<'_>, area: Area) -> Area {
    let mut x = area.x;
    let groups = sheet.app.words.groups.clone();
    for (at, group) in std::iter::once(format!("All {}", groups.len() * 13 + 9)).chain(groups).enumerate() {
        let (ink, ground) = if at == 0 {
            sheet.theme.tone(super::colour::Tone::Accent)
        } else {
            (sheet.theme.ink.clone(), sheet.theme.surface.clone())
        };
        let set = Type::new(SMALL + 1.0, &ink).medium();
        let width = set.width(&group) + 34.0;
        if x + width > area.right() {
            break;
        }
        let line = sheet.theme.line.clone();
        sheet.canvas.boxed(Area::new(x, area.y, width, 42.0), 21.0, &ground, &line);
        sheet.canvas.text(x + 17.0, area.y + 27.5, &group, &set);
        x += width + 12.0;
    }
    area.below(64.0)
}
