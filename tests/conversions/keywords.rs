//! Fields that are called like words of the language: their paths may be written as they are shown, without `r#`.

use formwork_runtime::Hub;

mod one {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct One {
        pub(super) r#type: String,
        pub(super) r#ref: String,
        pub(super) r#match: Option<String>,
    }

    macro_rules! shape_one {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct One {
            r#type "type" required leaf (::std::string::String);
            r#ref "ref" required leaf (::std::string::String);
            r#match "match" optional leaf (::std::string::String);
        } } } };
    }
    pub(super) use shape_one as One;
}

mod other {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Other {
        pub(super) kind: String,
        pub(super) r#in: String,
    }

    macro_rules! shape_other {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct Other {
            kind "kind" required leaf (::std::string::String);
            r#in "in" required leaf (::std::string::String);
        } } } };
    }
    pub(super) use shape_other as Other;
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(one = one::One, ask(ref), drop(ref, r#match: "not wanted"))]
#[format(other = other::Other, drop(in: "not wanted"), give(in = "here".to_owned()))]
struct Words {
    #[at(one = type, other = kind)]
    r#type: String,
}

#[test]
fn words_of_the_language_are_fields_as_well() {
    let other = other::Other { kind: "a".to_owned(), r#in: "b".to_owned() };
    let one: one::One = Words::via(other).given(OtherToOne { r#ref: "c".to_owned() }).to().unwrap();
    assert_eq!(one, one::One { r#type: "a".to_owned(), r#ref: "c".to_owned(), r#match: None });
    let (other, losses) = Words::via(one).to_with_losses::<other::Other>().unwrap();
    assert_eq!(other, other::Other { kind: "a".to_owned(), r#in: "here".to_owned() });
    let lost: Vec<_> = losses.iter().filter_map(|lost| lost.from.as_deref()).collect();
    assert_eq!(lost, ["/ref"]);
}
