//! What is cut out of a picture, and how large it is kept.

use super::{
    crop::{Crop, Cut, Size},
    model::{Kind, Refusal},
    policy::UploadPolicy,
};

/// What becomes of the pixels of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// What is cut out.
    pub cut: Cut,
    /// To how many pixels that is scaled; never more than it has.
    pub size: Size,
}

/// Frames a picture of this size, turned the way it is looked at.
///
/// # Errors
/// What is left of it is too small.
pub fn frame(kind: Kind, crop: Option<Crop>, size: Size, policy: &UploadPolicy) -> Result<Frame, Refusal> {
    let shape = policy.shape(kind);
    let cut = crop.unwrap_or(Crop::WHOLE).cut(size);
    let cut = if shape.square { cut.square() } else { cut };
    if cut.width.min(cut.height) < shape.min_side {
        return Err(Refusal::TooSmall { width: cut.width, height: cut.height, least: shape.min_side });
    }
    let longest = cut.width.max(cut.height);
    let side = |side: u32| {
        if longest <= shape.max_side {
            return side;
        }
        let (side, most, longest) = (u64::from(side), u64::from(shape.max_side), u64::from(longest));
        u32::try_from((side * most + longest / 2) / longest).unwrap_or(shape.max_side).max(1)
    };
    Ok(Frame { cut, size: (side(cut.width), side(cut.height)) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn icons_are_squares_and_screenshots_keep_their_shape() {
        let policy = UploadPolicy::default();
        let part = Crop { left: 5_000, top: 0, width: 5_000, height: 10_000 };
        let cut = |x, y, width, height| Cut { x, y, width, height };
        for (kind, crop, size, framed) in [
            (Kind::Icon, None, (512, 512), Ok((cut(0, 0, 512, 512), (512, 512)))),
            (Kind::Icon, None, (3_000, 2_048), Ok((cut(476, 0, 2_048, 2_048), (1_024, 1_024)))),
            (Kind::Icon, Some(part), (1_000, 200), Ok((cut(650, 0, 200, 200), (200, 200)))),
            (Kind::Icon, None, (2_000, 127), Err((127, 127, 128))),
            (Kind::Screenshot, None, (1_440, 900), Ok((cut(0, 0, 1_440, 900), (1_440, 900)))),
            (Kind::Screenshot, None, (5_120, 2_880), Ok((cut(0, 0, 5_120, 2_880), (2_560, 1_440)))),
            (Kind::Screenshot, Some(part), (2_000, 900), Ok((cut(1_000, 0, 1_000, 900), (1_000, 900)))),
            (Kind::Screenshot, Some(part), (600, 900), Err((300, 900, 320))),
        ] {
            let expected = framed
                .map(|(cut, size)| Frame { cut, size })
                .map_err(|(width, height, least)| Refusal::TooSmall { width, height, least });
            assert_eq!(frame(kind, crop, size, &policy), expected, "{kind:?} {crop:?} {size:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_enlarged_and_nothing_is_beyond_the_limits(
            width in 1_u32..20_000,
            height in 1_u32..20_000,
            icon in any::<bool>(),
        ) {
            let policy = UploadPolicy::default();
            let kind = if icon { Kind::Icon } else { Kind::Screenshot };
            let shape = policy.shape(kind);
            if let Ok(Frame { cut, size }) = frame(kind, None, (width, height), &policy) {
                prop_assert!(size.0 <= cut.width && size.1 <= cut.height);
                prop_assert!(size.0.max(size.1) <= shape.max_side);
                prop_assert!(cut.x + cut.width <= width && cut.y + cut.height <= height);
                prop_assert!(!shape.square || size.0 == size.1);
            }
        }
    }
}
