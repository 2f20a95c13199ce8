//! The account of one conversion: what is wrong, and what is lost.

use alloc::{borrow::Cow, boxed::Box, format, string::String, vec::Vec};
use core::fmt::{self, Write as _};

use super::{Fault, Lost, LostKind, Problem, ProblemKind, Problems, Token};
use crate::Members;

/// There is no value, and the [`Ledger`] knows why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Faulted;

impl fmt::Display for Faulted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("there is no value, and the ledger knows why")
    }
}

impl core::error::Error for Faulted {}

/// What happened in one conversion. Generated code writes it; what never goes wrong and loses nothing allocates nothing.
///
/// Places are JSON Pointers (RFC 6901), `from` into the source and `to` into the target. The ledger holds the names of
/// members at most, never a value.
///
/// ```
/// use formwork_runtime::convert::{Faulted, Fault, Ledger};
///
/// let mut ledger = Ledger::new();
/// let expiry: Result<u8, Faulted> = ledger.take(Some("/expiry"), Some("/expires_at"), Err(Fault::new("is no time")));
/// let token: Result<u8, Faulted> = ledger.require(None, "/token", Ok(None));
/// assert_eq!((expiry, token), (Err(Faulted), Err(Faulted)));
/// assert_eq!(
///     ledger.fail("supertokens", "supabase").to_string(),
///     "supertokens -> supabase: 2 problems\n  \
///      1. /expiry -> /expires_at: is no time\n  \
///      2. /token: absent, but required here"
/// );
/// ```
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    quiet: bool,
    /// There from the first thing on that there is to write: most conversions move and drop an empty ledger.
    account: Option<Box<Account>>,
}

#[derive(Clone, Debug, Default)]
struct Account {
    problems: Vec<Problem>,
    losses: Vec<Lost>,
    /// The places that were entered, as the start of every pointer.
    from: String,
    to: String,
    /// How long those were before each place was entered.
    entered: Vec<(usize, usize)>,
}

impl Ledger {
    /// An empty account of problems and losses.
    #[inline]
    pub const fn new() -> Self {
        Self { quiet: false, account: None }
    }

    /// An empty account of problems only: losses are neither kept nor looked for.
    #[inline]
    pub const fn quiet() -> Self {
        Self { quiet: true, account: None }
    }

    /// Whether losses are kept. Where they are not, whether a value is rounded need not be asked.
    #[inline]
    pub const fn watches(&self) -> bool {
        !self.quiet
    }

    /// Whether there is no problem so far.
    #[inline]
    pub fn is_clean(&self) -> bool {
        self.problems().is_empty()
    }

    /// The problems so far.
    #[inline]
    pub fn problems(&self) -> &[Problem] {
        self.account.as_ref().map_or(&[], |account| &account.problems)
    }

    /// The losses so far; none in a quiet ledger.
    pub fn losses(&self) -> &[Lost] {
        self.account.as_ref().map_or(&[], |account| &account.losses)
    }

    /// The losses.
    pub fn into_losses(self) -> Vec<Lost> {
        self.account.map(|account| account.losses).unwrap_or_default()
    }

    /// Takes the problems out, as those of a conversion between the formats of these names.
    #[cold]
    pub fn fail(&mut self, source: &'static str, target: &'static str) -> Problems {
        let problems = self.account.as_mut().map(|account| core::mem::take(&mut account.problems));
        Problems { source, target, problems: problems.unwrap_or_default() }
    }

    /// Puts the problems of a conversion that is a part of this one back.
    #[cold]
    pub(super) fn part_failed(&mut self, part: Problems) -> Faulted {
        self.account().problems.extend(part.problems);
        Faulted
    }

