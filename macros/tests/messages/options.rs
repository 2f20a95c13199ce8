formwork_macros::schema! {
    mod options = r#"{ "title": "Options", "properties": { "user": { "minLength": 1 } } }"#;
    derives(Hash);
    docs = "no";
    shapes = all;
    derive = true;
    rename(User);
    colour = blue
}

formwork_macros::schema! {
    mod names = r#"{ "title": "Options", "properties": { "user": { "minLength": 1 } } }"#;
    derive(JsonSchema, serde::Serialize);
    rename("/properties/usr" = User, "/properties/user" = user_name);
}

fn main() {}
