//! What a figure depends on, as far as it is not the machine's own business.

use std::{fmt, fs, path::Path, process::Command};

/// The conditions of a measurement.
#[derive(Debug)]
pub struct Conditions {
    commit: String,
    compiler: String,
    flags: String,
    processor: String,
    load: String,
}

impl Conditions {
    /// Those of now.
    pub fn now() -> Self {
        let changed =
            if said("git", &["status", "--porcelain", "--untracked-files=no"]).is_empty() { "" } else { ", changed" };
        let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
        Self {
            commit: said("git", &["rev-parse", "--short=12", "HEAD"]) + changed,
            compiler: said("rustc", &["--version"]),
            flags: if flags.is_empty() { "no further flags".to_owned() } else { format!("`RUSTFLAGS={flags}`") },
            processor: processor(),
            load: load(),
        }
    }
}

impl fmt::Display for Conditions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { commit, compiler, flags, processor, load } = self;
        writeln!(f, "- Formwork {}, commit {commit}", env!("CARGO_PKG_VERSION"))?;
        writeln!(f, "- {compiler}, plain release profile, {flags}")?;
        writeln!(f, "- {processor}; {} cores", std::thread::available_parallelism().map_or(1, usize::from))?;
        writeln!(
            f,
            "- Runnable threads of the machine on average, before the run: {load} (what is above 0 is other work)"
        )
    }
}

/// The versions that `Cargo.lock` has of a package.
pub fn locked(package: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
    let text = fs::read_to_string(file).unwrap_or_default();
    let start = format!("name = \"{package}\"\nversion = \"");
    let versions = text.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next());
    versions.collect::<Vec<_>>().join(", ")
}

/// What a program writes, or nothing.
fn said(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output();
    output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default()
}

fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find(|line| line.starts_with("model name")).and_then(|line| line.split(": ").nth(1));
    format!("{}, {}", model.unwrap_or(std::env::consts::ARCH), std::env::consts::OS)
}

fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().filter(|load| !load.is_empty()).unwrap_or("unknown").to_owned()
}
