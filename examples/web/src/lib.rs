//! A web service that takes a Supabase session and answers with the same session as Auth0 has it.
//!
//! `POST /sessions/auth0` decodes the body through [`Checked`], which tells all that is wrong with it, and converts it.
//! What Supabase does not know comes in [headers](given), and what Auth0 has no place for is told beside the session.

pub mod given;
mod losses;
mod problems;

use std::time::Duration;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use formwork_axum::{Checked, Problem};
use formwork_runtime::{Json, Object, to_json, to_vec};
use formwork_sessions::{Session, auth0, supabase};

/// How much a client gets of the service.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest body, in bytes.
    pub body: usize,
    /// The longest time from a request's head to its answer: a client that sends slower is told so.
    pub time: Duration,
}

impl Default for Limits {
    /// 64 KiB and ten seconds.
    fn default() -> Self {
        Self { body: 64 * 1024, time: Duration::from_secs(10) }
    }
}

/// The service.
pub fn app(limits: Limits) -> Router {
    Router::new()
        .route("/sessions/auth0", post(to_auth0))
        .route("/problems/{name}", get(problems::page))
        .fallback(async || Problem::status(StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(async || Problem::status(StatusCode::METHOD_NOT_ALLOWED))
        .layer(DefaultBodyLimit::max(limits.body))
        .layer(middleware::from_fn_with_state(limits.time, in_time))
}

async fn to_auth0(headers: HeaderMap, Checked(session): Checked<supabase::Session>) -> Result<Response, Problem> {
    let (needs, mut errors) = given::read(&headers);
    let converted = Session::via(session).given(needs).to_with_losses::<auth0::SessionData>();
    if let Err(problems) = &converted {
        problems::add(&mut errors, problems);
    }
    match converted {
        Ok((session, losses)) if errors.is_empty() => Ok(answer(&session, losses::json(&losses))),
        _ => Err(problems::not_convertible(errors)),
    }
}

/// Losses stand beside the session and not in a header: they name members, which can be any text, and any number of them.
fn answer(session: &auth0::SessionData, losses: Json) -> Response {
    let members = [("session".to_owned(), to_json(session)), ("losses".to_owned(), losses)];
    let body = to_vec(&Json::Object(members.into_iter().collect::<Object>()));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    // There are tokens in it.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Problem::status(StatusCode::REQUEST_TIMEOUT).detail("the request took too long").into_response(),
    }
}