    /// Goes into a place of the source and a place of the target, each given from the place that was entered last: all
    /// pointers are taken from there until [`Ledger::leave`].
    ///
    /// ```
    /// use formwork_runtime::convert::Ledger;
    ///
    /// let mut ledger = Ledger::new();
    /// for index in 0..3 {
    ///     ledger.enter(format_args!("/identities/{index}"), format_args!("/accounts/{index}"));
    ///     ledger.dropped("/last_seen", index == 2, "accounts have no such thing");
    ///     ledger.leave();
    /// }
    /// assert_eq!(ledger.losses()[0].to_string(), "dropped /identities/2/last_seen: accounts have no such thing");
    /// ```
    pub fn enter(&mut self, from: impl fmt::Display, to: impl fmt::Display) {
        let account = self.account();
        account.entered.push((account.from.len(), account.to.len()));
        // Writing to a string cannot fail.
        let _ = write!(account.from, "{from}");
        let _ = write!(account.to, "{to}");
    }

    /// Goes back to where the last [`Ledger::enter`] was.
    pub fn leave(&mut self) {
        let account = self.account();
        if let Some((from, to)) = account.entered.pop() {
            account.from.truncate(from);
            account.to.truncate(to);
        }
    }

    /// Writes down that a value does not go over. `message` is half a sentence without any value.
    pub fn problem(&mut self, from: Option<&str>, to: Option<&str>, message: impl Into<Cow<'static, str>>) -> Faulted {
        self.note(from, to, ProblemKind::Unfit, message.into())
    }

    /// Writes a problem down.
    #[cold]
    pub(super) fn note(
        &mut self,
        from: Option<&str>,
        to: Option<&str>,
        kind: ProblemKind,
        message: Cow<'static, str>,
    ) -> Faulted {
        let account = self.account();
        let (from, to) = (from.map(|from| join(&account.from, from)), to.map(|to| join(&account.to, to)));
        account.problems.push(Problem { from, to, kind, message });
        Faulted
    }

    /// What a codec came to; its faults are written down, each with its own place under `from` and `to`.
    #[inline]
    pub fn take<T>(
        &mut self,
        from: Option<&'static str>,
        to: Option<&'static str>,
        result: Result<T, Fault>,
    ) -> Result<T, Faulted> {
        result.map_err(|fault| self.faulted(from, to, fault))
    }

    /// Writes the faults of a codec down.
    #[cold]
    pub(super) fn faulted(&mut self, from: Option<&str>, to: Option<&str>, fault: Fault) -> Faulted {
        for (at, message) in fault.into_parts() {
            let below = |pointer: &str| join(pointer, &at);
            self.problem(from.map(below).as_deref(), to.map(below).as_deref(), message);
        }
        Faulted
    }

    /// A value that the target cannot do without. Where it is absent that is a problem; where it is faulted the problem is
    /// written down already.
    #[inline]
    pub fn require<T>(
        &mut self,
        from: Option<&'static str>,
        to: &'static str,
        value: Result<Option<T>, Faulted>,
    ) -> Result<T, Faulted> {
        value?.ok_or_else(|| self.missing(from, to, None))
    }

    /// The same for a value that the caller may give by the need called `option`, which the problem then speaks of.
    #[inline]
    pub fn require_or<T>(
        &mut self,
        from: Option<&'static str>,
        to: &'static str,
        option: &'static str,
        value: Result<Option<T>, Faulted>,
    ) -> Result<T, Faulted> {
        value?.ok_or_else(|| self.missing(from, to, Some(option)))
    }

    #[cold]
    fn missing(&mut self, from: Option<&str>, to: &str, need: Option<&'static str>) -> Faulted {
        let message = match need {
            Some(need) => format!("absent, but required here; give `{need}`").into(),
            None => "absent, but required here".into(),
        };
        self.note(from, Some(to), ProblemKind::Missing { need }, message)
    }

    /// A place of the source that the target has no place for is lost, if it is `present`.
    #[inline]
    pub fn dropped(&mut self, from: &'static str, present: bool, why: &'static str) {
        if present && self.watches() {
            self.lose(LostKind::Dropped, Some(from), None, why);
        }
    }

    /// The members of the object at `from` that no field is named for are lost, one by one.
    #[inline]
    pub fn dropped_members<T>(&mut self, from: &'static str, rest: &Members<T>, why: &'static str) {
        self.members_gone(Some(from), None, rest, why);
    }

