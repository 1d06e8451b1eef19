//! What is promised when machines fail or are several: power cuts, and two servers on one database.

mod deeds;
mod imports;
mod scheduled;
mod two_servers;
mod uploads;
