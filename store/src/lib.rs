//! Units of work, migrations and the event spine on SurrealDB. The only crate that names it.
