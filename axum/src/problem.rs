//! Problem details, as RFC 9457 has them.

use std::borrow::Cow;

use axum_core::response::{IntoResponse, Response};
use formwork_runtime::{Json, Object, Position, Rejection, Violation, to_vec};
use http::{HeaderValue, StatusCode, header};

use crate::kind;

/// What is wrong with a request, for programs and for people: an answer of the type `application/problem+json`.
///
/// ```
/// use formwork_axum::Problem;
/// use http::StatusCode;
///
/// let problem = Problem::new(StatusCode::CONFLICT, "/problems/sold-out", "Sold out").detail("there are none left");
/// assert_eq!(
///     formwork_runtime::to_string(problem.json()),
///     r#"{"type":"/problems/sold-out","title":"Sold out","status":409,"detail":"there are none left"}"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    status: StatusCode,
    json: Json,
}

impl Problem {
    /// A problem of a type, which is a URI reference, and its title, which is the same for all of this type.
    pub fn new(status: StatusCode, kind: &str, title: &str) -> Self {
        let status_code = Json::from(i64::from(status.as_u16()));
        let members = [("type", kind.into()), ("title", title.into()), ("status", status_code)];
        Self { status, json: object(members) }
    }

    /// A problem of which the status says all.
    pub fn status(status: StatusCode) -> Self {
        Self::new(status, kind::BLANK, status.canonical_reason().unwrap_or("Unknown"))
    }

    /// A schema refuses the body. `errors` holds an object for each violation: `detail` says what is wrong, `pointer`
    /// (RFC 6901) and, where they are known, `line` and `column` say where; `keyword` is the rule that is broken and `rule`
    /// its place in the schema. Under `anyOf` and `oneOf` that nothing fulfils, `alternatives` holds such a list for each.
    pub fn invalid(violations: &[Violation]) -> Self {
        let count = match violations.len() {
            1 => Cow::Borrowed("1 rule is broken"),
            count => Cow::Owned(format!("{count} rules are broken")),
        };
        let problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, kind::INVALID, "The schema refuses the body");
        problem.detail(&count).with("errors", errors(violations))
    }

    /// The same, with what is wrong this time.
    #[must_use]
    pub fn detail(self, detail: &str) -> Self {
        self.with("detail", detail.into())
    }

    /// The same with one member more, or another value for one.
    #[must_use]
    pub fn with(mut self, name: &str, value: Json) -> Self {
        if let Json::Object(members) = &mut self.json {
            members.insert(name.to_owned(), value);
        }
        self
    }

    /// What is answered.
    pub fn json(&self) -> &Json {
        &self.json
    }

    fn at(self, position: Position) -> Self {
        place(position).into_iter().fold(self, |problem, (name, value)| problem.with(name, value))
    }
}

impl From<Rejection> for Problem {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Invalid(violations) => Self::invalid(&violations),
            Rejection::Syntax(error) => Self::new(StatusCode::BAD_REQUEST, kind::MALFORMED, "The body is not JSON")
                .detail(error.message())
                .at(error.position()),
            Rejection::Limit(limit) => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, kind::LIMIT, "The body goes past a limit")
                    .detail(&limit.to_string())
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, to_vec(&self.json)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}

fn errors(violations: &[Violation]) -> Json {
    Json::Array(violations.iter().map(error).collect())
}

fn error(violation: &Violation) -> Json {
    let mut members = vec![
        ("detail", violation.message.as_str().into()),
        ("pointer", violation.instance.as_str().into()),
        ("keyword", violation.keyword.as_str().into()),
        ("rule", violation.keyword_site().into()),
    ];
    members.extend(violation.position.into_iter().flat_map(place));
    if !violation.alternatives.is_empty() {
        members.push((
            "alternatives",
            Json::Array(violation.alternatives.iter().map(|violations| errors(violations)).collect()),
        ));
    }
    object(members)
}

fn place(position: Position) -> [(&'static str, Json); 2] {
    // No body is so long that its lines do not fit.
    let number = |count: usize| Json::from(i64::try_from(count).unwrap_or(i64::MAX));
    [("line", number(position.line)), ("column", number(position.column))]
}

fn object<'n>(members: impl IntoIterator<Item = (&'n str, Json)>) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Object>())
}
