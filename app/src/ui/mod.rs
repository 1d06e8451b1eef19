//! Domain-free pieces.
