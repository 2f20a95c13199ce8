//! Really compiles the Rust of random schemas, and holds its verdicts against the interpreter's.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    process::Command,
};

use libtest_mimic::Failed;

use crate::{
    compare::Subject,
    generator::{self, Dice, Instances, Value},
};

/// How many instances each schema judges.
const INSTANCES: usize = 50;
/// The first case of the pool, which is none of those that the other test looks at.
const FIRST: u64 = 1 << 32;

const PROGRAM: &str = r#"
use formwork_runtime::{Budget, Bytes, Check, Decode, Encode, Json, Tree, Verdict, from_json, parse, to_json, to_vec};

/// Whether two values are equal, and so is the class of each number.
fn same(left: &Json, right: &Json) -> bool {
    let class = |number: &formwork_runtime::Number| number.as_number().is_written_as_integer();
    match (left, right) {
        (Json::Number(left), Json::Number(right)) => left == right && class(left) == class(right),
        (Json::Array(left), Json::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Json::Object(left), Json::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| same(value, other)))
        }
        _ => left == right,
    }
}

/// The verdicts of the check over bytes, the check over a value, the decoder over bytes and that over a value; and
/// whether what was decoded is encoded equal, as bytes and as a value, and reads back the same.
pub fn judge<T: Check + Decode + Encode + PartialEq>(text: &[u8]) -> [bool; 6] {
    let budget = Budget::for_text(text.len());
    let start = Bytes::new(text, &budget).unwrap();
    let mut input = start.clone();
    let bytes = T::check(&mut input, &mut Verdict).is_ok() && input.is_at_end();
    let json = parse(text).unwrap();
    let value = T::check(&mut Tree::new(&json, &budget), &mut Verdict).is_ok();
    let mut input = start;
    let decoded = T::decode(&mut input);
    let from_value = from_json::<T>(&json);
    let equal = decoded.as_ref().is_ok_and(|decoded| {
        parse(&to_vec(decoded)).is_ok_and(|back| same(&back, &json)) && same(&to_json(decoded), &json)
    });
    let again = decoded.as_ref().is_ok_and(|decoded| {
        from_value.as_ref() == Ok(decoded) && from_json::<T>(&to_json(decoded)).as_ref() == Ok(decoded)
    });
    [bytes, value, decoded.is_ok() && input.is_at_end(), from_value.is_ok(), equal, again]
}

pub fn main(schemas: &[fn(&[u8]) -> [bool; 6]]) {
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (schema, text) = line.split_once(' ').unwrap();
        let verdicts = schemas[schema.parse::<usize>().unwrap()](text.as_bytes());
        println!("{}", verdicts.map(|verdict| if verdict { "1" } else { "0" }).join(""));
    }
}
"#;

/// What the six verdicts of the program are.
const WAYS: [&str; 6] =
    ["check of bytes", "check of a value", "decode", "decode from a value", "encoded equal", "reads back the same"];

struct Schema {
    subject: Subject,
    instances: Vec<(Value, bool)>,
}

