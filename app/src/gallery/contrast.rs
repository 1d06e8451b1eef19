//! Which colours stand on which, and how well they can be told apart. The tests compute every
//! ratio from the tokens and compare it with what is written here.

/// What a colour has to reach on its ground: WCAG 2.2, 1.4.3 and 1.4.11.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// 4.5 : 1
    Text,
    /// 3 : 1
    Part,
}

/// One colour on one ground, with its ratio in each theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub colour: &'static str,
    pub ground: &'static str,
    pub need: Need,
    pub light: &'static str,
    pub dark: &'static str,
}

const fn text(colour: &'static str, ground: &'static str, light: &'static str, dark: &'static str) -> Pair {
    Pair { colour, ground, need: Need::Text, light, dark }
}

const fn part(colour: &'static str, ground: &'static str, light: &'static str, dark: &'static str) -> Pair {
    Pair { colour, ground, need: Need::Part, light, dark }
}

/// Every pair that the style sheets use.
pub const PAIRS: &[Pair] = &[
    text("ink", "page", "15.78", "15.57"),
    text("ink", "surface", "16.47", "14.42"),
    text("ink", "sunken", "14.75", "16.11"),
    text("ink", "raised", "16.47", "13.03"),
    text("ink", "accent-tint", "14.35", "11.71"),
    text("soft", "page", "8.12", "9.56"),
    text("soft", "surface", "8.47", "8.86"),
    text("soft", "sunken", "7.59", "9.89"),
    text("soft", "raised", "8.47", "8.00"),
    text("soft", "accent-tint", "7.38", "7.19"),
    text("faint", "page", "5.52", "6.64"),
    text("faint", "surface", "5.76", "6.15"),
    text("faint", "sunken", "5.16", "6.87"),
    text("faint", "raised", "5.76", "5.56"),
    text("page", "ink", "15.78", "15.57"),
    text("accent", "page", "6.55", "9.95"),
    text("accent", "surface", "6.83", "9.22"),
    text("accent", "sunken", "6.12", "10.30"),
    text("accent", "raised", "6.83", "8.33"),
    text("accent", "accent-tint", "5.95", "7.49"),
    text("accent-strong", "page", "9.24", "12.55"),
    text("accent-strong", "surface", "9.65", "11.63"),
    text("accent-strong", "sunken", "8.64", "12.99"),
    text("accent-strong", "raised", "9.65", "10.50"),
    text("accent-strong", "accent-tint", "8.40", "9.43"),
    text("on-accent", "accent", "6.65", "9.75"),
    text("on-accent", "accent-strong", "9.39", "12.28"),
    text("seal", "page", "6.53", "7.86"),
    text("seal", "surface", "6.81", "7.29"),
    text("seal", "raised", "6.81", "6.58"),
    text("seal", "seal-tint", "5.94", "6.11"),
    text("on-seal", "seal-wax", "6.15", "4.70"),
    text("waiting", "page", "6.42", "10.84"),
    text("waiting", "surface", "6.70", "10.05"),
    text("waiting", "raised", "6.70", "9.07"),
    text("waiting", "waiting-tint", "5.87", "8.04"),
    text("done", "page", "6.50", "10.32"),
    text("done", "surface", "6.78", "9.56"),
    text("done", "raised", "6.78", "8.63"),
    text("done", "done-tint", "6.01", "7.76"),
    text("information", "page", "6.25", "9.96"),
    text("information", "surface", "6.52", "9.23"),
    text("information", "raised", "6.52", "8.34"),
    text("information", "information-tint", "5.73", "7.59"),
    text("ink", "seal-tint", "14.36", "12.10"),
    text("ink", "waiting-tint", "14.44", "11.54"),
    text("ink", "done-tint", "14.59", "11.71"),
    text("ink", "information-tint", "14.47", "11.85"),
    part("edge", "page", "3.49", "3.78"),
    part("edge", "surface", "3.64", "3.50"),
    part("edge", "sunken", "3.26", "3.91"),
    part("edge", "raised", "3.64", "3.16"),
    part("seal-wax", "page", "6.25", "3.95"),
    part("seal-wax", "surface", "6.53", "3.66"),
    part("seal-wax", "raised", "6.53", "3.31"),
    part("accent", "line", "5.15", "6.85"),
    part("star", "page", "3.59", "10.84"),
    part("star", "surface", "3.75", "10.05"),
    part("star", "raised", "3.75", "9.07"),
];

#[cfg(test)]
mod tests;
