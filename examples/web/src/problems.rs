//! The problem that this service adds to those of the extractor, and a page for each.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use formwork_axum::{Problem, kind};
use formwork_runtime::{
    Json, Object,
    convert::{ProblemKind, Problems},
};

use crate::given::header_for;

/// What is said of a header that would help.
pub(crate) const ABSENT: &str = "absent, but required here";

/// The session is one, but it does not become an Auth0 session.
const NOT_CONVERTIBLE: &str = "/problems/not-convertible";

const PAGES: [(&str, &str); 4] = [
    (
        kind::INVALID,
        "The body is JSON, but no session. `errors` tells all that is wrong: `pointer` (RFC 6901), `line` and `column` say \
         where, `rule` names the rule of the schema, `detail` says it in words.\n",
    ),
    (kind::MALFORMED, "The body is not JSON. `line` and `column` say where reading ended, `detail` says why.\n"),
    (kind::LIMIT, "Nobody knows whether the body is a session: judging it takes too much.\n"),
    (
        NOT_CONVERTIBLE,
        "The session does not become an Auth0 session. `errors` tells why: `from` and `to` are places (RFC 6901) in the \
         session that was sent and the one that was wanted, `header` is the header that would help.\n",
    ),
];

/// What a type of problem means.
pub(crate) async fn page(Path(name): Path<String>) -> Response {
    let page = PAGES.iter().find(|(path, _)| path.strip_prefix("/problems/") == Some(name.as_str()));
    page.map_or_else(|| Problem::status(StatusCode::NOT_FOUND).into_response(), |(_, text)| text.into_response())
}

/// All that a conversion lacks.
pub(crate) fn not_convertible(errors: Vec<Json>) -> Problem {
    let title = "The session does not become an Auth0 session";
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, NOT_CONVERTIBLE, title).with("errors", Json::Array(errors))
}

/// Adds what a conversion lacks; where a header is at fault already, that says it.
pub(crate) fn add(errors: &mut Vec<Json>, problems: &Problems) {
    for problem in &problems.problems {
        let header = match problem.kind {
            ProblemKind::Missing { need: Some(need) } => header_for(need),
            _ => None,
        };
        let told = |error: &Json| error.get("header").and_then(Json::as_str) == header;
        if header.is_none() || !errors.iter().any(told) {
            let detail = if header.is_some() { ABSENT } else { &*problem.message };
            errors.push(error_at(detail, problem.from.as_deref(), problem.to.as_deref(), header));
        }
    }
}

/// One thing that a conversion lacks, in words and with its places.
pub(crate) fn error_at(detail: &str, from: Option<&str>, to: Option<&str>, header: Option<&str>) -> Json {
    let members = [("detail", Some(detail)), ("from", from), ("to", to), ("header", header)];
    let members = members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into())));
    Json::Object(members.collect::<Object>())
}