/// The generated code of a pool of schemas says what the interpreter says.
pub fn generated(seed: u64, count: u64) -> Result<(), Failed> {
    let schemas = (0..count).map(|index| pick(seed, FIRST + index)).collect::<Result<Vec<_>, Failed>>()?;
    let (folder, program, warned) = compile(&schemas)?;
    let mut input = String::new();
    for (index, schema) in schemas.iter().enumerate() {
        for (instance, _) in &schema.instances {
            writeln!(input, "{index} {instance}")?;
        }
    }
    let file = folder.join("instances.txt");
    std::fs::write(&file, input)?;
    let output = Command::new(program).stdin(std::fs::File::open(&file)?).output()?;
    if !output.status.success() {
        return Err(format!("the generated program failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let output = String::from_utf8_lossy(&output.stdout);
    let mut lines = output.lines();
    let (mut wrong, mut pairs, mut accepted) = (Vec::new(), 0, 0);
    for (index, errors) in &warned {
        let Subject { draft, schema, .. } = &schemas[*index].subject;
        wrong
            .push(format!("draft {draft}: the Rust does not compile without a warning: {errors}\n  schema   {schema}"));
    }
    for Schema { subject, instances } in &schemas {
        for (instance, accepts) in instances {
            pairs += 1;
            accepted += u32::from(*accepts);
            let expected = if *accepts { "111111" } else { "000000" };
            let line = lines.next().ok_or("the generated program says too little")?;
            let differing =
                WAYS.iter().zip(line.chars().zip(expected.chars())).filter(|(_, (seen, wanted))| seen != wanted);
            let differing: Vec<&str> = differing.map(|(way, _)| *way).collect();
            if !differing.is_empty() {
                let (draft, schema) = (subject.draft, &subject.schema);
                wrong.push(format!(
                    "draft {draft}: the interpreter says {accepts}, otherwise {differing:?}\n  schema   {schema}\n  instance {instance}"
                ));
            }
        }
    }
    println!("generated, FORMWORK_SEED={seed}: {count} schemas as Rust, {pairs} pairs, {accepted} accepted");
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.sort_by_key(String::len);
    Err(format!(
        "{} of {pairs} pairs or of {count} schemas are wrong, the shortest:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(8)].join("\n")
    )
    .into())
}

fn pick(seed: u64, index: u64) -> Result<Schema, Failed> {
    let mut dice = Dice::seeded(seed, index);
    let draft = generator::draft(&mut dice);
    let schema = generator::schema(&mut dice, draft);
    let subject =
        Subject::new(draft, &schema).map_err(|finding| format!("{}: {}\n{schema}", finding.kind, finding.detail))?;
    let instances = Instances::of(&schema);
    let instances = (0..INSTANCES).map(|_| instances.next(&mut dice));
    let instances = instances.map(|instance| {
        let accepts = subject.compiled.accepts(instance.to_string().as_bytes());
        (instance, accepts)
    });
    Ok(Schema { instances: instances.collect(), subject })
}

/// Warnings and errors by the schema that they are about.
type Warned = BTreeMap<usize, String>;

/// Writes and builds the crate. What does not compile as it must is noted, and built with all that may be wrong allowed, so
/// that the rest still has its turn.
fn compile(schemas: &[Schema]) -> Result<(PathBuf, PathBuf, Warned), Failed> {
    let mut warned = Warned::new();
    loop {
        let folder = write(schemas, &warned)?;
        match build(&folder)? {
            Ok(program) => return Ok((folder, program, warned)),
            Err(errors) => {
                let before = warned.len();
                for part in errors.split("\n\n") {
                    let file = part.split_once("src/schema").and_then(|(_, rest)| rest.split_once('.'));
                    if let Some(index) = file.and_then(|(index, _)| index.parse().ok()) {
                        warned.entry(index).or_insert_with(|| part.lines().next().unwrap_or_default().to_owned());
                    }
                }
                if warned.len() == before {
                    let errors: String = errors.chars().take(8000).collect();
                    return Err(format!("the generated code does not compile:\n{errors}").into());
                }
            }
        }
    }
}

fn write(schemas: &[Schema], warned: &Warned) -> Result<PathBuf, Failed> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("differential");
    std::fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"differential\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\nformwork-runtime = {{ path = \"{}\", \
         features = [\"pattern\", \"formats\"] }}\n\n[workspace]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
        root.join("runtime").display().to_string().escape_default(),
    );
    std::fs::write(folder.join("Cargo.toml"), manifest)?;
    // The same versions as everywhere else, so that nothing has to be fetched.
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut library = String::from("#![deny(warnings)]\n");
    let mut table = String::new();
    for (index, Schema { subject, .. }) in schemas.iter().enumerate() {
        let rust = subject.rust().map_err(|finding| format!("{}: {}", finding.kind, subject.schema))?;
        let header = format!("// {}\n", subject.schema.to_string().replace('\n', " "));
        std::fs::write(folder.join(format!("src/schema{index}.rs")), header + &rust)?;
        let lints = if warned.contains_key(&index) { "#[allow(warnings)]\n" } else { "" };
        writeln!(library, "{lints}pub mod schema{index};")?;
        writeln!(table, "    judge::<schema{index}::{}>,", subject.compiled.root_type())?;
    }
    std::fs::write(folder.join("src/lib.rs"), library)?;
    std::fs::write(folder.join("src/program.rs"), PROGRAM)?;
    let main = format!(
        "mod program;\nuse differential::*;\nuse program::judge;\n\nfn main() {{\n    program::main(&[\n{table}    ]);\n}}\n"
    );
    std::fs::write(folder.join("src/main.rs"), main)?;
    Ok(folder)
}

fn build(folder: &Path) -> Result<Result<PathBuf, String>, Failed> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // Shared with the test of the official suite: both need the runtime.
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("suite-target");
    let build = Command::new(cargo)
        .args(["build", "--quiet", "--offline", "--manifest-path"])
        .arg(folder.join("Cargo.toml"))
        .env("CARGO_TARGET_DIR", &target)
        .output()?;
    let program = target.join("debug").join("differential");
    Ok(if build.status.success() { Ok(program) } else { Err(String::from_utf8_lossy(&build.stderr).into_owned()) })
}
