//! `formwork convert`: a session of one vendor as that of another.

use std::io::Write;

use clap::{Args, ValueEnum};
use formwork_runtime::convert::{GivenValues, LostKind, Need, Problem, ProblemKind, Route, Timestamp, Unfit};
use formwork_runtime::{Json, Position, Rejection, parse, to_string};
use formwork_sessions::Claim;
use formwork_sessions::dynamic::{self, Converted, NotConverted, Vendor};

use self::documents::Document;
use self::locate::{locate, shift};
use super::{CONVERT_HELP, Exit, Failure, Out, complain};
use claims::Claimed;
use entry::{Entry, aligned, ask, grouped, invalid, loss, plain, problem, unreadable, visible};

mod claims;
mod documents;
mod entry;
mod locate;

/// Convert sessions from one vendor's format into another's, and say what is lost on the way
#[derive(Args, Debug)]
#[command(after_help = CONVERT_HELP)]
pub(super) struct Convert {
    /// The format of the sessions: supabase, ballware, dotdo, supertokens or auth0
    #[arg(long, value_name = "FORMAT")]
    from: Vendor,

    /// The format that they are wanted in, one of the same
    #[arg(long, value_name = "FORMAT")]
    to: Vendor,

    /// The sessions; `-` is standard input
    #[arg(default_value = "-", value_name = "FILE")]
    files: Vec<String>,

    /// A value for a place of the target, before what the source says; VALUE is JSON, or else text
    #[arg(long, value_name = "POINTER=VALUE")]
    set: Vec<String>,

    /// The same with the text of a file, less one line break at its end: for secrets
    #[arg(long, value_name = "POINTER=FILE")]
    set_file: Vec<String>,

    /// A document that lies beside the sessions and is read as well: access, refresh or user, from supertokens. What of it
    /// is not read is told as a loss, and a user with another id than the session's is refused
    #[arg(long, value_name = "NAME=FILE")]
    with: Vec<String>,

    /// Allow a loss that is refused otherwise: revoked or unbound, from dotdo
    #[arg(long, value_name = "NAME")]
    allow: Vec<String>,

    /// When the access token was issued, where the source does not say: RFC 3339
    #[arg(long, value_name = "TIME")]
    now: Option<Timestamp>,

    /// Claims of the access token that fill what is missing: `session_id`, `sid`, `iat`, `exp` or `aud`, with commas between
    /// several. Nobody verifies them: anyone can have written them. From auth0 to supabase, `iat` says how long the token lives
    #[arg(long, value_name = "CLAIM", value_delimiter = ',')]
    unverified_claims: Vec<Claim>,

    /// Convert nothing that loses anything
    #[arg(long)]
    exact: bool,

    /// Each line is a session, as it always is in files called .ndjson or .jsonl
    #[arg(long)]
    ndjson: bool,

    /// How losses and problems are told on standard error
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    report: ReportFormat,

    /// Tell nothing of sessions that are converted
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    /// For people
    Text,
    /// For programs: one JSON document a session
    Json,
}

/// What became of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Converted,
    Lossy,
    Missing,
    Problem,
    Invalid,
    Unreadable,
}

impl Outcome {
    /// The name of the outcome, and how a run with it ends.
    const fn meaning(self) -> (&'static str, Exit) {
        match self {
            Self::Converted => ("converted", Exit::Clean),
            Self::Lossy => ("lossy", Exit::Findings),
            Self::Missing => ("missing", Exit::Usage),
            Self::Problem => ("problem", Exit::Findings),
            Self::Invalid => ("invalid", Exit::Findings),
            Self::Unreadable => ("unreadable", Exit::NoVerdict),
        }
    }
}

