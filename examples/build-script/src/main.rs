//! Reads a session from standard input, and says who is signed in:
//!
//! ```sh
//! echo '{ "user": "ada", "since": "2026-11-21T20:00:00Z", "auth": "oauth" }' | cargo run -p formwork-example-build-script
//! ```

use std::io::{self, Read, Write};
use std::process::ExitCode;

use session::{Auth, Session};

formwork_runtime::include!(session);

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
    let session: Session = formwork_runtime::from_slice(text).map_err(|why| why.to_string())?;
    let how = session.auth.map_or("somehow", Auth::as_str);
    Ok(format!("{} since {} ({how})", session.user, session.since))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::tell;

    #[test]
    fn what_is_a_session_is_told() {
        let text = br#"{ "user": "ada", "since": "2026-11-21T20:00:00Z", "auth": "oauth" }"#;
        assert_eq!(tell(text).as_deref(), Ok("ada since 2026-11-21T20:00:00Z (oauth)"));
    }

    #[test]
    fn what_is_none_says_why() {
        let why = tell(br#"{ "user": "", "since": "today" }"#).unwrap_err();
        assert!(why.contains("1:11: /user: shorter than 1 character") && why.contains("/since: "), "{why}");
    }
}
