//! The worked examples of `tests/pairs`, and what runs a conversion on them: any that has the shape of the oracle's.
//!
//! A file holds the cases of one pair. Each has a `name`, the `source`, what is `given`, either the `target` with what is
//! `lost` or the `faults`, and the cells of the table that it `covers`. Times in `given` are RFC 3339 or, out of its range,
//! nanoseconds. See `README.md` beside them.

use std::{fs, path::PathBuf};

use formwork_runtime::{Check, Decode, Encode, Json, from_json, parse, to_json, to_string};

use super::{
    Fault, Given, Nanos, Outcome, Refusal, What, from_auth0, from_ballware, from_dotdo, from_supabase,
    from_supertokens, read,
};

/// One worked example.
pub struct Case {
    pub name: String,
    pub source: Json,
    pub given: Given,
    pub expected: Report,
    pub covers: Vec<String>,
}

/// An [`Outcome`] as JSON, faults and losses sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub result: Result<Json, Vec<Fault>>,
    pub lost: Vec<String>,
}

impl Report {
    /// The report in one text, in which numbers are equal if they are spelled alike.
    pub fn spelled(&self) -> String {
        let result = match &self.result {
            Ok(target) => format!("target {}", to_string(&sorted(target))),
            Err(faults) => format!("faults {faults:?}"),
        };
        format!("{result}, lost {:?}", self.lost)
    }
}

/// One conversion, from JSON to JSON.
pub type Convert = fn(&Json, &Given) -> Report;

/// The twenty handwritten conversions by the names of their files.
pub const ORACLE: [(&str, Convert); 20] = [
    ("supabase_to_ballware", |source, given| run(from_supabase::supabase_to_ballware, source, given)),
    ("supabase_to_dotdo", |source, given| run(from_supabase::supabase_to_dotdo, source, given)),
    ("supabase_to_supertokens", |source, given| run(from_supabase::supabase_to_supertokens, source, given)),
    ("supabase_to_auth0", |source, given| run(from_supabase::supabase_to_auth0, source, given)),
    ("ballware_to_supabase", |source, given| run(from_ballware::ballware_to_supabase, source, given)),
    ("ballware_to_dotdo", |source, given| run(from_ballware::ballware_to_dotdo, source, given)),
    ("ballware_to_supertokens", |source, given| run(from_ballware::ballware_to_supertokens, source, given)),
    ("ballware_to_auth0", |source, given| run(from_ballware::ballware_to_auth0, source, given)),
    ("dotdo_to_supabase", |source, given| run(from_dotdo::dotdo_to_supabase, source, given)),
    ("dotdo_to_ballware", |source, given| run(from_dotdo::dotdo_to_ballware, source, given)),
    ("dotdo_to_supertokens", |source, given| run(from_dotdo::dotdo_to_supertokens, source, given)),
    ("dotdo_to_auth0", |source, given| run(from_dotdo::dotdo_to_auth0, source, given)),
    ("supertokens_to_supabase", |source, given| run(from_supertokens::supertokens_to_supabase, source, given)),
    ("supertokens_to_ballware", |source, given| run(from_supertokens::supertokens_to_ballware, source, given)),
    ("supertokens_to_dotdo", |source, given| run(from_supertokens::supertokens_to_dotdo, source, given)),
    ("supertokens_to_auth0", |source, given| run(from_supertokens::supertokens_to_auth0, source, given)),
    ("auth0_to_supabase", |source, given| run(from_auth0::auth0_to_supabase, source, given)),
    ("auth0_to_ballware", |source, given| run(from_auth0::auth0_to_ballware, source, given)),
    ("auth0_to_dotdo", |source, given| run(from_auth0::auth0_to_dotdo, source, given)),
    ("auth0_to_supertokens", |source, given| run(from_auth0::auth0_to_supertokens, source, given)),
];

/// Runs a conversion from JSON to JSON. The source has to be valid, and the target has to come out so.
pub fn run<S: Check + Decode, T: Check + Decode + Encode>(
    convert: impl Fn(S, &Given) -> Outcome<T>,
    source: &Json,
    given: &Given,
) -> Report {
    let outcome = convert(decode(source), given);
    let result = outcome.result.map(|target| to_json(&target)).map_err(|mut faults| {
        faults.sort();
        faults
    });
    if let Ok(target) = &result {
        decode::<T>(target);
    }
    let mut lost = outcome.lost;
    lost.sort();
    Report { result, lost }
}

/// The value with the members of every object in the order of their names.
pub fn sorted(json: &Json) -> Json {
    match json {
        Json::Array(items) => Json::Array(items.iter().map(sorted).collect()),
        Json::Object(object) => {
            let mut members: Vec<_> = object.iter().map(|(name, value)| (name.to_owned(), sorted(value))).collect();
            members.sort_by(|(left, _), (right, _)| left.cmp(right));
            Json::Object(members.into_iter().collect())
        }
        other => other.clone(),
    }
}

