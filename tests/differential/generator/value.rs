//! JSON as it is spelt: numbers keep their text.

use std::fmt;

/// A value; the names of an object's members are distinct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Null,
    Boolean(bool),
    Number(String),
    Text(String),
    Array(Vec<Value>),
    Object(Vec<(String, Value)>),
}

/// A number's sign, its digits without zeros at either end, and the power of ten of the last one.
type Decimal = (bool, String, i128);

impl Value {
    pub fn number(text: &str) -> Self {
        Self::Number(text.to_owned())
    }

    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn texts(texts: &[&str]) -> Self {
        Self::Array(texts.iter().map(|text| Self::text(*text)).collect())
    }

    pub fn object<const N: usize>(members: [(&str, Self); N]) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(other, _)| other == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Sets a member of an object.
    pub fn set(&mut self, name: &str, value: Self) {
        if let Self::Object(members) = self {
            match members.iter_mut().find(|(other, _)| other == name) {
                Some(member) => member.1 = value,
                None => members.push((name.to_owned(), value)),
            }
        }
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Self] {
        match self {
            Self::Array(items) => items,
            _ => &[],
        }
    }

    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The integer that a number is, if it is a small one.
    pub fn small(&self) -> Option<usize> {
        let Self::Number(text) = self else { return None };
        let (negative, digits, power) = decimal(text);
        let zeros = usize::try_from(power).ok().filter(|zeros| *zeros < 4)?;
        if negative { None } else { format!("0{digits}{}", "0".repeat(zeros)).parse().ok() }
    }

    /// The values directly inside.
    pub fn children(&self) -> Vec<&Self> {
        match self {
            Self::Array(items) => items.iter().collect(),
            Self::Object(members) => members.iter().map(|(_, value)| value).collect(),
            _ => Vec::new(),
        }
    }

    /// The value at an index of [`Value::children`], to change it.
    pub fn child_mut(&mut self, index: usize) -> Option<&mut Self> {
        match self {
            Self::Array(items) => items.get_mut(index),
            Self::Object(members) => members.get_mut(index).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The value that a way of such indices leads to.
    pub fn follow(&mut self, way: &[usize]) -> Option<&mut Self> {
        way.iter().try_fold(self, |value, index| value.child_mut(*index))
    }

    /// The value that a JSON Pointer leads to, to change it.
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Self> {
        pointer.split('/').skip(1).try_fold(self, |value, segment| match value {
            Self::Array(items) => items.get_mut(segment.parse::<usize>().ok()?),
            Self::Object(members) => {
                let name = segment.replace("~1", "/").replace("~0", "~");
                members.iter_mut().find(|(other, _)| *other == name).map(|(_, value)| value)
            }
            _ => None,
        })
    }

    /// The ways to this value and to every one inside it.
    pub fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways = vec![Vec::new()];
        for (index, child) in self.children().into_iter().enumerate() {
            ways.extend(child.ways().into_iter().map(|way| [vec![index], way].concat()));
        }
        ways
    }

    /// Whether this value or one inside it is so.
    pub fn any(&self, test: &impl Fn(&Self) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|child| child.any(test))
    }

    /// Whether two values are equal as JSON Schema sees it: `1` and `1.0` are.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => decimal(left) == decimal(right),
            (Self::Array(left), Self::Array(right)) => {
                left.len() == right.len() && left.iter().zip(right).all(|(left, right)| left.same(right))
            }
            (Self::Object(left), Self::Object(right)) => {
                left.len() == right.len()
                    && left.iter().all(|(name, value)| other.get(name).is_some_and(|other| value.same(other)))
            }
            _ => self == other,
        }
    }

    /// Whether a number is another times an integer, if both are small enough to say so here.
    pub fn is_multiple_of(&self, divisor: &Self) -> Option<bool> {
        let (Self::Number(number), Self::Number(divisor)) = (self, divisor) else { return None };
        let ((_, number, power), (_, divisor, other_power)) = (decimal(number), decimal(divisor));
        if number.is_empty() {
            return Some(true);
        }
        let (number, mut divisor): (u128, u128) = (number.parse().ok()?, divisor.parse().ok()?);
        let power = power - other_power;
        let ten = |power: i128| 10_u128.checked_pow(u32::try_from(power).ok()?);
        if power < 0 {
            divisor = divisor.checked_mul(ten(-power)?)?;
            return Some(number % divisor == 0);
        }
        let mut rest = number % divisor;
        for _ in 0..power {
            rest = rest.checked_mul(10)? % divisor;
        }
        Some(rest == 0)
    }

    /// Whether `serde_json::Value` holds every number exactly, and an integer as an integer.
    pub fn fits_serde_json(&self) -> bool {
        !self.any(&|value| match value {
            Self::Number(text) => serde_json::from_str::<serde_json::Number>(text).map_or(true, |number| {
                let held = number.to_string();
                decimal(&held) != decimal(text) || held.contains(['.', 'e']) != text.contains(['.', 'e', 'E'])
            }),
            _ => false,
        })
    }
}

fn decimal(text: &str) -> Decimal {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or((false, mantissa), |rest| (true, rest));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    let short = digits.trim_end_matches('0');
    if short.is_empty() {
        return (false, String::new(), 0);
    }
    let length = |text: &str| i128::try_from(text.len()).unwrap_or_default();
    let exponent: i128 = exponent.parse().unwrap_or_default();
    (sign, short.to_owned(), exponent - length(fraction) + length(digits) - length(short))
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(text) => f.write_str(text),
            Self::Text(text) => f.write_str(&quoted(text)),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", items.join(","))
            }
            Self::Object(members) => {
                let member = |(name, value): &(String, Self)| format!("{}:{value}", quoted(name));
                write!(f, "{{{}}}", members.iter().map(member).collect::<Vec<_>>().join(","))
            }
        }
    }
}
