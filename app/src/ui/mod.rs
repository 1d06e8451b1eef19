//! Pieces that know no feature: one component per file. The gallery at `/gallery` shows each of them in
//! every state.

pub mod breadcrumbs;
pub mod button;
pub mod checkbox;
pub mod chip;
#[cfg(feature = "every-screen")]
pub mod clock;
#[cfg(feature = "every-screen")]
pub mod code_box;
pub mod combobox;
#[cfg(feature = "every-screen")]
pub mod confirm;
#[cfg(feature = "every-screen")]
pub mod copy;
pub mod dialog;
#[cfg(feature = "every-screen")]
pub mod difference;
pub mod explain;
pub mod field;
#[cfg(feature = "every-screen")]
pub mod form;
pub mod icon;
pub mod mark;
mod modal;
pub mod notice;
pub mod options;
pub mod palette;
#[cfg(feature = "every-screen")]
pub mod password;
#[cfg(feature = "every-screen")]
pub mod rating_histogram;
pub mod rating_stars;
pub mod receipt;
pub mod seal;
pub mod select;
pub mod sheet;
pub mod show_more;
pub mod skeleton;
pub mod state_page;
#[cfg(feature = "every-screen")]
pub mod table;
pub mod tag;
#[cfg(feature = "every-screen")]
pub mod text_area;
pub mod texts;
pub mod theme_toggle;
pub mod toasts;
mod typed;
pub mod when;

pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::{Button, LinkButton, Look};
pub use checkbox::Checkbox;
pub use chip::Chip;
#[cfg(feature = "every-screen")]
pub use clock::Clock;
#[cfg(feature = "every-screen")]
pub use code_box::CodeBox;
pub use combobox::Combobox;
#[cfg(feature = "every-screen")]
pub use confirm::Confirm;
#[cfg(feature = "every-screen")]
pub use copy::{Copied, CopyButton};
pub use dialog::Dialog;
#[cfg(feature = "every-screen")]
pub use difference::{Change, Difference};
pub use explain::Explain;
pub use field::{Field, FieldKind, Saved};
#[cfg(feature = "every-screen")]
pub use form::new_intent;
pub use icon::{Icon, IconName};
pub use mark::GuildMark;
pub use notice::Notice;
pub use options::ComboOption;
pub use palette::{Palette, use_palette_keys};
#[cfg(feature = "every-screen")]
pub use password::{PasswordField, Verdict};
#[cfg(feature = "every-screen")]
pub use rating_histogram::RatingHistogram;
pub use rating_stars::RatingStars;
pub use receipt::{Receipt, ReceiptRow};
pub use seal::{Seal, SealMark, SealState, badge_name, level_words};
pub use select::{Select, SelectOption};
pub use sheet::Sheet;
pub use show_more::ShowMore;
pub use skeleton::Skeleton;
pub use state_page::{StateKind, StatePage};
#[cfg(feature = "every-screen")]
pub use table::{Column, Table};
pub use tag::{Tag, Tone};
#[cfg(feature = "every-screen")]
pub use text_area::TextArea;
pub use theme_toggle::ThemeToggle;
pub use toasts::{Toast, ToastQueue, Toasts, provide_toasts, use_toasts};
pub use when::When;
