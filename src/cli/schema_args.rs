//! Which schema is meant, and how it is read: the same for every command.

use std::path::Path;

use clap::Args;

use crate::diagnostic::Diagnostics;
use crate::front::{Resource, known};
use crate::generate::split;
use crate::{Compiled, Draft, Settings, Source};

/// How schemas are read.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Schema options")]
pub(super) struct SchemaArgs {
    /// The draft of schemas that name none: 4, 6, 7, 2019-09 or 2020-12
    #[arg(long)]
    draft: Option<Draft>,

    /// The schema behind a URI, as nothing is fetched from the network; a URI that ends in `/` stands for all that
    /// begin with it, and names a folder. Can be given several times
    #[arg(long = "resource", visible_alias = "schema-map", value_name = "URI=FILE", value_parser = resource)]
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

impl SchemaArgs {
    /// What the arguments say of every schema.
    pub(super) fn settings(&self) -> Settings {
        let mut said = Settings::new();
        said.draft = self.draft;
        said.assert_format = (self.assert_format || self.no_assert_format).then_some(self.assert_format);
        said.resources.clone_from(&self.resources);
        said.secret.clone_from(&self.secrets);
        said
    }

    /// Compiles the schema that is called `name`: a file, and maybe the place of a schema inside it.
    pub(super) fn compile(&self, name: &str) -> Result<Compiled, Diagnostics> {
        let (path, fragment) = split(Path::new(""), name);
        self.compile_source(&Source::read(path)?, fragment)
    }

    /// Compiles the schema behind a URI, as a document names it that is judged by it; `None` where nobody has said which
    /// file that is, since a document does not choose files of this machine and nothing is fetched from the network.
    pub(super) fn compile_uri(&self, uri: &str) -> Option<Result<Compiled, Diagnostics>> {
        let (uri, fragment) = uri.split_once('#').unwrap_or((uri, ""));
        let source = known(uri, &self.resources, &mut Vec::new())?;
        Some(source.map_err(Diagnostics::from).and_then(|source| self.compile_source(&source, fragment)))
    }

    /// Like [`compile`](Self::compile); where neither the arguments nor the options file beside the schema say something,
    /// `common` does.
    pub(super) fn compile_as(&self, name: &str, common: &Settings) -> Result<Compiled, Diagnostics> {
        let (path, fragment) = split(Path::new(""), name);
        let (source, settings) = self.source_as(path, common)?;
        crate::compile(&source, fragment, &settings.options())
    }

    /// The text of a file, and what is said of how it is read.
    pub(super) fn source(&self, path: &str) -> Result<(Source, Settings), Diagnostics> {
        self.source_as(path, &Settings::new())
    }

    /// Like [`source`](Self::source); where nobody else says something, `common` does.
    pub(super) fn source_as(&self, path: &str, common: &Settings) -> Result<(Source, Settings), Diagnostics> {
        let source = Source::read(path)?;
        let settings = self.settings().or(Settings::beside(&source.label)?).or(common.clone());
        Ok((source, settings))
    }

    fn compile_source(&self, source: &Source, fragment: &str) -> Result<Compiled, Diagnostics> {
        let settings = self.settings().or(Settings::beside(&source.label)?);
        crate::compile(source, fragment, &settings.options())
    }
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
