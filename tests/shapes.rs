//! The shapes that generated modules publish: what a macro is handed, within a crate and across crates, and that the
//! types which a shape names are those of the fields.
//!
//! `tests/shapes/kinds.rs` is generated: `cargo run -q -- generate tests/shapes/kinds.schema.json -o tests/shapes/kinds.rs`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

#[rustfmt::skip]
#[path = "shapes/kinds.rs"]
#[allow(dead_code, unreachable_pub, clippy::doc_markdown, clippy::too_many_lines)]
mod kinds;

use std::fs;

use formwork::{Compiled, Options, Settings, Shapes, Source, compile};
use formwork_sessions::{dotdo, supabase, supabase::Factor as Another, supertokens};
use support::root;

/// What is handed on, as text.
macro_rules! collect {
    ($($tokens:tt)*) => {
        stringify!($($tokens)*)
    };
}

/// `stringify!` puts its spaces as it likes.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[track_caller]
fn same(handed: &str, expected: &str) {
    assert_eq!(squeezed(handed), squeezed(expected), "\n{handed}");
}

#[test]
fn a_shape_reaches_other_crates() {
    same(
        dotdo::SerializedSession! { [collect] },
        r#"{ struct SerializedSession {
            id "id" required leaf (::std::string::String);
            user_id "userId" required leaf (::std::string::String);
            token_hash "tokenHash" required secret leaf (::formwork_runtime::Secret<::std::string::String>);
            created_at "createdAt" required leaf (::formwork_runtime::DateTime);
            expires_at "expiresAt" required leaf (::formwork_runtime::DateTime);
            metadata "metadata" optional leaf (::formwork_runtime::Members<::formwork_runtime::Json>);
            revoked_at "revokedAt" optional leaf (::formwork_runtime::DateTime);
            sliding_expiration "slidingExpiration" optional leaf (::core::primitive::bool);
            bound_user_agent "boundUserAgent" optional leaf (::std::string::String);
            rest rest;
        } }"#,
    );
    // One `use`, even renamed, has brought the type and the shape.
    let _: Option<Another> = None;
    same(
        Another! { [collect] some state, { more } },
        r#"some state, { more } { struct Factor {
            id "id" required leaf (::std::string::String);
            friendly_name "friendly_name" optional leaf (::std::string::String);
            factor_type "factor_type" required enum FactorFactorType (self::FactorFactorType);
            status "status" required enum FactorStatus (self::FactorStatus);
            created_at "created_at" required leaf (::std::string::String);
            updated_at "updated_at" required leaf (::std::string::String);
            rest rest;
        } }"#,
    );
    same(
        supabase::FactorStatus! { [collect] },
        r#"{ enum FactorStatus { Verified "verified"; Unverified "unverified"; } }"#,
    );
    // A shape can be handed to the macro of the next one.
    same(
        supertokens::User! { [supertokens::Token] [collect] },
        &format!("{} {}", supertokens::User! { [collect] }, supertokens::Token! { [collect] }),
    );
}

