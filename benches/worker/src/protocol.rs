//! Lines in, lines out.

use std::{
    error::Error,
    fs,
    io::{self, BufRead, Write},
    path::PathBuf,
    rc::Rc,
};

use crate::Measure;

/// What is to be measured.
pub struct Job {
    /// The schema's name in the catalogue.
    pub name: String,
    /// The schema.
    pub schema: String,
    /// Where it was read from.
    pub path: PathBuf,
    /// The documents.
    pub documents: Rc<[Vec<u8>]>,
    /// Whether the schema wants `format` to be checked.
    pub asserts_format: bool,
}

/// What a worker measures.
#[derive(Default)]
pub struct Offer {
    /// The measures.
    pub measures: Vec<Measure>,
    /// Measures that there are not, and why.
    pub absent: Vec<(&'static str, String)>,
}

/// Answers until the input ends.
///
/// # Errors
/// A request is none, or a file cannot be read.
pub fn serve(load: impl Fn(&Job) -> Offer) -> Result<(), Box<dyn Error>> {
    let mut offer = Offer::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line?;
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            ["load", name, schema, documents, asserts_format] => {
                // The memory of the documents before is free for those to come.
                drop(std::mem::take(&mut offer));
                offer = load(&Job {
                    name: (*name).to_owned(),
                    schema: fs::read_to_string(schema)?,
                    path: PathBuf::from(schema),
                    documents: fs::read_to_string(documents)?.lines().map(|line| line.as_bytes().to_vec()).collect(),
                    asserts_format: *asserts_format == "true",
                });
                for measure in &offer.measures {
                    writeln!(out, "measure\t{}\t{}", measure.name, (measure.verdicts)())?;
                }
                for (name, reason) in &offer.absent {
                    writeln!(out, "absent\t{name}\t{}", reason.replace(['\t', '\n'], " "))?;
                }
                writeln!(out, "end")?;
            }
            ["time", name, passes] => {
                let measure = offer.measures.iter().find(|one| one.name == *name).ok_or("there is no such measure")?;
                writeln!(out, "{}", measure.time(passes.parse()?))?;
            }
            _ => return Err(format!("no request: {line}").into()),
        }
        out.flush()?;
    }
    Ok(())
}
