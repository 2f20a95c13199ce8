//! The command line.

use std::path::{Path, PathBuf};

use crate::rounds::Effort;

pub(crate) const HELP: &str = "\
Times Formwork beside its rivals and writes tables and plots into docs/benchmarks.

  NAME…                   these datasets only: cql2, supabase-typical, or the beginning of a name (supabase)
  --quick                 few rounds, short batches, nothing written
  --with WORKER,…         these competitors only: ours, jsonschema, corvus, others, ajv (nobody else is compiled)
  --rounds N              so many rounds
  --out FOLDER            writes there; without it, all that is not a part or quick goes to docs/benchmarks
  --loop MEASURE PASSES   runs one measure of the datasets, for a profiler";

pub(crate) enum Command {
    Help,
    Run(Arguments),
}

pub(crate) struct Arguments {
    names: Vec<String>,
    pub(crate) workers: Workers,
    pub(crate) effort: Effort,
    /// Where files go, if anywhere.
    pub(crate) out: Option<PathBuf>,
    /// The measure to run alone, and how often.
    pub(crate) repeat: Option<(String, u64)>,
}

/// Who takes part: everybody, if nobody is named.
#[derive(Default)]
pub(crate) struct Workers(Vec<String>);

impl Workers {
    pub(crate) fn allows(&self, name: &str) -> bool {
        self.0.is_empty() || self.0.iter().any(|one| one == name)
    }
}

impl Arguments {
    pub(crate) fn chooses(&self, dataset: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|name| dataset.starts_with(name.as_str()))
    }
}

pub(crate) fn parse(mut words: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut all =
        Arguments { names: Vec::new(), workers: Workers::default(), effort: Effort::FULL, out: None, repeat: None };
    let mut rounds = None;
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or(format!("{word} needs a value"));
        match word.as_str() {
            "--help" | "-h" => return Ok(Command::Help),
            "--quick" => all.effort = Effort::QUICK,
            "--with" => all.workers.0.extend(value()?.split(',').map(str::to_owned)),
            "--rounds" => rounds = Some(number(&value()?)?),
            "--out" => all.out = Some(PathBuf::from(value()?)),
            "--loop" => all.repeat = Some((value()?, number(&value()?)?)),
            option if option.starts_with('-') => return Err(format!("there is no option {option}; see --help")),
            _ => all.names.push(word),
        }
    }
    // A part is no report, nor is a quick look.
    if all.out.is_none() && all.effort == Effort::FULL && all.names.is_empty() && all.workers.0.is_empty() {
        all.out = Some(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/benchmarks"));
    }
    if let Some(rounds) = rounds {
        all.effort.rounds = usize::try_from(rounds).map_err(|error| error.to_string())?.max(1);
    }
    Ok(Command::Run(all))
}

fn number(word: &str) -> Result<u64, String> {
    word.parse().map_err(|_| format!("{word} is no number"))
}
