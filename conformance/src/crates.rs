//! Compiles generated code: a crate for each draft and contestant, a module for each group, and a program that judges.
//!
//! Modules that do not compile are dropped: those in which the compiler reports errors, until there are none. Where an
//! error is in no module, or the compiler crashes, the modules are bisected.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use serde_json::Value;

use crate::{process, suite::Group, table::Judged};

/// What was generated for a group.
pub(crate) struct Module {
    pub(crate) source: String,
    /// A `fn(&str) -> Vec<bool>`, as an expression in the crate's root; `M` is the module.
    pub(crate) judge: String,
}

/// The crate of a contestant and a draft.
pub(crate) struct Generated {
    pub(crate) name: String,
    pub(crate) dependencies: String,
    /// A module with what the judges share.
    pub(crate) shared: &'static str,
    /// By group; `None` is where the generator fails.
    pub(crate) modules: Vec<Option<Module>>,
}

const PROGRAM: &str = "
fn main() {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut words = line.splitn(3, ' ');
        let (group, test) = (words.next().unwrap().parse::<usize>().unwrap(), words.next().unwrap());
        let judge = JUDGES.iter().find(|(index, _)| *index == group).unwrap().1;
        let verdicts: Vec<&str> = judge(words.next().unwrap()).into_iter().map(|is| if is { \"1\" } else { \"0\" }).collect();
        println!(\"{group} {test} {}\", verdicts.join(\" \"));
    }
}
";

/// Where generated crates are written and built: beside this program.
pub(crate) fn work_folder() -> PathBuf {
    let folder = std::env::current_exe().unwrap().with_file_name("conformance");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The version of a package that this workspace is locked to.
pub(crate) fn version_of(package: &str) -> &'static str {
    let lock = include_str!("../../Cargo.lock");
    let after = lock.split_once(&format!("name = \"{package}\"\nversion = \"")).unwrap().1;
    after.split('"').next().unwrap()
}

impl Generated {
    /// Compiles what can be compiled, and judges every instance, in as many ways as the judges have.
    pub(crate) fn run(&self, groups: &[Group], ways: usize) -> Vec<Judged> {
        let folder = work_folder().join(&self.name);
        self.prepare(&folder);
        let all: Vec<usize> = (0..groups.len()).filter(|group| self.modules[*group].is_some()).collect();
        // Without any module it has to compile, or no module could be blamed for what is wrong.
        assert!(self.build(&folder, &[]).is_ok(), "{}: the harness does not compile", self.name);
        let compiled = self.compiling(&folder, all.clone());
        // Bisecting may have ended with the build of a part.
        assert!(self.build(&folder, &compiled).is_ok(), "{}: modules compile apart, not together", self.name);
        let missing = (0..groups.len())
            .filter(|group| !compiled.contains(group))
            .map(|group| (group, if all.contains(&group) { "do not compile" } else { "fail to generate" }));
        let missing: Vec<_> = missing.collect();
        let none = || groups.iter().map(|group| vec![None; group.tests.len()]).collect();
        let mut judged: Vec<Judged> =
            (0..ways).map(|_| Judged { verdicts: none(), missing: missing.clone() }).collect();
        let mut left: Vec<(usize, usize)> =
            compiled.iter().flat_map(|group| (0..groups[*group].tests.len()).map(|test| (*group, test))).collect();
        while !left.is_empty() {
            let mut lines = String::new();
            for (group, test) in &left {
                writeln!(lines, "{group} {test} {}", groups[*group].tests[*test].text).unwrap();
            }
            let input = folder.join("tests.txt");
            std::fs::write(&input, lines).unwrap();
            let program = Command::new(target().join("debug").join(&self.name));
            let (output, _) = process::run(program, &input, Duration::from_secs(60));
            let answered = output.lines().count();
            for (line, (group, test)) in output.lines().zip(&left) {
                for (verdict, judged) in line.split(' ').skip(2).zip(&mut judged) {
                    judged.verdicts[*group][*test] = Some(verdict == "1");
                }
            }
            // The first without an answer made the program crash or hang.
            left.drain(..(answered + 1).min(left.len()));
        }
        judged
    }

    fn prepare(&self, folder: &Path) {
        std::fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n[workspace]\n\n\
             [profile.dev]\ndebug = false\nincremental = false\n",
            self.name, self.dependencies
        );
        write(&folder.join("Cargo.toml"), &manifest);
        // The same versions as everywhere else.
        write(&folder.join("Cargo.lock"), include_str!("../../Cargo.lock"));
        write(&folder.join("src/shared.rs"), self.shared);
        for (index, module) in self.modules.iter().enumerate() {
            if let Some(module) = module {
                write(&folder.join(format!("src/group{index}.rs")), &module.source);
            }
        }
    }

    /// The modules that compile.
    fn compiling(&self, folder: &Path, mut modules: Vec<usize>) -> Vec<usize> {
        loop {
            if modules.is_empty() {
                return modules;
            }
            let Err(faulty) = self.build(folder, &modules) else { return modules };
            if faulty.is_empty() {
                if modules.len() == 1 {
                    return Vec::new();
                }
                let second = modules.split_off(modules.len() / 2);
                let mut left = self.compiling(folder, modules);
                left.extend(self.compiling(folder, second));
                return left;
            }
            modules.retain(|module| !faulty.contains(module));
        }
    }

    /// Builds the program of some modules, or says in which there are errors.
    fn build(&self, folder: &Path, modules: &[usize]) -> Result<(), BTreeSet<usize>> {
        let mut main = String::from("#![allow(warnings)]\n#![recursion_limit = \"512\"]\nmod shared;\n");
        let mut table = String::new();
        for index in modules {
            let module = self.modules[*index].as_ref().unwrap();
            writeln!(main, "mod group{index};").unwrap();
            writeln!(table, "    ({index}, {}),", module.judge.replace("M::", &format!("group{index}::"))).unwrap();
        }
        write!(main, "\nstatic JUDGES: &[(usize, fn(&str) -> Vec<bool>)] = &[\n{table}];\n{PROGRAM}").unwrap();
        write(&folder.join("src/main.rs"), &main);
        eprintln!("{}: compiling {} groups", self.name, modules.len());
        let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args(["build", "--quiet", "--message-format=json", "--manifest-path"])
            .arg(folder.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", target())
            .output()
            .unwrap();
        if output.status.success() {
            return Ok(());
        }
        let mut faulty = BTreeSet::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let line: Value = serde_json::from_str(line).unwrap_or_default();
            if line["message"]["level"] == "error" {
                modules_in(&line["message"]["spans"], &mut faulty);
            }
        }
        // An error outside of the crate, such as in its manifest, is nobody's fault.
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.stdout.is_empty(), "{}: {errors}", self.name);
        if faulty.is_empty() {
            eprintln!("{}: no module to blame: {}", self.name, errors.chars().take(600).collect::<String>());
        }
        Err(faulty)
    }
}

/// Writes a file where it is to change: what is as it was needs no compiling.
fn write(path: &Path, text: &str) {
    if std::fs::read(path).ok().as_deref() != Some(text.as_bytes()) {
        std::fs::write(path, text).unwrap();
    }
}

fn target() -> PathBuf {
    work_folder().join("target")
}

/// Adds the modules that spans lie in, or what they were expanded from.
fn modules_in(spans: &Value, modules: &mut BTreeSet<usize>) {
    for span in spans.as_array().into_iter().flatten() {
        let file = span["file_name"].as_str().unwrap_or_default();
        let name = file.rsplit(['/', '\\']).next().and_then(|name| name.strip_prefix("group")?.strip_suffix(".rs"));
        modules.extend(name.and_then(|index| index.parse::<usize>().ok()));
        if span["expansion"].is_object() {
            modules_in(&Value::Array(vec![span["expansion"]["span"].clone()]), modules);
        }
    }
}
