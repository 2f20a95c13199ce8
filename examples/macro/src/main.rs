//! Checks the names that are its arguments, and reads a session from standard input:
//!
//! ```sh
//! echo '{ "user": "ada", "since": "2026-11-21T20:00:00Z" }' | cargo run -p formwork-example-macro
//! ```

use std::io::{self, Read, Write};
use std::process::ExitCode;

use formwork_macros::schema;

schema! {
    pub mod session = "schemas/session.json";
    derive(PartialOrd, Ord);
    rename("/properties/user" = UserName)
}

schema! {
    /// Names that a user may have: only judged, never held.
    mod name = r#"{ "title": "Name", "type": "string", "pattern": "^[a-z]+$" }"#;
    emit = checks
}

fn main() -> ExitCode {
    let mut text = Vec::new();
    let told = io::stdin().read_to_end(&mut text).map_err(|error| error.to_string()).and_then(|_| tell(&text));
    let (line, code) = match told {
        Ok(line) => (line, ExitCode::SUCCESS),
        Err(line) => (line, ExitCode::FAILURE),
    };
    let _ = writeln!(io::stdout(), "{line}");
    code
}

/// Who is signed in, or why the text is no session.
fn tell(text: &[u8]) -> Result<String, String> {
    let session: session::Session = formwork_runtime::from_slice(text).map_err(|why| why.to_string())?;
    let name = formwork_runtime::to_vec(&session.user);
    let plain =
        if formwork_runtime::check_slice::<name::Name>(&name).is_ok() { "" } else { ", a name with signs in it" };
    Ok(format!("{} since {}{plain}", session.user, session.since))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::tell;

    #[test]
    fn what_is_a_session_is_told() {
        let told = |user: &str| tell(format!(r#"{{ "user": "{user}", "since": "2026-11-21T20:00:00Z" }}"#).as_bytes());
        assert_eq!(told("ada").as_deref(), Ok("ada since 2026-11-21T20:00:00Z"));
        assert_eq!(told("ada@a").as_deref(), Ok("ada@a since 2026-11-21T20:00:00Z, a name with signs in it"));
    }

    #[test]
    fn what_is_none_says_why() {
        assert!(tell(br#"{ "user": "ada", "since": "today" }"#).unwrap_err().contains("/since: "));
    }
}