impl Convert {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let named = self.set_file.iter().chain(&self.with).filter_map(|argument| Some(argument.split_once('=')?.1));
        if named.chain(self.files.iter().map(String::as_str)).filter(|file| *file == "-").count() > 1 {
            return Err(Failure::Usage("standard input can be read only once, but `-` is there twice".to_owned()));
        }
        let given = match self.given() {
            Ok(given) => given,
            Err(Ungiven::Usage(message)) => return Err(Failure::Usage(message)),
            Err(Ungiven::Unreadable(message)) => {
                complain(format_args!("error[unreadable]: {message}"));
                return Ok(Exit::NoVerdict);
            }
        };
        let mut worst = Exit::Clean;
        let mut convert = |document: &Document| -> Result<(), Failure> {
            let (outcome, entries, json) = self.one(document, &given);
            worst = worst.max(outcome.meaning().1);
            if let Some(json) = json {
                out.write_all(&json)?;
                out.write_all(b"\n")?;
                out.flush()?;
            }
            self.tell(document, outcome, &entries);
            Ok(())
        };
        for file in &self.files {
            if self.ndjson || documents::has_lines(file) {
                documents::lines(file, &mut convert)?;
            } else {
                documents::whole(file, &mut convert)?;
            }
        }
        Ok(worst)
    }

    /// What becomes of a document, what is to be told of it, and the session if there is one.
    fn one(&self, document: &Document, given: &GivenValues) -> (Outcome, Vec<Entry>, Option<Vec<u8>>) {
        let (from, to) = (self.from, self.to);
        let text = match &document.text {
            Ok(text) => *text,
            Err(reason) => return (Outcome::Unreadable, vec![unreadable(reason, None)], None),
        };
        let mut tried = given.clone();
        let mut converted = dynamic::convert(from, to, text, &mut tried);
        let mut claimed = Claimed::default();
        let route = dynamic::route(from, to).copied().unwrap_or(Route::between("", ""));
        // Only where the session itself does not say.
        if let Err(NotConverted::Asked { missing, .. }) = &converted
            && (self.now.is_some() || !self.unverified_claims.is_empty())
        {
            tried = given.clone();
            claimed = claims::fill(from, &route, text, &self.unverified_claims, missing, &mut tried);
            if let Some(now) = self.now.filter(|_| claimed.issued.is_none()) {
                claims::issue(now, text, missing, &mut tried);
            }
            converted = dynamic::convert(from, to, text, &mut tried);
        }
        match converted {
            Ok(Converted { json, losses }) => {
                let entries = losses.iter().map(loss).chain(claimed.filled).collect();
                if self.exact && losses.iter().any(|lost| lost.kind != LostKind::Defaulted) {
                    (Outcome::Lossy, entries, None)
                } else {
                    (Outcome::Converted, entries, Some(json))
                }
            }
            Err(NotConverted::Rejected(Rejection::Invalid(mut violations))) => {
                locate(&mut violations, text);
                violations.sort_by_key(|violation| violation.position);
                let entries = violations.iter().map(|violation| invalid(violation, document)).collect();
                (Outcome::Invalid, entries, None)
            }
            Err(NotConverted::Rejected(rejection)) => {
                let entry = match rejection {
                    Rejection::Syntax(error) => unreadable(error.message(), Some(shift(error.position(), document))),
                    other => unreadable(&other.to_string(), None),
                };
                (Outcome::Unreadable, vec![entry], None)
            }
            Err(NotConverted::Asked { missing, unfit, problems }) => {
                let mut entries: Vec<Entry> = missing.iter().map(|missing| ask(missing, &route)).collect();
                let said = |unfit: &Unfit| format!("what is given {}", unfit.message);
                let unfit = unfit.iter().map(|unfit| Entry::new("unfit", None, Some(&unfit.key), &said(unfit)));
                entries.extend(unfit);
                entries.extend(claimed.silent);
                entries.extend(problems.iter().map(|each| problem(each, &route)));
                (Outcome::Missing, entries, None)
            }
            Err(NotConverted::Problems(problems)) => {
                let entries = problems.problems.iter().map(|each| problem(each, &route)).collect();
                // What is missing decides how the run ends, whether or not something else is wrong too.
                let is_missing = |each: &Problem| matches!(each.kind, ProblemKind::Missing { need: Some(_) });
                let outcome =
                    if problems.problems.iter().any(is_missing) { Outcome::Missing } else { Outcome::Problem };
                (outcome, entries, None)
            }
        }
    }

    /// What the arguments give, if all of it can be of use.
    fn given(&self) -> Result<GivenValues, Ungiven> {
        let (from, to) = (self.from, self.to);
        let route = dynamic::route(from, to).copied().unwrap_or(Route::between("", ""));
        let mut given = GivenValues::new();
        let mut named = Vec::new();
        let mut once = |name: &'static str| {
            let again = named.contains(&name);
            named.push(name);
            if again { Err(format!("{name} is given twice")) } else { Ok(()) }
        };
        let flags = [(&self.set, "--set", "POINTER=VALUE"), (&self.set_file, "--set-file", "POINTER=FILE")];
        let flags = flags.into_iter().chain([(&self.with, "--with", "NAME=FILE")]);
        for (argument, flag, form) in flags.flat_map(|(of, flag, form)| of.iter().map(move |each| (each, flag, form))) {
            let form = || format!("there is no `=` in it: the form is {flag} {form}");
            let (key, value) = argument.split_once('=').ok_or_else(form)?;
            let is_side = flag == "--with";
            let fits = |need: &&Need| need.pointer.is_empty() == is_side;
            let mut needs = route.needs.iter().filter(fits);
            let Some(need) = needs.find(|need| key == need.name || !is_side && key == need.pointer) else {
                let names = route.needs.iter().filter(fits);
                let names: Vec<&str> = names.map(|need| if is_side { need.name } else { need.pointer }).collect();
                return Err(useless(flag, key, &names, from, to).into());
            };
            once(need.name)?;
            if flag == "--set" && need.secret && !self.quiet && self.report == ReportFormat::Text {
                let pointer = need.pointer;
                complain(format_args!(
                    "warning[secret]: --set {pointer} shows a secret to all who list processes; --set-file {pointer}=FILE does not"
                ));
            }
            let unreadable = |reason: &str| Ungiven::Unreadable(format!("what {flag} {key} names: {reason}"));
            let text = if flag == "--set" { Ok(value.as_bytes().to_vec()) } else { read(value) };
            let text = text.map_err(|reason| unreadable(&reason))?;
            if is_side {
                given.give(key, parse(&text).map_err(|error| unreadable(&error.to_string()))?);
                continue;
            }
            let text = String::from_utf8(text).map_err(|_| unreadable("it is not UTF-8"))?;
            let line = text.strip_suffix('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
            let text = line.filter(|_| flag == "--set-file").unwrap_or(&text);
            if text.is_empty() {
                return Err(
                    format!("nothing is given for {key}; if empty text is meant, give it as \"\", in quotes").into()
                );
            }
            if need.maybe && text.trim() == "\"\"" {
                return Err(format!(
                    "nothing is given for {key}: from {from} to {to}, empty text counts as none there"
                )
                .into());
            }
            given.give_text(key, text);
        }
        for name in &self.allow {
            let plain = plain(name);
            let Some(refusal) = route.refuses.iter().find(|refusal| entry::plain(refusal.option) == plain) else {
                let names: Vec<&str> = route.refuses.iter().map(|refusal| entry::plain(refusal.option)).collect();
                return Err(useless("--allow", name, &names, from, to).into());
            };
            once(refusal.option)?;
            given.allow(refusal.option);
        }
        for claim in &self.unverified_claims {
            let flag = "--unverified-claims";
            let is_asked = |claim: &Claim| claims::need(*claim, from, &route);
            let Some(need) = is_asked(claim) else {
                let names = Claim::ALL.iter().filter(|claim| is_asked(claim).is_some());
                let names: Vec<&str> = names.map(|claim| claim.name()).collect();
                return Err(useless(flag, claim.name(), &names, from, to).into());
            };
            if given.has(need.name, need.pointer) {
                return Err(format!("{} is given twice", need.name).into());
            }
        }
        if self.now.is_some() {
            let asked = route.needs.iter().find(|need| need.name == ISSUED);
            once(asked.ok_or_else(|| useless("--now", "", &[], from, to))?.name)?;
        }
        Ok(given)
    }

    fn tell(&self, document: &Document, outcome: Outcome, entries: &[Entry]) {
        let told = match self.report {
            _ if self.quiet && outcome == Outcome::Converted => return,
            ReportFormat::Json => self.json(document, outcome, entries),
            ReportFormat::Text if entries.is_empty() => return,
            ReportFormat::Text => self.text(document, outcome, entries),
        };
        complain(told);
    }

    fn text(&self, document: &Document, outcome: Outcome, entries: &[Entry]) -> String {
        let (from, to) = (self.from, self.to);
        let file = named(document.file);
        let place = place(document);
        let at = |position: Option<Position>| match position {
            Some(Position { line, column, .. }) => format!("{file}:{line}:{column}"),
            None => place.clone(),
        };
        let lost = entries.iter().any(|entry| entry.kind != "filled");
        let refused = entries.iter().all(|entry| entry.kind == "refused");
        let (head, told) = match outcome {
            Outcome::Converted if lost => ("warning[lossy]", format!("converted from {from} to {to}, with losses")),
            Outcome::Converted => ("note", format!("converted from {from} to {to}")),
            Outcome::Lossy => ("error[lossy]", format!("{from} to {to} loses something, which --exact forbids")),
            Outcome::Missing => ("error[missing]", format!("{to} needs what this {from} session does not say")),
            Outcome::Problem if refused => ("error[problem]", format!("{from} to {to} loses what has to be allowed")),
            Outcome::Problem => ("error[problem]", format!("this session cannot be converted from {from} to {to}")),
            Outcome::Invalid => ("error[invalid]", format!("this is no {from} session")),
            Outcome::Unreadable => ("error[unreadable]", "this cannot be read".to_owned()),
        };
        let lines = match outcome {
            Outcome::Converted | Outcome::Lossy => grouped(entries, to),
            Outcome::Invalid | Outcome::Unreadable => {
                let way = |entry: &Entry| entry.from.as_deref().map(|from| format!("{from}: ")).unwrap_or_default();
                entries.iter().map(|entry| format!("{}: {}{}", at(entry.position), way(entry), entry.why)).collect()
            }
            _ => aligned(entries),
        };
        lines.iter().fold(visible(&format!("{head}: {place}: {told}")), |text, line| text + "\n  " + &visible(line))
    }

    fn json(&self, document: &Document, outcome: Outcome, entries: &[Entry]) -> String {
        let (from, to) = (self.from, self.to);
        let text = |text: &str| Json::String(text.to_owned());
        let some = |text: &Option<String>| text.clone().map_or(Json::Null, Json::String);
        let count = |count: Option<usize>| count.map_or(Json::Null, |count| Json::from(count as u64));
        let entries = entries.iter().map(|entry| {
            object([
                ("kind", text(entry.kind)),
                ("from", some(&entry.from)),
                ("to", some(&entry.to)),
                ("why", text(&entry.why)),
                ("flag", some(&entry.flag)),
                ("line", count(entry.position.map(|position| position.line))),
                ("column", count(entry.position.map(|position| position.column))),
            ])
        });
        to_string(&object([
            ("session", text(&place(document))),
            ("from", text(from.name())),
            ("to", text(to.name())),
            ("outcome", text(outcome.meaning().0)),
            ("entries", Json::Array(entries.collect())),
        ]))
    }
}