    /// A value lost precision on its way, if it `does`; `how` is the codec's `ROUNDS`, without which there is none to lose.
    #[inline]
    pub fn rounded(
        &mut self,
        from: Option<&'static str>,
        to: Option<&'static str>,
        does: bool,
        how: Option<&'static str>,
    ) {
        if let (true, Some(how)) = (does, how) {
            self.lose(LostKind::Rounded, from, to, how);
        }
    }

    /// The target has a value at `to` that the source did not say, if it was `filled` in.
    #[inline]
    pub fn defaulted(&mut self, to: &'static str, filled: bool, why: &'static str) {
        if filled && self.watches() {
            self.lose(LostKind::Defaulted, None, Some(to), why);
        }
    }

    /// A place of the source that must not be lost: if it is `present` that is a problem, unless the caller has `allowed`
    /// it by the option of that name, in which case it is a loss.
    #[inline]
    pub fn refuse(
        &mut self,
        from: &'static str,
        present: bool,
        allowed: bool,
        why: &'static str,
        option: &'static str,
    ) {
        if present {
            self.guarded(Some(from), None, allowed, why, option);
        }
    }

    /// A place of the target that held something is emptied, if it is `present`, because the source says so.
    #[inline]
    pub fn cleared(&mut self, to: &'static str, present: bool, why: &'static str) {
        if present {
            self.lose(LostKind::Dropped, None, Some(to), why);
        }
    }

    /// The members of the target's object at `to` that no field is named for are taken away, one by one.
    pub fn cleared_members<T>(&mut self, to: &'static str, rest: &Members<T>, why: &'static str) {
        self.members_gone(None, Some(to), rest, why);
    }

    /// A place of the target that must not be emptied: if it is `present` that is a problem, unless the caller has
    /// `allowed` it by the option of that name, in which case it is a loss.
    pub fn refuse_cleared(
        &mut self,
        to: &'static str,
        present: bool,
        allowed: bool,
        why: &'static str,
        option: &'static str,
    ) {
        if present {
            self.guarded(None, Some(to), allowed, why, option);
        }
    }

    /// Something that must not go is to go: a loss where the caller has `allowed` it, else a problem.
    fn guarded(
        &mut self,
        from: Option<&str>,
        to: Option<&str>,
        allowed: bool,
        why: &'static str,
        option: &'static str,
    ) {
        if allowed {
            self.lose(LostKind::Dropped, from, to, why);
        } else {
            let message = format!("{why}; allow it by `{option}`");
            self.note(from, to, ProblemKind::Refused { option }, message.into());
        }
    }

    fn members_gone<T>(&mut self, from: Option<&str>, to: Option<&str>, rest: &Members<T>, why: &'static str) {
        if self.watches() {
            for (name, _) in rest.iter() {
                let member = |place: &str| format!("{place}/{}", Token(name));
                self.lose(LostKind::Dropped, from.map(member).as_deref(), to.map(member).as_deref(), why);
            }
        }
    }

    fn account(&mut self) -> &mut Account {
        self.account.get_or_insert_default()
    }

    #[cold]
    fn lose(&mut self, kind: LostKind, from: Option<&str>, to: Option<&str>, why: &'static str) {
        if self.watches() {
            let account = self.account();
            let (from, to) = (from.map(|from| join(&account.from, from)), to.map(|to| join(&account.to, to)));
            account.losses.push(Lost { kind, from, to, why: Cow::Borrowed(why) });
        }
    }
}

