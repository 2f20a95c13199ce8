//! Which schema is meant, and how it is read: the same for every command.

use std::path::Path;

use clap::Args;

use super::complain;
use crate::diagnostic::Diagnostics;
use crate::front::Resource;
use crate::{Compiled, Draft, Options, Shapes, Source};

/// How schemas are read.
#[derive(Args, Debug)]
#[command(next_help_heading = "Schema options")]
pub(super) struct SchemaArgs {
    /// The draft of schemas that name none: 4, 6, 7, 2019-09 or 2020-12
    #[arg(long)]
    draft: Option<Draft>,

    /// The schema behind a URI, as nothing is fetched from the network; a URI that ends in `/` stands for all that
    /// begin with it, and names a folder. Can be given several times
    #[arg(long = "resource", value_name = "URI=FILE", value_parser = resource)]
    resources: Vec<Resource>,

    /// Let `format` forbid values, whatever the schema says
    #[arg(long, conflicts_with = "no_assert_format")]
    assert_format: bool,

    /// Let `format` forbid nothing, whatever the schema says
    #[arg(long)]
    no_assert_format: bool,

    /// A JSON Pointer to a schema whose values are secret, like `x-secret: true` in it. Can be given several times
    #[arg(long = "secret", value_name = "POINTER")]
    secrets: Vec<String>,
}

/// A schema that was compiled.
pub(super) struct Schema {
    pub(super) compiled: Compiled,
    /// Who sees the shapes of its types.
    pub(super) shapes: Shapes,
}

impl SchemaArgs {
    /// Compiles the schema that is called `name`: a file, and maybe the place of a schema inside it.
    pub(super) fn compile(&self, name: &str) -> Result<Schema, Diagnostics> {
        let (path, fragment) = split(name);
        let (source, options) = self.source(path)?;
        let compiled = crate::compile(&source, fragment, &options)?;
        Ok(Schema { compiled, shapes: crate::shapes_beside(path)?.unwrap_or_default() })
    }
}

impl SchemaArgs {
    /// The text of a file, and how it is read.
    pub(super) fn source(&self, path: &str) -> Result<(Source, Options), Diagnostics> {
        let mut options = Options {
            draft: self.draft,
            assert_format: (self.assert_format || self.no_assert_format).then_some(self.assert_format),
            resources: self.resources.clone(),
            secrets: self.secrets.clone(),
        };
        let source = Source::read(path)?;
        crate::beside(path, &mut options)?;
        Ok((source, options))
    }
}

impl Schema {
    /// Tells of what is legal but probably not meant.
    pub(super) fn warn(&self, quiet: bool) {
        if !quiet && !self.compiled.warnings.is_empty() {
            complain(&self.compiled.warnings);
        }
    }
}

/// The file and the fragment; a file whose name holds a `#` is meant as it is.
pub(super) fn split(name: &str) -> (&str, &str) {
    if Path::new(name).exists() { (name, "") } else { name.split_once('#').unwrap_or((name, "")) }
}

fn resource(argument: &str) -> Result<Resource, String> {
    // Both a URI and a path may hold `=`: what stands behind the right one is there.
    let cuts = || argument.match_indices('=').map(|(at, _)| (&argument[..at], &argument[at + 1..]));
    let (uri, path) = cuts()
        .find(|(_, path)| Path::new(path).exists())
        .or_else(|| cuts().next())
        .ok_or("write URI=FILE, or URI/=FOLDER/ for all that begins so")?;
    if uri.is_empty() || path.is_empty() {
        return Err("both sides of `=` are needed".to_owned());
    }
    if Path::new(path).is_dir() && !uri.ends_with('/') {
        return Err(format!("{path} is a folder, so that the URI has to end with `/`: {uri}/={path}"));
    }
    Ok(Resource::path(uri, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resource_is_a_uri_and_a_path() {
        assert_eq!(resource("https://a.test/?v=1=Cargo.toml"), Ok(Resource::path("https://a.test/?v=1", "Cargo.toml")));
        assert_eq!(resource("https://a.test/=none/"), Ok(Resource::path("https://a.test/", "none/")));
        assert!(resource("https://a.test/").is_err());
        assert!(resource("=a.json").is_err());
        assert!(resource("https://a.test/s=src").is_err_and(|error| error.contains("https://a.test/s/=src")));
        assert_eq!(resource("https://a.test/s/=src"), Ok(Resource::path("https://a.test/s/", "src")));
    }
}
