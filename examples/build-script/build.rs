//! Makes `session` from its schema, and makes it anew when the schema changes.

fn main() -> formwork::build::Result {
    formwork::build::new().schema("schemas/session.json").derive(["PartialOrd", "Ord"]).build()
}
