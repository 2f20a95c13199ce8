//! The findings in the forms that every command has: what continuous integration shows.

use std::io;
use std::path::Path;

use super::print::{how_to_accept, message, old_file, severity, shown, sides};
use super::{Report, Told};
use crate::cli::report::{Counts, Finding, Judged, Outputs, Related, Role, Spot, Verdict, Wording};
use crate::compat;
use crate::generate::split;

pub(super) const WORDING: Wording = Wording { command: "breaking", good: "compatible", bad: "breaking" };

/// A witness that is longer is no part of the message.
const WITNESS_WIDTH: usize = 160;

/// Makes a judgement of each schema. What was accepted is settled, and left out.
pub(super) fn judged(quiet: bool, strict: bool, report: &Report) -> Vec<Judged> {
    let mut all = Vec::new();
    for schema in &report.schemas {
        let is_open = |told: &&Told| told.schema == *schema && told.accepted.is_none();
        let open: Vec<&Told> = shown(quiet, report).filter(is_open).collect();
        let failed: Vec<Finding> = report
            .failed
            .iter()
            .filter(|(of, _)| of == schema)
            .flat_map(|(_, diagnostics)| Finding::of_diagnostics(diagnostics, file(schema)))
            .collect();
        if failed.is_empty() || !open.is_empty() {
            let gravest = if strict { compat::Verdict::Undecided } else { compat::Verdict::Likely };
            let is_bad = open.iter().any(|told| told.finding.verdict >= gravest);
            let verdict = if is_bad { Verdict::Invalid } else { Verdict::Valid };
            all.push(Judged::of_file(schema, verdict, open.into_iter().map(finding).collect()));
        }
        if !failed.is_empty() {
            all.push(Judged::of_file(schema, Verdict::None, failed));
        }
    }
    all
}

/// Writes a judgement for each schema.
pub(super) fn report(quiet: bool, strict: bool, report: &Report, outputs: &mut Outputs<'_>) -> io::Result<()> {
    let mut counts = Counts { files: report.schemas.len(), ..Counts::default() };
    for judged in judged(quiet, strict, report) {
        counts.add(&judged);
        outputs.judged(&judged)?;
    }
    outputs.finish(&counts)
}

/// The file of a schema, without the pointer into it.
fn file(schema: &str) -> &str {
    split(Path::new(""), schema).0
}

fn finding(told: &Told) -> Finding {
    let compat::Finding { rule, direction, verdict, old, new, witness, hint, .. } = &told.finding;
    let mut said = format!("{} [{direction}, against {}]", message(told), told.against);
    let mut notes = Vec::new();
    if let Some(witness) = witness {
        let (accepts, rejects) = sides(*direction);
        let note = format!("witness, accepted by {accepts} and rejected by {rejects}: {witness}");
        if witness.chars().count() <= WITNESS_WIDTH {
            said = format!("{said}; {note}");
        }
        notes.push(note);
    }
    notes.extend(hint.clone());
    let mut related = Vec::new();
    if let Some(place) = old.as_ref().and_then(|at| at.place.as_ref()) {
        let place = Spot { file: old_file(told, &place.file), ..Spot::from(place) };
        related.push(Related { role: Role::Before, label: "before".to_owned(), place });
    }
    // What only the old schema says has no place in a file of today but the whole.
    let new = new.as_ref();
    let pointer = new.map(|at| at.pointer.clone()).unwrap_or_default();
    let place = match new.and_then(|at| at.place.as_ref()) {
        Some(place) => Spot::from(place),
        None => Spot { pointer, ..Spot::file(file(&told.schema)) },
    };
    Finding {
        severity: severity(told),
        help: (*verdict > compat::Verdict::Note).then(|| how_to_accept(told)),
        notes,
        related,
        fingerprint: Some(told.fingerprint.clone()),
        ..Finding::new(rule, said, place)
    }
}
