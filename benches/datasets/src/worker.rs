//! A competitor is a process of its own: features that rivals ask of shared dependencies do not meet, and neither do
//! their heaps. Each is built by itself, and asked over a pipe.

use std::{
    error::Error,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

use formwork_bench_catalogue::{CHOSEN, Dataset, Schema};

/// A kind of worker.
#[derive(Debug)]
pub(crate) struct Kind {
    /// What the command line calls it.
    pub(crate) name: &'static str,
    /// Its package, or nothing for the one that Node runs.
    package: Option<&'static str>,
}

pub(crate) const KINDS: [Kind; 5] = [
    Kind { name: "ours", package: Some("formwork-bench-ours") },
    Kind { name: "jsonschema", package: Some("formwork-bench-jsonschema") },
    Kind { name: "corvus", package: Some("formwork-bench-corvus") },
    Kind { name: "others", package: Some("formwork-bench-others") },
    Kind { name: "ajv", package: None },
];

/// A worker that runs.
pub(crate) struct Worker {
    pub(crate) name: &'static str,
    /// Its version, where `Cargo.lock` does not say it.
    pub(crate) version: Option<String>,
    command: Command,
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

/// What a worker says when it has loaded documents.
#[derive(Debug, Default)]
pub(crate) struct Loaded {
    /// Its measures, each with a verdict on each document.
    pub(crate) measures: Vec<(String, String)>,
    /// Measures that there are not, and why.
    pub(crate) absent: Vec<(String, String)>,
}

impl Worker {
    /// Builds and starts a worker; ours with the code of these schemas.
    pub(crate) fn start(kind: &Kind, schemas: Option<&str>) -> Result<Self, Box<dyn Error>> {
        let (mut command, version) = match kind.package {
            Some(package) => (Command::new(build(package, schemas)?), None),
            None => node().map(|(command, version)| (command, Some(version)))?,
        };
        let (child, input, output) = spawn(&mut command)?;
        Ok(Self { name: kind.name, version, command, child, input, output })
    }

    /// Loads documents. A worker that dies of them is started again, and measures nothing.
    pub(crate) fn load(&mut self, schema: &Schema, of: &Dataset, documents: &Path) -> Result<Loaded, Box<dyn Error>> {
        let words = format!("load\t{}\t{}\t{}", schema.name, schema.path.display(), documents.display());
        if self.say(&format!("{words}\t{}", schema.asserts_format)).is_ok()
            && let Some(loaded) = self.loaded()?
        {
            return Ok(loaded);
        }
        self.child.wait()?;
        (self.child, self.input, self.output) = spawn(&mut self.command)?;
        let absent = vec![(self.name.to_owned(), format!("its process ended while it loaded {}", of.name))];
        Ok(Loaded { measures: Vec::new(), absent })
    }

    /// The processor time that so many passes over all documents take, in nanoseconds.
    pub(crate) fn time(&mut self, measure: &str, passes: u64) -> Result<u128, Box<dyn Error>> {
        self.say(&format!("time\t{measure}\t{passes}"))?;
        let answer = self.hear()?;
        answer.trim().parse().map_err(|_| format!("{}, {measure}: {answer:?} is no time", self.name).into())
    }

    fn say(&mut self, line: &str) -> std::io::Result<()> {
        writeln!(self.input, "{line}")?;
        self.input.flush()
    }

    /// A line, or nothing where the worker has ended.
    fn hear(&mut self) -> std::io::Result<String> {
        let mut line = String::new();
        self.output.read_line(&mut line)?;
        Ok(line)
    }

    fn loaded(&mut self) -> Result<Option<Loaded>, Box<dyn Error>> {
        let mut loaded = Loaded::default();
        loop {
            let line = self.hear()?;
            match line.trim_end_matches('\n').split('\t').collect::<Vec<_>>().as_slice() {
                ["measure", name, verdicts] => loaded.measures.push(((*name).to_owned(), (*verdicts).to_owned())),
                ["absent", name, reason] => loaded.absent.push(((*name).to_owned(), (*reason).to_owned())),
                ["end"] => return Ok(Some(loaded)),
                [""] => return Ok(None),
                _ => return Err(format!("{} says: {line}", self.name).into()),
            }
        }
    }
}

fn spawn(command: &mut Command) -> Result<(Child, ChildStdin, BufReader<ChildStdout>), Box<dyn Error>> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let input = child.stdin.take().ok_or("a worker has an input")?;
    let output = child.stdout.take().ok_or("a worker has an output")?;
    Ok((child, input, BufReader::new(output)))
}

/// Builds a package by itself, so that its dependencies have no more features than it asks for. Its program lies beside
/// this one.
fn build(package: &str, schemas: Option<&str>) -> Result<PathBuf, Box<dyn Error>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = std::env::current_exe()?;
    let target = beside.ancestors().nth(2).ok_or("a program lies in a folder of the target folder")?;
    let status = Command::new(cargo)
        .args(["build", "--release", "--quiet", "--package", package, "--target-dir"])
        .arg(target)
        .envs(schemas.map(|names| (CHOSEN, names)))
        .current_dir(folder)
        .status()?;
    if !status.success() {
        return Err(format!("{package} does not compile").into());
    }
    Ok(target.join("release").join(format!("{package}{}", std::env::consts::EXE_SUFFIX)))
}

/// ajv and its version, if Node finds it: in `NODE_PATH`, or installed beside its worker.
fn node() -> Result<(Command, String), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rivals/ajv");
    let worker = folder.join("worker.cjs");
    let found = Command::new("node").arg(&worker).arg("--version").current_dir(&folder).output()?;
    if !found.status.success() {
        return Err("Node finds no ajv; `npm install` in benches/rivals/ajv, or set NODE_PATH".into());
    }
    let mut command = Command::new("node");
    command.arg(worker).current_dir(folder);
    Ok((command, String::from_utf8_lossy(&found.stdout).trim().to_owned()))
}
