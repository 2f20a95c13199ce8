//! The only place that invents identifiers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use formwork_runtime::Kinds;

use super::{Fixed, Shape, Type, TypeId, recursion, use_of};
use crate::ir::{Ir, SchemaId};

/// What generated code imports from the runtime, as far as it uses it.
pub const IMPORTS: [&str; 37] = [
    "AsText",
    "BorrowedMembers",
    "Boxed",
    "Check",
    "Cow",
    "DateTime",
    "Decode",
    "DecodeBorrowed",
    "Encode",
    "EncodeObject",
    "Flow",
    "Format",
    "Input",
    "Integer",
    "IntoOwned",
    "Json",
    "Kind",
    "Kinds",
    "Lend",
    "Members",
    "Nullable",
    "Number",
    "NumberRef",
    "OpenEnum",
    "Output",
    "RawJson",
    "Secret",
    "Sink",
    "Stop",
    "Unlisted",
    "Verdict",
    "document",
    "impl_serde",
    "newtype",
    "rule",
    "string_enum",
    "unborrowed",
];

/// What generated code, and what Rust has everywhere, means by these names: its prelude, and type parameters.
pub const TAKEN: [&str; 41] = [
    "Self",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Box",
    "String",
    "Vec",
    "Pattern",
    "Engine",
    "S",
    "I",
    "O",
    "TryFrom",
    "TryInto",
    "From",
    "Into",
    "AsRef",
    "AsMut",
    "Clone",
    "Copy",
    "Debug",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
    "Default",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "Iterator",
    "IntoIterator",
    "ToString",
    "ToOwned",
];

/// Keywords of Rust, which a field is called by only with `r#`.
const KEYWORDS: [&str; 51] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "union", "auto", "default",
];

/// Names after places deep in a schema are cut to this length, in bytes.
const LONGEST_NAME: usize = 100;

/// Titles of more words than this are sentences, not names.
const LONGEST_TITLE: usize = 4;

/// The types that get a declaration: the root, the definitions, and what Rust has no ready type for. In the order in
/// which the root, then each definition, reaches them.
pub(super) fn declared(ir: &Ir, types: &BTreeMap<TypeId, Type>) -> Vec<TypeId> {
    let roots: Vec<TypeId> = std::iter::once(ir.root)
        .chain(ir.definitions.iter().map(|(_, id)| *id))
        .map(|id| use_of(ir, id, Kinds::ALL).of)
        .collect();
    let is_root: HashSet<TypeId> = roots.iter().copied().collect();
    let has_declaration = |id: &TypeId, found: &Type| {
        let has_form = matches!(found.shape, Shape::Struct { .. } | Shape::Strings { .. } | Shape::Union { .. });
        has_form || !found.exact || is_root.contains(id)
    };
    let endless = recursion::endless(types, has_declaration);
    let mut order = Vec::new();
    let mut visited = HashSet::new();
    let mut pending: Vec<TypeId> = roots.iter().rev().copied().collect();
    while let Some(id) = pending.pop() {
        let Some(found) = types.get(&id).filter(|_| visited.insert(id)) else { continue };
        if has_declaration(&id, found) || endless.contains(&id) {
            order.push(id);
        }
        pending.extend(found.shape.uses().iter().rev().map(|used| used.of));
    }
    order
}

/// The names of types.
pub(super) struct Names {
    /// Those of declared types.
    pub(super) names: BTreeMap<TypeId, String>,
    /// Those of definitions that are but other names for a type.
    pub(super) aliases: Vec<(SchemaId, String)>,
}

