//! Pieces that know no feature: one component per file. The gallery at `/gallery` shows each of them in
//! every state.

pub mod breadcrumbs;
pub mod button;
pub mod checkbox;
pub mod chip;
pub mod combobox;
pub mod dialog;
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
pub mod rating_histogram;
pub mod rating_stars;
pub mod receipt;
pub mod seal;
pub mod select;
pub mod sheet;
pub mod show_more;
pub mod skeleton;
pub mod state_page;
pub mod tag;
pub mod texts;
pub mod theme_toggle;
pub mod toasts;
mod typed;
pub mod when;

pub use breadcrumbs::{Breadcrumbs, Crumb};
pub use button::{Button, LinkButton, Look};
pub use checkbox::Checkbox;
pub use chip::Chip;
pub use combobox::Combobox;
pub use dialog::Dialog;
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
pub use rating_histogram::RatingHistogram;
pub use rating_stars::RatingStars;
pub use receipt::{Receipt, ReceiptRow};
pub use seal::{Seal, SealMark, SealState, badge_name};
pub use select::{Select, SelectOption};
pub use sheet::Sheet;
pub use show_more::ShowMore;
pub use skeleton::Skeleton;
pub use state_page::{StateKind, StatePage};
pub use tag::{Tag, Tone};
pub use theme_toggle::ThemeToggle;
pub use toasts::{Toast, ToastQueue, Toasts, provide_toasts, use_toasts};
pub use when::When;
