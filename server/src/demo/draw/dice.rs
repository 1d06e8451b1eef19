//! Variety without chance: the same slug always falls the same way.

/// A sequence of numbers that a text fully determines.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

impl Dice {
    /// FNV-1a over the text.
    pub(super) fn of(text: &str) -> Self {
        let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, fold))
    }

    /// SplitMix64, upper half.
    pub(super) fn roll(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        u32::try_from((mixed ^ (mixed >> 31)) >> 32).unwrap_or(0)
    }

    /// 0 to `sides - 1`.
    pub(super) fn below(&mut self, sides: usize) -> usize {
        self.roll() as usize % sides.max(1)
    }

    /// `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.roll() % (high - low + 1)
    }

    /// 0.0 to 1.0.
    pub(super) fn share(&mut self) -> f64 {
        f64::from(self.roll()) / f64::from(u32::MAX)
    }
}
