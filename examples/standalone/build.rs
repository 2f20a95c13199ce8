//! Makes a module from each schema of the folder.

fn main() -> formwork::build::Result {
    formwork::build::new()
        // What holds for all: the schema behind a URI, as nothing is fetched.
        .resource("https://schemas.example/money.json", "vendor/money.json")
        .schemas("schemas/*.schema.json")
        .derive(["PartialOrd", "Ord"])
        .build()
}
