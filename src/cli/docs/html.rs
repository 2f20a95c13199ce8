//! Texts within HTML.

use std::fmt::Write as _;

/// The style of all pages: the reader's own colours, light or dark.
const STYLE: &str = include_str!("style.css");

/// A whole document.
pub(super) fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta \
         name=\"generator\" content=\"formwork\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<a \
         class=\"skip\" href=\"#content\">Skip to content</a>\n{body}\n</body>\n</html>\n",
        escape(title)
    )
}

/// A text that is shown as it is.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            // What changes the direction of the rest could hide what it says.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => escaped.push('\u{fffd}'),
            c if c.is_control() && c != '\n' && c != '\t' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text for people, in which backticks mark code and empty lines end paragraphs.
pub(super) fn prose(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        let is_closed = text.matches('`').count() > at;
        if at % 2 == 1 && is_closed {
            html.push_str(&code(part));
        } else if at % 2 == 1 {
            html.push('`');
            html.push_str(&escape(part));
        } else {
            html.push_str(&escape(part));
        }
    }
    html.replace("\n\n", "<br><br>")
}

/// A text in the letters of programs.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// The name of a place on a page, from a JSON Pointer: every pointer has one of its own.
pub(super) fn anchor(pointer: &str) -> String {
    let mut anchor = "at".to_owned();
    for c in pointer.chars() {
        match c {
            '/' => anchor.push('-'),
            c if c.is_ascii_alphanumeric() || c == '_' || c == '.' => anchor.push(c),
            c => {
                // Writing into a `String` cannot fail.
                let _ = write!(anchor, "~{:x}~", u32::from(c));
            }
        }
    }
    anchor
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_breaks_out_of_a_text() {
        assert_eq!(
            escape("<script>alert('x')</script> & \"\u{202e}\""),
            "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;\u{fffd}&quot;"
        );
        assert_eq!(prose("a `<b>` c `d"), "a <code>&lt;b&gt;</code> c `d");
        assert_eq!(anchor("/$defs/a b"), "at-~24~defs-a~20~b");
    }
}
