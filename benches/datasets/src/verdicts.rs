//! All verdicts are compared before anything is timed. Formwork has to be right; a rival that is not is marked.

use std::{collections::BTreeMap, error::Error, fs, path::Path};

use formwork_bench_catalogue::{Dataset, Schema};

use crate::{mutants, worker::Worker};

/// Measures that judge nothing: they accept all that is JSON.
const PARSERS: [&str; 7] =
    ["IgnoredAny", "Value", "encode Value", "encode", "sonic-rs IgnoredAny", "sonic-rs Value", "simd-json tape"];
/// How measures end that say what is wrong.
const EXPLAINING: [&str; 2] = [" first", " all"];
/// Our worker, whose verdicts have to be right.
const OURS: &str = "ours";
/// The measure of ours that the verdicts on changed documents are compared to.
const REFERENCE: &str = "check";

/// What the workers say of a dataset.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    /// The measures: the number of the worker, and the name.
    measures: Vec<(usize, String)>,
    /// What is wrong with a rival's verdicts.
    pub(crate) wrong: BTreeMap<String, String>,
    /// Measures that there are not, and why.
    pub(crate) absent: Vec<(String, String)>,
    /// The number of documents.
    pub(crate) documents: usize,
}

impl Verdicts {
    pub(crate) fn to_time(&self) -> impl Iterator<Item = (usize, &str)> {
        self.measures.iter().map(|(worker, name)| (*worker, name.as_str()))
    }
}

/// Loads the dataset, changed and as it is, and compares. The workers then have it loaded as it is.
///
/// # Errors
/// Formwork is wrong, or a worker does not answer.
pub(crate) fn compare(
    workers: &mut [Worker],
    schema: &Schema,
    dataset: &Dataset,
    scratch: &Path,
) -> Result<Verdicts, Box<dyn Error>> {
    let text = fs::read_to_string(&dataset.documents)?;
    let mut verdicts = Verdicts { documents: text.lines().count(), ..Verdicts::default() };
    let changed = scratch.join("changed.jsonl");
    fs::write(&changed, mutants::of(&text)?)?;
    changed_ones(workers, schema, dataset, &changed, &mut verdicts)?;
    for (number, worker) in workers.iter_mut().enumerate() {
        let loaded = worker.load(schema, dataset, &dataset.documents)?;
        verdicts.absent.extend(loaded.absent);
        for (name, given) in loaded.measures {
            let accepts = PARSERS.contains(&name.as_str()) || dataset.is_valid;
            let right = given.chars().filter(|one| (*one == '1') == accepts).count();
            if given.is_empty() && !dataset.is_valid {
                // What is not valid has no typed value to write.
                continue;
            }
            if dataset.is_valid && EXPLAINING.iter().any(|kind| name.ends_with(kind)) {
                // There is nothing to explain.
                continue;
            }
            if right != verdicts.documents {
                let message = format!("wrong on {} of {} documents", verdicts.documents - right, verdicts.documents);
                if worker.name == OURS {
                    return Err(format!("{}: {name} is {message}", dataset.name).into());
                }
                verdicts.wrong.insert(name.clone(), message);
            }
            verdicts.measures.push((number, name));
        }
    }
    Ok(verdicts)
}

/// Compares the verdicts on changed documents with ours, where we take part.
fn changed_ones(
    workers: &mut [Worker],
    schema: &Schema,
    dataset: &Dataset,
    changed: &Path,
    verdicts: &mut Verdicts,
) -> Result<(), Box<dyn Error>> {
    let mut reference: Option<String> = None;
    // Ours is the first of the workers.
    for worker in workers {
        let loaded = worker.load(schema, dataset, changed)?;
        if worker.name == OURS {
            reference = loaded.measures.iter().find(|(name, _)| name == REFERENCE).map(|(_, given)| given.clone());
        }
        let Some(reference) = &reference else { continue };
        for (name, given) in loaded.measures.iter().filter(|(name, _)| !PARSERS.contains(&name.as_str())) {
            let others = given.chars().zip(reference.chars()).filter(|(one, other)| one != other).count();
            if others == 0 && given.len() == reference.len() {
                continue;
            }
            let message = format!("other verdicts than ours on {others} of {} changed documents", reference.len());
            if worker.name == OURS {
                return Err(format!("{}: {name} has {message}", dataset.name).into());
            }
            verdicts.wrong.insert(name.clone(), message);
        }
    }
    Ok(())
}
