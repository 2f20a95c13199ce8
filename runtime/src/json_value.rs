//! From `serde_json`'s values.

use serde_json::Value;

use crate::{Budget, Decode, Json, Limit, Rejection, Stop, ValueTree};

impl TryFrom<&Value> for Json {
    type Error = Rejection;

    /// The same value, with the numbers that `serde_json` has left of it. The way back is `serde_json::to_value`.
    ///
    /// # Errors
    /// The value nests deeper than [`MAX_DEPTH`](crate::MAX_DEPTH), or is larger than any walk goes.
    fn try_from(value: &Value) -> Result<Self, Rejection> {
        let budget = Budget::for_value();
        Self::decode(&mut ValueTree::new(value, &budget)).map_err(|stop| match stop {
            Stop::Limit(limit) => Rejection::Limit(limit),
            // Every value is one.
            Stop::Rejected => Rejection::Limit(Limit::Depth),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn values_go_there_and_back() {
        let text = br#"{ "a": [1, -2.5, true, null, "x"], "b": { "c": {} } }"#;
        let value: Value = serde_json::from_slice(text).unwrap();
        let json = Json::try_from(&value).unwrap();
        assert_eq!(json, parse(text).unwrap());
        assert_eq!(serde_json::to_value(&json).unwrap(), value);
        let deep = (0..200).fold(Value::Null, |inside, _| Value::Array(vec![inside]));
        assert!(matches!(Json::try_from(&deep), Err(Rejection::Limit(Limit::Depth))));
    }
}
