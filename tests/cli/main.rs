//! What is promised to developers on the command line: `guildhall test` against the reference app and its twins.

mod reference_app;