/// Gives each declared type its name: the one that is fixed, else by its key in `$defs`, else its title, else the place
/// where it is used.
pub(super) fn assign(
    ir: &Ir,
    types: &BTreeMap<TypeId, Type>,
    declared: &[TypeId],
    root_name: &str,
    fixed: &Fixed,
) -> Names {
    let mut names = fixed.types.clone();
    let mut aliases = Vec::new();
    let mut used: BTreeSet<String> = TAKEN.iter().chain(&IMPORTS).map(|name| (*name).to_owned()).collect();
    used.extend(fixed.types.values().chain(fixed.aliases.values()).cloned());
    let root = use_of(ir, ir.root, Kinds::ALL).of;
    // An alias takes its name from what it refers to, so that the definitions come before a root that is one.
    if root.schema == ir.root && !names.contains_key(&root) {
        let title = ir.schema(ir.root).annotations.title.as_deref().map(pascal_case);
        let name = title.filter(|title| !title.is_empty()).unwrap_or_else(|| pascal_case(root_name));
        let otherwise = format!("{name}Root");
        names.insert(root, unique(&mut used, &[name, otherwise]));
    }
    for (key, definition) in &ir.definitions {
        let id = use_of(ir, *definition, Kinds::ALL).of;
        let is_alias = id.schema != *definition;
        if is_alias || !names.contains_key(&id) {
            let name = match fixed.aliases.get(definition).filter(|_| is_alias) {
                Some(name) => name.clone(),
                None => unique(&mut used, &[pascal_case(key), format!("{}Definition", pascal_case(key))]),
            };
            if is_alias {
                aliases.push((*definition, name));
            } else {
                names.insert(id, name);
            }
        }
    }
    // From the named ones down: a parent has its name before its parts need it.
    let mut pending: Vec<(TypeId, String)> =
        declared.iter().filter_map(|id| Some((*id, names.get(id)?.clone()))).rev().collect();
    let is_declared: HashSet<TypeId> = declared.iter().copied().collect();
    let mut visited = HashSet::new();
    if let Some(first) = declared.first().filter(|first| !names.contains_key(first)) {
        pending.push((*first, pascal_case(root_name)));
    }
    while let Some((id, path)) = pending.pop() {
        if !visited.insert(id) {
            continue;
        }
        let Some(found) = types.get(&id) else { continue };
        let path = shortened(path);
        let name = match names.get(&id) {
            Some(name) => name.clone(),
            None if is_declared.contains(&id) => {
                let whole = id.kinds == Kinds::ALL;
                let title = ir.schema(id.schema).annotations.title.as_deref().filter(|_| whole);
                let title = title.filter(|title| words(title).len() <= LONGEST_TITLE).map(pascal_case);
                let candidates: Vec<String> =
                    title.into_iter().filter(|name| !name.is_empty()).chain([path.clone()]).collect();
                let name = unique(&mut used, &candidates);
                names.insert(id, name.clone());
                name
            }
            None => path,
        };
        pending.extend(parts(found, &name).into_iter().rev());
    }
    Names { names, aliases }
}

/// The end of a name that is too long, from the beginning of a word on: what is nearest says most.
fn shortened(name: String) -> String {
    let Some(from) = name.len().checked_sub(LONGEST_NAME) else { return name };
    let is_word = |(at, letter): &(usize, char)| *at >= from && letter.is_uppercase();
    name.char_indices().find(is_word).map_or(name.clone(), |(at, _)| name[at..].to_owned())
}

/// The types that a type is made of, each with the name that its place gives it.
fn parts(found: &Type, name: &str) -> Vec<(TypeId, String)> {
    match &found.shape {
        Shape::Nullable(used) => vec![(used.of, if found.exact { name.to_owned() } else { format!("{name}Value") })],
        Shape::List(Some(used)) => vec![(used.of, format!("{name}Item"))],
        Shape::Map(Some(used)) => vec![(used.of, format!("{name}Value"))],
        Shape::Struct { fields, .. } => {
            let named =
                fields.iter().filter_map(|field| Some((field.of?.of, format!("{name}{}", pascal_case(&field.name)))));
            let uses = found.shape.uses();
            let rest =
                uses.last().filter(|_| matches!(&found.shape, Shape::Struct { rest: super::Rest::Typed(_), .. }));
            named.chain(rest.map(|used| (used.of, format!("{name}Value")))).collect()
        }
        Shape::Union { variants, .. } => variant_names(variants.iter().map(|variant| (None, variant.hint.as_str())))
            .into_iter()
            .zip(variants)
            .map(|(hint, variant)| (variant.of.of, format!("{name}{hint}")))
            .collect(),
        _ => Vec::new(),
    }
}

/// The names of an enum's variants from what is known of each: the name of its type, or a hint. All are different.
pub fn variant_names<'n>(known: impl Iterator<Item = (Option<&'n str>, &'n str)>) -> Vec<String> {
    let mut used = BTreeSet::from(["Self".to_owned()]);
    known.map(|(name, hint)| unique(&mut used, &[name.map_or_else(|| pascal_case(hint), str::to_owned)])).collect()
}

/// The names of a struct's fields, all different, for members of these names; the last one is for the other members.
pub fn field_names<'n>(members: impl Iterator<Item = &'n str>) -> (Vec<String>, String) {
    let mut used = BTreeSet::new();
    let fields: Vec<String> = members.map(|member| unique(&mut used, &[snake_case(member)])).collect();
    let rest = unique(&mut used, &["rest".to_owned(), "other_members".to_owned()]);
    (fields, rest)
}

