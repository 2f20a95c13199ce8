//! The committed figures.

use std::{error::Error, fmt::Write as _, fs, path::PathBuf, process::Command};

/// So much more or less than before is told, in percent.
const TOLERANCE: f64 = 2.0;

/// Another one makes other code.
fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("figures.tsv")
}

pub(crate) fn write(counts: &[(&str, u64)]) -> Result<(), Box<dyn Error>> {
    let mut text = format!("{}\n", compiler());
    for (name, count) in counts {
        writeln!(text, "{name}\t{count}")?;
    }
    print!("{text}");
    Ok(fs::write(file(), text)?)
}

/// Prints the counts beside the committed ones and gives whether all are as these, by two percent.
#[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
pub(crate) fn compare(counts: &[(&str, u64)]) -> Result<bool, Box<dyn Error>> {
    let before = fs::read_to_string(file())?;
    let of = before.lines().next().unwrap_or_default();
    if of != compiler() {
        println!("The figures are of {of}; this is {}: compare with care.", compiler());
    }
    let mut is_as_before = true;
    for (name, count) in counts {
        let line = before.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('\t'));
        let Some(figure) = line.and_then(|figure| figure.parse::<u64>().ok()) else {
            println!("{name}: {count}, of which there is no figure");
            is_as_before = false;
            continue;
        };
        let percent = (*count as f64 / figure as f64 - 1.0) * 100.0;
        let is_same = percent.abs() <= TOLERANCE;
        println!("{name}: {count}, {percent:+.2} %{}", if is_same { "" } else { "  <-- more than 2 %" });
        is_as_before &= is_same;
    }
    if !is_as_before {
        println!("If that is meant: cargo run --release -p formwork-bench-instructions -- --update");
    }
    Ok(is_as_before)
}
