//! What is failed on purpose, with the reason, and the end of every test here.

use libtest_mimic::Failed;

/// What a test has found.
#[derive(Default)]
pub struct Findings {
    checks: usize,
    wrong: Vec<String>,
}

impl Findings {
    /// Notes the outcome of a check: `problem` is what is wrong, if anything is.
    pub fn note(&mut self, name: &str, problem: Option<String>) {
        self.checks += 1;
        match (reason(name), problem) {
            (None, Some(problem)) => self.wrong.push(format!("{name}: {problem}")),
            (Some(reason), None) => {
                self.wrong.push(format!("{name}: passes, but is listed as failing: {reason}"));
            }
            _ => {}
        }
    }

    /// Ends the test, which has failed too where it has looked at next to nothing.
    pub fn finish(self, at_least: usize) -> Result<(), Failed> {
        let Self { checks, wrong } = self;
        if std::env::var_os("FORMWORK_COUNT").is_some() {
            eprintln!("{} of {checks} pass", checks - wrong.len());
        }
        if checks < at_least {
            return Err(format!("only {checks} checks were made, at least {at_least} were meant").into());
        }
        if wrong.is_empty() {
            return Ok(());
        }
        Err(format!("{} of {checks} checks fail:\n{}", wrong.len(), wrong.join("\n")).into())
    }
}

/// Why a check is failed on purpose, if it is.
fn reason(name: &str) -> Option<&'static str> {
    const LIST: &str = include_str!("exceptions.txt");
    let lines = LIST.lines().filter(|line| !line.starts_with('#'));
    let mut listed = lines.filter_map(|line| line.split_once(" => "));
    listed.find(|(listed, _)| name.starts_with(listed)).map(|(_, reason)| reason)
}