/// The names of an enum's variants for these strings, all different.
pub fn string_variants<'n>(values: impl Iterator<Item = &'n str>) -> Vec<String> {
    let mut used = BTreeSet::from(["Self".to_owned()]);
    values.map(|value| unique(&mut used, &[pascal_case(value)])).collect()
}

/// The name of the variant for all other strings, beside these variants.
pub fn other_variant(variants: &[String]) -> String {
    unique(&mut variants.iter().cloned().collect(), &["Other".to_owned(), "Unlisted".to_owned()])
}

/// Whether an identifier is a keyword, so that it is written with `r#`.
pub fn is_keyword(name: &str) -> bool {
    KEYWORDS.contains(&name)
}

/// The first of the candidates that is free, or else the last one with a number; now it is taken.
fn unique(used: &mut BTreeSet<String>, candidates: &[String]) -> String {
    let numbered = candidates.last().into_iter().flat_map(|last| (2u32..).map(move |n| format!("{last}{n}")));
    let free = candidates.iter().cloned().chain(numbered).find(|name| !used.contains(name)).unwrap_or_default();
    used.insert(free.clone());
    free
}

/// `UserData` for `userData`, `user_data` and `user data`.
pub fn pascal_case(text: &str) -> String {
    let joined: String = words(text)
        .iter()
        .map(|word| {
            let mut chars = word.chars();
            let first = chars.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
            first + &chars.as_str().to_lowercase()
        })
        .collect();
    identifier(&joined, "Value")
}

/// `user_data` for `userData`, `UserData` and `user data`.
pub fn snake_case(text: &str) -> String {
    let joined = words(text).iter().map(|word| word.to_lowercase()).collect::<Vec<_>>().join("_");
    let name = identifier(&joined, "value");
    // These cannot be written with `r#`.
    if matches!(name.as_str(), "self" | "super" | "crate" | "_") { format!("{name}_") } else { name }
}

/// Makes a word one that Rust takes for an identifier.
fn identifier(word: &str, empty: &str) -> String {
    match word.chars().next() {
        None => empty.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{}{word}", if empty == "Value" { "V" } else { "v" }),
        Some(_) => word.to_owned(),
    }
}

/// The words of a name: what stands between signs, and what capitals begin. Signs with a common name are words.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = text.chars().collect();
    for (index, &current) in chars.iter().enumerate() {
        let spelt = if chars.len() <= 2 { sign(current) } else { None };
        if let Some(sign) = spelt {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            words.push(sign.to_owned());
            continue;
        }
        if !is_plain(current) {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            // A letter of another script goes by its number.
            words.extend(current.is_alphanumeric().then(|| format!("u{:x}", u32::from(current))));
            continue;
        }
        let before = index.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(index + 1);
        let begins = current.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
            });
        if begins && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        word.push(current);
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// Whether the character can stand in an identifier without a warning: of other scripts rustc suspects confusion.
fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ÿ')
}

/// What a sign is called where it stands alone: `enum` values such as `<=`.
const fn sign(character: char) -> Option<&'static str> {
    Some(match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '%' => "percent",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        ' ' => "space",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_as_written_by_hand() {
        for (text, snake, pascal) in [
            ("userDataInJWT", "user_data_in_jwt", "UserDataInJwt"),
            ("access_token", "access_token", "AccessToken"),
            ("TenantId", "tenant_id", "TenantId"),
            ("HTTPServer2Go", "http_server2_go", "HttpServer2Go"),
            ("SuperTokens Session", "super_tokens_session", "SuperTokensSession"),
            ("", "value", "Value"),
            ("<=", "less_equal", "LessEqual"),
            ("$ref", "ref", "Ref"),
            ("3d", "v3d", "V3d"),
            ("self", "self_", "Self"),
            ("größe", "größe", "Größe"),
            ("日本", "u65e5_u672c", "U65e5U672c"),
        ] {
            assert_eq!((snake_case(text).as_str(), pascal_case(text).as_str()), (snake, pascal), "{text}");
        }
    }

    #[test]
    fn names_are_different() {
        let (fields, rest) = field_names(["userId", "user_id", "rest", "type"].into_iter());
        assert_eq!(fields, ["user_id", "user_id2", "rest", "type"]);
        assert_eq!(rest, "other_members");
    }
}
