//! The sessions of five authentication vendors, as types that hold only what the vendor's schema accepts.
//!
//! | module | vendor's type | schema |
//! |---|---|---|
//! | [`supabase`] | `Session` of auth-js 2.89.0 | `schemas/supabase/session.schema.json` |
//! | [`ballware`] | `SessionWithUserInfo` of identity-interface 6.0.2 | `schemas/ballware/session.schema.json` |
//! | [`dotdo`] | `Session` of the workers' sessions package | `schemas/dotdo/session.schema.json` |
//! | [`supertokens`] | the session resource of the core | `schemas/supertokens/session.schema.json` |
//! | [`auth0`] | `SessionData` of nextjs-auth0 4.11 to 4.16 | `schemas/auth0/session.schema.json` |
//!
//! The modules are generated and committed; a test fails when they are stale. `formwork generate` writes them anew.
//!
//! ```
//! use formwork_sessions::dotdo::Session;
//!
//! let text = br#"{"id":"session-1","userId":"u1","token":"t","tokenHash":"h",
//!                 "createdAt":"2026-01-08T11:33:27.000Z","expiresAt":"2026-01-09T11:33:27.000Z"}"#;
//! let session: Session = formwork_runtime::from_slice(text)?;
//! assert_eq!(session.expires_at.unix_millis() - session.created_at.unix_millis(), 86_400_000);
//! assert!(format!("{session:?}").contains("token: [redacted]"));
//! # Ok::<(), formwork_runtime::Rejection>(())
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used))]
#![allow(clippy::doc_markdown, clippy::too_many_lines, reason = "the words and the length are the schemas'")]

pub mod codec;
pub mod dynamic;
mod hub;
mod lint;
mod unverified;

pub use hub::*;
pub use lint::{RULES, Warning, lint};
pub use unverified::{Claim, LONGEST_TOKEN, NoClaim, NoClaims, UnverifiedClaims};

/// Auth0 nextjs-auth0: `SessionData` and the types it is made of.
#[rustfmt::skip]
pub mod auth0;
/// ballware identity: `SessionWithUserInfo` and its kin.
#[rustfmt::skip]
pub mod ballware;
/// dot-do workers: `Session`, and its stored and its public form.
#[rustfmt::skip]
pub mod dotdo;
/// Supabase auth-js: `Session`, `User` and the types they are made of.
#[rustfmt::skip]
pub mod supabase;
/// SuperTokens: the session resource, `Token` and `User`.
#[rustfmt::skip]
pub mod supertokens;
