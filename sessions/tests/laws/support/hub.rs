//! The hub's slots as data.

use formwork_runtime::{
    Encode, Json, Secret,
    convert::{SlotPlace, Timestamp},
    to_json,
};
use formwork_sessions::{Session, SessionKept, dynamic::Vendor};

use super::{Draw, Schema, json::number, make::calm};

/// The slots of a hub by their names, times in nanoseconds. That a slot is missing here does not compile.
pub fn slots(hub: &Session) -> Vec<(&'static str, Option<Json>)> {
    fn any<T: Encode>(value: Option<&T>) -> Option<Json> {
        value.map(|value| to_json(value))
    }
    let time = |time: &Option<Timestamp>| time.map(|time| number(&time.unix_nanos().to_string()));
    let Session {
        id,
        user_id,
        email,
        phone,
        access_token,
        refresh_token,
        token_type,
        audience,
        issued_at,
        lifetime,
        expires_at,
        created_at,
        session_expires_at,
        account_created_at,
        metadata,
        revoked_at,
        bound_user_agent,
        sliding_expiration,
        kept: _,
    } = hub;
    vec![
        ("id", any(id.as_ref())),
        ("user_id", any(Some(user_id))),
        ("email", any(email.as_ref())),
        ("phone", any(phone.as_ref())),
        ("access_token", any(access_token.as_ref())),
        ("refresh_token", any(refresh_token.as_ref())),
        ("token_type", any(token_type.as_ref())),
        ("audience", any(audience.as_ref())),
        ("issued_at", time(issued_at)),
        ("lifetime", any(lifetime.as_ref())),
        ("expires_at", time(expires_at)),
        ("created_at", time(created_at)),
        ("session_expires_at", time(session_expires_at)),
        ("account_created_at", any(account_created_at.as_ref())),
        ("metadata", any(metadata.as_ref())),
        ("revoked_at", time(revoked_at)),
        ("bound_user_agent", any(bound_user_agent.as_ref())),
        ("sliding_expiration", any(sliding_expiration.as_ref())),
    ]
}

/// A slot of a hub.
pub fn slot(hub: &Session, name: &str) -> Option<Json> {
    slots(hub).into_iter().find(|(of, _)| *of == name).expect("there is such a slot").1
}

/// Sets a slot to what it is in another hub.
pub fn copy(name: &str, from: &Session, to: &mut Session) {
    macro_rules! copy {
        ($($slot:ident)*) => {
            match name {
                $(stringify!($slot) => to.$slot = from.$slot.clone(),)*
                other => panic!("there is no slot {other}"),
            }
        };
    }
    copy!(id user_id email phone access_token refresh_token token_type audience issued_at lifetime expires_at created_at
        session_expires_at account_created_at metadata revoked_at bound_user_agent sliding_expiration);
}

/// Where a vendor keeps a slot.
pub fn place(vendor: Vendor, slot: &str) -> SlotPlace {
    let explained = Session::explain();
    let column = explained.formats.iter().position(|name| *name == vendor.name()).expect("it is a format");
    explained.slots.iter().find(|row| row.name == slot).expect("there is such a slot").places[column]
}

/// The slots that a vendor both reads from its own members and writes.
pub fn held(vendor: Vendor) -> Vec<&'static str> {
    let both = |name: &&str| {
        let SlotPlace { reads, writes } = place(vendor, name);
        !reads.is_empty() && !reads.contains(":/") && !writes.is_empty() && !writes.starts_with("else")
    };
    Session::explain().slots.iter().map(|row| row.name).filter(both).collect()
}

/// What is left of a slot's value when a vendor has held it.
pub fn quantize(vendor: Vendor, slot: &str, value: &Json) -> Json {
    let unit = match place(vendor, slot).writes {
        writes if writes.contains("UnixSeconds") => 1_000_000_000,
        writes if writes.contains("UnixMillis") || writes.contains("Rfc3339") => 1_000_000,
        writes if writes.contains("Bearer") => return "Bearer".into(),
        _ => return value.clone(),
    };
    let nanos = value.as_number().and_then(formwork_runtime::Number::as_i128).expect("it is a time");
    number(&(nanos.div_euclid(unit) * unit).to_string())
}

/// A hub made by hand, in which nothing rides along.
pub fn make(draw: &mut Draw) -> Session {
    let text = |draw: &mut Draw| {
        let rare = if draw.wild { 4 } else { 1000 };
        if draw.one_in(rare) { String::new() } else { format!("text {}", draw.unique()) }
    };
    macro_rules! some {
        ($made:expr) => {
            if draw.below(16) < 15 { Some($made) } else { None }
        };
    }
    Session {
        id: some!(text(draw)),
        user_id: text(draw),
        email: some!(text(draw)),
        phone: some!(text(draw)),
        access_token: some!(Secret::new(text(draw))),
        refresh_token: some!(Secret::new(text(draw))),
        token_type: some!((*draw.pick(&["Bearer", "bearer", "BEARER", "bEARER", "DPoP"])).to_owned()),
        audience: some!(text(draw)),
        issued_at: some!(time(draw)),
        lifetime: some!(Schema::of(Vendor::Supabase).make_at("/expires_in", draw).as_number().cloned().unwrap()),
        expires_at: some!(time(draw)),
        created_at: some!(time(draw)),
        session_expires_at: some!(time(draw)),
        account_created_at: some!(text(draw)),
        metadata: some!({
            let object = number("{\"a\":1}");
            Secret::new(object.as_object().cloned().unwrap().into_iter().collect())
        }),
        revoked_at: if draw.one_in(16) { Some(time(draw)) } else { None },
        bound_user_agent: if draw.one_in(16) { Some(text(draw)) } else { None },
        sliding_expiration: some!(draw.one_in(2)),
        kept: SessionKept::Nothing,
    }
}

fn time(draw: &mut Draw) -> Timestamp {
    let nanos = if draw.wild && draw.one_in(3) {
        draw.range(Timestamp::MIN.unix_nanos(), Timestamp::MAX.unix_nanos())
    } else {
        calm(draw)
    };
    Timestamp::from_unix_nanos(nanos).expect("it is in range")
}