fn join(start: &str, end: &str) -> String {
    [start, end].concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Json;

    fn lines(ledger: &Ledger) -> Vec<String> {
        ledger
            .problems()
            .iter()
            .map(ToString::to_string)
            .chain(ledger.losses().iter().map(ToString::to_string))
            .collect()
    }

    #[test]
    fn nothing_happens_without_allocation() {
        let mut ledger = Ledger::new();
        assert_eq!(ledger.take(Some("/a"), Some("/b"), Ok(1)), Ok(1));
        assert_eq!(ledger.require(Some("/a"), "/b", Ok(Some(1))), Ok(1));
        assert_eq!(ledger.require_or(Some("/a"), "/b", "c", Ok(Some(1))), Ok(1));
        assert_eq!(ledger.require::<u8>(Some("/a"), "/b", Err(Faulted)), Err(Faulted));
        assert_eq!(ledger.require_or::<u8>(Some("/a"), "/b", "c", Err(Faulted)), Err(Faulted));
        ledger.dropped("/a", false, "why");
        ledger.dropped_members("/a", &Members::<Json>::new(), "why");
        ledger.rounded(Some("/a"), Some("/b"), false, Some("how"));
        ledger.rounded(Some("/a"), Some("/b"), true, None);
        ledger.defaulted("/b", false, "why");
        ledger.refuse("/a", false, false, "why", "allow");
        assert!(ledger.is_clean());
        assert!(ledger.account.is_none());
    }

    #[test]
    fn problems_and_losses_stand_in_order() {
        let mut ledger = Ledger::new();
        assert_eq!(ledger.require_or::<u8>(None, "/b", "now", Ok(None)), Err(Faulted));
        assert_eq!(ledger.take::<u8>(Some("/a"), Some("/b"), Err(Fault::new("is bad"))), Err(Faulted));
        ledger.refuse("/revoked", true, false, "it would come back to life", "allow_revoked");
        ledger.refuse("/revoked", true, true, "it comes back to life", "allow_revoked");
        ledger.dropped("/a", true, "why");
        ledger.rounded(Some("/a"), Some("/b"), true, Some("to whole seconds, down"));
        ledger.defaulted("/b", true, "why");
        let rest: Members<u8> = [("x/y".to_owned(), 1), ("z".to_owned(), 2)].into_iter().collect();
        ledger.dropped_members("/user", &rest, "why");
        assert_eq!(
            lines(&ledger),
            [
                "/b: absent, but required here; give `now`",
                "/a -> /b: is bad",
                "/revoked: it would come back to life; allow it by `allow_revoked`",
                "dropped /revoked: it comes back to life",
                "dropped /a: why",
                "rounded /a -> /b: to whole seconds, down",
                "filled in /b: why",
                "dropped /user/x~1y: why",
                "dropped /user/z: why",
            ]
        );
        assert_eq!(ledger.fail("a", "b").problems.len(), 3);
        assert!(ledger.is_clean());
        assert_eq!(ledger.into_losses().len(), 6);
    }

    #[test]
    fn a_quiet_ledger_keeps_problems_only() {
        let mut ledger = Ledger::quiet();
        ledger.dropped("/a", true, "why");
        ledger.rounded(Some("/a"), Some("/b"), true, Some("how"));
        ledger.defaulted("/b", true, "why");
        ledger.refuse("/a", true, true, "why", "allow");
        ledger.dropped_members("", &[("x".to_owned(), 1)].into_iter().collect(), "why");
        assert!(ledger.losses().is_empty() && ledger.is_clean() && !ledger.watches());
        ledger.refuse("/a", true, false, "why", "allow");
        assert!(!ledger.is_clean());
    }

    #[test]
    fn pointers_start_where_the_ledger_has_entered() {
        let mut ledger = Ledger::new();
        ledger.enter("/list/0", "/items/0");
        ledger.enter(format_args!("/{}", Token("a/b")), "");
        ledger.problem(Some("/x"), Some("/y"), "is bad");
        ledger.leave();
        let _ = ledger.take::<u8>(Some(""), None, Err(Fault::new("is bad").at(7).and(Fault::new("is worse").at(8))));
        ledger.leave();
        ledger.leave();
        ledger.problem(Some("/x"), None, "is bad");
        let expected =
            ["/list/0/a~1b/x -> /items/0/y: is bad", "/list/0/7: is bad", "/list/0/8: is worse", "/x: is bad"];
        assert_eq!(lines(&ledger), expected);
    }
}
