//! Judgements that can be checked afterwards, by anyone, offline.
//!
//! A judgement is a [`receipt::Rule`]: a pure function from inputs to a verdict, with the rule that decided
//! and each alternative and why it lost. [`receipt::issue`] writes it down; [`replay::replay`] judges again
//! from what is written and compares.
//!
//! Words that a person reads are not here: a [`reason::Reason`] is a stable id with facts, and the screens
//! have the sentence for it in every language.

pub mod reason;
pub mod receipt;
pub mod replay;
pub mod words;
