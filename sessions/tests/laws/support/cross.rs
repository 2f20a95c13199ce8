//! Conversions from JSON to JSON, with what a caller gives.

use formwork_runtime::{
    Json,
    convert::{GivenValues, Lost, Need, Route},
    parse, to_string, to_vec,
};
use formwork_sessions::{
    Session,
    dynamic::{NotConverted, Vendor, convert},
};

use super::{Draw, Schema, json};

/// The twenty ordered pairs.
pub const PAIRS: [(Vendor, Vendor); 20] = {
    let mut pairs = [(Vendor::Supabase, Vendor::Supabase); 20];
    let (mut from, mut count) = (0, 0);
    while from < 5 {
        let mut to = 0;
        while to < 5 {
            if from != to {
                pairs[count] = (Vendor::ALL[from], Vendor::ALL[to]);
                count += 1;
            }
            to += 1;
        }
        from += 1;
    }
    pairs
};

/// A source on its way, with what the caller gives.
#[derive(Clone, Debug)]
pub struct Crossing {
    pub from: Vendor,
    pub to: Vendor,
    pub source: Json,
    /// By JSON Pointer into the target, or by the name of a side.
    pub given: Vec<(String, Json)>,
    /// Whether what guards refuse is allowed.
    pub allow: bool,
}

/// A place of the source and one of the target.
pub type Told = (Option<String>, Option<String>);

/// What came out.
#[derive(Clone, Debug)]
pub struct Crossed {
    pub target: Json,
    pub lost: Vec<Lost>,
    /// What was given and not asked for.
    pub unused: Vec<String>,
}

/// How much of what is asked for is given.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Giving {
    /// Only what there is no conversion without.
    Required,
    /// Whatever the pair takes.
    All,
    /// What there is no conversion without, and some of the rest; or not even that, at times.
    Some,
}

impl Crossing {
    /// A source that is made, with what is given for it.
    pub fn make((from, to): (Vendor, Vendor), giving: Giving, draw: &mut Draw) -> Self {
        let source = Schema::of(from).make(draw);
        Self::of((from, to), source, giving, draw)
    }

    /// A source, with what is given for it.
    pub fn of((from, to): (Vendor, Vendor), source: Json, giving: Giving, draw: &mut Draw) -> Self {
        let mut crossing =
            Self { from, to, source, given: Vec::new(), allow: giving != Giving::Some || draw.one_in(2) };
        for need in crossing.route().needs {
            let wanted = match giving {
                Giving::Required => need.required,
                Giving::All => true,
                Giving::Some => {
                    if need.required {
                        !draw.one_in(8)
                    } else {
                        draw.one_in(2)
                    }
                }
            };
            if wanted {
                let value = crossing.value(need, draw);
                crossing.given.push((key(need), value));
            }
        }
        crossing
    }

    /// A calm source that has whatever the pair reads, with what lies beside it; only what there is no conversion without
    /// is given. It converts.
    pub fn complete(pair: (Vendor, Vendor), draw: &mut Draw) -> Self {
        draw.wild = false;
        let mut crossing = Self::make(pair, Giving::Required, draw);
        for need in crossing.route().needs.iter().filter(|need| need.pointer.is_empty()) {
            let mut side = crossing.value(need, draw);
            for (pointer, value) in [
                ("/createdTime", json::number("1700000000123")),
                ("/expiry", json::number("1700003600456")),
                ("/timeJoined", json::number("1600000000789")),
                ("/emails", Json::Array(vec!["a@example.com".into(), "b@example.com".into()])),
                ("/phoneNumbers", Json::Array(vec!["1".into()])),
            ] {
                if (need.name == "user") != matches!(pointer, "/createdTime" | "/expiry") {
                    side = json::with(&side, pointer, Some(value));
                }
            }
            crossing.give(need.name, side);
        }
        for place in crossing.route().fills.iter().flat_map(|fill| fill.from).filter(|place| place.starts_with('/')) {
            if crossing.source(place).is_none() {
                let value = Schema::of(pair.0).make_at(place, draw);
                crossing = crossing.with(place, Some(value));
            }
        }
        for refusal in crossing.route().refuses {
            crossing = crossing.with(refusal.pointer, None);
        }
        if crossing.source("/tokenSet/token_type").is_some() {
            crossing = crossing.with("/tokenSet/token_type", Some("Bearer".into()));
        }
        crossing
    }

