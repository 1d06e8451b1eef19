//! The part of a picture that is wanted, and how it is drawn larger, smaller and elsewhere.

use serde::{Deserialize, Serialize};

/// A part of a picture. Each number is in ten-thousandths of the picture's width or height, so that it says the
/// same of a picture that is scaled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Crop {
    /// From the left edge.
    pub left: u16,
    /// From the upper edge.
    pub top: u16,
    /// Of the picture's width.
    pub width: u16,
    /// Of the picture's height.
    pub height: u16,
}

/// What a side of a picture is divided into.
pub const PARTS: u16 = 10_000;
/// Shortest side of a part that can be drawn by hand.
const LEAST: i32 = 200;

/// A corner of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Corner {
    /// Above, left.
    TopLeft,
    /// Above, right.
    TopRight,
    /// Below, left.
    BottomLeft,
    /// Below, right.
    BottomRight,
}

impl Corner {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 4] = [Self::TopLeft, Self::TopRight, Self::BottomLeft, Self::BottomRight];

    const fn is_left(self) -> bool {
        matches!(self, Self::TopLeft | Self::BottomLeft)
    }

    const fn is_top(self) -> bool {
        matches!(self, Self::TopLeft | Self::TopRight)
    }
}

/// Width and height of a picture in pixels.
pub type Size = (u32, u32);

impl Crop {
    /// The whole picture.
    pub const WHOLE: Self = Self { left: 0, top: 0, width: PARTS, height: PARTS };

    /// Whether it has a size and lies within the picture.
    pub const fn fits(self) -> bool {
        self.width > 0
            && self.height > 0
            && self.left as u32 + self.width as u32 <= PARTS as u32
            && self.top as u32 + self.height as u32 <= PARTS as u32
    }

    /// The largest square in the middle of a picture.
    pub fn square((width, height): Size) -> Self {
        let side = width.min(height);
        let (width, height) = (share(side, width), share(side, height));
        Self { left: (PARTS - width) / 2, top: (PARTS - height) / 2, width, height }
    }

    /// The same part elsewhere, as far as the picture goes.
    #[must_use]
    pub fn moved(self, right: i32, down: i32) -> Self {
        let to = |at: u16, by: i32, size: u16| {
            let most = i32::from(PARTS.saturating_sub(size));
            within(i32::from(at).saturating_add(by), 0, most)
        };
        Self { left: to(self.left, right, self.width), top: to(self.top, down, self.height), ..self }
    }

    /// One corner moved, the opposite one stays. With the size of the picture the part stays a square.
    #[must_use]
    pub fn dragged(self, corner: Corner, right: i32, down: i32, square: Option<Size>) -> Self {
        let (left, top) = (i32::from(self.left), i32::from(self.top));
        let (far_right, far_down) = (left + i32::from(self.width), top + i32::from(self.height));
        let parts = i32::from(PARTS);
        // What there is between the corner that stays and the edges of the picture.
        let room_x = if corner.is_left() { far_right } else { parts - left };
        let room_y = if corner.is_top() { far_down } else { parts - top };
        let grown_x = if corner.is_left() { right.saturating_neg() } else { right };
        let grown_y = if corner.is_top() { down.saturating_neg() } else { down };
        let mut width = i32::from(self.width).saturating_add(grown_x).clamp(LEAST.min(room_x), room_x);
        let mut height = i32::from(self.height).saturating_add(grown_y).clamp(LEAST.min(room_y), room_y);
        if let Some((pixels_x, pixels_y)) = square {
            let as_high = |width: i32| scaled(width, pixels_x, pixels_y);
            let as_wide = |height: i32| scaled(height, pixels_y, pixels_x);
            if grown_x.saturating_abs() < grown_y.saturating_abs() {
                width = as_wide(height);
            }
            width = width.min(room_x).min(as_wide(room_y)).max(1);
            height = as_high(width).clamp(1, room_y);
        }
        let left = if corner.is_left() { far_right - width } else { left };
        let top = if corner.is_top() { far_down - height } else { top };
        let number = |number: i32| within(number, 0, parts);
        Self { left: number(left), top: number(top), width: number(width), height: number(height) }
    }

    /// The part as pixels of a picture of this size; never empty, never beyond its edges.
    pub fn cut(self, (width, height): Size) -> Cut {
        let (x, far_x) = edges(self.left, self.width, width);
        let (y, far_y) = edges(self.top, self.height, height);
        Cut { x, y, width: far_x - x, height: far_y - y }
    }
}

/// A part of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// From the left edge.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    /// To the right of that.
    pub width: u32,
    /// Below that.
    pub height: u32,
}

impl Cut {
    /// The largest square in the middle of it.
    #[must_use]
    pub fn square(self) -> Self {
        let side = self.width.min(self.height);
        Self {
            x: self.x + (self.width - side) / 2,
            y: self.y + (self.height - side) / 2,
            width: side,
            height: side,
        }
    }
}

/// `side` in ten-thousandths of `of`.
fn share(side: u32, of: u32) -> u16 {
    let share = (u64::from(side) * u64::from(PARTS) + u64::from(of) / 2) / u64::from(of.max(1));
    u16::try_from(share).unwrap_or(PARTS).clamp(1, PARTS)
}

