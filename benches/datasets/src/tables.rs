//! Figures as a page: a table and a plot for each question, for each group of datasets.

mod sections;

use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs};

use formwork_bench_catalogue::{Dataset, Group};
use formwork_bench_report::{Bars, Conditions, Table, geometric_mean, locked, short};
use sections::{Column, SECTIONS, Section};

use crate::{
    rounds::{Effort, Figure},
    verdicts::Verdicts,
};

/// What is known of one dataset.
pub(crate) struct Row {
    dataset: Dataset,
    bytes: usize,
    verdicts: Verdicts,
    figures: BTreeMap<String, Figure>,
}

/// All that is written.
pub(crate) struct Page {
    pub(crate) markdown: String,
    /// Every figure, a line each.
    pub(crate) figures: String,
    /// File names and pictures.
    pub(crate) plots: Vec<(String, String)>,
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
impl Row {
    pub(crate) fn new(
        dataset: &Dataset,
        verdicts: Verdicts,
        figures: BTreeMap<String, Figure>,
    ) -> Result<Self, Box<dyn Error>> {
        let bytes = fs::read_to_string(&dataset.documents)?.lines().map(str::len).sum();
        Ok(Self { dataset: dataset.clone(), bytes, verdicts, figures })
    }

    /// Nanoseconds a document.
    fn nanos(&self, measure: &str) -> Option<f64> {
        Some(self.figures.get(measure)?.nanos / self.verdicts.documents as f64)
    }

    fn ratio(&self, column: &Column) -> Option<f64> {
        Some(self.nanos(column.measure)? / self.nanos(column.to)?)
    }

    fn average_size(&self) -> f64 {
        self.bytes as f64 / self.verdicts.documents as f64
    }

