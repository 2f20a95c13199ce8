formwork_macros::schema!(mod nothing = "tests/schemas/nothing.json");

fn main() {}
