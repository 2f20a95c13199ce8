//! The extractor.

use axum_core::extract::{FromRequest, Request};
use bytes::Bytes;
use formwork_runtime::{Check, Decode, from_slice};
use http::{HeaderMap, StatusCode, header};

use crate::Problem;

/// The JSON body of a request as a `T`, of which the schema holds.
///
/// `T` is any generated type. The body is read once, and no longer than axum's `DefaultBodyLimit`, which is 2 MB where
/// nobody says otherwise. The request has to say that it is JSON: `application/json`, or a type that ends in `+json`.
///
/// A handler that takes `Result<Checked<T>, Problem>` sees what is wrong before the client does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked<T>(pub T);

impl<T: Check + Decode, S: Send + Sync> FromRequest<S> for Checked<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !is_json(request.headers()) {
            let problem = Problem::status(StatusCode::UNSUPPORTED_MEDIA_TYPE);
            return Err(problem.detail("the request has to say `Content-Type: application/json`"));
        }
        let body = Bytes::from_request(request, state).await.map_err(|rejection| {
            let detail = match rejection.status() {
                StatusCode::PAYLOAD_TOO_LARGE => "the body is longer than is taken here",
                _ => "the body did not come whole",
            };
            Problem::status(rejection.status()).detail(detail)
        })?;
        Ok(Self(from_slice(&body)?))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let Some(mime) = value.and_then(|value| value.parse::<mime::Mime>().ok()) else { return false };
    mime.type_() == mime::APPLICATION && (mime.subtype() == mime::JSON || mime.suffix() == Some(mime::JSON))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_what_says_so() {
        for (value, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            ("application/vnd.session+json", true),
            ("text/json", false),
            ("application/jsonp", false),
            ("application/x-www-form-urlencoded", false),
            ("json", false),
            ("", false),
        ] {
            let headers: HeaderMap = [(header::CONTENT_TYPE, value.parse().unwrap())].into_iter().collect();
            assert_eq!(is_json(&headers), expected, "{value}");
        }
        assert!(!is_json(&HeaderMap::new()));
    }
}
