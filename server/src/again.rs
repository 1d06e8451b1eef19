//! Load, decide, commit: again from the start when somebody else was faster.

/// How often a decision is made anew before the caller hears that the server is busy with it.
pub(crate) const ATTEMPTS: u32 = 6;

/// Runs the whole of a decision, a block that may use `?` and `.await`, until nobody else writes what it
/// rests on in the meantime. Gives the first refusal, or the last overtaking.
///
/// A macro, since the future of an async closure over borrowed state is not `Send` for the compiler.
macro_rules! again {
    ($decision:block) => {{
        let mut tries = 0;
        loop {
            tries += 1;
            let outcome: Result<_, $crate::Failure> = async { $decision }.await;
            match outcome {
                Err($crate::Failure::Overtaken(_)) if tries < $crate::again::ATTEMPTS => {}
                outcome => break outcome,
            }
        }
    }};
}

pub(crate) use again;

#[cfg(test)]
mod tests {
    use store::StoreError;

    use super::*;
    use crate::Failure;

    #[tokio::test]
    async fn only_who_was_overtaken_begins_anew() {
        let overtaken = || Failure::from(StoreError::VersionConflict { what: "It".to_owned() });
        let mut made = 0;
        let outcome = again!({
            made += 1;
            if made < 3 { Err(overtaken()) } else { Ok(made) }
        });
        assert!(matches!(outcome, Ok(3)));
        let mut made = 0;
        let outcome: Result<(), _> = again!({
            made += 1;
            Err(overtaken())
        });
        assert!(matches!(outcome, Err(Failure::Overtaken(_))));
        assert_eq!(made, ATTEMPTS);
    }
}
