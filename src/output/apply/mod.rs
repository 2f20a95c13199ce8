//! The keywords that apply schemas: to members, to items, to the value itself.

mod arrays;
mod logic;
mod objects;