#[test]
fn a_shape_tells_of_each_kind_of_field() {
    same(
        kinds::Everything! { [collect] },
        r#"{ struct Everything {
            text "text" required leaf (::std::string::String);
            r#type "type" required leaf (::core::primitive::bool);
            null "null" optional leaf (());
            count "count" optional leaf (::formwork_runtime::Integer);
            amount "amount" optional leaf (::formwork_runtime::Number);
            when "when" optional leaf (::formwork_runtime::DateTime);
            hidden "hidden" optional secret leaf (::formwork_runtime::Secret<::std::string::String>);
            nullable "nullable" required nullable leaf (::std::string::String);
            hidden_nullable "hiddenNullable" optional nullable secret leaf (::formwork_runtime::Secret<::std::string::String>);
            mode "mode" required enum Mode (self::Mode);
            nullable_mode "nullableMode" optional nullable enum EverythingNullableMode (self::EverythingNullableMode);
            node "node" optional struct Node (self::Node);
            contact "contact" optional union Contact (self::Contact);
            checked "checked" optional struct Checked (self::Checked);
            checked_union "checkedUnion" optional union CheckedUnion (self::CheckedUnion);
            checked_mode "checkedMode" optional leaf (self::CheckedMode);
            key "key" optional leaf (self::Key);
            list "list" optional list struct Node (::std::vec::Vec<self::Node>);
            lists "lists" optional list list enum Mode (::std::vec::Vec<::std::vec::Vec<self::Mode>>);
            nullable_list "nullableList" optional nullable list union Contact (::std::vec::Vec<self::Contact>);
            list_of_nullable "listOfNullable" optional list leaf (::std::vec::Vec<::formwork_runtime::Nullable<self::Node>>);
            list_of_hidden "listOfHidden" optional list leaf (::std::vec::Vec<::formwork_runtime::Secret<::std::string::String>>);
            list_of_any "listOfAny" optional list leaf (::std::vec::Vec<::formwork_runtime::Json>);
            map "map" optional leaf (::formwork_runtime::Members<self::Node>);
            another "another" optional struct Node (self::Node);
            a_quoted_name "a \"quoted\" $name\n\u{202e}" optional leaf (::std::string::String);
            rest "rest" optional leaf (::std::string::String);
            anything "anything" required leaf (::formwork_runtime::Json);
            other_members rest;
        } }"#,
    );
    let node = r#"{ struct Node {
        next "next" optional boxed struct Node (::std::boxed::Box<self::Node>);
        hidden_next "hiddenNext" optional secret boxed struct Node (::formwork_runtime::Secret<::std::boxed::Box<self::Node>>);
        nullable_next "nullableNext" optional nullable boxed struct Node (::std::boxed::Box<self::Node>);
        next_contact "nextContact" optional boxed union Contact (::std::boxed::Box<self::Contact>);
        rest rest;
    } }"#;
    same(kinds::Node! { [collect] }, node);
    same(kinds::Alias! { [collect] }, node);
    same(kinds::Mode! { [collect] }, r#"{ enum Mode { On "on"; Off "off"; Value "\""; Crate "$crate"; } }"#);
    same(
        kinds::Contact! { [collect] },
        "{ union Contact { String (::std::string::String); Node (::std::boxed::Box<self::Node>); Boolean (::core::primitive::bool); } }",
    );
    same(
        kinds::Checked! { [collect] },
        r#"{ struct Checked checked CheckedUnchecked { a "a" optional leaf (::std::string::String); rest rest; } }"#,
    );
    same(
        kinds::CheckedUnion! { [collect] },
        "{ union CheckedUnion checked CheckedUnionUnchecked { CheckedUnionObject (self::CheckedUnionObject); CheckedUnionObject2 (self::CheckedUnionObject2); } }",
    );
    same(kinds::Empty! { [collect] }, "{ struct Empty {} }");
}

