//! What the macro says where a schema, an option or its own words are wrong, read by a person before it was accepted:
//! `TRYBUILD=overwrite cargo test -p formwork-macros --test messages` accepts what it says now.

#[test]
fn messages() {
    trybuild::TestCases::new().compile_fail("tests/messages/*.rs");
}
