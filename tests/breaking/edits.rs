//! One edit: two schemas, and what is expected of each direction.

use formwork::compat::{Canonical, Comparison, Direction, Finding, Judges, Side, Verdict, compare};
use formwork::{Compiled, Options, Settings, Source, compile};
use serde_json::Value;

/// The directions that are about instances, and the one that is about Rust.
const DIRECTIONS: [(&str, Direction); 3] =
    [("backward", Direction::Backward), ("forward", Direction::Forward), ("source", Direction::Source)];

/// At least so many edits are tested.
const LEAST: usize = 60;

#[derive(Clone)]
pub struct Edit {
    pub subject: String,
    pub name: String,
    old: String,
    new: String,
    expected: Value,
}

/// What was reached in one direction.
pub struct Reached {
    direction: Direction,
    expected: String,
    verdict: &'static str,
    has_witness: bool,
}

pub fn read(subject: &str, text: &str) -> Vec<Edit> {
    let edits: Vec<Value> = serde_json::from_str(text).unwrap_or_else(|error| panic!("{subject}: {error}"));
    let edit = |edit: &Value| Edit {
        subject: subject.to_owned(),
        name: edit["name"].as_str().expect("a name").replace(' ', "_"),
        old: serde_json::to_string_pretty(&edit["old"]).unwrap(),
        new: serde_json::to_string_pretty(&edit["new"]).unwrap(),
        expected: edit.clone(),
    };
    edits.iter().map(edit).collect()
}

fn compiled(text: &str) -> Result<(Source, Compiled), String> {
    let source = Source::from_text("a.schema.json", text);
    let compiled = compile(&source, "", &Options::default()).map_err(|error| error.to_string())?;
    Ok((source, compiled))
}

fn verdict(comparison: &Comparison, direction: Direction) -> &'static str {
    let of = |finding: &&Finding| finding.direction == direction;
    match comparison.findings.iter().filter(of).map(|finding| finding.verdict).max() {
        None if comparison.proved.contains(&direction) => "compatible",
        None => "nothing",
        Some(Verdict::Breaking) => "breaking",
        Some(Verdict::Likely) => "likely",
        Some(Verdict::Undecided | Verdict::Note) => "undecided",
    }
}

pub fn run(edit: &Edit) -> Result<Vec<Reached>, String> {
    let ((old_source, old), (new_source, new)) = (compiled(&edit.old)?, compiled(&edit.new)?);
    let settings = Settings::new();
    let old = Side { compiled: &old, source: &old_source, fragment: "", settings: &settings };
    let new = Side { compiled: &new, source: &new_source, fragment: "", settings: &settings };
    let directions: Vec<Direction> = DIRECTIONS.map(|(_, direction)| direction).to_vec();
    let comparison = compare(old, new, &directions, &Canonical);
    let mut wrong = Vec::new();
    let mut reached = Vec::new();
    for (name, direction) in DIRECTIONS {
        let expected = &edit.expected[name];
        if expected.is_null() && direction == Direction::Source {
            continue;
        }
        let found = verdict(&comparison, direction);
        // A direction is a verdict, or a verdict and the rules that have to be named.
        let (wanted, rules) = match expected {
            Value::String(verdict) => (verdict.as_str(), Vec::new()),
            Value::Array(list) => {
                let mut words = list.iter().map(|word| word.as_str().expect("a word"));
                (words.next().expect("a verdict"), words.collect())
            }
            other => return Err(format!("{name}: {other} is no expectation")),
        };
        if found != wanted {
            wrong.push(format!("{name}: {found}, expected {wanted}"));
        }
        let of: Vec<&Finding> = comparison.findings.iter().filter(|finding| finding.direction == direction).collect();
        for rule in &rules {
            let id = format!("breaking::{rule}");
            if formwork::rules::find(&id).is_none() {
                wrong.push(format!("{id} is no rule"));
            }
            if !of.iter().any(|finding| finding.rule == id) {
                wrong.push(format!("{name}: {id} is not named"));
            }
        }
        for finding in &of {
            if direction != Direction::Source && !rules.contains(&finding.rule.trim_start_matches("breaking::")) {
                wrong.push(format!("{name}: {} is named too", finding.rule));
            }
            if let Some(witness) = &finding.witness {
                wrong.extend(check_witness(old, new, direction, witness).err());
            }
        }
        let has_witness = of.iter().any(|finding| finding.witness.is_some());
        reached.push(Reached { direction, expected: wanted.to_owned(), verdict: found, has_witness });
    }
    if let Some(notes) = edit.expected["notes"].as_array() {
        for note in notes {
            let id = format!("breaking::{}", note.as_str().unwrap());
            if !comparison.findings.iter().any(|finding| finding.rule == id && finding.verdict == Verdict::Note) {
                wrong.push(format!("the note {id} is missing"));
            }
        }
    }
    if wrong.is_empty() {
        return Ok(reached);
    }
    let told: Vec<String> = comparison
        .findings
        .iter()
        .map(|finding| {
            let at = |at: &Option<formwork::compat::At>| at.as_ref().map_or("-".to_owned(), |at| at.pointer.clone());
            format!(
                "  {} {} [{}] {} -> {}: {} {}",
                finding.verdict.name(),
                finding.rule,
                finding.direction,
                at(&finding.old),
                at(&finding.new),
                finding.message,
                finding.witness.as_deref().unwrap_or("(no witness)")
            )
        })
        .collect();
    Err(format!("{}\n{}", wrong.join("\n"), told.join("\n")))
}

fn check_witness(old: Side<'_>, new: Side<'_>, direction: Direction, witness: &str) -> Result<(), String> {
    let (accepting, rejecting) = if direction == Direction::Backward { (old, new) } else { (new, old) };
    let json = formwork_runtime::parse(witness.as_bytes()).map_err(|error| error.to_string())?;
    let judged = (Judges::new(accepting).agree(&json), Judges::new(rejecting).agree(&json));
    if judged == (Some(true), Some(false)) { Ok(()) } else { Err(format!("{witness} is no witness: {judged:?}")) }
}

/// What is reached over all edits: the share of verdicts, and of witnesses.
pub fn figures(edits: &[Edit]) -> Result<(), String> {
    if edits.len() < LEAST {
        return Err(format!("{} edits, fewer than {LEAST}", edits.len()));
    }
    let (mut questions, mut undecided, mut likely, mut breaking, mut witnessed, mut wrong) = (0, 0, 0, 0, 0, 0);
    for edit in edits {
        let Ok(reached) = run(edit) else {
            wrong += 1;
            continue;
        };
        for one in reached.iter().filter(|one| one.direction != Direction::Source) {
            questions += 1;
            undecided += usize::from(one.verdict == "undecided");
            likely += usize::from(one.verdict == "likely");
            // What is expected to break but is not shown to counts as breaking without a witness.
            let breaks = one.verdict != "compatible";
            breaking += usize::from(breaks && one.expected != "undecided-compatible");
            witnessed += usize::from(one.has_witness);
        }
    }
    println!(
        "{} edits, {questions} questions: {wrong} edits with a wrong verdict, {undecided} undecided, {likely} likely, \
         {witnessed} of {breaking} that are not compatible with a witness",
        edits.len()
    );
    if witnessed * 100 < breaking * 80 {
        return Err(format!("a witness for {witnessed} of {breaking} only"));
    }
    if wrong > 0 { Err(format!("{wrong} edits are wrong")) } else { Ok(()) }
}
