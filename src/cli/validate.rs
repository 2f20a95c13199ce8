//! `formwork validate`: payloads judged by schemas.
//!
//! ```text
//! inputs   arguments -> files      feed    files -> jobs, in order    judge   a job -> what is told of it
//! schemas  the schema of a file    pool    jobs on several threads
//! ```

mod feed;
mod inputs;
mod judge;
mod pool;
mod progress;
mod schemas;

pub(super) use self::judge::Judge;

use std::io;
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::Args;
use formwork_sessions::dynamic::Vendor;

use self::feed::Feed;
use self::inputs::Map;
use self::judge::Outcome;
use self::pool::End;
use self::progress::Progress;
use self::schemas::Schemas;
use super::explain::Wishes;
use super::payload::{Limits, Notation};
use super::report::{self, Counts, Destination, Finding, Format, Judged, Outputs, Spot, Verdict, Wording};
use super::schema_args::SchemaArgs;
use super::{Exit, Failure, Out, complain};

/// Judge payloads by a schema, and say where each fault is and which rule it breaks
#[derive(Args, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
#[command(after_help = EXAMPLES)]
pub(super) struct Validate {
    /// The schema: a file, or `FILE#/json/pointer`. Without it, files are judged by what --map says, or by the schema
    /// that they name in their "$schema"
    #[arg(short, long)]
    schema: Option<String>,

    /// Files, directories, patterns like 'logs/**/*.ndjson.gz'; `-` is standard input. What is packed by gzip or Zstandard
    /// is unpacked
    #[arg(value_name = "FILE")]
    files: Vec<String>,

    /// The schema of all files that a pattern matches; the first pattern counts. Without any FILE, these are judged. Can be
    /// given several times
    #[arg(long = "map", value_name = "PATTERN=SCHEMA")]
    maps: Vec<Map>,

    /// What the files are, whatever they are called; else their names tell, and what they do not tell is JSON
    #[arg(long, value_enum, value_name = "NOTATION")]
    instance_format: Option<Notation>,

    /// Each line is a document, as it always is in files called .ndjson or .jsonl
    #[arg(long, conflicts_with = "instance_format")]
    ndjson: bool,

    /// How the findings are written to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write the findings to a file as well. Can be given several times
    #[arg(long = "output", value_name = "FORMAT=FILE")]
    outputs: Vec<Destination>,

    /// So many faults are told at most: by text, concise and github of the whole run, by other forms of each document. The
    /// summary says how many documents have more
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = at_least_one)]
    max_errors: usize,

    /// Show what every alternative of `oneOf` and `anyOf` finds, not only the one that was meant
    #[arg(long)]
    all_branches: bool,

    /// Show the values in the lines that are quoted, but for those that the schema marks as secret
    #[arg(long)]
    show_values: bool,

    /// Warn of what is odd in a session of that vendor: units of times, expiry before creation, tokens, hashes
    #[arg(long, value_name = "VENDOR")]
    session_lint: Option<Vendor>,

    /// So many threads; by default as many as the machine runs at once. What is written does not depend on it
    #[arg(short = 'j', long, value_name = "N", value_parser = at_least_one)]
    jobs: Option<usize>,

    /// A file, or a line of NDJSON, that is larger than so many MiB is not judged
    #[arg(long, value_name = "N", default_value_t = 256, value_parser = at_least_one)]
    max_document_mib: usize,

    /// Show no warnings, no summary and no progress
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    schema_args: SchemaArgs,
}

const WORDING: Wording = Wording { command: "validate", good: "valid", bad: "invalid" };

const EXAMPLES: &str = "\
Examples:
  formwork validate --schema session.schema.json a.json b.yaml config/
  formwork validate --schema 'session.schema.json#/$defs/Token' token.json
  formwork validate --map 'config/**/*.yaml=config.schema.json' --output sarif=found.sarif
  formwork validate --schema-map https://example.com/schemas/=schemas/ config/
  zcat events.gz | formwork validate --schema event.schema.json --ndjson -";

