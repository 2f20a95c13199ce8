use proc_macro2::TokenStream;
use quote::quote;

use super::*;

fn expanded(tokens: TokenStream) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    expand(tokens, folder, |_| Start { file: String::new(), line: 0, column: 0 })
        .to_string()
        .replace("# [doc = \"What was made of a schema.\"] ", "")
}

/// The tokens of a module, as the command line and build scripts write it.
fn generated(settings: &Settings) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = from_file(folder, "tests/schemas/login.json", settings, &Settings::new()).module.unwrap().text;
    text.parse::<TokenStream>().unwrap().to_string()
}

#[test]
fn the_module_is_the_generated_text() {
    let written = expanded(quote!(pub mod login = "tests/schemas/login.json";));
    let expected = generated(&Settings::new());
    assert!(written.starts_with(&format!("pub mod login {{ {expected} # [allow")), "{written}\n{expected}");
    assert_eq!(written.matches("include_bytes").count(), 2, "the schema and what it refers to");
}

#[test]
fn options_are_those_of_the_library() {
    let written = expanded(quote! {
        mod login = "tests/schemas/login.json";
        derive(Hash, std::hash::Hash);
        root = Entrance;
        rename("/properties/user" = UserName);
        docs = false;
        shapes = crate;
        assert_format = true;
        secret("/properties/user")
    });
    let settings = Settings::new().derive(["Hash", "std::hash::Hash"]).root("Entrance").docs(false);
    let settings = settings.rename("/properties/user", "UserName").assert_format(true).secret("/properties/user");
    assert!(written.starts_with(&format!("mod login {{ {}", generated(&settings))), "{written}");
}

#[test]
fn a_schema_can_stand_in_the_macro() {
    let written = expanded(quote!(pub(crate) mod login = r#"{ "type": "string", "minLength": 1 }"#;));
    assert!(
        written.starts_with("pub (crate) mod login {") && written.contains("pub struct Login (String)"),
        "{written}"
    );
}

#[test]
fn what_looks_like_json_is_a_schema() {
    assert!(expanded(quote!(mod any = " true ";)).starts_with("mod any {"));
    let list = expanded(quote!(mod list = "[]";));
    assert!(list.contains("compile_error") && list.contains("list:1:1") && !list.contains("no file"), "{list}");
    assert!(expanded(quote!(mod none = "";)).contains("no schema is named"));
}

#[test]
fn warnings_about_the_schema_are_told_until_they_are_left_out() {
    let schema = r#"{ "type": "integer", "minimun": 1, "default": "x" }"#;
    let told = expanded(quote!(mod count = #schema;));
    assert_eq!(told.matches("deprecated").count(), 2, "{told}");
    assert!(told.contains("`minimun` is no keyword") && told.contains("count:1:22"), "{told}");
    assert!(!expanded(quote!(mod count = #schema; quiet = true)).contains("deprecated"));
}

#[test]
fn what_is_wrong_with_an_option_is_told_at_the_option() {
    let told = expanded(quote!(mod login = "tests/schemas/login.json"; secret("/nowhere")));
    assert!(told.contains("the secret \\\"/nowhere\\\" is no schema"), "{told}");
    assert!(told.contains("= help: write a JSON Pointer") && !told.contains("login.json"), "{told}");
}
