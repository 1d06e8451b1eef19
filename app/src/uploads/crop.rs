//! Choosing the part of a picture: by hand on the picture, or with sliders.

use leptos::{html, prelude::*};
use shared::uploads::{
    crop::{Corner, Crop, PARTS, Size},
    model::Kind,
};
use wasm_bindgen::JsValue;

use super::{file, texts};
use crate::{
    browser::{invoke, member},
    ui::{Button, Dialog, Look},
    view,
    view::{effect, live},
};

/// A picture of which a part is chosen.
#[derive(Clone, Debug)]
pub struct Cropping {
    /// Where it is shown from.
    pub src: String,
    pub kind: Kind,
    /// Takes the part.
    pub then: Callback<Crop>,
    /// The browser cannot show it.
    pub unreadable: Callback<()>,
}

/// The dialog; open while there is something to crop.
#[component]
pub fn CropDialog(cropping: RwSignal<Option<Cropping>>) -> impl IntoView {
    let t = texts();
    let open = RwSignal::new(false);
    effect(move || open.set(cropping.with(Option::is_some)));
    effect(move || {
        if !open.get()
            && let Some(over) = untrack(|| cropping.get())
        {
            file::forget(&over.src);
            cropping.set(None);
        }
    });
    view! {
        <Dialog open=open title=t.crop_title>
            {live(move || cropping.get().map(|cropping| stage(cropping, open)))}
        </Dialog>
    }
}

/// What the hand holds: a corner, or the whole part; where it took hold, and the part as it was then.
type Held = (Option<Corner>, i32, i32, Crop);

fn stage(cropping: Cropping, open: RwSignal<bool>) -> AnyView {
    let t = texts();
    let Cropping { src, kind, then, unreadable } = cropping;
    let node = NodeRef::<html::Div>::new();
    let size = RwSignal::new(None::<Size>);
    let part = RwSignal::new(Crop::WHOLE);
    let held = StoredValue::new(None::<Held>);
    let square = move || size.get_untracked().filter(|_| kind == Kind::Icon);
    let loaded = move |event: leptos::ev::Event| {
        let image: JsValue = event.target().map(Into::into).unwrap_or_default();
        let side =
            |name: &str| whole(member(&image, name).as_f64().unwrap_or_default()).max(1).unsigned_abs();
        let natural = (side("naturalWidth"), side("naturalHeight"));
        if kind == Kind::Icon {
            part.set(Crop::square(natural));
        }
        size.set(Some(natural));
    };
    let take = move |event: &leptos::ev::PointerEvent, corner: Option<Corner>| {
        event.prevent_default();
        event.stop_propagation();
        held.set_value(Some((corner, event.client_x(), event.client_y(), part.get_untracked())));
        if let Some(stage) = node.get_untracked() {
            // Without it the hand lets go at the edge of the picture.
            let _ = invoke(&stage, "setPointerCapture", &[member(event, "pointerId")]);
        }
    };
    let pull = move |event: leptos::ev::PointerEvent| {
        let (Some((corner, x, y, before)), Some(stage)) = (held.get_value(), node.get_untracked()) else {
            return;
        };
        let area = stage.get_bounding_client_rect();
        let share = |moved: i32, side: f64| whole(f64::from(moved) * f64::from(PARTS) / side.max(1.0));
        let right = share(event.client_x() - x, area.width());
        let down = share(event.client_y() - y, area.height());
        part.set(match corner {
            None => before.moved(right, down),
            Some(corner) => before.dragged(corner, right, down, square()),
        });
    };
    let let_go = move |_| held.set_value(None);
    let corners = Corner::ALL.map(|corner| {
        let name = match corner {
            Corner::TopLeft => "top-left",
            Corner::TopRight => "top-right",
            Corner::BottomLeft => "bottom-left",
            Corner::BottomRight => "bottom-right",
        };
        view! {
            <span class="crop-corner" data-corner=name
                on:pointerdown=move |event: leptos::ev::PointerEvent| take(&event, Some(corner))></span>
        }
    });
    let share = |number: u16| format!("{}.{:02}%", number / 100, number % 100);
    let frame = view! {
        <div
            class="crop-part"
            style:left=move || share(part.get().left)
            style:top=move || share(part.get().top)
            style:width=move || share(part.get().width)
            style:height=move || share(part.get().height)
            on:pointerdown=move |event: leptos::ev::PointerEvent| take(&event, None)
        >
            {corners.into_iter().collect_view()}
        </div>
    };
    let slide = move |id: &'static str,
                      label: &'static str,
                      read: fn(Crop) -> u16,
                      write: fn(Crop, i32, Option<Size>) -> Crop| {
        view! {
            <label class="crop-slider" for=id>
                <span>{label}</span>
                <input type="range" id=id min="0" max=PARTS.to_string() step="50"
                    prop:value=move || read(part.get()).to_string()
                    aria-valuetext=move || (t.per_cent)(read(part.get()) / 100)
                    on:input=move |event| {
                        if let Ok(to) = event_target_value(&event).parse::<i32>() {
                            part.update(|part| *part = write(*part, to, square()));
                        }
                    }/>
            </label>
        }
    };
    let sliders = view! {
        {slide("crop-left", t.crop_left, |part| part.left, |part, to, _| part.moved(to - i32::from(part.left), 0))}
        {slide("crop-top", t.crop_top, |part| part.top, |part, to, _| part.moved(0, to - i32::from(part.top)))}
        {slide(
            "crop-width",
            if kind == Kind::Icon { t.crop_size } else { t.crop_width },
            |part| part.width,
            |part, to, square| part.dragged(Corner::BottomRight, to - i32::from(part.width), 0, square),
        )}
        {(kind != Kind::Icon).then(|| slide(
            "crop-height",
            t.crop_height,
            |part| part.height,
            |part, to, square| part.dragged(Corner::BottomRight, 0, to - i32::from(part.height), square),
        ))}
    };
    let pixels = live(move || {
        size.get().map(|size| {
            let cut = part.get().cut(size);
            let cut = if kind == Kind::Icon { cut.square() } else { cut };
            (t.crop_pixels)(cut.width, cut.height)
        })
    });
    view! {
        <p class="quiet">{if kind == Kind::Icon { t.crop_icon_lead } else { t.crop_lead }}</p>
        <div class="crop-stage" node_ref=node on:pointermove=pull on:pointerup=let_go on:pointercancel=let_go>
            <img src=src alt="" draggable="false" on:load=loaded
                on:error=move |_| {
                    open.set(false);
                    unreadable.run(());
                }/>
            {frame}
        </div>
        <div class="crop-sliders">{sliders}</div>
        <p class="quiet" role="status">{pixels}</p>
        <div class="form-ways">
            <Button look=Look::Primary disabled=Signal::derive(move || size.get().is_none())
                on_press=move |()| {
                    open.set(false);
                    then.run(part.get_untracked());
                }>{t.crop_done}</Button>
            <Button on_press=move |()| open.set(false)>{t.cancel}</Button>
        </div>
    }
}

#[expect(clippy::cast_possible_truncation, reason = "rounded, and cut to what fits")]
fn whole(number: f64) -> i32 {
    number.round() as i32
}
