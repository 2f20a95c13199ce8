//! Compiles crates and tells what that took.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::crates::Crate;

/// Processor seconds, and bytes of machine code.
#[derive(Debug)]
pub(crate) struct Cost {
    pub(crate) check: f64,
    pub(crate) release: f64,
    pub(crate) text: u64,
}

/// The folder in which crates are compiled, with the versions of the project.
pub(crate) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    pub(crate) fn new(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let manifest =
            "[workspace]\nmembers = [\"crates/*\"]\nexclude = [\"crates/trivial.schema.json\"]\nresolver = \"3\"\n";
        fs::write(folder.join("Cargo.toml"), manifest)?;
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../Cargo.lock");
        fs::copy(lock, folder.join("Cargo.lock"))?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// Compiles a crate that has only its dependencies yet, and then, for the figures, with its library.
    pub(crate) fn cost(&self, of: &Crate) -> Result<Cost, Box<dyn Error>> {
        let library = of.folder.join("src/lib.rs");
        let mut seconds = [0.0; 2];
        for (seconds, how) in seconds.iter_mut().zip([&["check"][..], &["build", "--release"]]) {
            fs::write(&library, "")?;
            self.cargo(of, how, "--lib")?;
            fs::write(&library, &of.library)?;
            let before = used_by_children()?;
            self.cargo(of, how, "--lib")?;
            *seconds = used_by_children()? - before;
        }
        self.cargo(of, &["build", "--release"], "--bins")?;
        let [check, release] = seconds;
        Ok(Cost { check, release, text: text(&self.folder.join("target/release").join(&of.name))? })
    }

    fn cargo(&self, of: &Crate, how: &[&str], part: &str) -> Result<(), Box<dyn Error>> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(how).args(["--quiet", "--offline", "--package", of.name.as_str(), part]);
        command.env("CARGO_INCREMENTAL", "0").env("CARGO_TARGET_DIR", self.folder.join("target"));
        let status = command.current_dir(&self.folder).status()?;
        if status.success() { Ok(()) } else { Err(format!("{} does not compile", of.name).into()) }
    }
}

/// The processor seconds of all children that have ended, with theirs: Linux tells them in hundredths.
pub(crate) fn used_by_children() -> Result<f64, Box<dyn Error>> {
    let stat = fs::read_to_string("/proc/self/stat")?;
    // The program's name, in parentheses, may hold blanks.
    let fields = stat.rsplit(") ").next().unwrap_or_default().split(' ');
    let ticks: Vec<f64> = fields.skip(13).take(2).filter_map(|field| field.parse().ok()).collect();
    Ok(ticks.iter().sum::<f64>() / 100.0)
}

/// The size of a program's `.text`.
fn text(program: &Path) -> Result<u64, Box<dyn Error>> {
    let output = Command::new("size").arg("-A").arg(program).output()?;
    let told = String::from_utf8(output.stdout)?;
    let line = told.lines().find(|line| line.starts_with(".text")).ok_or("size tells of no .text")?;
    Ok(line.split_whitespace().nth(1).ok_or("size tells no size")?.parse()?)
}
