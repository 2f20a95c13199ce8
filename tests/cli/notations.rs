//! Payloads that are no JSON: the same verdicts, with places in their own text.

use super::{Place, Run};

const SCHEMA: &str = r#"{
  "type": "object", "additionalProperties": false, "required": ["name"],
  "properties": {
    "name": { "type": "string" },
    "ports": { "type": "array", "items": { "type": "integer", "maximum": 65535 } },
    "level": { "enum": ["info", "warn"] },
    "token": { "x-secret": true, "minLength": 10 } } }
"#;

fn judge(file: &str, text: &str, options: &str) -> Run {
    let place = Place::empty().file("s.json", SCHEMA).file(file, text);
    place.run(&format!("validate -s s.json {file} {options}"))
}

#[test]
fn yaml_has_places_of_its_own() {
    let text = "# 10.0.0.1 is a comment\nname: 12\nports:\n  - 80   # note 4711\n  - 70000\nlevel: wran\ntoken: hunter2\nprots: []\n";
    let run = judge("in.yaml", text, "");
    let expected = "\
error[type]: expected string, found number
  --> in.yaml:2:7
   |
 2 | name: ••
   |       ^^ help: in quotes it is a string; YAML reads a number here
   |
  ::: s.json:4:23
   |
 4 |     \"name\": { \"type\": \"string\" },
   |                       ^^^^^^^^
   = at /name, rule #/properties/name/type

error[maximum]: more than 65535
  --> in.yaml:5:5
   |
 5 |   - •••••
   |     ^^^^^
   |
  ::: s.json:5:74
   |
 5 |     \"ports\": { \"type\": \"array\", \"items\": { \"type\": \"integer\", \"maximum\": 65535 } },
   |                                                                          ^^^^^
   = at /ports/1, rule #/properties/ports/items/maximum

error[enum]: is not one of \"info\", \"warn\"
  --> in.yaml:6:8
   |
 6 | level: ••••
   |        ^^^^ help: did you mean \"warn\"?
   |
  ::: s.json:6:24
   |
 6 |     \"level\": { \"enum\": [\"info\", \"warn\"] },
   |                        ^^^^^^^^^^^^^^^^
   = at /level, rule #/properties/level/enum

error[minLength]: shorter than 10 characters
  --> in.yaml:7:8
   |
 7 | token: •••••••
   |        ^^^^^^^
   |
  ::: s.json:7:47
   |
 7 |     \"token\": { \"x-secret\": true, \"minLength\": 10 } } }
   |                                               ^^
   = at /token, rule #/properties/token/minLength

error[additionalProperties]: the schema allows no member of this name
  --> in.yaml:8:1
   |
 8 | prots: []
   | ^^^^^
   |
  ::: s.json:2:45
   |
 2 |   \"type\": \"object\", \"additionalProperties\": false, \"required\": [\"name\"],
   |                                             ^^^^^
   = at /prots, rule #/additionalProperties

1 file: 0 valid, 1 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
    let shown = judge("in.yaml", text, "--show-values");
    shown.says(" 2 | name: 12\n").says(" 7 | token: •••••••\n");
}

#[test]
fn comments_are_never_shown() {
    for (file, text) in [
        ("in.yaml", "name: 12 # MARKER\n"),
        ("in.yaml", "name: &MARKER 12\n"),
        ("in.toml", "name = 12 # MARKER\n"),
        ("in.jsonc", "{ \"name\": 12 /* MARKER */ }\n"),
    ] {
        let run = judge(file, text, "--show-values");
        run.ends_with(1).says("12").says("••••••").says("^^\n");
        assert!(!run.out.contains("MARKER"), "{}", run.out);
    }
}

#[test]
fn a_secret_stays_one_behind_an_alias() {
    let text = "name: &x MARKER\ntoken: *x\n";
    let run = judge("in.yaml", text, "--show-values");
    assert!(!run.ends_with(1).out.contains("MARKER"), "{}", run.out);
}

#[test]
fn a_secret_text_of_many_lines_is_not_shown() {
    let schema = r#"{ "properties": { "t": { "x-secret": true, "maxLength": 3 }, "u": { "type": "integer" } } }"#;
    for (file, text) in [
        ("in.yaml", "u: x\nt: |\n  MARKER one\n  MARKER two\n"),
        ("in.yaml", "u: x\nt: >-\n  MARKER\n\n  MARKER\n"),
        ("in.yaml", "u: x\nt: 'MARKER\n  MARKER'\n"),
        ("in.yaml", "u: x\nt: {MARKER: [MARKER, {MARKER: MARKER}]}\n"),
        ("in.toml", "u = \"x\"\nt = '''\nMARKER\nMARKER'''\n"),
        ("in.toml", "u = \"x\"\n[t]\nMARKER = \"MARKER\"\nMARKERS = [\"MARKER\"]\n"),
    ] {
        let place = Place::empty().file("s.json", schema).file(file, text);
        for how in ["", "--show-values"] {
            let run = place.run(&format!("validate -s s.json {file} {how}"));
            assert!(!run.ends_with(1).out.contains("MARKER"), "{text}: {}", run.out);
        }
    }
}

