//! Figures as Markdown.

use crate::{
    clock::Figure,
    documents::Document,
    rivals::{BASE, FLOOR},
};

/// The table of one document.
pub(crate) fn markdown(document: &Document, rows: &[(&str, Figure)]) -> String {
    let nanos = |name: &str| rows.iter().find(|(row, _)| *row == name).map_or(f64::NAN, |(_, figure)| figure.nanos);
    let (base, floor) = (nanos(BASE), nanos(FLOOR));
    let lines = rows.iter().map(|(name, figure)| {
        let Figure { nanos, spread } = figure;
        let (spread, to_base, to_floor) = (spread * 100.0, nanos / base, nanos / floor);
        format!("| {name} | {nanos:.0} | {spread:.1} | {to_base:.2} | {to_floor:.2} |\n")
    });
    format!(
        "### {} ({} bytes): {}\n\n| | ns | IQR % | to serde_json, lost | to `IgnoredAny` |\n\
         | --- | ---: | ---: | ---: | ---: |\n{}",
        document.name,
        document.text.len(),
        document.about,
        lines.collect::<String>()
    )
}
