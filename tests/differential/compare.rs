//! One schema and one instance in all readings that need no compiler: ours and the oracle's. The crate in `fuzz/` shares it.

// Each user takes a part of it.
#![allow(dead_code, unreachable_pub)]

use std::panic::{AssertUnwindSafe, catch_unwind};

use formwork::{Compiled, Draft, Options, Source, compile};
use formwork_runtime::{Json, Rejection};

use crate::{
    generator::Value,
    oracle::{self, Oracle},
};

/// A schema in both readings.
pub struct Subject {
    pub draft: Draft,
    pub schema: Value,
    pub compiled: Compiled,
    oracle: Option<Oracle>,
}

/// How an instance was judged where nothing is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Agreed(bool),
    /// Numbers that `serde_json::Value` does not hold.
    NotForTheOracle,
    /// The oracle is wrong in a way that is known: its name in `known_oracle_faults.txt`.
    Known(&'static str),
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its kind: what stays the same when the case gets smaller.
    pub kind: &'static str,
    pub detail: String,
}

fn finding<T: ToString + ?Sized>(kind: &'static str, detail: &T) -> Finding {
    Finding { kind, detail: detail.to_string() }
}

/// Compiles a schema, with `format` as an annotation.
pub fn compiled(draft: Draft, schema: &Value) -> Result<Compiled, Finding> {
    let options = Options { draft: Some(draft), assert_format: Some(false), ..Options::default() };
    let source = Source::from_text("schema.json", schema.to_string());
    match catch_unwind(AssertUnwindSafe(|| compile(&source, "", &options))) {
        Ok(compiled) => compiled.map_err(|errors| finding("a legal schema does not compile", &errors)),
        Err(_) => Err(finding("the compiler panics", "")),
    }
}

impl Subject {
    pub fn new(draft: Draft, schema: &Value) -> Result<Self, Finding> {
        let compiled = compiled(draft, schema)?;
        let oracle =
            Oracle::new(draft, schema).map_err(|refusal| finding("the oracle refuses the schema", &refusal))?;
        Ok(Self { draft, schema: schema.clone(), compiled, oracle })
    }

    /// The schema as Rust, twice made.
    pub fn rust(&self) -> Result<String, Finding> {
        let make = |compiled: &Compiled| match catch_unwind(AssertUnwindSafe(|| compiled.rust())) {
            Ok(rust) => rust.map_err(|errors| finding("there is no Rust for the schema", &errors)),
            Err(_) => Err(finding("the generator panics", "")),
        };
        let (first, second) = (make(&self.compiled)?, make(&compiled(self.draft, &self.schema)?)?);
        if first == second { Ok(first) } else { Err(finding("another text the second time", "")) }
    }

    pub fn judge(&self, instance: &Value) -> Result<Outcome, Finding> {
        let text = instance.to_string();
        match catch_unwind(AssertUnwindSafe(|| self.judge_text(instance, text.as_bytes()))) {
            Ok(outcome) => outcome,
            Err(_) => Err(finding("the interpreter panics", "")),
        }
    }

    fn judge_text(&self, instance: &Value, text: &[u8]) -> Result<Outcome, Finding> {
        let accepts = self.compiled.accepts(text);
        let report = self.compiled.check_all(text, 10);
        if let Err(rejection @ (Rejection::Syntax(_) | Rejection::Limit(_))) = &report {
            return Err(finding("there is no verdict", rejection));
        }
        if report.is_ok() != accepts {
            return Err(finding("accepts and check_all differ", &format!("accepts {accepts}, {report:?}")));
        }
        let json: Json = formwork_runtime::parse(text).map_err(|error| finding("the instance is no JSON", &error))?;
        match self.compiled.evaluate(&json) {
            Ok(unit) if unit.valid != accepts => {
                return Err(finding(
                    "accepts and evaluate differ",
                    &format!("accepts {accepts}, evaluate {}", unit.valid),
                ));
            }
            // What all keywords say, in every branch, is more than a verdict needs: it may take too much where that does not.
            Ok(_) | Err(Rejection::Limit(_)) => {}
            Err(rejection) => return Err(finding("evaluate has no verdict", &rejection)),
        }
        let Some(oracle) = &self.oracle else { return Ok(Outcome::NotForTheOracle) };
        if !instance.fits_serde_json() {
            return Ok(Outcome::NotForTheOracle);
        }
        match (accepts, oracle.is_valid(instance)) {
            (ours, theirs) if ours == theirs => Ok(Outcome::Agreed(ours)),
            (ours, _) => match oracle::known_fault(self.draft, &self.schema, instance, ours) {
                Some(name) => Ok(Outcome::Known(name)),
                None if ours => Err(finding("we accept what the oracle rejects", "")),
                None => Err(finding("we reject what the oracle accepts", &format!("{report:?}"))),
            },
        }
    }
}

/// What is wrong with a schema and an instance, if anything.
pub fn examine(draft: Draft, schema: &Value, instance: &Value) -> Option<Finding> {
    match Subject::new(draft, schema) {
        Err(finding) => Some(finding),
        Ok(subject) => subject.judge(instance).err().or_else(|| subject.rust().err()),
    }
}
