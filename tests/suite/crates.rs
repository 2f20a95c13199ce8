//! Really compiles what was generated: a crate a draft, a module a group, and a program that judges every instance.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use libtest_mimic::Failed;

use crate::groups::{DraftFolder, Group};

/// A way to a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    Interpreter,
    Bytes,
    Value,
    Decoded,
    /// Not a verdict: whether what was decoded is encoded equal.
    Reencoded,
}

impl Way {
    pub const GENERATED: [Self; 4] = [Self::Bytes, Self::Value, Self::Decoded, Self::Reencoded];
}

/// The verdicts by group and test.
pub type Verdicts = BTreeMap<(String, usize), BTreeMap<Way, bool>>;

const PROGRAM: &str = r#"
use formwork_runtime::{Budget, Bytes, Check, Decode, Encode, Tree, Verdict, parse, to_vec};

pub fn judge<T: Check + Decode + Encode + Send + Sync>(text: &[u8]) -> [bool; 4] {
    let budget = Budget::for_text(text.len());
    let start = Bytes::new(text, &budget).unwrap();
    let mut input = start.clone();
    let bytes = T::check(&mut input, &mut Verdict).is_ok() && input.is_at_end();
    let json = parse(text).unwrap();
    let value = T::check(&mut Tree::new(&json, &budget), &mut Verdict).is_ok();
    let mut input = start;
    let decoded = T::decode(&mut input);
    let reencoded = decoded.as_ref().is_ok_and(|decoded| {
        parse(&to_vec(decoded)) == Ok(json)
    });
    [bytes, value, decoded.is_ok() && input.is_at_end(), reencoded]
}

pub fn main(groups: &[fn(&[u8]) -> [bool; 4]]) {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let mut words = line.splitn(3, ' ');
        let group: usize = words.next().unwrap().parse().unwrap();
        let test = words.next().unwrap();
        let verdicts = groups[group](words.next().unwrap().as_bytes());
        println!("{group} {test} {}", verdicts.map(|verdict| if verdict { "1" } else { "0" }).join(" "));
    }
}
"#;

/// Writes, compiles and runs the crate of a draft.
pub fn run(draft: DraftFolder, groups: &[Group]) -> Result<Verdicts, Failed> {
    let folder = write(draft, groups)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite-target");
    let build = Command::new(cargo)
        .args(["build", "--quiet", "--offline", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &target)
        .output()
        .map_err(|error| format!("cargo does not start: {error}"))?;
    if !build.status.success() {
        let errors = String::from_utf8_lossy(&build.stderr);
        return Err(
            format!("the generated code does not compile:\n{}", errors.chars().take(8000).collect::<String>()).into()
        );
    }
    let mut lines = String::new();
    for (group_index, group) in groups.iter().enumerate().filter(|(_, group)| group.compiled.is_ok()) {
        for (index, test) in group.tests.iter().enumerate() {
            writeln!(lines, "{group_index} {index} {}", test.text)?;
        }
    }
    let input = folder.join("tests.txt");
    std::fs::write(&input, lines)?;
    let output = Command::new(target.join("debug").join(crate_name(draft)))
        .stdin(std::fs::File::open(&input)?)
        .output()
        .map_err(|error| format!("the generated program does not start: {error}"))?;
    if !output.status.success() {
        return Err(format!("the generated program failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let mut verdicts = Verdicts::new();
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let words: Vec<&str> = line.split(' ').collect();
        let (group, test): (usize, usize) = (words[0].parse()?, words[1].parse()?);
        let seen = Way::GENERATED.into_iter().zip(words[2..].iter().map(|word| *word == "1")).collect();
        verdicts.insert((groups[group].name.clone(), test), seen);
    }
    Ok(verdicts)
}

fn crate_name(draft: DraftFolder) -> String {
    format!("suite-{}", draft.folder)
}

fn write(draft: DraftFolder, groups: &[Group]) -> Result<PathBuf, Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(crate_name(draft));
    std::fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nformwork-runtime = {{ path = \"{}\", \
         features = [\"pattern\", \"formats\"] }}\n\n[workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        crate_name(draft),
        root.join("runtime").display(),
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    // The same versions as everywhere else, so that nothing has to be fetched.
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let limit = groups.iter().filter_map(|group| group.compiled.as_ref().ok()?.recursion_limit()).max().unwrap_or(128);
    let mut library = format!("#![deny(warnings)]\n#![recursion_limit = \"{limit}\"]\n");
    let mut table = String::new();
    for (index, group) in groups.iter().enumerate() {
        let Ok(compiled) = &group.compiled else {
            table.push_str("    |_| [false; 4],\n");
            continue;
        };
        let rust = compiled.rust().map_err(|errors| format!("{}: {errors}", group.name))?;
        std::fs::write(folder.join(format!("src/group{index}.rs")), rust)?;
        writeln!(library, "pub mod group{index};")?;
        writeln!(table, "    judge::<group{index}::{}>,", compiled.root_type())?;
    }
    std::fs::write(folder.join("src/lib.rs"), library)?;
    std::fs::write(folder.join("src/program.rs"), PROGRAM)?;
    let main = format!(
        "#![recursion_limit = \"{limit}\"]\nmod program;\nuse program::judge;\nuse {}::*;\n\nfn main() {{\n    program::main(&[\n{table}    ]);\n}}\n",
        crate_name(draft).replace('-', "_"),
    );
    std::fs::write(folder.join("src/main.rs"), main)?;
    Ok(folder)
}
