//! What Auth0 has no place for, as JSON.

use formwork_runtime::{
    Json, Object,
    convert::{Lost, LostKind},
};

/// An object for each loss: `kind`, `from` and `to` (JSON Pointers into the Supabase and the Auth0 session), `why`.
pub(crate) fn json(losses: &[Lost]) -> Json {
    Json::Array(losses.iter().map(one).collect())
}

fn one(lost: &Lost) -> Json {
    let kind = match lost.kind {
        LostKind::Dropped => "dropped",
        LostKind::Rounded => "rounded",
        LostKind::Defaulted => "filled in",
        _ => "lost",
    };
    let members =
        [("kind", Some(kind)), ("from", lost.from.as_deref()), ("to", lost.to.as_deref()), ("why", Some(&*lost.why))];
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
    Json::Object(members.collect::<Object>())
}
