//! The name that was probably meant.

/// The nearest of the candidates, if it is near enough for a slip of the pen: the case, or one or two letters.
pub(crate) fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let allowed = match name.chars().count() {
        0..3 => 0,
        3..6 => 1,
        _ => 2,
    };
    let distance = |candidate: &str| match candidate.strip_prefix('$').filter(|_| !name.starts_with('$')) {
        // Without its `$` a word may well be somebody else's: it must be the same word.
        Some(bare) => {
            if bare == name {
                0
            } else {
                usize::MAX
            }
        }
        None if candidate.eq_ignore_ascii_case(name) => 0,
        None => strsim::osa_distance(name, candidate),
    };
    let near = candidates.into_iter().map(|candidate| (distance(candidate), candidate));
    near.filter(|(distance, _)| *distance <= allowed).min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// The help that names the nearest candidate.
pub(crate) fn did_you_mean<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(name, candidates).map(|candidate| format!("did you mean {candidate:?}?"))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn only_slips_are_near() {
        let types = ["string", "number", "object"];
        assert_eq!(nearest("strng", types), Some("string"));
        assert_eq!(nearest("Object", types), Some("object"));
        assert_eq!(nearest("text", types), None);
        assert_eq!(nearest("", types), None);
        assert_eq!(nearest("ref", ["$ref"]), Some("$ref"));
        assert_eq!(nearest("schemas", ["$schema"]), None);
    }
}
