#![allow(clippy::unwrap_used)]

use super::*;

fn engine(source: &str) -> Engine {
    compile(source).unwrap()
}

/// What a pattern is before it may become a table.
fn searched(source: &str) -> Engine {
    search(&ecma::parse(source, Dialect::Browser).unwrap().root).unwrap()
}

fn matches(source: &str, text: &str) -> bool {
    Pattern::owned(source.to_owned(), engine(source)).matches(text).unwrap()
}

/// Checks a pattern in the engine it is given and, behind a look-ahead that always holds, in the backtracking one.
#[track_caller]
fn check(source: &str, accepted: &[&str], rejected: &[&str]) {
    let backtracking = format!("(?=)(?:{source})");
    assert!(matches!(engine(&backtracking), Engine::Backtracking(_)));
    for (texts, verdict) in [(accepted, true), (rejected, false)] {
        for text in texts {
            assert_eq!(matches(source, text), verdict, "{source} {text:?} {:?}", engine(source));
            let searched = Pattern::owned(source.to_owned(), searched(source));
            assert_eq!(searched.matches(text).unwrap(), verdict, "{source} {text:?} {searched:?}");
            assert_eq!(matches(&backtracking, text), verdict, "{backtracking} {text:?} {:?}", engine(&backtracking));
        }
    }
}

#[test]
fn literals_and_anchors_take_no_expression() {
    for (source, expected) in [
        ("", Engine::Anything),
        (".*", Engine::Anything),
        ("^.*", Engine::Anything),
        ("^a*", Engine::Anything),
        ("a?$", Engine::Anything),
        ("^[^]*$", Engine::Anything),
        ("^[\\s\\S]*$", Engine::Anything),
        ("(a|)", Engine::Anything),
        ("^$", Engine::Exact("".into())),
        ("^a\\.b$", Engine::Exact("a.b".into())),
        ("^(abc)$", Engine::Exact("abc".into())),
        ("^x-", Engine::Prefix("x-".into())),
        ("^x\\-.*", Engine::Prefix("x-".into())),
        ("^\\/é", Engine::Prefix("/é".into())),
        ("\\.json$", Engine::Suffix(".json".into())),
        (".*\\.json$", Engine::Suffix(".json".into())),
        ("^[^]*a$", Engine::Suffix("a".into())),
        ("a", Engine::Contains("a".into())),
        (".*a.*", Engine::Contains("a".into())),
        ("\\uD83D\\uDC32", Engine::Contains("🐲".into())),
        ("^.+$", Engine::NonEmpty),
        ("^(.+)$", Engine::NonEmpty),
        ("^.*a$", Engine::Linear("^[^\\x{A}\\x{D}\\x{2028}\\x{2029}]*a$".into())),
        ("^[a-z]+\\d{2,}$", Engine::Linear("^[a-z]+[0-9]{2,}$".into())),
        ("^(a|b)c", Engine::Linear("^(?:a|b)c".into())),
    ] {
        assert_eq!(searched(source), expected, "{source}");
    }
}

#[test]
fn small_expressions_are_tables() {
    use formwork_runtime::pattern::{Row, YES};
    let of = |rows: &[Row]| Engine::Table(rows.to_vec().into());
    let word = [(b'0', b'9', 1), (b'a', b'z', 1)];
    assert_eq!(engine("^[a-z][a-z0-9]*$"), of(&[Row::inner(&[(b'a', b'z', 1)]), Row::end(&word)]));
    assert_eq!(engine("^[a-c]"), of(&[Row::inner(&[(b'a', b'c', YES)])]));
    assert_eq!(engine("^é?$"), of(&[Row::end(&[(0xc3, 0xc3, 1)]), Row::inner(&[(0xa9, 0xa9, 2)]), Row::end(&[])]));
    // One state for each repetition, so many for all letters, and what looks around.
    for source in ["^[0-9]{200}$", "^\\p{L}+$", "(a)\\1"] {
        assert!(!matches!(engine(source), Engine::Table(_)), "{source}");
    }
    for source in ["^[0-9a-f]{62}$", "\\bword\\b"] {
        assert!(matches!(engine(source), Engine::Table(_)), "{source}");
    }
}

#[test]
fn classes_are_those_of_ecma_262() {
    check("^\\d$", &["0"], &["߀", "a", "٣"]);
    check("^\\D$", &["߀", "a"], &["0"]);
    check("^\\w$", &["a", "Z", "_", "9"], &["é", "ſ", "-"]);
    check("^[\\W]$", &["é", "-"], &["a"]);
    check(
        "^\\s$",
        &[" ", "\t", "\u{b}", "\u{c}", "\u{a0}", "\u{feff}", "\n", "\u{2029}", "\u{2003}", "\u{1680}"],
        &["\u{1}", "\u{2013}", "\u{85}", "\u{180e}"],
    );
    check("^\\S$", &["\u{1}", "\u{85}"], &[" ", "\u{feff}", "\u{2028}"]);
    check("^[\\S ]+$", &["a b"], &["a\tb"]);
    check("^.$", &["a", "🐲", "\u{85}"], &["\n", "\r", "\u{2028}", "\u{2029}", ""]);
    check("^[^]$", &["\n", "a"], &["", "ab"]);
    check("[]", &[], &["", "a"]);
    check("^[^a]$", &["\n", "é"], &["a"]);
    check("^[a&&b~~+--]+$", &["a", "&", "~", "b", ","], &["e", "^", "."]);
    check("^[[a]+$", &["[a"], &["]"]);
    check("^[\\]\\-\\\\^\\/]+$", &["]-\\^/"], &["a"]);
    check("^[\\w-.]+$", &["a-b.c"], &["a b"]);
    check("^[+--]$", &["+", ",", "-"], &["."]);
}

