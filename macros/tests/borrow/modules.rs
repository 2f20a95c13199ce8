//! The modules, each of which is made twice where the owned one is not committed.

macro_rules! borrowed {
    ($($name:ident = $schema:literal;)*) => {$(
        formwork_macros::schema! {
            #[allow(dead_code, clippy::doc_markdown, clippy::too_many_lines)]
            pub(crate) mod $name = $schema;
            borrow = true;
            shapes = none;
        }
    )*};
}

borrowed! {
    supabase = "../schemas/supabase/session.schema.json";
    ballware = "../schemas/ballware/session.schema.json";
    dotdo = "../schemas/dotdo/session.schema.json";
    supertokens = "../schemas/supertokens/session.schema.json";
    auth0 = "../schemas/auth0/session.schema.json";
    kinds = "../tests/shapes/kinds.schema.json";
    more = "tests/borrow/more.schema.json";
}

/// The same as `kinds` and `more`, owned.
pub(crate) mod owned {
    formwork_macros::schema! {
        #[allow(dead_code, clippy::doc_markdown, clippy::too_many_lines)]
        pub(crate) mod kinds = "../tests/shapes/kinds.schema.json";
    }
    formwork_macros::schema! {
        #[allow(dead_code, clippy::doc_markdown, clippy::too_many_lines)]
        pub(crate) mod more = "tests/borrow/more.schema.json";
    }
}
