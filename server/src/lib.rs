//! The axum Router that is the whole API, server-side rendering, jobs, and the `guildhall` commands.