/// Why the arguments give nothing.
enum Ungiven {
    Usage(String),
    Unreadable(String),
}

impl From<String> for Ungiven {
    fn from(message: String) -> Self {
        Self::Usage(message)
    }
}

/// The slot that `--now` fills.
const ISSUED: &str = "issued_at";

/// Why an argument is of no use.
fn useless(flag: &str, key: &str, names: &[&str], from: Vendor, to: Vendor) -> String {
    // What stands where a name belongs may be a secret all the same.
    let is_pointer = key.starts_with('/') && key.len() <= 64;
    let is_word = key.len() <= 24 && key.chars().all(|c| c.is_ascii_lowercase() || matches!(c, '_' | '-'));
    let key = if is_pointer || is_word { key } else { "•••" };
    let argument = format!("{flag} {key}");
    let takes = if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    format!("{} is of no use from {from} to {to}, where {flag} takes {takes}", argument.trim_end())
}

/// The bytes of a file.
fn read(file: &str) -> Result<Vec<u8>, String> {
    let mut read = Err(String::new());
    let _ = documents::whole(file, |document| -> Result<(), ()> {
        read = document.text.as_ref().map(|text| text.to_vec()).map_err(Clone::clone);
        Ok(())
    });
    read
}

/// A file as it is named: standard input has no name.
fn named(file: &str) -> &str {
    if file == "-" { "<stdin>" } else { file }
}

/// A document as it is named: a file, or a file and a line.
fn place(document: &Document) -> String {
    let file = named(document.file);
    document.record.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}"))
}

fn object<const N: usize>(members: [(&str, Json); N]) -> Json {
    Json::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}
