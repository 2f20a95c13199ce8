//! The crosswalk in the documentation is what the declaration says.

#![allow(clippy::unwrap_used)]

use std::{env, fs, path::PathBuf};

use formwork_sessions::Session;

/// `UPDATE_DOCS=1` writes the file; read the difference before it is committed.
#[test]
fn the_documented_crosswalk_is_the_declared_one() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("CROSSWALK.md");
    let declared = Session::explain().to_markdown();
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &declared).unwrap();
    }
    let documented = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        documented == declared,
        "{} is stale: UPDATE_DOCS=1 cargo test -p formwork-sessions --test crosswalk",
        path.display()
    );
}
