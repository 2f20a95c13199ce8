//! For build scripts: modules from schemas, made anew only where a schema has changed.
//!
//! ```no_run
//! fn main() -> formwork::build::Result {
//!     formwork::build::new().schema("schemas/session.json").derive(["PartialOrd", "Ord"]).build()
//! }
//! ```
//!
//! with this in `Cargo.toml`,
//!
//! ```toml
//! [dependencies]
//! formwork-runtime = "0.1"
//!
//! [build-dependencies]
//! formwork = { version = "0.1", default-features = false }
//! ```
//!
//! and `formwork_runtime::include!(session);` where the module is to be.
//!
//! # What is watched
//! The script runs again when a file changes that it has read: a schema, what it refers to, and the options file beside
//! it; for [`schemas`](Build::schemas), also when anything changes in the folder that the pattern begins with. Nothing
//! else: an options file that is new beside a schema is read when the script runs the next time. Files are written only
//! where they change.

mod cargo;
mod result;
mod run;

use std::path::PathBuf;

use crate::Settings;
use crate::settings::setters;
pub use result::Result;

/// A build script without schemas yet.
pub fn new() -> Build {
    Build::default()
}

/// What a build script does when something is wrong with a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnError {
    /// The build script fails, and Cargo shows what is wrong.
    #[default]
    Fail,
    /// The module becomes a `compile_error!` for each fault, and the build script ends well: editors that show nothing of
    /// a failed build script show these where the module is included. What is wrong with the script itself (a pattern that
    /// matches nothing, two modules of one name) fails it even so: there is no module to tell it.
    Defer,
}

/// A build script: which schemas become modules, and how.
///
/// Options that come before the first schema hold for all of them; those behind a schema are its own.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is made before `build`"]
pub struct Build {
    common: Settings,
    wanted: Vec<Wanted>,
    folder: PathBuf,
    out: Option<PathBuf>,
    check: bool,
    on_error: OnError,
    recursion_limit: usize,
    quiet: bool,
}

/// Schemas with options of their own.
#[derive(Clone, Debug)]
struct Wanted {
    schema: String,
    is_pattern: bool,
    settings: Settings,
}

setters!(impl Build, |build| build.current());

impl Build {
    /// Makes a module from the schema in a file, or from one inside it: `schemas/session.json#/$defs/User`. The path is
    /// relative to the package. The module is called after the file, unless [`module`](Self::module) says otherwise.
    pub fn schema(self, path: impl Into<String>) -> Self {
        self.want(path.into(), false)
    }

    /// Makes a module from each file that a pattern matches, such as `schemas/**/*.schema.json`; options files are left
    /// out, and so is what [`schema`](Self::schema) names, which has options of its own. The script runs again when
    /// anything changes in the folder that the pattern begins with.
    pub fn schemas(self, pattern: impl Into<String>) -> Self {
        self.want(pattern.into(), true)
    }

    /// Writes to a folder of the package instead of `OUT_DIR`: for modules that are committed.
    pub fn out(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Writes nothing, and fails where a file does not hold what would be written: for CI, with [`out`](Self::out).
    pub fn check(mut self, check: bool) -> Self {
        self.check = check;
        self
    }

    /// What happens when something is wrong with a schema.
    pub fn on_error(mut self, on_error: OnError) -> Self {
        self.on_error = on_error;
        self
    }

    /// The `#![recursion_limit = "…"]` that the package has: nothing is said of modules for which it is enough.
    pub fn recursion_limit(mut self, limit: usize) -> Self {
        self.recursion_limit = limit;
        self
    }

    /// Leaves out the warnings about schemas.
    pub fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Makes the modules, and tells Cargo what to watch. What is wrong is told when `main` returns the result.
    pub fn build(self) -> Result {
        let out_dir = self.out.clone().or_else(|| std::env::var_os("OUT_DIR").map(PathBuf::from));
        let done = self.run(out_dir);
        cargo::tell(&done.lines);
        done.result
    }

    fn want(mut self, schema: String, is_pattern: bool) -> Self {
        self.wanted.push(Wanted { schema, is_pattern, settings: Settings::new() });
        self
    }

    /// The settings that an option is for.
    fn current(&mut self) -> &mut Settings {
        self.wanted.last_mut().map_or(&mut self.common, |wanted| &mut wanted.settings)
    }
}
