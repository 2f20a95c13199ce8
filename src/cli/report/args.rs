//! Which reports are written, on the command line: the same for every command that finds something.

use std::io;

use clap::Args;

use super::{Counts, Destination, Format, Judged, Outputs, Verdict, Wording};
use crate::cli::{Exit, Failure, Out, complain};

/// How findings are written.
#[derive(Args, Clone, Debug)]
pub(in crate::cli) struct ReportArgs {
    /// How the findings are written to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Write the findings to a file as well. Can be given several times
    #[arg(long = "output", value_name = "FORMAT=FILE")]
    outputs: Vec<Destination>,

    /// Show no warnings of the compiler and no summary
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

/// A run of a command that judges files one after the other.
pub(in crate::cli) struct Reporter<'o> {
    outputs: Outputs<'o>,
    counts: Counts,
    /// How the part of the run ends that is not over yet.
    exit: Exit,
}

impl ReportArgs {
    /// Whether text for people is all that is asked for.
    pub(in crate::cli) fn is_text_alone(&self) -> bool {
        self.format == Format::Text && self.outputs.is_empty()
    }

    /// Whether standard output is read by people.
    pub(in crate::cli) fn is_for_people(&self) -> bool {
        matches!(self.format, Format::Text | Format::Concise)
    }

    /// Opens what is written to; nothing if that cannot be done, which has been told.
    pub(in crate::cli) fn open<'o>(&self, wording: Wording, out: &'o mut Out) -> Result<Option<Reporter<'o>>, Failure> {
        forms_of_findings(self.format, &self.outputs)?;
        match Outputs::new(wording, self.format, self.quiet, &self.outputs, out) {
            Ok(outputs) => Ok(Some(Reporter { outputs, counts: Counts::default(), exit: Exit::Clean })),
            Err(why) => {
                complain(format_args!("error[output]: {why}"));
                Ok(None)
            }
        }
    }
}

/// Refuses the specification's output formats, which tell of one instance and its schema.
pub(in crate::cli) fn forms_of_findings(format: Format, outputs: &[Destination]) -> Result<(), Failure> {
    let mut formats = std::iter::once(format).chain(outputs.iter().map(|output| output.format));
    match formats.find(|format| format.output().is_some()) {
        Some(format) => {
            let message = format!("the specification's output format `{}` is for `formwork validate`", format.name());
            Err(Failure::Usage(message))
        }
        None => Ok(()),
    }
}

impl Reporter<'_> {
    /// Writes what was found in a file.
    pub(in crate::cli) fn tell(&mut self, judged: &Judged) -> io::Result<()> {
        self.counts.files += 1;
        self.counts.add(judged);
        self.exit = self.exit.max(match judged.verdict {
            Verdict::Valid => Exit::Clean,
            Verdict::Invalid => Exit::Findings,
            Verdict::None => Exit::NoVerdict,
        });
        self.outputs.judged(judged)
    }

    /// How a part of the run ends, after which another one begins.
    pub(in crate::cli) fn part(&mut self) -> Exit {
        std::mem::replace(&mut self.exit, Exit::Clean)
    }

    /// Writes the end, and how the run ends.
    pub(in crate::cli) fn finish(mut self) -> io::Result<Exit> {
        self.outputs.finish(&self.counts)?;
        Ok(match self.counts {
            Counts { unreadable: 1.., .. } => Exit::NoVerdict,
            Counts { invalid: 1.., .. } => Exit::Findings,
            _ => Exit::Clean,
        })
    }
}