    /// The same with another value at a place of the source or of a side, or with none there.
    #[must_use]
    pub fn planted(&self, place: &str, value: Option<Json>) -> Self {
        let Some((side, pointer)) = place.split_once(':').filter(|(side, _)| !side.contains('/')) else {
            return self.with(place, value);
        };
        let mut crossing = self.clone();
        let planted = json::with(self.given(side).expect("the side is there"), pointer, value);
        crossing.give(side, planted);
        crossing
    }

    /// A value for what is asked.
    pub fn value(&self, need: &Need, draw: &mut Draw) -> Json {
        match need.name {
            "access" | "refresh" if need.pointer.is_empty() => {
                Schema::of(Vendor::Supertokens).make_part("/$defs/Token", draw)
            }
            // Another user's record is refused.
            "user" if need.pointer.is_empty() => {
                let user = Schema::of(Vendor::Supertokens).make_part("/$defs/User", draw);
                json::with(&user, "/id", self.source.pointer("/userId").cloned())
            }
            _ => Schema::of(self.to).make_at(need.pointer, draw),
        }
    }

    /// What is known of the pair.
    pub fn route(&self) -> &'static Route {
        Session::explain().route(self.from.name(), self.to.name()).expect("each pair has one")
    }

    /// The value that is given.
    pub fn given(&self, key: &str) -> Option<&Json> {
        self.given.iter().find(|(of, _)| of == key).map(|(_, value)| value)
    }

    /// Gives a value, instead of what was given.
    pub fn give(&mut self, key: &str, value: Json) {
        self.given.retain(|(of, _)| of != key);
        self.given.push((key.to_owned(), value));
    }

    /// The same with another value at a place of the source, or with none there.
    #[must_use]
    pub fn with(&self, pointer: &str, value: Option<Json>) -> Self {
        Self { source: json::with(&self.source, pointer, value), ..self.clone() }
    }

    /// The value at a place of the source, or of a side: `access:/token`.
    pub fn source(&self, pointer: &str) -> Option<&Json> {
        match pointer.split_once(':') {
            Some((side, pointer)) if !side.contains('/') => self.given(side)?.pointer(pointer),
            _ => self.source.pointer(pointer),
        }
    }

    /// What is given.
    pub fn values(&self) -> GivenValues {
        let mut values = GivenValues::new();
        for (key, value) in &self.given {
            values.give(key.as_str(), value.clone());
        }
        if self.allow {
            self.route().refuses.iter().for_each(|refusal| values.allow(refusal.option));
        }
        values
    }

    /// Converts.
    pub fn cross(&self) -> Result<Crossed, NotConverted> {
        let mut values = self.values();
        let converted = convert(self.from, self.to, &to_vec(&self.source), &mut values)?;
        let target = parse(&converted.json).expect("what is written is JSON");
        Ok(Crossed { target, lost: converted.losses, unused: values.unused().map(ToOwned::to_owned).collect() })
    }

    /// What stands against the conversion: each a place of the source, where one is at fault, and one of the target.
    pub fn faults(&self, error: &NotConverted) -> Result<Vec<Told>, String> {
        match error {
            NotConverted::Problems(problems) => {
                Ok(problems.problems.iter().map(|problem| (problem.from.clone(), problem.to.clone())).collect())
            }
            NotConverted::Asked { missing, unfit, .. } => {
                let missing = missing.iter().map(|missing| missing.pointer.to_owned());
                let unfit = unfit.iter().map(|unfit| unfit.key.clone());
                Ok(missing.chain(unfit).map(|to| (None, Some(to))).collect())
            }
            NotConverted::Rejected(rejection) => Err(format!("{self}\na valid source is rejected: {rejection}")),
        }
    }

    /// Whether something is not given, or does not fit, that there is no conversion without: nobody looks further then.
    pub fn is_open(&self, error: &NotConverted) -> bool {
        let NotConverted::Asked { unfit, .. } = error else { return false };
        let open = |need: &Need| need.required && self.given(&key(need)).is_none();
        !unfit.is_empty() || self.route().needs.iter().any(open)
    }

    /// Converts what has to be convertible.
    pub fn must(&self) -> Result<Crossed, String> {
        self.cross().map_err(|error| format!("{self}: {error}"))
    }
}

impl std::fmt::Display for Crossing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} -> {}: {}", self.from, self.to, to_string(&self.source))?;
        self.given.iter().try_for_each(|(key, value)| write!(f, "\n  {key} = {}", to_string(value)))
    }
}

/// What a need is given by: the pointer, or the name of a side.
pub fn key(need: &Need) -> String {
    if need.pointer.is_empty() { need.name } else { need.pointer }.to_owned()
}
