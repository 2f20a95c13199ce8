//! What is borrowed, what is not, and what else the types can do.

use std::borrow::Cow;

use formwork_runtime::{IntoOwned, Json, RawJson, from_slice_borrowed, to_string};

use crate::modules::more::{Alias, Cat, Free, Key, More, MoreEither, MoreMode, Name, Point};

fn is_part_of(part: &str, text: &str) -> bool {
    text.as_bytes().as_ptr_range().contains(&part.as_ptr())
}

#[test]
fn strings_without_escapes_are_parts_of_the_text() {
    let text = r#"{"name":"plain","free":"tab\t","token":"secret","any":[ 1,"a"],"extra":"e","b\n":"c"}"#;
    let more: More<'_> = from_slice_borrowed(text.as_bytes()).unwrap();
    assert!(is_part_of(&more.name, text) && *more.name == *"plain");
    let Cow::Owned(free) = Cow::from(more.free.clone().unwrap()) else { panic!("an escape was borrowed") };
    assert_eq!(free, "tab\t");
    assert!(matches!(more.token.as_ref().unwrap().expose(), Cow::Borrowed("secret")));
    let any = more.any.as_ref().unwrap();
    assert!(is_part_of(any.as_str(), text));
    assert_eq!(any.as_str(), r#"[ 1,"a"]"#);
    let names: Vec<bool> = more.rest.iter().map(|(name, _)| is_part_of(name, text)).collect();
    assert_eq!(names, [true, false]);
    assert_eq!(more.rest.get("b\n").map(AsRef::as_ref), Some("c"));
    // What stands in the text as any value is written as it stood.
    assert_eq!(to_string(&more), text);
}

#[test]
fn what_is_owned_outlives_the_text() {
    let free: More<'static> = {
        let text = r#"{"name":"n","any":{"a":1},"either":{"kind":"cat","name":"tom"}}"#.to_owned();
        from_slice_borrowed::<More<'_>>(text.as_bytes()).unwrap().into_owned()
    };
    assert_eq!(free.any.as_ref().map(RawJson::to_json).and_then(|any| any.get("a").cloned()), Some(Json::from(1)));
    let Some(MoreEither::Cat(Cat { name: Some(name), .. })) = free.either else { panic!("{free:?}") };
    assert_eq!(name, "tom");
}

#[test]
fn secrets_do_not_show_themselves() {
    let text = r#"{"name":"n","token":"hush","key":"hush-key","either":{"kind":"dog","tag":"hush"}}"#;
    let more: More<'_> = from_slice_borrowed(text.as_bytes()).unwrap();
    let key: Key<'_> = more.key.clone().unwrap().into_exposed();
    let shown = format!("{more:?} {more:#?} {key:?} {key:#?} {key} {}", more.token.as_ref().unwrap());
    assert!(!shown.contains("hush"), "{shown}");
    assert!(shown.contains("Key([redacted])") && shown.contains("[redacted]"), "{shown}");
    let free = format!("{:?}", more.into_owned());
    assert!(!free.contains("hush"), "{free}");
}

#[test]
fn newtypes_are_made_from_strings_and_become_them() {
    let name = Name::try_from("ada").unwrap();
    assert_eq!((name.len(), name.to_string().as_str(), Cow::from(name.clone()).as_ref()), (3, "ada", "ada"));
    assert_eq!(name, Name::try_from(Cow::Owned("ada".to_owned())).unwrap());
    assert!(Name::try_from("").is_err() && Key::try_from("k").is_err());
    assert_eq!(*Free::from(""), *"");
    let _: Alias<'_> = name;
    assert!(More::try_from(r#"{"name":"n"}"#).is_ok() && More::try_from(r#"{"name":""}"#).is_err());
}

#[test]
fn what_holds_no_text_has_no_lifetime() {
    let point: Point = formwork_runtime::from_slice(br#"{"x":1}"#).unwrap();
    assert_eq!(point.into_owned(), point_of(1));
    assert_eq!("on".parse::<MoreMode>().unwrap().into_owned().as_str(), "on");
}

fn point_of(x: i64) -> Point {
    Point { x: x.into(), y: None }
}

#[test]
fn raw_json_is_compared_and_hashed_as_the_value_that_it_is() {
    use std::collections::HashSet;
    let raw = |text| RawJson::parse(text).unwrap();
    let same: HashSet<RawJson<'_>> = [r#"{"a":1,"b":[2.0]}"#, r#" { "b": [ 2 ], "\u0061": 1.0 } "#].map(raw).into();
    assert_eq!(same.len(), 1);
    assert_ne!(raw("1"), raw("\"1\""));
    assert_ne!(raw("[1]"), raw("[2]"));
    assert_eq!(RawJson::from(&Json::from("é\n")).as_str(), r#""é\n""#);
    for wrong in ["", "{", "[1,]", "1 2", r#"{"a":1,"a":1}"#, r#""\ud800""#] {
        assert!(RawJson::parse(wrong).is_err(), "{wrong}");
    }
    assert_eq!(RawJson::default().to_json(), Json::Null);
}

#[test]
fn serde_borrows_what_a_format_lends() {
    #[derive(serde::Deserialize)]
    struct Outer<'a> {
        #[serde(borrow)]
        more: More<'a>,
    }
    let text = r#"{"more":{"name":"plain","free":"\n"}}"#;
    let outer: Outer<'_> = serde_json::from_str(text).unwrap();
    assert!(is_part_of(&outer.more.name, text));
    assert_eq!(outer.more.free, Some(Free::from("\n")));
}
