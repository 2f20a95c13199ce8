//! A member that is gone and one that is new with the same schema look like one that was renamed.

use std::collections::BTreeMap;

use super::Side;
use super::change::{Obstacle, Which};
use crate::ir::{Rule, SchemaId};

/// What is said where a finding is about a member that seems to have another name on the other side.
pub(super) fn hint(obstacle: &Obstacle, accepting: Side<'_>, rejecting: Side<'_>) -> Option<String> {
    let member = obstacle.member.as_deref()?;
    let (ours, theirs) = (named(accepting, &obstacle.known.schemas), named(rejecting, &[obstacle.goal]));
    let is_ours = ours.contains_key(member);
    let (here, there) = if is_ours { (&ours, &theirs) } else { (&theirs, &ours) };
    let other = partner(member, here, there)?;
    // Two that could be meant are none.
    partner(other, there, here).filter(|back| *back == member)?;
    let is_old = is_ours == (obstacle.known.side == Which::Old);
    let (old, new) = if is_old { (member, other) } else { (other, member) };
    Some(format!(
        "{new:?} has the schema that {old:?} had: if it was renamed, keep both names until nobody uses the old one"
    ))
}

/// The one name of the other side alone whose schema is written like that of `member`, which is of this side alone.
fn partner<'n>(member: &str, here: &BTreeMap<&str, String>, there: &BTreeMap<&'n str, String>) -> Option<&'n str> {
    let schema = here.get(member).filter(|_| !there.contains_key(member))?;
    let mut alike = there.iter().filter(|(name, other)| *other == schema && !here.contains_key(**name));
    alike.next().map(|(name, _)| *name).filter(|_| alike.next().is_none())
}

/// The members that schemas name, with what is written for each.
fn named<'s>(side: Side<'s>, schemas: &[SchemaId]) -> BTreeMap<&'s str, String> {
    let ir = &side.compiled.ir;
    let keywords = schemas.iter().flat_map(|id| &ir.schema(*id).keywords);
    let groups =
        keywords.filter_map(|keyword| if let Rule::Members(group) = &keyword.rule { Some(group) } else { None });
    let of = |(name, id): &'s (String, SchemaId)| {
        let written = side.compiled.documents.written(&ir.schema(*id).site)?;
        // Without the spaces between.
        let schema: serde_json::Value = serde_json::from_str(written).ok()?;
        Some((name.as_str(), schema.to_string()))
    };
    groups.flat_map(|group| &group.named).filter_map(of).collect()
}