/// `side · to / from`, rounded.
fn scaled(side: i32, to: u32, from: u32) -> i32 {
    let from = i64::from(from.max(1));
    i32::try_from((i64::from(side) * i64::from(to) + from / 2) / from).unwrap_or(i32::MAX)
}

fn within(number: i32, least: i32, most: i32) -> u16 {
    u16::try_from(number.clamp(least, most)).unwrap_or_default()
}

fn edges(at: u16, size: u16, pixels: u32) -> (u32, u32) {
    let pixels = pixels.max(1);
    let parts = u64::from(PARTS);
    let edge =
        |at: u64| u32::try_from((at.min(parts) * u64::from(pixels) + parts / 2) / parts).unwrap_or(pixels);
    let near = edge(u64::from(at)).min(pixels - 1);
    (near, edge(u64::from(at) + u64::from(size)).clamp(near + 1, pixels))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn crop(left: u16, top: u16, width: u16, height: u16) -> Crop {
        Crop { left, top, width, height }
    }

    #[test]
    fn a_part_is_within_its_picture_or_it_does_not_fit() {
        for (part, fits) in [
            (Crop::WHOLE, true),
            (crop(9_999, 0, 1, 1), true),
            (crop(0, 0, 0, 1), false),
            (crop(1, 0, PARTS, 1), false),
            (crop(0, u16::MAX, 1, u16::MAX), false),
        ] {
            assert_eq!(part.fits(), fits, "{part:?}");
        }
    }

    #[test]
    fn pixels_of_a_part() {
        for (part, size, cut) in [
            (Crop::WHOLE, (300, 200), Cut { x: 0, y: 0, width: 300, height: 200 }),
            (crop(2_500, 5_000, 5_000, 5_000), (400, 200), Cut { x: 100, y: 100, width: 200, height: 100 }),
            (crop(9_999, 9_999, 1, 1), (3, 3), Cut { x: 2, y: 2, width: 1, height: 1 }),
            (Crop::WHOLE, (1, 1), Cut { x: 0, y: 0, width: 1, height: 1 }),
        ] {
            assert_eq!(part.cut(size), cut, "{part:?} of {size:?}");
        }
        assert_eq!(Crop::square((400, 200)), crop(2_500, 0, 5_000, PARTS));
        assert_eq!(Crop::square((400, 200)).cut((400, 200)), Cut { x: 100, y: 0, width: 200, height: 200 });
        let part = Cut { x: 1, y: 2, width: 10, height: 4 };
        assert_eq!(part.square(), Cut { x: 4, y: 2, width: 4, height: 4 });
    }

    #[test]
    fn a_corner_follows_the_hand_and_the_opposite_one_stays() {
        let part = crop(2_000, 2_000, 4_000, 4_000);
        assert_eq!(part.dragged(Corner::BottomRight, 1_000, 500, None), crop(2_000, 2_000, 5_000, 4_500));
        assert_eq!(part.dragged(Corner::TopLeft, 1_000, 500, None), crop(3_000, 2_500, 3_000, 3_500));
        assert_eq!(part.dragged(Corner::TopRight, 9_000, -9_000, None), crop(2_000, 0, 8_000, 6_000));
        let (least, edge) = (200, 5_800);
        assert_eq!(part.dragged(Corner::TopLeft, 9_000, 9_000, None), crop(edge, edge, least, least));
        // Twice as wide as high: the same pixels are half as many parts of the width.
        let square = part.dragged(Corner::BottomRight, 0, 2_000, Some((400, 200)));
        assert_eq!(square, crop(2_000, 2_000, 3_000, 6_000));
    }

    fn any_part() -> impl Strategy<Value = Crop> {
        (0..PARTS, 0..PARTS).prop_flat_map(|(left, top)| {
            (1..=PARTS - left, 1..=PARTS - top)
                .prop_map(move |(width, height)| crop(left, top, width, height))
        })
    }

    proptest! {
        #[test]
        fn whatever_is_done_to_a_part_it_stays_within_the_picture(
            part in any_part(),
            right in any::<i32>(),
            down in any::<i32>(),
            corner in 0_usize..4,
            size in (1_u32..10_000, 1_u32..10_000),
            locked in any::<bool>(),
        ) {
            let corner = Corner::ALL[corner];
            let square = locked.then_some(size);
            for next in [part.moved(right, down), part.dragged(corner, right, down, square), Crop::square(size)] {
                prop_assert!(next.fits(), "{next:?}");
                let cut = next.cut(size);
                prop_assert!(cut.width > 0 && cut.height > 0);
                prop_assert!(cut.x + cut.width <= size.0 && cut.y + cut.height <= size.1);
            }
            let moved = part.moved(right, down);
            prop_assert_eq!((moved.width, moved.height), (part.width, part.height));
        }

        #[test]
        fn a_square_stays_one(
            right in -20_000_i32..20_000,
            down in -20_000_i32..20_000,
            corner in 0_usize..4,
            size in (300_u32..3_000, 300_u32..3_000),
        ) {
            let next = Crop::square(size).dragged(Corner::ALL[corner], right, down, Some(size));
            let cut = next.cut(size);
            prop_assert!(cut.width.abs_diff(cut.height) <= 2, "{next:?} of {size:?} is {cut:?}");
        }
    }
}
