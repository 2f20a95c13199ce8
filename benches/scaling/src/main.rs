//! How cost grows: `cargo run --release -p formwork-bench-scaling` writes a table and plots into `docs/benchmarks`.
//!
//! `-- --quick` measures smaller sizes and writes nothing; `-- WORD…` measures the series whose plot or name has a word.
//! Where generated code would have to be compiled for each size, the interpreter of the same plan stands in.

mod documents;
mod schemas;
mod series;
mod series_of;

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use formwork_bench_report::{Conditions, Line, Lines, Table, short};
use series::{Effort, Measured, Series};

/// A greater exponent is flagged: the cost grows faster than the size, by more than noise.
const LINEAR: f64 = 1.15;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (options, names): (Vec<&String>, Vec<&String>) = words.iter().partition(|word| word.starts_with('-'));
    let is_quick = match options.iter().map(|option| option.as_str()).collect::<Vec<_>>().as_slice() {
        [] => false,
        ["--quick"] => true,
        _ => return Err("arguments: --quick, and words of the names of what to measure".into()),
    };
    let effort = if is_quick { Effort::QUICK } else { Effort::FULL };
    let conditions = Conditions::now();
    let mut measured = Vec::new();
    for series in series_of::all() {
        if names.is_empty() || names.iter().any(|word| series.name.contains(*word) || series.plot.contains(*word)) {
            eprintln!("{}: {}", series.plot, series.name);
            measured.push(series.measure(effort));
        }
    }
    let page = page(&conditions, &measured);
    print!("{page}");
    if !is_quick && names.is_empty() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/benchmarks");
        fs::create_dir_all(&folder)?;
        fs::write(folder.join("scaling.md"), page)?;
        for (name, svg) in plots(&measured) {
            fs::write(folder.join(name), svg)?;
        }
    }
    Ok(())
}

fn page(conditions: &Conditions, measured: &[Measured]) -> String {
    let mut table = Table::new(&["what", "plot", "smallest", "ns", "greatest", "ns", "exponent", ""]);
    for one in measured {
        let (Some(first), Some(last)) = (one.line.points.first(), one.line.points.last()) else { continue };
        let exponent = one.line.exponent();
        let mut remark =
            if exponent.is_some_and(|exponent| exponent > LINEAR) { "**super-linear** " } else { "" }.to_owned();
        remark.push_str(one.remark.as_deref().unwrap_or_default());
        let cells = [
            one.line.name.clone(),
            format!("[{0}](scaling-{0}.svg)", one.plot),
            format!("{}", first.0),
            short(first.1),
            format!("{}", last.0),
            short(last.1),
            exponent.map_or_else(|| "–".to_owned(), |exponent| format!("{exponent:.2}")),
            remark,
        ];
        table.row(&cells);
    }
    format!(
        "# How cost grows\n\nWritten by `cargo run --release -p formwork-bench-scaling`.\n\n{conditions}- Processor time, the median of 5 samples, or one run of what takes over 0.2 s; \
         the exponent is the slope between logarithms over the upper half of the sizes: 1 is linear, above {LINEAR} is flagged\n\n{}",
        table.markdown()
    )
}

fn plots(measured: &[Measured]) -> Vec<(String, String)> {
    let mut plots: BTreeMap<&str, (Vec<Line>, &str)> = BTreeMap::new();
    for one in measured {
        plots.entry(one.plot).or_insert_with(|| (Vec::new(), one.across)).0.push(one.line.clone());
    }
    let plot = |(name, (lines, across)): (&str, (Vec<Line>, &str))| {
        let lines = Lines { title: format!("Cost by {name}"), across: across.to_owned(), up: "ns".to_owned(), lines };
        (format!("scaling-{name}.svg"), lines.svg())
    };
    plots.into_iter().map(plot).collect()
}

impl Series {
    /// A series whose plot has this name.
    fn on(plot: &'static str, across: &'static str) -> impl Fn(&'static str, &'static [usize], series::Make) -> Self {
        move |name, sizes, make| Self { plot, across, name, sizes, make }
    }
}
