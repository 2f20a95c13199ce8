formwork_macros::schema! {
    mod broken = r#"{
        "title": "Broken", "type": "object",
        "properties": { "user": { "type": "strng" } }
    }"#;
}

formwork_macros::schema!(mod escaped = "{ \"type\": \"strng\" }");

fn main() {}
