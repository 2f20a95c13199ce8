//! Every type with every keyword family: a keyword speaks of one kind of value only, whatever `type` stands beside it.

use std::fmt::Write as _;

use formwork::{Options, Source};

use crate::groups::{Group, Test};

/// A keyword, the kind that it is about, values of that kind that hold it, and values that break it.
const KEYWORDS: [(&str, &str, &str, &str); 20] = [
    (r#""minLength":3"#, "string", r#""abc""#, r#""ab""#),
    (r#""maxLength":2"#, "string", r#""ab""#, r#""abc""#),
    (r#""pattern":"^a""#, "string", r#""abc""#, r#""bc""#),
    (r#""minimum":5"#, "number", "5", "4.5"),
    (r#""maximum":5"#, "number", "5.0", "6"),
    (r#""exclusiveMinimum":5"#, "number", "5.5", "5"),
    (r#""exclusiveMaximum":5"#, "number", "4", "5"),
    (r#""multipleOf":2"#, "number", "4", "3"),
    (r#""minItems":2"#, "array", "[1,1]", "[1]"),
    (r#""maxItems":1"#, "array", "[1]", "[1,2]"),
    (r#""uniqueItems":true"#, "array", "[1,2]", "[1,1.0]"),
    (r#""items":{"type":"null"}"#, "array", "[null]", "[null,1]"),
    (r#""prefixItems":[{"type":"null"}]"#, "array", "[null,1]", "[1]"),
    (r#""contains":{"const":1}"#, "array", "[0,1]", "[0]"),
    (r#""minProperties":1"#, "object", r#"{"a":1}"#, "{}"),
    (r#""maxProperties":1"#, "object", r#"{"a":1}"#, r#"{"a":1,"b":2}"#),
    (r#""required":["a"]"#, "object", r#"{"a":null}"#, r#"{"b":1}"#),
    (r#""properties":{"a":{"type":"null"}}"#, "object", r#"{"a":null}"#, r#"{"a":1}"#),
    (r#""additionalProperties":false"#, "object", "{}", r#"{"a":1}"#),
    (r#""propertyNames":{"maxLength":1}"#, "object", r#"{"a":1}"#, r#"{"ab":1}"#),
];

/// What may stand under `type`, and the kinds that it allows.
const TYPES: [(&str, &[&str]); 10] = [
    ("", &["null", "boolean", "integer", "number", "string", "array", "object"]),
    (r#""type":"null","#, &["null"]),
    (r#""type":"boolean","#, &["boolean"]),
    (r#""type":"integer","#, &["integer"]),
    (r#""type":"number","#, &["integer", "number"]),
    (r#""type":"string","#, &["string"]),
    (r#""type":"array","#, &["array"]),
    (r#""type":"object","#, &["object"]),
    (r#""type":["string","array"],"#, &["string", "array"]),
    (r#""type":["object","integer","null"],"#, &["object", "integer", "null"]),
];

/// Values of each kind.
const VALUES: [(&str, &str); 9] = [
    ("null", "null"),
    ("boolean", "false"),
    ("integer", "1"),
    ("integer", "4.0"),
    ("number", "1.5"),
    ("string", r#""""#),
    ("string", r#""abc""#),
    ("array", "[]"),
    ("object", "{}"),
];

/// Names that generated code uses for something else, as names of definitions and of aliases.
fn names() -> Group {
    use formwork::analysis::names::{IMPORTS, TAKEN};
    let mut definitions = String::new();
    for name in IMPORTS.iter().chain(&TAKEN).chain(&["AnyOf", "OneOf", "Not", "AllOf", "Tree", "a-b", "a_b", "aB", ""])
    {
        let _ = write!(definitions, r#""{name}":{{"type":"object","properties":{{"x":{{"minLength":1}}}},"#);
        let _ = write!(definitions, r#""anyOf":[{{"required":["x"]}},{{"not":{{"required":["y"]}}}}]}},"#);
        let _ = write!(definitions, r##""{name} again":{{"$ref":"#/$defs/AnyOf"}},"{name}_":{{"$ref":"#/$defs/S"}},"##);
    }
    let schema =
        format!(r##"{{"$defs":{{{definitions}"last":{{"enum":["Self","self","",null]}}}},"$ref":"#/$defs/Tree"}}"##);
    judged("names", &schema, vec![(r#"{"x":"a"}"#.to_owned(), true), (r#"{"x":""}"#.to_owned(), false)])
}

/// An expression tree whose alternatives a member tells apart: its cost must not double with each level.
fn tree() -> Group {
    let branch = |op: &str| {
        let members = format!(r##""op":{{"const":"{op}"}},"args":{{"type":"array","items":{{"$ref":"#"}}}}"##);
        format!(r#"{{"type":"object","required":["op","args"],"properties":{{{members}}}}}"#)
    };
    let branches: Vec<String> = ["add", "mul", "sub", "div"].map(branch).into();
    let schema = format!(r#"{{"oneOf":[{},{{"type":"number"}}]}}"#, branches.join(","));
    let nested = |leaf: &str| format!("{}{leaf}{}", r#"{"args":["#.repeat(60), r#"],"op":"div"}"#.repeat(60));
    judged("tree", &schema, vec![(nested("1"), true), (nested("null"), false), (nested("{}"), false)])
}

pub fn judged(name: &str, schema: &str, tests: Vec<(String, bool)>) -> Group {
    let source = Source::from_text("schema.json", schema);
    let test = |(text, valid): (String, bool)| Test { description: format!("{text:.40}"), text, valid };
    Group {
        name: format!("matrix / {name}"),
        compiled: formwork::compile(&source, "", &Options::default()).map_err(|errors| errors.to_string()),
        tests: tests.into_iter().map(test).collect(),
    }
}

/// A group for each type and keyword, and some for what the suite never does.
pub fn groups() -> Vec<Group> {
    let mut groups = vec![names(), tree()];
    for (keyword, about, good, bad) in KEYWORDS {
        for (types, allowed) in TYPES {
            let mut tests = Vec::new();
            for (kind, value) in VALUES {
                // Whether other values of the keyword's own kind hold it is the business of its own tests.
                let is_about = kind == about || (kind == "integer" && about == "number");
                if !is_about {
                    tests.push((value, allowed.contains(&kind)));
                }
            }
            for (value, holds) in [(good, true), (bad, false)] {
                let kind = if about == "number" && !value.contains(".5") { "integer" } else { about };
                tests.push((value, holds && allowed.contains(&kind)));
            }
            let mut schema = String::new();
            let _ = write!(schema, "{{{types}{keyword}}}");
            let tests = tests.into_iter().map(|(text, valid)| (text.to_owned(), valid)).collect();
            groups.push(judged(&schema, &schema, tests));
        }
    }
    groups
}
