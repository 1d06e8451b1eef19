//! Rendered pages.

mod conditional;

pub(crate) use self::conditional::none_match;