/// Code that compiles only where each part has the type that the shape says.
macro_rules! holds {
    ({ struct $name:ident { $($fields:tt)* } }) => { holds!(struct $name $($fields)*); };
    ({ struct $name:ident checked $made_of:ident { $($fields:tt)* } }) => {
        let _: fn($name) -> $made_of = $made_of::from;
        let _: fn($made_of) -> Result<$name, formwork_runtime::Rejection> = $name::try_from;
        holds!(struct $made_of $($fields)*);
    };
    ({ enum $name:ident { $($variant:ident $text:literal;)* } }) => { $(assert_eq!($name::$variant.as_str(), $text);)* };
    ({ union $name:ident { $($variant:ident ($ty:ty);)* } }) => { $(let _: fn($ty) -> $name = $name::$variant;)* };
    ({ union $name:ident checked $made_of:ident { $($variants:tt)* } }) => {
        let _: fn($name) -> $made_of = $made_of::from;
        let _: fn($made_of) -> Result<$name, formwork_runtime::Rejection> = $name::try_from;
        holds!({ union $made_of { $($variants)* } });
    };

    (struct $name:ident $field:ident rest; $($more:tt)*) => {
        let _ = |value: $name| value.$field.len();
        holds!(struct $name $($more)*);
    };
    (struct $name:ident $field:ident $json:literal required nullable $($word:ident)* ($ty:ty); $($more:tt)*) => {
        let _: fn($name) -> formwork_runtime::Nullable<$ty> = |value| value.$field;
        holds!(struct $name $($more)*);
    };
    (struct $name:ident $field:ident $json:literal required $($word:ident)* ($ty:ty); $($more:tt)*) => {
        let _: fn($name) -> $ty = |value| value.$field;
        holds!(struct $name $($more)*);
    };
    (struct $name:ident $field:ident $json:literal optional nullable $($word:ident)* ($ty:ty); $($more:tt)*) => {
        let _: fn($name) -> Option<formwork_runtime::Nullable<$ty>> = |value| value.$field;
        holds!(struct $name $($more)*);
    };
    (struct $name:ident $field:ident $json:literal optional $($word:ident)* ($ty:ty); $($more:tt)*) => {
        let _: fn($name) -> Option<$ty> = |value| value.$field;
        holds!(struct $name $($more)*);
    };
    (struct $name:ident) => {};
}

/// `self::` stands for the module of the types, where it is not replaced; here they are imported.
macro_rules! hold {
    ($($test:ident: $module:path { $($name:ident),* })*) => {$(
        #[test]
        fn $test() {
            mod inside {
                use $module::*;
                pub(super) fn check() { $($name! { [holds] })* }
            }
            inside::check();
        }
    )*};
}

hold! {
    types_of_every_kind: crate::kinds { Everything, EverythingNullableMode, Mode, Node, Contact, Checked, CheckedUnion, CheckedUnionObject, CheckedUnionObject2, Empty }
    types_of_auth0: formwork_sessions::auth0 { SessionData, User, TokenSet, AccessTokenSet, SessionDataInternal, ConnectionTokenSet }
    types_of_ballware: formwork_sessions::ballware { SessionWithUserInfo, Session, MappedSessionWithUserRights, Rights }
    types_of_dotdo: formwork_sessions::dotdo { Session, SerializedSession, PublicSession }
    types_of_supabase: formwork_sessions::supabase { Session, SessionTokenType, User, UserAppMetadata, UserIdentity, Factor, FactorFactorType, FactorStatus }
    types_of_supertokens: formwork_sessions::supertokens { SuperTokensSession, Token, User }
}

const SCHEMA: &str = "tests/shapes/kinds.schema.json";

fn compiled(label: &str, fragment: &str, text: &str) -> Compiled {
    compile(&Source::from_text(label, text), fragment, &Options::default()).unwrap_or_else(|errors| panic!("{errors}"))
}

#[test]
fn the_module_above_is_what_is_generated() {
    let text = fs::read_to_string(root().join(SCHEMA)).unwrap();
    let committed = fs::read_to_string(root().join("tests/shapes/kinds.rs")).unwrap();
    let made = compiled(SCHEMA, "", &text).rust().unwrap();
    assert!(committed == made, "stale; run\n  cargo run -q -- generate {SCHEMA} -o tests/shapes/kinds.rs");
}

