//! Stroke icons on a 24 px grid, drawn for this project.

use leptos::prelude::*;

use crate::view;

/// What an icon shows. The name says the picture's meaning, not its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IconName {
    Add,
    Back,
    Book,
    Building,
    Calendar,
    Certificate,
    Check,
    Clock,
    Close,
    Collapse,
    Compare,
    Copy,
    Dark,
    Data,
    Done,
    Error,
    Expand,
    External,
    Feed,
    Filter,
    Forward,
    Globe,
    Grid,
    Home,
    Info,
    Install,
    Key,
    Light,
    Link,
    List,
    Lock,
    Mail,
    Market,
    Menu,
    More,
    Next,
    Offline,
    Partner,
    Performance,
    Picture,
    Previous,
    Remove,
    Search,
    Security,
    Sort,
    Star,
    Tag,
    Trending,
    Undo,
    Warning,
}

impl IconName {
    pub const ALL: [Self; 50] = [
        Self::Add,
        Self::Back,
        Self::Book,
        Self::Building,
        Self::Calendar,
        Self::Certificate,
        Self::Check,
        Self::Clock,
        Self::Close,
        Self::Collapse,
        Self::Compare,
        Self::Copy,
        Self::Dark,
        Self::Data,
        Self::Done,
        Self::Error,
        Self::Expand,
        Self::External,
        Self::Feed,
        Self::Filter,
        Self::Forward,
        Self::Globe,
        Self::Grid,
        Self::Home,
        Self::Info,
        Self::Install,
        Self::Key,
        Self::Light,
        Self::Link,
        Self::List,
        Self::Lock,
        Self::Mail,
        Self::Market,
        Self::Menu,
        Self::More,
        Self::Next,
        Self::Offline,
        Self::Partner,
        Self::Performance,
        Self::Picture,
        Self::Previous,
        Self::Remove,
        Self::Search,
        Self::Security,
        Self::Sort,
        Self::Star,
        Self::Tag,
        Self::Trending,
        Self::Undo,
        Self::Warning,
    ];

