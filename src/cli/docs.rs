//! `formwork docs`: a page for each schema, which needs nothing but itself.
//!
//! ```text
//! page     a schema -> its page        parts   what a page says of a part of a schema
//! html     texts within HTML           crosswalk  where other formats keep the same
//! ```

mod crosswalk;
mod html;
mod page;
mod parts;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;

use self::html::escape;
use self::page::Page;
use super::project::Selection;
use super::schema_args::SchemaArgs;
use super::{Exit, Failure, Out, complain, target};
use crate::generate::{split, target::write};

/// Write a page for people about each schema: fields, types, constraints, examples
#[derive(Args, Debug)]
#[command(after_help = HELP)]
pub(super) struct Docs {
    #[command(flatten)]
    selection: Selection,

    /// The folder that the pages are written to
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,

    /// Do not tell what was written
    #[arg(short, long)]
    quiet: bool,

    #[command(flatten)]
    schema: SchemaArgs,
}

const HELP: &str = "\
The pages hold their style and load nothing. Several schemas get an index.html besides. A page about a session of one of
the five vendors has a table of where the others keep the same.

Examples:
  formwork docs session.schema.json -o public/
  formwork docs -o public/                           the schemas of formwork.toml";

impl Docs {
    pub(super) fn run(&self, _: &mut Out) -> Result<Exit, Failure> {
        let project = self.selection.project()?;
        let mut files: Vec<String> = Vec::new();
        for schema in &project.schemas {
            let file = split(Path::new(""), schema).0.to_owned();
            if !files.contains(&file) {
                files.push(file);
            }
        }
        let names = target::in_folder(Path::new(""), &files).map_err(Failure::Usage)?;
        let names: Vec<String> =
            names.iter().map(|name| name.with_extension("html").to_string_lossy().into_owned()).collect();
        let (mut exit, mut pages) = (Exit::Clean, Vec::new());
        for (file, name) in files.iter().zip(&names) {
            let read = self.schema.source_as(file, &project.config.options);
            let compiled =
                read.and_then(|(source, settings)| Ok((crate::compile(&source, "", &settings.options())?, source)));
            let (compiled, source) = match compiled {
                Ok(read) => read,
                Err(wrong) => {
                    complain(wrong);
                    exit = Exit::NoVerdict;
                    continue;
                }
            };
            let page = Page::new(&compiled, &source, files.len() > 1);
            exit = exit.max(self.write(name, &page.html()));
            pages.push((name, page.title(), page.summary()));
        }
        if files.len() > 1 {
            exit = exit.max(self.write("index.html", &index(&pages)));
        }
        Ok(exit)
    }

    fn write(&self, name: &str, text: &str) -> Exit {
        let path = self.output.join(name);
        if let Err(error) = write(&path, text) {
            complain(format_args!("error[output]: {} cannot be written: {error}", path.display()));
            return Exit::NoVerdict;
        }
        if !self.quiet {
            complain(format_args!("wrote {}", path.display()));
        }
        Exit::Clean
    }
}

fn index(pages: &[(&String, String, String)]) -> String {
    let mut list = String::new();
    for (name, title, summary) in pages {
        let folder = name.trim_end_matches(".html");
        // Writing into a `String` cannot fail.
        let _ = writeln!(
            list,
            "<li><a href=\"{}\">{}</a> <span class=\"quiet\">{}</span><p>{summary}</p></li>",
            escape(name),
            escape(title),
            escape(folder)
        );
    }
    html::document("Schemas", &format!("<main id=\"content\"><h1>Schemas</h1><ul class=\"index\">\n{list}</ul></main>"))
}
