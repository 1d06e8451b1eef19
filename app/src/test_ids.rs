//! Names that browser tests find things by where their meaning alone does not single them out:
//! `data-testid`. The app and the tests use the same constants.

/// The page's own search box in the top bar.
pub const SEARCH: &str = "search";
/// One app in a list.
pub const CARD: &str = "card";
/// The number of apps found.
pub const RESULT_COUNT: &str = "result-count";
/// The facets of the directory.
pub const FACETS: &str = "facets";
/// What is chosen in the directory.
pub const CHOSEN: &str = "chosen";
/// Leads to more of a list.
pub const SHOW_MORE: &str = "show-more";
/// The corrected search.
pub const DID_YOU_MEAN: &str = "did-you-mean";
/// The explanation of a rank.
pub const WHY: &str = "why";
/// The bar with the apps kept for comparison.
pub const COMPARE_TRAY: &str = "compare-tray";
/// The table of apps side by side.
pub const COMPARE_TABLE: &str = "compare-table";
/// Opens the command palette.
pub const PALETTE_BUTTON: &str = "palette-button";
/// A shelf of the home page.
pub const SHELF: &str = "shelf";
/// The button of a mail in the mailbox of a demo.
pub const MAIL_LINK: &str = "mail-link";
/// Says in the bar of the desktop app on which server one is.
pub const SERVER_HERE: &str = "server-here";