impl Validate {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        if self.files.iter().filter(|file| *file == "-").count() > 1 {
            return Err(Failure::Usage("standard input can be read only once, but `-` is there twice".to_owned()));
        }
        if self.files.is_empty() && self.maps.is_empty() {
            return Err(Failure::Usage("there is nothing to judge: name files, or give --map".to_owned()));
        }
        let schemas = match Schemas::new(&self.schema_args, self.schema.as_deref(), &self.maps, self.quiet) {
            Ok(schemas) => Arc::new(schemas),
            Err(diagnostics) => {
                complain(&diagnostics);
                if matches!(self.format, Format::Json) {
                    report::no_schema(&diagnostics, out)?;
                }
                return Ok(Exit::NoVerdict);
            }
        };
        let mut outputs = match Outputs::new(WORDING, self.format, self.quiet, &self.outputs, out) {
            Ok(outputs) => outputs.at_most(self.max_errors),
            Err(why) => {
                complain(format_args!("error[output]: {why}"));
                return Ok(Exit::NoVerdict);
            }
        };
        let stop = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&stop);
        // Where the handler cannot be set, the signal ends the program as ever.
        let _ = ctrlc::set_handler(move || asked.store(true, Ordering::Relaxed));
        Ok(self.judge_all(&schemas, &mut outputs, &stop)?)
    }

    fn judge_all(&self, schemas: &Arc<Schemas>, outputs: &mut Outputs<'_>, stop: &AtomicBool) -> io::Result<Exit> {
        let limits = Limits { document: self.max_document_mib.saturating_mul(1 << 20) };
        let judge = Judge {
            schemas: Arc::clone(schemas),
            wishes: Wishes { show_values: self.show_values, all_branches: self.all_branches },
            limits,
            max_errors: self.max_errors,
            lines: outputs.lines.clone(),
            lint: self.session_lint,
        };
        let found = inputs::find(&self.files, &self.maps);
        let mut run =
            Run { counts: Counts::default(), records: 0, outputs, progress: Progress::new(self.quiet, found.len()) };
        let notation = if self.ndjson { Some(Notation::Ndjson) } else { self.instance_format };
        let feed = Feed::new(found, Arc::clone(schemas), notation, limits);
        let threads = self.jobs.or_else(|| std::thread::available_parallelism().ok().map(NonZero::get)).unwrap_or(1);
        let end = pool::run(threads, feed, move |job| judge.job(job), stop, |outcome| run.take(outcome));
        run.progress.clear();
        let end = end?;
        run.counts.interrupted = end == End::Stopped;
        let Counts { invalid, unreadable, .. } = run.counts;
        run.outputs.finish(&run.counts)?;
        Ok(match end {
            End::Stopped => Exit::Interrupted,
            End::Lost => {
                complain(
                    "error[internal]: a thread has ended before its work was done, which is a fault of this program",
                );
                Exit::NoVerdict
            }
            End::Done if unreadable > 0 => Exit::NoVerdict,
            End::Done if invalid > 0 => Exit::Findings,
            End::Done => Exit::Clean,
        })
    }
}

/// A run as far as it has come.
struct Run<'r, 'o> {
    counts: Counts,
    /// How many lines the file has had so far that are documents.
    records: usize,
    outputs: &'r mut Outputs<'o>,
    progress: Progress,
}

impl Run<'_, '_> {
    fn take(&mut self, outcome: Option<Outcome>) -> io::Result<()> {
        let Some(outcome) = outcome else {
            self.progress.show(&self.counts);
            return Ok(());
        };
        let Outcome { valid, judged, end_of, skipped, bytes, is_whole } = outcome;
        self.counts.documents += valid;
        self.counts.valid += valid;
        self.counts.has_records |= valid > 0;
        self.counts.skipped += usize::from(skipped);
        self.progress.add(bytes);
        self.records += valid + judged.len();
        if !judged.is_empty() {
            self.progress.clear();
        }
        for judged in &judged {
            self.tell(judged)?;
        }
        if let Some(file) = end_of.filter(|_| self.records == 0) {
            let finding = Finding::new("unreadable", "there is no record in it", Spot::file(&file));
            self.tell(&Judged::none(&file, finding))?;
        }
        if is_whole {
            self.counts.files += usize::from(!skipped);
            self.records = 0;
            self.progress.file();
        }
        self.outputs.flush()
    }

    fn tell(&mut self, judged: &Judged) -> io::Result<()> {
        self.counts.add(judged);
        self.outputs.judged(judged)
    }
}

impl Judged {
    fn none(file: &str, finding: Finding) -> Self {
        let (file, lines) = (file.to_owned(), Vec::new());
        Self { file, record: None, verdict: Verdict::None, findings: vec![finding], stopped: false, lines }
    }
}

fn at_least_one(number: &str) -> Result<usize, String> {
    number.parse().ok().filter(|number| *number > 0).ok_or_else(|| "write a number from 1 on".to_owned())
}