    /// A ratio for the table; with a mark where a verdict is not right.
    fn shown(&self, column: &Column) -> String {
        let mark = if self.verdicts.wrong.contains_key(column.measure) { "!" } else { "" };
        self.ratio(column).map_or_else(|| "–".to_owned(), |ratio| short(ratio) + mark)
    }
}

pub(crate) fn page(rows: &[Row], notes: &[String], conditions: &Conditions, effort: Effort) -> Page {
    let mut markdown = head(conditions, effort);
    let mut plots = Vec::new();
    for section in &SECTIONS {
        let rows: Vec<&Row> = rows.iter().filter(|row| section.is_about(&row.dataset)).collect();
        if !rows.iter().any(|row| row.nanos(section.base).is_some()) {
            continue;
        }
        let _ = write!(markdown, "\n## {}\n{}\n\n{}", section.title, section.about, table(section, &rows));
        let name = format!("{}.svg", section.file);
        let _ = write!(markdown, "\n![{}]({name})\n", section.title);
        plots.push((name, plot(section, &rows)));
    }
    markdown.push_str(&remarks(rows, notes));
    Page { markdown, figures: figures(rows), plots }
}

fn head(conditions: &Conditions, effort: Effort) -> String {
    let versions =
        ["jsonschema", "jsonschema-macros", "corvus-json-schema", "boon", "serde_json", "sonic-rs", "simd-json"];
    let versions: Vec<String> = versions.iter().map(|name| format!("{name} {}", locked(name))).collect();
    format!(
        "# Formwork beside its rivals\n\nWritten by `cargo run --release -p formwork-bench-datasets`; the method stands in \
         [benches](../../benches/README.md).\n\n{conditions}- {}\n- Medians of {} shuffled rounds of {} ms each, in \
         processor time of the measuring thread, after {} ms of warm-up; every figure with the distance of its quartiles \
         is in `datasets.tsv`\n- `!` behind a figure: wrong verdicts, see below; `–`: not there\n",
        versions.join(", "),
        effort.rounds,
        effort.batch.as_millis(),
        effort.warm_up.as_millis()
    )
}

fn table(section: &Section, rows: &[&Row]) -> String {
    let mut headings = vec!["dataset".to_owned(), "bytes".to_owned(), format!("{}, ns", section.base_name)];
    headings.extend(section.columns.iter().map(|column| column.heading.to_owned()));
    let mut table = Table::new(&headings);
    for row in rows {
        let base = row.nanos(section.base).map_or_else(|| "–".to_owned(), short);
        let mut cells = vec![row.dataset.name.clone(), format!("{:.0}", row.average_size()), base];
        cells.extend(section.columns.iter().map(|column| row.shown(column)));
        table.row(&cells);
    }
    let mut cells = vec!["**geometric mean**".to_owned(), String::new(), String::new()];
    cells.extend(section.columns.iter().map(|column| {
        mean(rows, column).map_or_else(
            || "–".to_owned(),
            |(mean, all)| {
                if all { format!("**{}**", short(mean)) } else { format!("({})", short(mean)) }
            },
        )
    }));
    table.row(&cells);
    table.markdown().to_owned()
}

/// The mean of a column, and whether no row is missing from it.
fn mean(rows: &[&Row], column: &Column) -> Option<(f64, bool)> {
    let ratios: Vec<f64> = rows.iter().filter_map(|row| row.ratio(column)).collect();
    let all = ratios.len() == rows.len();
    geometric_mean(ratios).map(|mean| (mean, all))
}

fn plot(section: &Section, rows: &[&Row]) -> String {
    let mut bars: Vec<_> = rows
        .iter()
        .map(|row| (row.dataset.name.clone(), section.columns.iter().map(|column| row.ratio(column)).collect()))
        .collect();
    let means = section.columns.iter().map(|column| mean(rows, column).map(|(mean, _)| mean)).collect();
    bars.push(("geometric mean".to_owned(), means));
    let series = section.columns.iter().map(|column| column.heading.replace(['`', '*'], "")).collect();
    Bars { title: section.title.to_owned(), series, rows: bars }.svg()
}

/// What is wrong, and what is not there.
fn remarks(rows: &[Row], notes: &[String]) -> String {
    let mut remarks = String::new();
    for note in notes {
        let _ = writeln!(remarks, "- {note}");
    }
    for row in rows {
        for (measure, message) in &row.verdicts.wrong {
            let _ = writeln!(remarks, "- {}: {measure} (`!`): {message}", row.dataset.name);
        }
        for (measure, reason) in &row.verdicts.absent {
            let reason: String = reason.chars().take(160).collect();
            let _ = writeln!(remarks, "- {}: {measure} is not there: {reason}", row.dataset.name);
        }
    }
    let widest = rows.iter().flat_map(|row| row.figures.values()).map(|figure| figure.spread);
    let mut spreads: Vec<f64> = widest.collect();
    spreads.sort_unstable_by(f64::total_cmp);
    let at = |tenths: usize| {
        spreads
            .get((spreads.len() * tenths / 10).min(spreads.len().saturating_sub(1)))
            .map_or(0.0, |spread| spread * 100.0)
    };
    let _ = writeln!(
        remarks,
        "- Distance of the quartiles over the median: {:.1} % for the median measure, {:.1} % at the 90th percentile",
        at(5),
        at(9)
    );
    format!("\n## Remarks\n{remarks}")
}

fn figures(rows: &[Row]) -> String {
    let mut text = "dataset\tmeasure\tns a document\tquartiles, % of it apart\n".to_owned();
    for row in rows {
        for (measure, figure) in &row.figures {
            let nanos = row.nanos(measure).unwrap_or_default();
            let _ = writeln!(text, "{}\t{measure}\t{nanos:.1}\t{:.1}", row.dataset.name, figure.spread * 100.0);
        }
    }
    text
}

impl Section {
    fn is_about(&self, dataset: &Dataset) -> bool {
        dataset.is_valid != self.is_about_faults && self.group.is_none_or(|group: Group| group == dataset.group)
    }
}
