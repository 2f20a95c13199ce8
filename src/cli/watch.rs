//! `--watch`: the same again whenever a schema or the configuration changes.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::{Exit, Failure, complain};

/// Changes that come within this time are one: editors write a file in several steps.
const PAUSE: Duration = Duration::from_millis(150);

/// Runs, and runs again after each change below the folders of some files, until the process is ended.
pub(super) fn watch(files: &[String], mut run: impl FnMut() -> Result<Exit, Failure>) -> Result<Exit, Failure> {
    let (send, changes) = mpsc::channel();
    let told = move |event: notify::Result<Event>| {
        if event.is_ok_and(|event| is_change(&event)) {
            // Where nobody listens any more, the process is about to end.
            let _ = send.send(());
        }
    };
    let failed = |error: &notify::Error| {
        complain(format_args!("error[watch]: changes cannot be watched: {error}"));
        Ok(Exit::NoVerdict)
    };
    let mut watcher = match notify::recommended_watcher(told) {
        Ok(watcher) => watcher,
        Err(error) => return failed(&error),
    };
    for folder in folders(files) {
        if let Err(error) = watcher.watch(&folder, RecursiveMode::Recursive) {
            return failed(&error);
        }
    }
    loop {
        let exit = run()?;
        complain(format_args!("watching for changes ({})", if exit == Exit::Clean { "clean" } else { "not clean" }));
        if changes.recv().is_err() {
            return Ok(exit);
        }
        loop {
            match changes.recv_timeout(PAUSE) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Ok(exit),
            }
        }
    }
}

/// The folders of the files, without those that another one holds.
fn folders(files: &[String]) -> Vec<PathBuf> {
    let folder = |file: &String| match Path::new(file).parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let all: BTreeSet<PathBuf> = files.iter().map(folder).filter(|folder| folder.is_dir()).collect();
    let is_inner =
        |inner: &Path| all.iter().any(|outer| outer != inner && (inner.starts_with(outer) || outer == Path::new(".")));
    all.iter().filter(|folder| !is_inner(folder) || folder.is_absolute()).cloned().collect()
}

/// Whether an event is a change of something that is read. Builds write much beside schemas, which is none.
fn is_change(event: &Event) -> bool {
    let is_write = matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_));
    let is_meant = |path: &PathBuf| {
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        let is_build =
            |part: Component<'_>| matches!(part.as_os_str().to_str(), Some("target" | ".git" | "node_modules"));
        ["json", "toml", "jsonc", "yaml", "yml"].contains(&end) && !path.components().any(is_build)
    };
    is_write && event.paths.iter().any(is_meant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_are_no_changes() {
        let event = |path: &str| Event { paths: vec![PathBuf::from(path)], ..Event::new(EventKind::Any) };
        let write = |path: &str| Event { kind: EventKind::Modify(notify::event::ModifyKind::Any), ..event(path) };
        assert!(is_change(&write("schemas/a.schema.json")) && is_change(&write("formwork.toml")));
        assert!(
            !is_change(&write("target/debug/a.json")) && !is_change(&write("src/a.rs")) && !is_change(&event("a.json"))
        );
    }

    #[test]
    fn a_folder_is_watched_once() {
        let files = ["src/cli/mod.rs", "src/lib.rs", "tests/cli.rs"].map(str::to_owned);
        assert_eq!(folders(&files), [PathBuf::from("src"), PathBuf::from("tests")]);
        assert_eq!(folders(&["Cargo.toml".to_owned(), "src/lib.rs".to_owned()]), [PathBuf::from(".")]);
    }
}
