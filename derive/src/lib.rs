//! Procedural macros of Formwork.
