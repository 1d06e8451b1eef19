//! The demo program: a fictional company's marketplace with its partners, apps and pictures.
mod draw;
