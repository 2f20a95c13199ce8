//! Hostile schemas and instances: clear errors, bounded stack and work, no panic, and one rule for each hard case that
//! every reader holds.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on should say where")]

use formwork::{Compiled, Options, Source, compile};
use formwork_runtime::{Limit, Rejection, check_slice, from_slice, parse};
use formwork_sessions::auth0::SessionData;

fn compiled(schema: &str) -> Compiled {
    compile(&Source::from_text("schema.json", schema), "", &Options::default()).unwrap_or_else(|e| panic!("{e}"))
}

fn refused(schema: &str) -> String {
    match compile(&Source::from_text("schema.json", schema), "", &Options::default()) {
        Ok(_) => panic!("compiled: {schema:.100}"),
        Err(errors) => errors.to_string(),
    }
}

#[test]
fn an_instance_that_nests_deep_has_no_verdict() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for schema in ["{}", r##"{"not":{"items":{"$ref":"#"}}}"##, r##"{"type":"array","items":{"$ref":"#"}}"##] {
        let rejection = compiled(schema).check(deep.as_bytes()).unwrap_err();
        assert!(rejection.to_string().contains("nest more than 128 deep"), "{rejection}");
    }
    // As deep as allowed is deep enough to see that the stack holds.
    let nested = format!("{}{}", "[".repeat(128), "]".repeat(128));
    assert!(compiled(r##"{"type":"array","items":{"$ref":"#"}}"##).check(nested.as_bytes()).is_ok());
    // Each level says no to the one below it.
    let negated = compiled(r##"{"not":{"type":"array","items":{"$ref":"#"}}}"##);
    assert!(negated.check(nested.as_bytes()).is_ok());
    assert!(negated.check(&nested.as_bytes()[1..255]).is_err());
}

#[test]
fn a_schema_that_nests_deep_is_answered() {
    for (open, close) in [(r#"{"not":"#, "}"), (r#"{"allOf":["#, "]}"), (r#"{"properties":{"a":"#, "}}"), ("[", "]")] {
        let deep = format!("{}{{}}{}", open.repeat(100_000), close.repeat(100_000));
        assert!(refused(&deep).contains("error["));
    }
    // What is allowed compiles, to Rust too.
    let nested = format!("{}{{}}{}", r#"{"items":"#.repeat(120), "}".repeat(120));
    assert!(compiled(&nested).rust().is_ok());
}

#[test]
fn work_that_doubles_with_each_level_stops() {
    let branch = |more: &str| format!(r##"{{"type":"object","properties":{{"a":{{"$ref":"#/$defs/n"}}}},{more}}}"##);
    let schema = |one: &str, other: &str| {
        let (one, other) = (branch(one), branch(other));
        compiled(&format!(
            r##"{{"$defs":{{"n":{{"anyOf":[{one},{other},{{"type":"integer"}}]}}}},"$ref":"#/$defs/n"}}"##
        ))
    };
    let nested = |depth: usize| format!("{}true{}", r#"{"a":"#.repeat(depth), "}".repeat(depth));
    let doubling = schema(r#""minProperties":2"#, r#""minProperties":3"#);
    assert_eq!(doubling.check(nested(100).as_bytes()), Err(Rejection::Limit(Limit::Work)));
    assert!(matches!(doubling.check(nested(8).as_bytes()), Err(Rejection::Invalid(_))));
    // Where a look at the names rules alternatives out, nothing doubles.
    let told_apart = schema(r#""required":["b"]"#, r#""required":["c"]"#);
    assert!(matches!(told_apart.check(nested(100).as_bytes()), Err(Rejection::Invalid(_))));
}

/// How many there are, with those of alternatives.
fn count(violations: &[formwork_runtime::Violation]) -> usize {
    violations.iter().map(|one| 1 + one.alternatives.iter().map(|causes| count(causes)).sum::<usize>()).sum()
}

/// The verdict is cheap, since the first fault ends each alternative; telling why not is what doubles.
#[test]
fn what_is_told_of_alternatives_is_limited() {
    let tree = r##"{"type":"object","anyOf":[{"properties":{"k":{"minimum":10},"c":{"$ref":"#"}}},
                                             {"properties":{"k":{"multipleOf":7},"c":{"$ref":"#"}}}]}"##;
    let nested = format!("{}{{\"k\":1}}{}", r#"{"k":1,"c":"#.repeat(100), "}".repeat(100));
    let start = std::time::Instant::now();
    for limit in [1, 50, 1000] {
        let Err(Rejection::Invalid(violations)) = compiled(tree).check_all(nested.as_bytes(), limit) else {
            panic!("this is known to be invalid");
        };
        assert!(count(&violations) <= limit + 300, "{limit}: {}", count(&violations));
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// `n` definitions, each of which applies the next to the same value, before one that only integers fulfil.
fn chain(n: usize, link: &dyn Fn(&str) -> String) -> String {
    let next = |i: usize| format!(r##"{{"$ref":"#/$defs/a{}"}}"##, i + 1);
    let links: Vec<String> = (0..n).map(|i| format!(r#""a{i}":{}"#, link(&next(i)))).collect();
    format!(r##"{{"$ref":"#/$defs/a0","$defs":{{{},"a{n}":{{"type":"integer","minimum":7}}}}}}"##, links.join(","))
}

#[test]
fn work_that_doubles_within_one_value_stops() {
    let unevaluated = |next: &str| format!(r#"{{"anyOf":[{next},true],"unevaluatedProperties":false}}"#);
    let twice =
        |next: &str| format!(r#"{{"anyOf":[{{"allOf":[{next}],"maximum":9}},{{"allOf":[{next}],"minimum":0}}]}}"#);
    let negated = |next: &str| format!(r#"{{"not":{{"anyOf":[{{"not":{next}}},{{"not":{{"not":{next}}}}}]}}}}"#);
    for (link, n) in [(&unevaluated as &dyn Fn(&str) -> String, 100), (&twice, 40), (&negated, 50)] {
        for instance in ["5", "\"a\"", "{\"a\":1}", "[5]"] {
            let start = std::time::Instant::now();
            // Where there is a verdict, it came soon.
            let verdict = compiled(&chain(n, link)).check(instance.as_bytes());
            assert!(!matches!(verdict, Err(Rejection::Syntax(_))));
            assert!(start.elapsed().as_secs() < 20, "{} of {instance}: {:?}", link("x"), start.elapsed());
        }
    }
    // The members of one that is none are not looked for.
    assert!(compiled(&chain(100, &unevaluated)).check(b"5").is_ok());
    assert_eq!(compiled(&chain(40, &twice)).check(b"5"), Err(Rejection::Limit(Limit::Work)));
}

#[test]
fn schemas_that_apply_each_other_are_counted() {
    let links: [&dyn Fn(&str) -> String; 6] = [
        &|next| format!(r#"{{"anyOf":[{next},{{"type":"string"}}]}}"#),
        &|next| format!(r#"{{"oneOf":[{next},{{"type":"string"}}]}}"#),
        &|next| format!(r#"{{"not":{next}}}"#),
        &|next| format!(r#"{{"if":{next},"then":{{"type":"integer"}}}}"#),
        &|next| format!(r#"{{"if":{{"minimum":0}},"then":{next}}}"#),
        &|next| format!(r#"{{"dependentSchemas":{{"a":{next}}},"allOf":[{next}]}}"#),
    ];
    for link in links {
        assert!(refused(&chain(100_000, link)).contains("error[too-deep]"), "{}", link("x"));
        let longest = compiled(&chain(85, link));
        assert!(matches!(longest.check(b"7"), Ok(()) | Err(Rejection::Invalid(_))), "{}", link("x"));
        assert!(longest.rust().is_ok());
    }
    // In each level of the value all of them are open, so that the stack has to hold.
    let within = r##"{"type":"array","items":{"$ref":"#"}}"##;
    for link in [links[0], links[1], links[4]] {
        let schema = chain(40, link).replace(r#"{"type":"integer","minimum":7}"#, within);
        let deep = format!("{}{}", "[".repeat(128), "]".repeat(128));
        assert_eq!(compiled(&schema).check(deep.as_bytes()), Err(Rejection::Limit(Limit::InPlace)), "{}", link("x"));
        assert_eq!(compiled(&schema).check(b"[[[[[]]]]]"), Ok(()), "{}", link("x"));
    }
}

#[test]
fn a_pattern_that_takes_too_long_has_no_verdict() {
    let schema = r#"{"pattern":"^(a|a)*(?=b)\\1$"}"#;
    let instance = format!("\"{}\"", "a".repeat(50));
    assert_eq!(compiled(schema).check(instance.as_bytes()), Err(Rejection::Limit(Limit::Pattern)));
    let negated = format!(r#"{{"not":{schema}}}"#);
    assert_eq!(compiled(&negated).check(instance.as_bytes()), Err(Rejection::Limit(Limit::Pattern)));
}

#[test]
fn numbers_of_any_size_are_exact() {
    let huge = format!("1{}", "0".repeat(10_000));
    let schema = compiled(r#"{"type":"integer","minimum":-1e400,"maximum":1e400,"multipleOf":3}"#);
    for (text, valid) in [
        ("3e2", true),
        ("9007199254740993", true),
        ("9007199254740994", false),
        ("-0", true),
        ("3.0000000000000000000000000001", false),
        ("1e400", false),
        ("3e399", true),
        ("3e401", false),
        (huge.as_str(), false),
        ("1e999999999999999999999", false),
    ] {
        assert_eq!(schema.check(text.as_bytes()).is_ok(), valid, "{text:.40}");
    }
    let exact = parse(huge.as_bytes()).unwrap();
    assert_eq!(formwork_runtime::to_string(&exact), huge);
}

#[test]
fn what_is_no_json_is_so_for_every_reader() {
    let cases: [(&[u8], &str); 16] = [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "ends in the middle"),
        (b"{} {}", "goes on"),
        (b"{}\0", "goes on"),
        (b"\0", "not JSON"),
        (b"\xef\xbb\xbf{}", "byte order mark"),
        (b"\"\xff\"", "not UTF-8"),
        (br#""\ud800""#, "half of a surrogate pair"),
        (br#"["\n\\ \ud83d\ude00 \udc00"]"#, "half of a surrogate pair"),
        (br#""\ud800\x""#, "an escape in it that JSON does not allow"),
        (br#"{"a":1,"a":1}"#, "already"),
        (br#"{"a":1,"\u0061":1}"#, "already"),
        (b"[1,]", "missing"),
        (b"01", "number"),
        (b"'a'", "single quotes"),
    ];
    let any = compiled("true");
    for (text, message) in cases {
        let errors = [
            any.check(text).unwrap_err(),
            check_slice::<SessionData>(text).unwrap_err(),
            from_slice::<SessionData>(text).unwrap_err(),
            Rejection::Syntax(parse(text).unwrap_err()),
        ];
        for error in errors {
            assert!(matches!(error, Rejection::Syntax(_)), "{error:?}");
            assert!(error.to_string().contains(message), "{:?}: {error}", String::from_utf8_lossy(text));
        }
    }
}

#[test]
fn wide_objects_and_arrays_take_linear_time() {
    let members: Vec<String> = (0..100_000).map(|n| format!(r#""m{n}":{n}"#)).collect();
    let object = format!("{{{}}}", members.join(","));
    assert!(compiled(r#"{"additionalProperties":{"type":"integer"}}"#).check(object.as_bytes()).is_ok());
    assert_eq!(formwork_runtime::to_string(&parse(object.as_bytes()).unwrap()), object);
    let items: Vec<String> = (0..100_000).map(|n| n.to_string()).collect();
    let array = format!("[{}]", items.join(","));
    assert!(compiled(r#"{"uniqueItems":true}"#).check(array.as_bytes()).is_ok());
}

#[test]
fn a_reference_loop_without_progress_is_a_diagnostic() {
    for schema in [
        r##"{"$ref":"#"}"##,
        r##"{"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"}"##,
        r##"{"anyOf":[{"type":"null"},{"not":{"$ref":"#"}}]}"##,
    ] {
        assert!(refused(schema).contains("endless-reference"), "{schema}");
    }
}

#[test]
fn hostile_words_stay_words() {
    let hostile =
        "*/ }} \"# \\u{202e} ``` //! #[cfg(x)] \\n    code\n\n```rust\npanic!()\n``` <script> [link](x) {} \u{202e}";
    let text = |value: &str| formwork_runtime::to_string(&formwork_runtime::Json::from(value));
    let schema = format!(
        r##"{{"title":{t},"description":{t},"type":"object","required":[{t}],
             "properties":{{{t}:{{"description":{t},"enum":[{t},"","a b"]}},"self":{{}},"type":{{}},"Type":{{}},"":{{}},"a-b":{{}},"a_b":{{}}}},
             "patternProperties":{{"^\"#\\*/":{{"pattern":"\"#*/```"}}}},"$defs":{{{t}:{{"const":{t}}}}}}}"##,
        t = text(hostile),
    );
    let compiled = compiled(&schema);
    let rust = compiled.rust().unwrap();
    assert!(!rust.contains('\u{202e}') || rust.contains("\\u{202e}"), "a direction mark is written as it is");
    assert!(syn::parse_file(&rust).is_ok());
    assert!(rust.lines().filter(|line| line.trim_start().starts_with("///")).all(|line| !line.contains("```")));
}

#[test]
fn choices_of_references_to_choices_cost_no_more_than_they_are_long() {
    let chain = |n: usize, root: &str, branches: &dyn Fn(&str) -> String| {
        let next = |i: usize| format!(r##""$ref":"#/$defs/a{}""##, i + 1);
        let links: Vec<String> = (0..n).map(|i| format!(r#""a{i}":{{"anyOf":[{}]}}"#, branches(&next(i)))).collect();
        format!(r##"{{{root}"$ref":"#/$defs/a0","$defs":{{{},"a{n}":{{"type":"integer"}}}}}}"##, links.join(","))
    };
    let both = |next: &str| format!(r#"{{{next},"maximum":9}},{{{next},"minimum":0}}"#);
    let or_null = |next: &str| format!(r#"{{{next},"maximum":9}},{{"type":"null"}}"#);
    for n in [18, 40] {
        for (root, branches) in [
            ("", &both as &dyn Fn(&str) -> String),
            (r#""type":"string","#, &both),
            ("", &or_null),
            (r#""type":["integer","boolean","null"],"#, &or_null),
        ] {
            let start = std::time::Instant::now();
            let text = compiled(&chain(n, root, branches)).rust().unwrap();
            assert!(start.elapsed().as_secs() < 20, "{n} {root}: {:?}", start.elapsed());
            let mut lines = text.lines().zip(text.lines().skip(1));
            let is_empty = |line: &str, next: &str| {
                line.contains("enum ") && (line.ends_with("{}") || line.ends_with('{') && next.trim() == "}")
            };
            assert!(!lines.any(|(line, next)| is_empty(line, next)), "{n} {root}");
        }
    }
}
