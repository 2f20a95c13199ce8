//! Values that would go where they must not, or do not fit.

use std::collections::BTreeSet;

use syn::Type;

use super::Check;
use crate::{
    declare::{Place, Slot, inside, same, spell},
    route::is_generated,
    shape::{Kind, Leaf},
};

impl Check<'_> {
    /// What moves without a codec is secret on both sides or on neither, and of a type that fits.
    pub(super) fn values(&mut self) {
        let mut seen = BTreeSet::new();
        for slot in self.model.declaration.slots.iter().filter(|slot| !slot.nested) {
            let reads = self.reads_of(slot).map(|place| (place, true));
            let places: Vec<(&Place, bool)> =
                reads.chain(slot.writes[self.index].iter().map(|place| (place, false))).collect();
            for (place, read) in places.into_iter().filter(|(place, _)| place.codec.is_none()) {
                let Some((leaf, _)) = self.model.leaf(self.index, &place.path) else { continue };
                let found = if leaf.secret == slot.is_secret() {
                    self.fits(slot, leaf, read)
                } else {
                    Some(self.crosses(slot, leaf))
                };
                // A place that is both read and written is one word of the user's.
                if let Some((code, what, help)) = found
                    && seen.insert((place.path.show().to_owned(), format!("{:?}", place.path.span())))
                {
                    self.problems.at(&place.path, code, what, help);
                }
            }
        }
    }

    fn crosses(&self, slot: &Slot, leaf: &Leaf) -> Found {
        let (path, name, format) = (leaf.show(), &slot.name, &self.format.name);
        let exposed = format!("`formwork_runtime::convert::Exposed({path})`");
        if leaf.secret {
            let what = format!("`{path}` of `{format}` is secret, and the slot `{name}` would show it");
            ("H07", what, format!("make the slot a `{}`, or write {exposed} if it may be shown", spell(&leaf.ty)))
        } else {
            let what = format!("the slot `{name}` is secret, and `{path}` of `{format}` would show it");
            let help = format!(
                "write {exposed} if it may be shown there, or mark `{}` as `x-secret` in the schema",
                leaf.pointer
            );
            ("H07", what, help)
        }
    }

    /// Types that have a codec of their own, or none that could be, do not convert otherwise.
    fn fits(&self, slot: &Slot, leaf: &Leaf, read: bool) -> Option<Found> {
        let inner = inside(&slot.inner, "Nullable").unwrap_or(&slot.inner);
        let listed = holds(&leaf.ty, inner);
        if let Some(kind) = leaf.kind.filter(|_| !listed && !same(&leaf.ty, inner)) {
            return Some(self.another(slot, leaf, kind));
        }
        let (held, wanted) = (spell(&leaf.ty), spell(inner));
        let codecs: &[&str] = match (held.as_str(), wanted.as_str()) {
            ("DateTime" | "String", "Timestamp") => &["Rfc3339"],
            ("Number" | "Integer", "Timestamp") => &["UnixSeconds", "UnixMillis"],
            ("Number" | "Integer", "Span") => &["Seconds", "Millis"],
            _ if listed => &["First"],
            _ if is_generated(&leaf.ty) => return None,
            _ => {
                let (held, wanted) = (Plain::of(&held)?, Plain::of(&wanted)?);
                let (from, to) = if read { (held, wanted) } else { (wanted, held) };
                if from.becomes(to) {
                    return None;
                }
                &[]
            }
        };
        let format = &self.format.name;
        let spelt: Vec<String> = match codecs {
            [] => {
                vec![format!("`Codec({})`, with one of yours, unless `{}` is to be a `{held}`", leaf.show(), slot.name)]
            }
            ["First"] => vec![format!("`#[read({format} = First({})?)]` takes its first", leaf.show())],
            codecs => {
                codecs.iter().map(|codec| format!("`formwork_runtime::convert::{codec}({})`", leaf.show())).collect()
            }
        };
        let path = leaf.show();
        let what = format!("`{path}` of `{format}` is a `{held}`, and the slot `{}` a `{wanted}`", slot.name);
        Some(("H13", what, format!("put a codec between them: {}", spelt.join(" or "))))
    }

    /// A type of the format's own, and a slot of another.
    fn another(&self, slot: &Slot, leaf: &Leaf, kind: Kind) -> Found {
        let (path, format, name, wanted) = (leaf.show(), &self.format.name, &slot.name, spell(&slot.inner));
        let (held, is) = (
            spell(&leaf.ty),
            match kind {
                Kind::Struct => "struct",
                Kind::Enum => "enum",
                Kind::Union => "union",
                Kind::List => "list",
            },
        );
        let article = if kind == Kind::Enum { "an" } else { "a" };
        let what = format!("`{path}` of `{format}` is {article} {is}, `{held}`, and the slot `{name}` a `{wanted}`");
        let hub = spell(slot.element().filter(|_| kind == Kind::List).unwrap_or(&slot.inner));
        let mut ways = Vec::new();
        if Plain::of(&hub).is_none() {
            ways.push(format!("add `#[nested]` to `{name}` if `{hub}` derives `Hub` for it"));
        }
        if kind == Kind::Struct {
            ways.push(format!("name a field in it, as `{path}.field`"));
        }
        ways.push(format!("put a codec of yours between them, as `Codec({path})`"));
        // Nobody can make lists convert.
        if kind != Kind::List {
            ways.push(format!(
                "write `formwork_runtime::convert::Same({path})` where `TryFrom` makes one of the other"
            ));
        }
        ("H14", what, ways.join(", or "))
    }
}

/// A code, what is wrong, and what to write instead.
type Found = (&'static str, String, String);

/// What plain types hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    Text,
    DateTime,
    Bool,
    Char,
    Int,
    Float,
    Integer,
    Number,
    Timestamp,
    Span,
}

impl Plain {
    /// Of a type as it is written.
    fn of(ty: &str) -> Option<Self> {
        Some(match ty {
            "String" => Self::Text,
            "DateTime" => Self::DateTime,
            "bool" => Self::Bool,
            "char" => Self::Char,
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => {
                Self::Int
            }
            "f32" | "f64" => Self::Float,
            "Integer" => Self::Integer,
            "Number" => Self::Number,
            "Timestamp" => Self::Timestamp,
            "Span" => Self::Span,
            _ => return None,
        })
    }

    /// Whether `TryFrom` may make one of the other.
    fn becomes(self, other: Self) -> bool {
        use Plain::{Bool, Char, DateTime, Float, Int, Integer, Number, Text};
        let into: &[Self] = match self {
            Text => &[DateTime],
            DateTime => &[Text],
            Bool => &[Int, Float],
            Char => &[Int, Text],
            Int => &[Char, Float, Integer, Number],
            Float => &[Number],
            Integer => &[Int, Number],
            Number => &[Integer],
            Self::Timestamp | Self::Span => &[],
        };
        self == other || into.contains(&other)
    }
}

/// Whether one type is a list of the other.
fn holds(list: &Type, element: &Type) -> bool {
    inside(list, "Vec").is_some_and(|held| same(held, element))
}
