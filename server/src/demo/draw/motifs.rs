//! The glyphs of the icons: marks as merchants and guilds cut them, from few strokes.
//! Drawn on 256 units; strokes are 18 wide.

/// One glyph in two colours.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Motif {
    pub(super) name: &'static str,
    /// Paths in the main colour: stroked, and filled.
    pub(super) stroke: &'static str,
    pub(super) solid: &'static str,
    /// Paths in the second colour.
    pub(super) accent_stroke: &'static str,
    pub(super) accent_solid: &'static str,
}

/// The motif of that name.
pub(super) fn motif(name: &str) -> Option<&'static Motif> {
    MOTIFS.iter().find(|motif| motif.name == name)
}

const NONE: Motif = Motif { name: "", stroke: "", solid: "", accent_stroke: "", accent_solid: "" };

const MOTIFS: [Motif; 30] = [
    Motif {
        name: "bridge",
        stroke: "M52 108H204M68 180V108M188 180V108M68 168a60 44 0 0 1 120 0",
        accent_solid: "M128 54a17 17 0 1 1 0 34a17 17 0 1 1 0-34Z",
        ..NONE
    },
    Motif {
        name: "key",
        stroke: "M128 132L192 196M168 172L188 152M100 66a36 36 0 1 1 0 72a36 36 0 1 1 0-72Z",
        accent_solid: "M100 90a12 12 0 1 1 0 24a12 12 0 1 1 0-24Z",
        ..NONE
    },
    Motif {
        name: "bell",
        stroke: "M74 164C92 148 88 124 92 106a36 36 0 0 1 72 0C168 124 164 148 182 164ZM128 70V56",
        accent_stroke: "M110 188a20 16 0 0 0 36 0",
        ..NONE
    },
    Motif {
        name: "scales",
        stroke: "M128 62V192M94 192H162M66 90H190",
        accent_solid: "M38 132H98a30 30 0 0 1-60 0ZM158 132h60a30 30 0 0 1-60 0Z",
        ..NONE
    },
    Motif {
        name: "anchor",
        stroke: "M128 96V194M94 120H162M62 146a66 50 0 0 0 132 0",
        accent_stroke: "M128 54a19 19 0 1 1 0 38a19 19 0 1 1 0-38Z",
        ..NONE
    },
    Motif {
        name: "sheaf",
        stroke: "M128 198V98M128 128C98 126 84 108 84 84M128 128C158 126 172 108 172 84M128 170C98 168 84 150 84 126M128 170C158 168 172 150 172 126",
        accent_stroke: "M128 92V58",
        ..NONE
    },
    Motif {
        name: "loom",
        stroke: "M84 60V196M128 60V196M172 60V196",
        accent_stroke: "M56 96H66M102 96H110M146 96H154M190 96H200M102 96H154M56 160H110M146 160H200",
        ..NONE
    },
    Motif {
        name: "quill",
        stroke: "M88 168C92 112 132 72 194 62C198 122 162 166 88 168Z",
        accent_stroke: "M58 198L142 114",
        ..NONE
    },
    Motif {
        name: "compass",
        stroke: "M128 58a70 70 0 1 1 0 140a70 70 0 1 1 0-140Z",
        accent_solid: "M160 96L142 142L96 160L114 114Z",
        ..NONE
    },
    Motif {
        name: "hammer",
        solid: "M66 62H150C172 62 190 80 194 108H66Z",
        accent_stroke: "M118 122V198",
        ..NONE
    },
    Motif {
        name: "tower",
        solid: "M70 60H96V80H115V60H141V80H160V60H186V112H174V198H82V112H70Z",
        accent_solid: "M108 198V158a20 20 0 0 1 40 0V198Z",
        ..NONE
    },
    Motif {
        name: "ship",
        stroke: "M122 148V58",
        solid: "M50 152H206L178 196H78ZM106 84V136H70Z",
        accent_solid: "M138 66L190 136H138Z",
        ..NONE
    },
    Motif {
        name: "comb",
        stroke: "M96 58l32 18v36l-32 18l-32-18v-36ZM160 58l32 18v36l-32 18l-32-18v-36Z",
        accent_solid: "M128 118l34 20v40l-34 20l-34-20v-40Z",
        ..NONE
    },
    Motif {
        name: "lantern",
        stroke: "M98 92H158L168 166H88ZM80 192H176M106 92a22 30 0 0 1 44 0",
        accent_solid: "M128 106C144 124 144 142 128 152C112 142 112 124 128 106Z",
        ..NONE
    },
    Motif {
        name: "book",
        stroke: "M128 92C110 74 82 70 54 74V174C82 170 110 174 128 192C146 174 174 170 202 174V74C174 70 146 74 128 92ZM128 92V192",
        accent_stroke: "M80 106L104 112M80 138L104 144",
        ..NONE
    },
    Motif {
        name: "rings",
        stroke: "M102 80a48 48 0 1 1 0 96a48 48 0 1 1 0-96Z",
        accent_stroke: "M154 80a48 48 0 1 1 0 96a48 48 0 1 1 0-96Z",
        ..NONE
    },
    Motif {
        name: "sundial",
        stroke: "M58 160a70 70 0 0 1 140 0M48 190H208",
        accent_stroke: "M128 158L166 106",
        ..NONE
    },
    Motif {
        name: "letter",
        stroke: "M56 80H200V178H56ZM60 86L128 138L196 86",
        accent_solid: "M128 118a21 21 0 1 1 0 42a21 21 0 1 1 0-42Z",
        ..NONE
    },
    Motif {
        name: "ledger",
        stroke: "M74 58H182V198H74ZM104 96H152M104 128H152",
        accent_stroke: "M104 160H130",
        ..NONE
    },
    Motif {
        name: "road",
        stroke: "M78 176V154C78 112 178 140 178 96V84",
        accent_solid: "M78 168a19 19 0 1 1 0 38a19 19 0 1 1 0-38ZM178 48a19 19 0 1 1 0 38a19 19 0 1 1 0-38Z",
        ..NONE
    },
    Motif {
        name: "hourglass",
        stroke: "M78 60H178M78 196H178M90 60C90 110 166 146 166 196M166 60C166 110 90 146 90 196",
        accent_solid: "M104 184L128 156L152 184Z",
        ..NONE
    },
    Motif {
        name: "leaf",
        solid: "M78 186C56 106 104 60 194 64C200 148 154 200 78 186Z",
        accent_stroke: "M56 204L146 114",
        ..NONE
    },
    Motif {
        name: "ward",
        stroke: "M128 56L190 78V128C190 164 162 188 128 202C94 188 66 164 66 128V78Z",
        accent_stroke: "M100 126L120 146L158 106",
        ..NONE
    },
    Motif {
        name: "speech",
        stroke: "M58 66H198V156H136L100 192V156H58Z",
        accent_solid: "M94 98a13 13 0 1 1 0 26a13 13 0 1 1 0-26ZM128 98a13 13 0 1 1 0 26a13 13 0 1 1 0-26ZM162 98a13 13 0 1 1 0 26a13 13 0 1 1 0-26Z",
        ..NONE
    },
    Motif {
        name: "waves",
        stroke: "M52 92Q71 62 90 92T128 92T166 92T204 92M52 180Q71 150 90 180T128 180T166 180T204 180",
        accent_stroke: "M52 136Q71 106 90 136T128 136T166 136T204 136",
        ..NONE
    },
    Motif { name: "tally", stroke: "M76 190V142M128 190V104", accent_stroke: "M180 190V64", ..NONE },
    Motif {
        name: "eye",
        stroke: "M50 128C84 70 172 70 206 128C172 186 84 186 50 128Z",
        accent_solid: "M128 102a26 26 0 1 1 0 52a26 26 0 1 1 0-52Z",
        ..NONE
    },
    Motif {
        name: "days",
        stroke: "M62 82H194V192H62ZM96 58V96M160 58V96",
        accent_solid: "M92 122H126V156H92Z",
        ..NONE
    },
    Motif {
        name: "parcel",
        stroke: "M64 94L128 60L192 94V164L128 198L64 164ZM64 94L128 128L192 94M128 128V198",
        accent_stroke: "M96 77L160 111",
        ..NONE
    },
    Motif {
        name: "sieve",
        stroke: "M56 68H200L148 132V194L108 172V132Z",
        accent_stroke: "M84 96H172",
        ..NONE
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_motif_is_found_by_its_name_and_draws_in_two_colours() {
        for known in &MOTIFS {
            let found = motif(known.name).expect("it is in the table");
            assert_eq!(found.stroke, known.stroke, "two motifs are called {}", known.name);
            assert!(!(known.stroke.is_empty() && known.solid.is_empty()), "{}", known.name);
            assert!(!(known.accent_stroke.is_empty() && known.accent_solid.is_empty()), "{}", known.name);
        }
    }
}
