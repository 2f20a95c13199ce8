//! Options that stand in a file beside the schema: for schemas that must stay as their owner wrote them.

use std::str::FromStr;

use formwork_runtime::{Json, parse};

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    front::{Options, Source},
};

/// Who can use the shapes of generated types: macros of the types' names, which conversions are derived from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shapes {
    /// Every crate that can name the types.
    Public,
    /// The crate that the module belongs to.
    #[default]
    Crate,
    /// Nobody: there are none.
    None,
}

impl FromStr for Shapes {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "public" => Ok(Self::Public),
            "crate" => Ok(Self::Crate),
            "none" => Ok(Self::None),
            _ => Err("write `public`, `crate` or `none`".to_owned()),
        }
    }
}

/// Reads the options file beside a schema, if there is one: `session.options.json` for `session.schema.json`.
///
/// Its members: `secret`, a list of JSON Pointers into the schema whose values must never be shown; `assertFormat`, a
/// boolean; `shapes`, which is not about the schema, so that [`shapes_beside`] gives it.
///
/// # Errors
/// The file cannot be read, is not JSON, or says something that is no option.
pub fn beside(label: &str, options: &mut Options) -> Result<(), Diagnostics> {
    let beside = Beside::read(label)?;
    options.secrets.extend(beside.secrets);
    options.assert_format = options.assert_format.or(beside.assert_format);
    Ok(())
}

/// Who can use the shapes of the types, if the options file beside the schema says so: `"public"`, `"crate"` or `"none"`.
///
/// # Errors
/// The file cannot be read, is not JSON, or says something that is no option.
pub fn shapes_beside(label: &str) -> Result<Option<Shapes>, Diagnostics> {
    Ok(Beside::read(label)?.shapes)
}

/// What an options file says.
#[derive(Default)]
struct Beside {
    secrets: Vec<String>,
    assert_format: Option<bool>,
    shapes: Option<Shapes>,
}

impl Beside {
    fn read(label: &str) -> Result<Self, Diagnostics> {
        let mut said = Self::default();
        let stem = label.strip_suffix(".schema.json").or_else(|| label.strip_suffix(".json")).unwrap_or(label);
        let path = format!("{stem}.options.json");
        if path == label || !std::path::Path::new(&path).is_file() {
            return Ok(said);
        }
        let one = |diagnostic: Diagnostic| Diagnostics(vec![diagnostic]);
        let wrong = |message: String| one(Diagnostic::error("options", format!("{path}: {message}")));
        let source = Source::read(&path).map_err(one)?;
        let json = parse(source.text.as_bytes()).map_err(|error| wrong(error.to_string()))?;
        let object = json.as_object().ok_or_else(|| wrong("is not an object".to_owned()))?;
        for (name, value) in object.iter() {
            said.take(name, value).map_err(wrong)?;
        }
        Ok(said)
    }

    fn take(&mut self, name: &str, value: &Json) -> Result<(), String> {
        match (name, value) {
            ("secret", Json::Array(pointers)) => {
                for pointer in pointers {
                    let pointer = pointer.as_str().ok_or("`secret` lists JSON Pointers")?;
                    self.secrets.push(pointer.to_owned());
                }
            }
            ("assertFormat", Json::Boolean(assert)) => self.assert_format = Some(*assert),
            ("shapes", value) => {
                let shapes = value.as_str().and_then(|text| text.parse().ok());
                self.shapes = Some(shapes.ok_or("`shapes` is \"public\", \"crate\" or \"none\"")?);
            }
            ("secret", _) => return Err("`secret` is a list of JSON Pointers".to_owned()),
            ("assertFormat", _) => return Err("`assertFormat` is true or false".to_owned()),
            (other, _) => {
                return Err(format!("there is no option {other:?}; there are `secret`, `assertFormat` and `shapes`"));
            }
        }
        Ok(())
    }
}
