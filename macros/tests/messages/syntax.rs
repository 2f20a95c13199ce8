formwork_macros::schema!(session = "session.json");

formwork_macros::schema!(mod session = { "type": "object" });

formwork_macros::schema!(mod session = "session.json", docs = false);

formwork_macros::schema!(mod session = "session.json"; rename("/a" = A, B));

formwork_macros::schema!(mod session = "session.json"; docs = 1);

formwork_macros::schema!(mod session = "session.json"; module = other);

fn main() {}
