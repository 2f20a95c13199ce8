//! The Supabase session as types that borrow, made by the macro from the schema as it is.

formwork_macros::schema! {
    #[allow(dead_code, clippy::doc_markdown, clippy::too_many_lines)]
    pub(crate) mod session = "../schemas/supabase/session.schema.json";
    borrow = true;
    shapes = none;
}