    /// The strokes, as SVG path data.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Add => "M12 5v14M5 12h14",
            Self::Back => "M19 12H5M11 6l-6 6 6 6",
            Self::Book => {
                "M12 7v13M12 7c-2-1.7-5-2-8-2v12.5c3 0 6 .3 8 2.5 2-2.2 5-2.5 8-2.5V5c-3 0-6 .3-8 2z"
            }
            Self::Building => "M5 20V4h9v16M14 9h5v11M3 20h18M8 8h3M8 12h3M8 16h3M16.5 13v0M16.5 16.5v0",
            Self::Calendar => "M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8M8 14.5h3",
            Self::Certificate => {
                "M9 14.5 7.5 21l4.5-2 4.5 2-1.5-6.5M12 3a6 6 0 1 1 0 12 6 6 0 0 1 0-12zM9.8 9l1.7 1.7 3-3.2"
            }
            Self::Check => "M5 12.5l4.5 4.5L19 7",
            Self::Clock => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2.5",
            Self::Close => "M6 6l12 12M18 6L6 18",
            Self::Collapse => "M6 15l6-6 6 6",
            Self::Compare => "M4 5h6v14H4zM14 5h6v14h-6zM6 9h2M6 12h2M16 9h2M16 12h2M16 15h2",
            Self::Copy => "M9 8h11v12H9zM15 8V4H4v12h5",
            Self::Dark => "M20 13.5A8 8 0 1 1 10.5 4a6.5 6.5 0 0 0 9.5 9.5z",
            Self::Data => {
                "M5 6c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM5 6v6c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12v6c0 1.7 3.1 3 7 3s7-1.3 7-3v-6"
            }
            Self::Done => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM8 12.3l2.8 2.7L16 9.5",
            Self::Error => "M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7zM12 8v5M12 16v.2",
            Self::Expand => "M6 9l6 6 6-6",
            Self::External => "M18 13.5V20H4V6h6.5M14 4h6v6M20 4l-9 9",
            Self::Feed => "M5 19v0M5 12a7 7 0 0 1 7 7M5 5a14 14 0 0 1 14 14",
            Self::Filter => {
                "M4 7h8M18 7h2M4 17h2M12 17h8M15 4.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5zM9 14.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z"
            }
            Self::Forward => "M5 12h14M13 6l6 6-6 6",
            Self::Globe => {
                "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM3.5 12h17M12 3.5c2.4 2.3 3.5 5.2 3.5 8.5s-1.1 6.2-3.5 8.5c-2.4-2.3-3.5-5.2-3.5-8.5s1.1-6.2 3.5-8.5z"
            }
            Self::Grid => "M4 4h6.5v6.5H4zM13.5 4H20v6.5h-6.5zM4 13.5h6.5V20H4zM13.5 13.5H20V20h-6.5z",
            Self::Home => "M4 20v-9h3V7h3V4h4v3h3v4h3v9h-6v-4.5a2 2 0 0 0-4 0V20z",
            Self::Info => "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 11v5.5M12 7.7v.2",
            Self::Install => "M12 4v11M7 10.5l5 5 5-5M4 16v4h16v-4",
            Self::Key => "M8 11.5a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 12.5l8.5-8.5M15.5 8l3 3",
            Self::Light => {
                "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"
            }
            Self::Link => {
                "M10 14l4-4M11 7l2.5-2.5a4.2 4.2 0 0 1 6 6L17 13M13 17l-2.5 2.5a4.2 4.2 0 0 1-6-6L7 11"
            }
            Self::List => "M9 6h11M9 12h11M9 18h11M4.5 6v0M4.5 12v0M4.5 18v0",
            Self::Lock => "M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2",
            Self::Mail => "M3.5 6h17v12.5h-17zM4 7l8 6.5L20 7",
            Self::Market => {
                "M4.5 10.5V20h15v-9.5M3 8l2-4h14l2 4c0 1.7-1.3 3-3 3s-3-1.3-3-3c0 1.7-1.3 3-3 3s-3-1.3-3-3c0 1.7-1.3 3-3 3s-3-1.3-3-3zM9.5 20v-5h5v5"
            }
            Self::Menu => "M4 7h16M4 12h16M4 17h16",
            Self::More => {
                "M5.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M11.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0M17.4 12a.6.6 0 1 0 1.2 0 .6.6 0 1 0-1.2 0"
            }
            Self::Next => "M9 6l6 6-6 6",
            Self::Offline => {
                "M4 4l16 16M8.5 8.3A9 9 0 0 0 5.5 10.3M12 7.5c2.5 0 4.8 1 6.5 2.8M8.7 13.5a4.7 4.7 0 0 1 4.2-1.2M2.5 7.2c.8-.7 1.7-1.3 2.7-1.8M10 4.1c4.3-.5 8.5.7 11.5 3.1M12 17.5v.2"
            }
            Self::Partner => {
                "M9 4.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM2.5 20c0-3.3 2.9-5.5 6.5-5.5s6.5 2.2 6.5 5.5M15.5 4.8a3.5 3.5 0 0 1 0 6.4M18 14.8c2.1.8 3.5 2.7 3.5 5.2"
            }
            Self::Performance => "M5 18.5a8.5 8.5 0 1 1 14 0M12 14l4-5M8 12.5v0M12 9.5v0M12 14v0",
            Self::Picture => "M4 5h16v14H4zM4 16l4.5-5 4 4 2.5-2.5 5 4.5M15.5 9v0",
            Self::Previous => "M15 6l-6 6 6 6",
            Self::Remove => "M5 12h14",
            Self::Search => "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.3 15.3L20.5 20.5",
            Self::Security => {
                "M12 3l7.5 2.5V11c0 4.7-3 8.2-7.5 10-4.5-1.8-7.5-5.3-7.5-10V5.5zM8.8 11.8l2.4 2.4 4-4.4"
            }
            Self::Sort => "M8 5v14M4.5 15.5L8 19l3.5-3.5M16 19V5M12.5 8.5L16 5l3.5 3.5",
            Self::Star => "M12 3.5l2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9-4.3-4.1 5.9-.8z",
            Self::Tag => "M4 4h8l8.5 8.5-8 8L4 12zM8 8v0",
            Self::Trending => "M3.5 17l6-6 4 4 7-7.5M15 7.5h5.5V13",
            Self::Undo => "M8 5L4 9l4 4M4 9h9.5a5.5 5.5 0 0 1 0 11H8",
            Self::Warning => "M12 4l9 16H3zM12 10v4.5M12 17.2v.2",
        }
    }
}

/// An icon beside a text. It says nothing by itself: a button that shows only an icon carries its own
/// label.
#[component]
pub fn Icon(name: IconName) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
            <path d=name.path()></path>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::IconName;

    #[test]
    fn every_icon_is_drawn_once_and_stays_inside_its_grid() {
        let mut paths: Vec<_> = IconName::ALL.iter().map(|name| name.path()).collect();
        assert!(paths.iter().all(|path| path.starts_with('M')));
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), IconName::ALL.len());
    }
}