/// A file below `tests`, read.
pub fn load(path: &str) -> Json {
    let path = folder().join(path);
    let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parse(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The pairs that there are files for, sorted.
pub fn pairs() -> Vec<String> {
    let files = fs::read_dir(folder().join("pairs")).expect("there are pairs");
    let names = files.map(|file| file.expect("it is a file").file_name().to_string_lossy().into_owned());
    let mut pairs: Vec<_> = names.filter_map(|name| name.strip_suffix(".json").map(ToOwned::to_owned)).collect();
    pairs.sort();
    pairs
}

/// The cases of one pair.
pub fn cases(pair: &str) -> Vec<Case> {
    items(&load(&format!("pairs/{pair}.json"))).iter().map(case).collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn case(json: &Json) -> Case {
    let name = text(json.get("name").expect("a case has a name"));
    let known = ["name", "covers", "source", "given", "target", "lost", "faults"];
    for (member, _) in json.as_object().expect("a case is an object").iter() {
        assert!(known.contains(&member), "{name}: what is `{member}`?");
    }
    let mut lost = json.get("lost").map(texts).unwrap_or_default();
    lost.sort();
    let result = match (json.get("target"), json.get("faults")) {
        (Some(target), None) => Ok(target.clone()),
        (None, Some(faults)) => {
            let mut faults: Vec<_> = items(faults).iter().map(fault).collect();
            faults.sort();
            Err(faults)
        }
        _ => panic!("{name}: either a target or faults"),
    };
    Case {
        source: json.get("source").unwrap_or_else(|| panic!("{name}: no source")).clone(),
        given: json.get("given").map(given).unwrap_or_default(),
        expected: Report { result, lost },
        covers: json.get("covers").map(texts).unwrap_or_default(),
        name,
    }
}

fn fault(json: &Json) -> Fault {
    let pointer = |name| json.get(name).and_then(Json::as_str).map(ToOwned::to_owned);
    let what = match json.get("what").and_then(Json::as_str) {
        Some("missing") => What::Missing,
        Some("outOfRange") => What::OutOfRange,
        Some("notBearer") => What::NotBearer,
        Some("revoked") => What::Refused(Refusal::Revoked),
        Some("boundUserAgent") => What::Refused(Refusal::BoundUserAgent),
        other => panic!("what is {other:?}?"),
    };
    Fault { from: pointer("from"), to: pointer("to"), what }
}

/// What a case gives, by the names of [`Given`].
pub fn given(json: &Json) -> Given {
    let mut given = Given::default();
    for (name, value) in json.as_object().expect("`given` is an object").iter() {
        match name {
            "id" => given.id = Some(text(value)),
            "email" => given.email = Some(text(value)),
            "access_token" => given.access_token = Some(text(value)),
            "refresh_token" => given.refresh_token = Some(text(value)),
            "issued_at" => given.issued_at = Some(time(value)),
            "created_at" => given.created_at = Some(time(value)),
            "expires_at" => given.expires_at = Some(time(value)),
            "session_expires_at" => given.session_expires_at = Some(time(value)),
            "lifetime" => given.lifetime = value.as_number().cloned(),
            "audience" => given.audience = Some(text(value)),
            "app_metadata" => given.app_metadata = Some(decode(value)),
            "user_metadata" => given.user_metadata = Some(decode(value)),
            "account_created_at" => given.account_created_at = Some(text(value)),
            "access" => given.access = Some(decode(value)),
            "refresh" => given.refresh = Some(decode(value)),
            "user" => given.user = Some(decode(value)),
            "allow_revoked" => given.allow_revoked = value.as_bool() == Some(true),
            "allow_bound_user_agent" => given.allow_bound_user_agent = value.as_bool() == Some(true),
            _ => panic!("nothing called `{name}` can be given"),
        }
    }
    given
}

fn decode<T: Check + Decode>(json: &Json) -> T {
    from_json(json).unwrap_or_else(|rejection| panic!("{json:?}: {rejection}"))
}

fn time(json: &Json) -> Nanos {
    json.as_number().map_or_else(
        || read::date_time("", &text(json).parse().expect("a time is RFC 3339")).expect("it is in range"),
        |nanos| nanos.as_i128().expect("nanoseconds are whole"),
    )
}

fn text(json: &Json) -> String {
    json.as_str().unwrap_or_else(|| panic!("{json:?} is no text")).to_owned()
}

/// The items of an array.
pub fn items(json: &Json) -> &[Json] {
    json.as_array().unwrap_or_else(|| panic!("{json:?} is no array"))
}

/// The texts of an array.
pub fn texts(json: &Json) -> Vec<String> {
    items(json).iter().map(text).collect()
}
