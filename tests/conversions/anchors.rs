//! Times that count from when somebody says they do, and numbers that are bounded.

use formwork_runtime::convert::{
    Convert, GivenValues, Missing, Rfc3339, Seconds, Span, Through, Timestamp, UnixSeconds,
};
use formwork_runtime::{DateTime, Hub, Integer, Json};

/// Says how long from now.
mod grant {
    use super::Integer;

    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Grant {
        pub(super) expires_in: Integer,
        pub(super) level: Integer,
    }

    macro_rules! shape_grant {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct Grant {
            expires_in "expires_in" required leaf (::formwork_runtime::Integer);
            level "level" required leaf (::formwork_runtime::Integer);
        } } } };
    }
    pub(super) use shape_grant as Grant;
}

/// Says when.
mod ticket {
    use super::DateTime;

    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Ticket {
        pub(super) expires: DateTime,
        pub(super) level: super::Level,
    }

    macro_rules! shape_ticket {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct Ticket {
            expires "expires" required leaf (::formwork_runtime::DateTime);
            level "level" required leaf ($crate::anchors::Level);
        } } } };
    }
    pub(super) use shape_ticket as Ticket;
}

/// Says when, or for how long, in numbers that the schema bounds.
mod stamp {
    #[derive(Clone, Debug, PartialEq)]
    pub(super) struct Stamp {
        pub(super) until: super::Level,
        pub(super) level: super::Level,
    }

    macro_rules! shape_stamp {
        ([$($then:tt)*] $($state:tt)*) => { $($then)*! { $($state)* { struct Stamp {
            until "until" required leaf ($crate::anchors::Level);
            level "level" required leaf ($crate::anchors::Level);
        } } } };
    }
    pub(super) use shape_stamp as Stamp;
}

/// An integer of at least 1, as a generated module has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Level(Integer);

impl TryFrom<Integer> for Level {
    type Error = ();

    fn try_from(value: Integer) -> Result<Self, ()> {
        if value.as_i64().is_some_and(|value| value >= 1) { Ok(Self(value)) } else { Err(()) }
    }
}

impl From<Level> for Integer {
    fn from(value: Level) -> Self {
        value.0
    }
}

impl std::ops::Deref for Level {
    type Target = Integer;

    fn deref(&self) -> &Integer {
        &self.0
    }
}

#[derive(Clone, Debug, PartialEq, Hub)]
#[format(grant = grant::Grant)]
#[format(ticket = ticket::Ticket)]
#[format(stamp = stamp::Stamp)]
struct Pass {
    /// When the grant was received.
    #[at(_ = none)]
    received: Option<Timestamp>,
    #[at(grant = Seconds(expires_in), _ = none)]
    lifetime: Option<Span>,
    #[equation(expires = after(received, lifetime))]
    #[at(grant = none, ticket = Rfc3339(expires), stamp = UnixSeconds(until))]
    expires: Option<Timestamp>,
    #[at(grant = level, _ = Through<Integer>(level))]
    level: u8,
}

fn received() -> Timestamp {
    "2026-01-01T00:00:00Z".parse().unwrap()
}

fn granted() -> grant::Grant {
    grant::Grant { expires_in: 3600.into(), level: 7.into() }
}

fn level(level: i64) -> Level {
    Level::try_from(Integer::from(level)).unwrap()
}

#[test]
fn what_a_time_counts_from_is_asked_for_and_not_the_time() {
    let needs = GrantToTicket { received: received() };
    let (ticket, losses) = Pass::via(granted()).given(needs).to_with_losses::<ticket::Ticket>().unwrap();
    assert_eq!(ticket.expires.as_str(), "2026-01-01T01:00:00.000Z");
    assert_eq!((ticket.level.clone(), losses), (level(7), Vec::new()));
    // And back, by the same.
    let (back, losses) =
        Pass::via(ticket).given(TicketToGrant { received: received() }).to_with_losses::<grant::Grant>().unwrap();
    assert_eq!((back, losses), (granted(), Vec::new()));
}

#[test]
fn another_time_moves_what_counts_from_it_by_as_much() {
    let later = received().unix_nanos() + 5_000_000_000;
    let needs = GrantToStamp { received: Timestamp::from_unix_nanos(later).unwrap() };
    let stamp: stamp::Stamp = Pass::via(granted()).given(needs).to().unwrap();
    assert_eq!(*stamp.until, Integer::from(received().unix_seconds() + 5 + 3600));
}

#[test]
fn nothing_is_asked_for_where_nothing_follows_from_it() {
    let stamp = stamp::Stamp { until: level(1_767_229_200), level: level(255) };
    let ticket: ticket::Ticket = Pass::via(stamp.clone()).to().unwrap();
    assert_eq!(ticket.expires.as_str(), "2026-01-01T01:00:00.000Z");
    assert_eq!(Pass::via(ticket).to::<stamp::Stamp>(), Ok(stamp));
    let hub: Pass = Pass::via(granted()).to().unwrap();
    assert_eq!((hub.received, hub.lifetime, hub.expires), (None, Some(Span::from_seconds(3600)), None));
}

#[test]
fn what_a_bounded_number_does_not_hold_is_a_problem_of_the_target() {
    let far = grant::Grant { expires_in: (-4_000_000_000_i64).into(), level: 300.into() };
    let problems = Pass::via(far).given(GrantToStamp { received: received() }).to::<stamp::Stamp>().unwrap_err();
    let said: Vec<String> = problems.problems.iter().map(ToString::to_string).collect();
    let unfit = "is not a value that fits here";
    assert_eq!(said, [format!("/level -> /level: {unfit}"), format!("/until: {unfit}")]);
}

#[test]
fn the_route_names_it_without_a_place() {
    let route = <Pass as Convert<grant::Grant, ticket::Ticket>>::ROUTE;
    let needs: Vec<_> = route.needs.iter().map(|need| (need.name, need.pointer, need.required)).collect();
    assert_eq!(needs, [("received", "", true)]);
    assert!(route.to_string().contains("\n- Needs: `received`.\n"));
}

/// The same, as a command line knows it.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(given, prefix = Cli)]
#[format(grant = grant::Grant, drop(level: "it does not matter"), ask(level))]
#[format(ticket = ticket::Ticket, drop(level: "it does not matter"), give(level = level(1)))]
struct CliPass {
    #[at(_ = none)]
    received: Option<Timestamp>,
    #[at(grant = Seconds(expires_in), ticket = none)]
    lifetime: Option<Span>,
    #[equation(expires = after(received, lifetime))]
    #[at(grant = none, ticket = Rfc3339(expires))]
    expires: Option<Timestamp>,
}

#[test]
fn a_command_line_gives_it_by_name_as_text() {
    use formwork_runtime::convert::FromGiven;

    let mut given = GivenValues::new();
    assert!(CliGrantToTicket::from_given(&mut given).is_err());
    assert_eq!(given.missing(), [Missing { name: "received", pointer: "" }]);
    let mut given = GivenValues::new();
    given.give("received", Json::String("2026-01-01T00:00:00Z".to_owned()));
    assert_eq!(CliGrantToTicket::from_given(&mut given).unwrap().received, received());
    let mut given = GivenValues::new();
    given.give("received", Json::String("marker".to_owned()));
    assert!(CliGrantToTicket::from_given(&mut given).is_err());
    assert!(!format!("{:?}", given.unfit()).contains("marker"));
}
