//! The Supabase session as one would write it by hand for serde: owned, with the vendor's types, without any check.
//!
//! Twice, from one text: [`lossy`] forgets members that the vendor's type does not name, [`keeping`] collects them with
//! `#[serde(flatten)]`, as the generated types do.

#![allow(clippy::struct_field_names, reason = "the fields are named as the vendor names them")]

/// Writes the structs; with a word, they keep unknown members in a field of that name.
macro_rules! session {
    ($($rest:ident)?) => {
        use serde::{Deserialize, Serialize};
        use serde_json::{Map, Number, Value};

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        pub(crate) struct Session {
            pub(crate) access_token: String,
            pub(crate) refresh_token: String,
            pub(crate) expires_in: Number,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) expires_at: Option<Number>,
            pub(crate) token_type: TokenType,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) provider_token: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) provider_refresh_token: Option<String>,
            pub(crate) user: User,
            $(#[serde(flatten)] pub(crate) $rest: Map<String, Value>,)?
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        #[serde(rename_all = "lowercase")]
        pub(crate) enum TokenType {
            Bearer,
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        pub(crate) struct User {
            pub(crate) id: String,
            pub(crate) aud: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) role: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) email: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) phone: Option<String>,
            pub(crate) app_metadata: AppMetadata,
            pub(crate) user_metadata: Map<String, Value>,
            pub(crate) created_at: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) updated_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) last_sign_in_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) confirmed_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) email_confirmed_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) phone_confirmed_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) confirmation_sent_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) recovery_sent_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) email_change_sent_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) invited_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) deleted_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) new_email: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) new_phone: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) action_link: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) is_anonymous: Option<bool>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) is_sso_user: Option<bool>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) identities: Option<Vec<Identity>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) factors: Option<Vec<Factor>>,
            $(#[serde(flatten)] pub(crate) $rest: Map<String, Value>,)?
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        pub(crate) struct AppMetadata {
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) provider: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) providers: Option<Vec<String>>,
            $(#[serde(flatten)] pub(crate) $rest: Map<String, Value>,)?
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        pub(crate) struct Identity {
            pub(crate) id: String,
            pub(crate) user_id: String,
            pub(crate) identity_id: String,
            pub(crate) provider: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) identity_data: Option<Map<String, Value>>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) created_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) last_sign_in_at: Option<String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) updated_at: Option<String>,
            $(#[serde(flatten)] pub(crate) $rest: Map<String, Value>,)?
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        pub(crate) struct Factor {
            pub(crate) id: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(crate) friendly_name: Option<String>,
            pub(crate) factor_type: FactorType,
            pub(crate) status: FactorStatus,
            pub(crate) created_at: String,
            pub(crate) updated_at: String,
            $(#[serde(flatten)] pub(crate) $rest: Map<String, Value>,)?
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        #[serde(rename_all = "lowercase")]
        pub(crate) enum FactorType {
            Totp,
            Phone,
            Webauthn,
        }

        #[derive(Debug, PartialEq, Deserialize, Serialize)]
        #[serde(rename_all = "lowercase")]
        pub(crate) enum FactorStatus {
            Verified,
            Unverified,
        }
    };
}

/// Without `#[serde(flatten)]`: members that the type does not name are read over and lost.
pub(crate) mod lossy {
    session!();
}

/// With `#[serde(flatten)]`: members that the type does not name are kept and written again.
pub(crate) mod keeping {
    session!(rest);
}