#[test]
fn anchors_and_boundaries_are_those_of_ecma_262() {
    check("^abc$", &["abc"], &["abc\n", "\nabc", "x"]);
    check("a$|^b", &["xa", "bx"], &["ax", "xb"]);
    check("\\bfoo\\b", &["foo", "a foo", "éfoo", "foo-"], &["foob", "_foo", "foo1"]);
    check("\\Boo\\b", &["foo"], &["oo", "oo o"]);
    check("^é\\Bé$", &["éé"], &[]);
    check("a\\B", &["ab"], &["aé", "a"]);
    check("^\\B$", &[""], &["a", "é"]);
    check("\\B", &["", "é", "ab"], &["a"]);
    assert!(!matches("^(?:a|é)(?:\\B)(?:a|é)$", "aé"));
}

#[test]
fn escapes_are_those_of_ecma_262() {
    check("^\\cC\\cj$", &["\u{3}\n"], &["\\cC"]);
    check("^\\t\\v\\f\\0\\x41\\u00e9\\u{1F432}$", &["\t\u{b}\u{c}\0Aé🐲"], &[]);
    check("^\\uD83D\\uDC32+$", &["🐲🐲"], &["🐲a"]);
    check("^🐲*$", &["", "🐲🐲"], &["🐉"]);
    check("^[\\uD83D\\uDC32-\\u{1F433}]$", &["🐲", "🐳"], &["🐉"]);
    check("\\uD83D", &[], &["🐲", ""]);
    check("^[\\u0000-\\uFFFF]$", &["a", "\u{ffff}"], &["🐲"]);
    check("^[^\\uD800-\\uDFFF]$", &["a", "🐲"], &["ab"]);
    check("^[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF]$", &["a", "🐲"], &["\u{1}"]);
    check("^\\-\\@\\_\\#\\&\\~\\<\\>\\ \\\"\\'$", &["-@_#&~<> \"'"], &[]);
    check("^#a{b}~&-%$", &["#a{b}~&-%"], &[]);
    check("^\\p{Letter}+\\p{Script=Greek}\\p{Lu}\\P{L}$", &["écoleαÀ1"], &["écoleaÀ1"]);
    check("^\\p{digit}+$", &["42", "৪২"], &["a"]);
    check("^[\\p{Greek}\\P{L}]+$", &["α1"], &["a"]);
    check("^(?<year>\\d{4})-(?<π>\\d)$", &["2020-1"], &["20-1"]);
    check("^\\07\\8a{,2}]}$", &["\u{7}8a{,2}]}"], &[]);
}

#[test]
fn look_around_and_references_backtrack() {
    check("^(?!.*foo)\\w+$", &["bar"], &["afoob"]);
    check("(?<=\\$)\\d+", &["$5"], &["5"]);
    check("(?<=a+)b", &["aab"], &["b"]);
    check("(?<!a)b$", &["b", "cb"], &["ab"]);
    check("^(a|b)\\1$", &["aa", "bb"], &["ab"]);
    check("^(?<n>a|b)-\\k<n>2$", &["a-a2"], &["a-b2"]);
    check("^(a)?\\1b$", &["aab", "b"], &["ab"]);
    check("^(x)(?:y)(z)\\2\\1$", &["xyzzx"], &["xyzxz"]);
    check("^\\1(a)$", &["a"], &["aa"]);
    check("^(a\\1)$", &["a"], &["aa"]);
    check("^(?:(a)b\\1)+$", &["aba", "abaaba"], &["ab"]);
    check("^(?:(?<n>a)|(?<n>b))\\k<n>$", &["aa", "bb"], &["ab"]);
    check("^(?<n>\\k<n>a)\\k<n>$", &["aa"], &["a"]);
    check("(?=a)*b", &["b"], &["a"]);
    check("^(?:(?!a)){2}(?:(?=b))?(\\b)*.$", &["b"], &["a"]);
    check("^(?=(a*?))\\1b$", &["b"], &["ab"]);
    assert!(compile("(?:(a)|b)*\\1").is_err());
    assert!(compile("(?<=(a))\\1").is_err());
}

#[test]
fn flags_hold_in_their_group() {
    check("^(?i:straße)x$", &["STRASSE".replace("SS", "ß").as_str(), "Straßex"][1..], &["StraßeX"]);
    check("^(?i:\\w)$", &["a", "ſ", "\u{212a}"], &["é"]);
    check("^(?i:[\\W_])$", &["_", "é"], &["s", "k"]);
    check("^(?s:.)(?-s:.)$", &["\na"], &["\n\n"]);
    check("(?m:^a$)", &["b\na\rc", "b\u{2028}a"], &["ba"]);
    check("(?i:\\bk\\b)", &["a K"], &["\u{212a}k"]);
}

#[test]
fn errors_say_where_and_what() {
    let error = |source: &str| compile(source).unwrap_err();
    assert_eq!(error("ab(").offset, 2);
    assert_eq!(
        error("a\\p{Nonsense}"),
        PatternError { offset: 1, message: "unknown Unicode property `Nonsense`".to_owned() }
    );
    assert_eq!(error("é\\pL").offset, 2);
    assert!(compile("((a{1000}){1000}){1000}").is_err());
    for source in ["[", "a**", "(?i)a", "(?P<n>a)", "[z-a]", "a{2,1}", "\\", "(?>a)", "a++"] {
        assert!(compile(source).is_err(), "{source}");
    }
}

#[test]
fn repetitions_may_be_long() {
    check("^[\\w\\s]{1,500}$", &["a b"], &["", "é"]);
    assert!(matches!(engine("^[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}$"), Engine::Linear(_)));
    assert!(matches("^.{1,5000}$", &"é".repeat(5000)));
    assert!(!matches("^.{1,5000}$", &"é".repeat(5001)));
}