#[test]
fn toml_and_jsonc_have_places_of_their_own() {
    let run = judge("in.toml", "# c\nname = 12\nports = [\n  80,\n  70000,\n]\nnme = 1\n", "--format concise");
    let expected = "\
in.toml:2:8: error[type] /name: expected string, found number (s.json:4:23)
in.toml:5:3: error[maximum] /ports/1: more than 65535 (s.json:5:74)
in.toml:7:1: error[additionalProperties] /nme: the schema allows no member of this name (s.json:2:45)
1 file: 0 valid, 1 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
    let run = judge("in.jsonc", "// c\n{\n  \"ports\": [1, 2.5,],\n}\n", "--format concise");
    let expected = "\
in.jsonc:2:1: error[required]: the member \"name\" is missing (s.json:2:64)
in.jsonc:3:16: error[type] /ports/1: expected integer, found a number with a fraction (s.json:5:52)
1 file: 0 valid, 1 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
}

#[test]
fn all_notations_agree() {
    let good = [
        ("a.json", "{\"name\": \"x\", \"ports\": [80]}"),
        ("a.jsonc", "{\"name\": \"x\", \"ports\": [80],} // c"),
        ("a.yaml", "name: x\nports: [80]\n"),
        ("a.toml", "name = \"x\"\nports = [80]\n"),
        ("a.ndjson", "{\"name\": \"x\", \"ports\": [80]}\n"),
    ];
    for (file, text) in good {
        judge(file, text, "").ends_with(0);
        judge(file, &text.replace("80", "80000"), "").ends_with(1).says("error[maximum]: more than 65535");
    }
}

#[test]
fn the_notation_can_be_said() {
    let place = Place::empty().file("s.json", SCHEMA).file("config", "name: x\n");
    place.run("validate -s s.json config").ends_with(3);
    place.run("validate -s s.json config --instance-format yaml").ends_with(0);
    place.run_with("validate -s s.json - --instance-format toml", "name = 'x'").ends_with(0);
    place.run("validate -s s.json config --instance-format yaml --ndjson").ends_with(2);
}

#[test]
fn several_documents_of_a_yaml_file_are_judged_each() {
    let run = judge("in.yaml", "name: a\n---\nname: 1\n---\nnme: b\n", "--format concise");
    let expected = "\
in.yaml:3:7: error[type] /name: expected string, found number (in quotes it is a string; YAML reads a number here) (s.json:4:23)
in.yaml:5:1: error[additionalProperties] /nme: the schema allows no member of this name (did you mean \"name\"?) (s.json:2:45)
in.yaml:5:1: error[required]: the member \"name\" is missing (s.json:2:64)
1 file, 3 documents: 1 valid, 2 invalid, 0 unreadable
";
    assert_eq!(run.ends_with(1).out, expected);
}

#[test]
fn what_cannot_be_read_has_a_place_and_no_quote() {
    for (file, text, place, why) in [
        ("in.yaml", "name: MARKER\nname: x\n", "in.yaml:2:1", "the mapping has a key of this name already"),
        ("in.yaml", "1: MARKER\n", "in.yaml:1:1", "this key is no string: write it in quotes"),
        ("in.yaml", "name: [MARKER\n", "in.yaml:2:1", "this is not YAML"),
        ("in.yaml", "name: \"MARKER\n", "in.yaml:", "this is not YAML"),
        ("in.yaml", "name: @MARKER\n", "in.yaml:1:7", "this is not YAML"),
        ("in.toml", "name = MARKER\n", "in.toml:1:8", "this is not TOML"),
        ("in.toml", "name = 'x'\nname = 'MARKER'\n", "in.toml:2:1", "this is not TOML: duplicate key"),
        ("in.jsonc", "{ \"name\": MARKER }", "in.jsonc:1:11", "this is not JSON with comments"),
        ("in.jsonc", "{ \"name\": \"\\MARKER\" }", "in.jsonc:1:", "this is not JSON with comments"),
        ("in.yaml", "", "in.yaml:1:1", "the text is empty"),
    ] {
        let run = judge(file, text, "--show-values");
        run.ends_with(3).says(&format!("error[unreadable]: {why}")).says(&format!("--> {place}"));
        assert!(!run.out.contains("MARKER") && !run.err.contains("MARKER"), "{}", run.out);
    }
}
