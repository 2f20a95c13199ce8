//! What cannot be together with types that borrow is said, with what to write instead.

use formwork::{Emit, Options, Settings, Shapes, Source, compile};

const SCHEMA: &str = r#"{ "title": "A", "type": "object", "properties": { "a": { "type": "string" } } }"#;

fn made(schema: &str, settings: &Settings) -> Result<String, String> {
    let compiled = compile(&Source::from_text("a.json", schema), "", &Options::default()).unwrap();
    compiled.rust_with(&settings.clone().borrow(true)).map_err(|errors| errors.to_string())
}

#[test]
fn settings_that_exclude_it() {
    for (settings, words) in [
        (
            Settings::new().shapes(Shapes::Public),
            ["conversions are not derived from types that borrow", "write `none`"],
        ),
        (Settings::new().shapes(Shapes::Crate), ["conversions are not derived from types that borrow", "write `none`"]),
        (Settings::new().schemars(true), ["have no `schemars::JsonSchema`", "leave `schemars` out"]),
        (Settings::new().builders(true), ["types that borrow have no builders", "leave `builders` out"]),
        (Settings::new().arbitrary(true), ["make no values of themselves", "leave `arbitrary` out"]),
        (Settings::new().emit(Emit::Checks), ["there is no type that could borrow", "leave out `emit` or `borrow`"]),
    ] {
        let said = made(SCHEMA, &settings).unwrap_err();
        assert!(words.iter().all(|words| said.contains(words)), "{said}");
    }
    let rust = made(SCHEMA, &Settings::new().shapes(Shapes::None)).unwrap();
    assert_eq!(rust, made(SCHEMA, &Settings::new()).unwrap());
    assert!(rust.contains("pub struct A<'a> {") && !rust.contains("macro_rules"), "{rust}");
}

#[test]
fn types_that_nest_too_deep() {
    let mut schema = r#"{ "type": "string" }"#.to_owned();
    for _ in 0..110 {
        schema = format!(r#"{{ "type": "object", "required": ["a"], "properties": {{ "a": {schema} }} }}"#);
    }
    let said = made(&schema, &Settings::new()).unwrap_err();
    assert!(said.contains("a box which cannot borrow") && said.contains("leave out `borrow`"), "{said}");
}

#[test]
fn without_the_option_nothing_borrows() {
    let compiled = compile(&Source::from_text("a.json", SCHEMA), "", &Options::default()).unwrap();
    let rust = compiled.rust_with(&Settings::new().borrow(false)).unwrap();
    assert_eq!(rust, compiled.rust().unwrap());
    assert!(!rust.contains("'a") && !rust.contains("Cow"), "{rust}");
}
