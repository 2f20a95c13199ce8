//! SARIF 2.1.0 (OASIS): one log with one run.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use formwork_runtime::{Json, to_string};

use super::gitlab::fingerprint;
use super::json::{number, object};
use super::{Counts, Finding, Judged, Region, Report, Spot, Verdict};

/// Writes results as they come; the rules that they name, and what went wrong, come after them.
#[derive(Default)]
pub(super) struct SarifReport {
    written: usize,
    rules: BTreeSet<String>,
    /// What kept documents from being judged.
    problems: Vec<Json>,
}

/// So many problems are told one by one.
const MOST: usize = 1000;

impl SarifReport {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.written += 1;
        if self.written > 1 {
            return Ok(());
        }
        out.write_all(
            b"{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"columnKind\":\
              \"unicodeCodePoints\",\"results\":[\n",
        )
    }
}

impl Report for SarifReport {
    fn judged(&mut self, judged: &Judged, out: &mut dyn Write) -> io::Result<()> {
        for finding in &judged.findings {
            if judged.verdict == Verdict::None && !finding.is_warning() {
                if self.problems.len() < MOST {
                    self.problems.push(problem(finding));
                }
                continue;
            }
            let is_first = self.written == 0;
            self.begin(out)?;
            if !is_first {
                out.write_all(b",\n")?;
            }
            self.rules.insert(finding.rule.clone());
            out.write_all(to_string(&result(finding, judged.record)).as_bytes())?;
        }
        Ok(())
    }

    fn finish(&mut self, counts: &Counts, out: &mut dyn Write) -> io::Result<()> {
        if self.written == 0 {
            self.begin(out)?;
        }
        let rules: Vec<Json> = self.rules.iter().map(|rule| object([("id", Some(id(rule).into()))])).collect();
        let driver = object([
            ("name", Some("formwork".into())),
            ("version", Some(env!("CARGO_PKG_VERSION").into())),
            ("rules", Some(rules.into())),
        ]);
        let is_complete = counts.unreadable == 0 && !counts.interrupted;
        let problems = std::mem::take(&mut self.problems);
        let invocation = object([
            ("executionSuccessful", Some(is_complete.into())),
            ("toolExecutionNotifications", (!problems.is_empty()).then(|| problems.into())),
        ]);
        let tool = object([("driver", Some(driver))]);
        let invocations = Json::Array(vec![invocation]);
        writeln!(out, "\n],\"tool\":{},\"invocations\":{}}}]}}", to_string(&tool), to_string(&invocations))
    }
}

fn result(finding: &Finding, record: Option<usize>) -> Json {
    let related: Vec<Json> = finding
        .related
        .iter()
        .filter(|related| related.place.region.is_some())
        .map(|related| location(&related.place, Some(&related.label)))
        .collect();
    object([
        ("ruleId", Some(id(&finding.rule).into())),
        ("level", Some(finding.severity.to_string().into())),
        ("message", Some(message(&finding.line()))),
        ("locations", Some(Json::Array(vec![location(&finding.place, None)]))),
        ("relatedLocations", (!related.is_empty()).then(|| related.into())),
        ("partialFingerprints", Some(object([("formwork/v1", Some(fingerprint(finding, record).into()))]))),
    ])
}

fn problem(finding: &Finding) -> Json {
    object([
        ("level", Some("error".into())),
        ("message", Some(message(&finding.message))),
        ("locations", Some(Json::Array(vec![location(&finding.place, None)]))),
    ])
}

/// A rule always has a name.
fn id(rule: &str) -> &str {
    if rule.is_empty() { "invalid" } else { rule }
}

fn message(text: &str) -> Json {
    object([("text", Some(text.into()))])
}

fn location(spot: &Spot, label: Option<&str>) -> Json {
    let region = spot.region.map(|Region { start, end }| {
        object([
            ("startLine", Some(number(start.line))),
            ("startColumn", Some(number(start.column))),
            ("endLine", Some(number(end.line))),
            ("endColumn", Some(number(end.column))),
        ])
    });
    let artifact = object([("uri", Some(uri(&spot.file).into()))]);
    let physical = object([("artifactLocation", Some(artifact)), ("region", region)]);
    let pointer = object([("fullyQualifiedName", Some(spot.pointer.as_str().into())), ("kind", Some("value".into()))]);
    let logical = (!spot.pointer.is_empty()).then(|| Json::Array(vec![pointer]));
    object([("physicalLocation", Some(physical)), ("logicalLocations", logical), ("message", label.map(message))])
}

/// A file's name as a relative reference or a `file:` URI (RFC 3986).
fn uri(file: &str) -> String {
    if file == "-" {
        return "stdin:".to_owned();
    }
    let mut uri = String::new();
    if file.starts_with('/') {
        uri.push_str("file://");
    } else if file.split('/').next().is_some_and(|first| first.contains(':')) {
        uri.push_str("./");
    }
    for byte in file.replace('\\', "/").bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=:@".contains(&byte);
        if is_plain {
            uri.push(char::from(byte));
        } else {
            // Writing into a `String` cannot fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_uris() {
        assert_eq!(uri("a b/ü#.json"), "a%20b/%C3%BC%23.json");
        assert_eq!(uri("/a/b.json"), "file:///a/b.json");
        assert_eq!(uri("c:d.json"), "./c:d.json");
    }
}