#[test]
fn shapes_are_for_whom_they_are_asked_for() {
    let schema = compiled("a/login.schema.json", "", r#"{ "type": "object", "properties": { "id": {} } }"#);
    let [public, within, none] = [Shapes::Public, Shapes::Crate, Shapes::None]
        .map(|who| schema.rust_with(&Settings::new().shapes(who)).unwrap());
    assert_eq!(schema.rust().unwrap(), within);
    assert!(within.starts_with(&none) && public.starts_with(&none) && !none.contains("macro_rules"));
    assert!(within.contains("\npub(crate) use __shape_Login as Login;\n") && !within.contains("macro_export"));
    assert!(public.contains("#[macro_export]\n") && !public.contains("pub(crate)"));
}

/// The name of the exported macro.
fn exported(label: &str, fragment: &str, text: &str) -> String {
    let rust = compiled(label, fragment, text).rust_with(&Settings::new().shapes(Shapes::Public)).unwrap();
    rust.lines().find_map(|line| line.strip_prefix("macro_rules! ")).unwrap_or_else(|| panic!("{rust}")).to_owned()
}

#[test]
fn an_exported_macro_is_named_after_the_schema_and_not_after_its_place() {
    let text = "{ \"title\": \"T\",\n \"properties\": { \"a\": {} }, \"type\": \"object\" }";
    let name = exported("a/s.schema.json", "", text);
    // On every machine, and with every version: this is it.
    assert_eq!(name, "__formwork_fb8dc1396fd175ca_T {");
    assert_eq!(name, exported("/else/where/s.schema.json", "", text));
    assert_eq!(name, exported("C:\\s.schema.json", "#", &text.replace('\n', "\r\n")));
    assert_ne!(name, exported("a/t.schema.json", "", text));
    assert_ne!(name, exported("a/s.schema.json", "", &text.replace(": {}", ":{}")));
    let two = r##"{ "$defs": { "a": { "$ref": "#/$defs/T" }, "b": { "$ref": "#/$defs/T" }, "T": { "properties": { "x": {} }, "type": "object" } } }"##;
    assert_ne!(exported("s.json", "/$defs/a", two), exported("s.json", "/$defs/b", two));
}

#[test]
fn the_options_file_says_who_sees_shapes() {
    let folder = tempfile::tempdir().unwrap();
    let schema = folder.path().join("s.schema.json").to_string_lossy().into_owned();
    let shapes_beside = |schema: &str| Settings::beside(schema).map(|settings| settings.shapes);
    assert_eq!(shapes_beside(&schema), Ok(None));
    for (said, expected) in [("public", Shapes::Public), ("crate", Shapes::Crate), ("none", Shapes::None)] {
        fs::write(folder.path().join("s.options.json"), format!(r#"{{ "shapes": "{said}" }}"#)).unwrap();
        assert_eq!(shapes_beside(&schema), Ok(Some(expected)));
    }
    for (wrong, message) in
        [(r#""Public""#, "write `public`, `crate` or `none`"), ("true", "is a string"), ("null", "is a string")]
    {
        fs::write(folder.path().join("s.options.json"), format!(r#"{{ "shapes": {wrong} }}"#)).unwrap();
        let error = shapes_beside(&schema).unwrap_err().to_string();
        assert!(error.contains("error[options]: `shapes` is ") && error.contains(message), "{error}");
        assert!(error.contains("s.options.json:1:13"), "{error}");
    }
}

#[test]
fn the_command_line_has_the_last_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    fs::write(path("login.schema.json"), r#"{ "type": "object", "properties": { "id": {} } }"#).unwrap();
    let generate = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_formwork"));
        command.args(["generate", &path("login.schema.json")]).args(more).output().unwrap()
    };
    let visible = |more: &[&str]| {
        let text = String::from_utf8(generate(more).stdout).unwrap();
        let line = text.lines().find(|line| line.ends_with("_Login as Login;")).unwrap_or_default();
        line.split(" use ").next().unwrap_or_default().to_owned()
    };
    assert_eq!([visible(&[]), visible(&["--shapes", "public"])], ["pub(crate)", "pub"]);
    fs::write(path("login.options.json"), r#"{ "shapes": "public" }"#).unwrap();
    assert_eq!([visible(&[]), visible(&["--shapes=crate"]), visible(&["--shapes=none"])], ["pub", "pub(crate)", ""]);
    let refused = generate(&["--shapes", "all"]);
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2));
    assert!(message.contains("'all'") && message.contains("write `public`, `crate` or `none`"), "{message}");
}
