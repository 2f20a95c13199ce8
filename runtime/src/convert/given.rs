//! Needs of which a caller learns at run time, such as a command line's.

use alloc::{
    borrow::ToOwned,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use core::fmt;

use super::{Fault, Faulted, Read};
use crate::{Budget, Decode, Json, Tree, parse};

/// Needs that can be made of values by JSON Pointer into the target, or by the name of the need.
#[diagnostic::on_unimplemented(note = "a hub makes its needs so under `#[hub(given)]`")]
pub trait FromGiven: Sized {
    /// Takes what it needs.
    ///
    /// # Errors
    /// Something is missing or does not fit: `given` knows all of it.
    fn from_given(given: &mut GivenValues) -> Result<Self, Faulted>;
}

impl FromGiven for () {
    fn from_given(_: &mut GivenValues) -> Result<Self, Faulted> {
        Ok(())
    }
}

/// Values that somebody gives for a conversion, and what was found out about them.
#[derive(Clone, Default)]
pub struct GivenValues {
    values: Vec<Given>,
    /// The guards that are allowed.
    allowed: Vec<(String, bool)>,
    missing: Vec<Missing>,
    unfit: Vec<Unfit>,
}

#[derive(Clone)]
struct Given {
    /// A JSON Pointer into the target, or the name of a need.
    key: String,
    /// What it may be: the first that fits is taken.
    values: Vec<Json>,
    used: bool,
}

/// A value that a conversion cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The name of the need.
    pub name: &'static str,
    /// The JSON Pointer of the leaf of the target.
    pub pointer: &'static str,
}

/// A value that does not fit where it is given for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// What it was given for, as the caller wrote it.
    pub key: String,
    /// What is wrong, without the value.
    pub message: String,
}

impl GivenValues {
    /// Nothing given.
    pub fn new() -> Self {
        Self::default()
    }

    /// Gives `value` for a JSON Pointer into the target, or for a need by its name.
    pub fn give(&mut self, key: impl Into<String>, value: Json) {
        self.give_any(key, vec![value]);
    }

    /// Gives what JSON text says; where that is no JSON, or does not fit, the text itself.
    pub fn give_text(&mut self, key: impl Into<String>, text: &str) {
        let values = parse(text.as_bytes()).into_iter().chain([Json::String(text.to_owned())]);
        self.give_any(key, values.collect());
    }

    /// Gives whichever of `values` fits first.
    pub fn give_any(&mut self, key: impl Into<String>, values: Vec<Json>) {
        self.values.push(Given { key: key.into(), values, used: false });
    }

    /// Allows what a guard refuses, by the name of its option.
    pub fn allow(&mut self, option: impl Into<String>) {
        self.allowed.push((option.into(), false));
    }

    /// The same without what does not fit, before anything was found out.
    #[must_use]
    pub fn fitting(&self) -> Self {
        let fits = |given: &&Given| !self.unfit.iter().any(|unfit| unfit.key == given.key);
        let values = self.values.iter().filter(fits).cloned().collect();
        Self { values, allowed: self.allowed.clone(), ..Self::default() }
    }

    /// What is missing.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// What does not fit.
    pub fn unfit(&self) -> &[Unfit] {
        &self.unfit
    }

    /// What was given and is not asked for.
    pub fn unused(&self) -> impl Iterator<Item = &str> {
        let values = self.values.iter().filter(|given| !given.used).map(|given| given.key.as_str());
        values.chain(self.allowed.iter().filter(|(_, used)| !used).map(|(option, _)| option.as_str()))
    }

    /// What is given by that very name or pointer.
    pub fn get(&self, key: &str) -> Option<&Json> {
        self.values.iter().find(|given| given.key == key)?.values.first()
    }

    /// Whether something is given for a need, by its name or its pointer.
    pub fn has(&self, name: &str, pointer: &str) -> bool {
        self.values.iter().any(|given| given.is_for(name, pointer))
    }

    /// Whether a guard's option is allowed.
    pub fn allows(&mut self, option: &str) -> bool {
        let found = self.allowed.iter_mut().find(|(allowed, _)| allowed == option);
        found.is_some_and(|(_, used)| {
            *used = true;
            true
        })
    }

    /// A side, by its name.
    pub fn side<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        self.take(name, "", false)
    }

    /// A value of a leaf's own type.
    pub fn leaf<T: Decode>(&mut self, name: &'static str, pointer: &'static str, required: bool) -> Option<T> {
        self.take(name, pointer, required)
    }

    /// A slot's value, by the codec of the leaf.
    pub fn slot<C: Read<W, V>, W: Decode, V>(
        &mut self,
        name: &'static str,
        pointer: &'static str,
        required: bool,
    ) -> Option<V> {
        let wire: W = self.take(name, pointer, required)?;
        match C::read(wire) {
            Ok(value) => Some(value),
            Err(fault) => {
                self.refuse(name, pointer, &fault);
                None
            }
        }
    }

    /// A slot's value, by a codec that may come to nothing.
    pub fn slot_if_any<C: Read<W, Option<V>>, W: Decode, V>(
        &mut self,
        name: &'static str,
        pointer: &'static str,
        required: bool,
    ) -> Option<V> {
        let value = self.slot::<C, W, Option<V>>(name, pointer, required)?;
        if value.is_none() {
            self.refuse(name, pointer, &Fault::new("is empty, which counts as absent here"));
        }
        value
    }

    fn refuse(&mut self, name: &str, pointer: &str, fault: &Fault) {
        let key = self.values.iter().find(|given| given.is_for(name, pointer)).map(|given| given.key.clone());
        self.unfit.push(Unfit { key: key.unwrap_or_else(|| pointer.to_owned()), message: fault.to_string() });
    }

    fn take<T: Decode>(&mut self, name: &'static str, pointer: &'static str, required: bool) -> Option<T> {
        let Some(given) = self.values.iter_mut().find(|given| given.is_for(name, pointer)) else {
            if required {
                self.missing.push(Missing { name, pointer });
            }
            return None;
        };
        given.used = true;
        let decoded = given.values.iter().find_map(|value| {
            let budget = Budget::for_value();
            T::decode(&mut Tree::new(value, &budget)).ok()
        });
        if decoded.is_none() {
            self.unfit.push(Unfit { key: given.key.clone(), message: "is not a value that fits here".to_owned() });
        }
        decoded
    }
}

impl fmt::Debug for GivenValues {
    /// What it is given for, without the values, which may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&str> = self.values.iter().map(|given| given.key.as_str()).collect();
        let allowed: Vec<&str> = self.allowed.iter().map(|(option, _)| option.as_str()).collect();
        let mut shown = f.debug_struct("GivenValues");
        shown.field("for", &keys).field("allowed", &allowed).field("missing", &self.missing);
        shown.field("unfit", &self.unfit).finish_non_exhaustive()
    }
}

impl Given {
    fn is_for(&self, name: &str, pointer: &str) -> bool {
        self.key == name || !pointer.is_empty() && self.key == pointer
    }
}
