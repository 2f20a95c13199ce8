//! Options that stand in a file beside the schema: for schemas that must stay as their owner wrote them.

use formwork_runtime::{Json, parse};

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    front::{Options, Source},
};

/// Reads the options file beside a schema, if there is one: `session.options.json` for `session.schema.json`.
///
/// Its members: `secret`, a list of JSON Pointers into the schema whose values must never be shown; `assertFormat`, a
/// boolean.
///
/// # Errors
/// The file cannot be read, is not JSON, or says something that is no option.
pub fn beside(label: &str, options: &mut Options) -> Result<(), Diagnostics> {
    let stem = label.strip_suffix(".schema.json").or_else(|| label.strip_suffix(".json")).unwrap_or(label);
    let path = format!("{stem}.options.json");
    if path == label || !std::path::Path::new(&path).is_file() {
        return Ok(());
    }
    let one = |diagnostic: Diagnostic| Diagnostics(vec![diagnostic]);
    let wrong = |message: String| one(Diagnostic::error("options", format!("{path}: {message}")));
    let source = Source::read(&path).map_err(one)?;
    let json = parse(source.text.as_bytes()).map_err(|error| wrong(error.to_string()))?;
    let object = json.as_object().ok_or_else(|| wrong("is not an object".to_owned()))?;
    for (name, value) in object.iter() {
        match (name, value) {
            ("secret", Json::Array(pointers)) => {
                for pointer in pointers {
                    let pointer = pointer.as_str().ok_or_else(|| wrong("`secret` lists JSON Pointers".to_owned()))?;
                    options.secrets.push(pointer.to_owned());
                }
            }
            ("assertFormat", Json::Boolean(assert)) => options.assert_format = options.assert_format.or(Some(*assert)),
            ("secret", _) => return Err(wrong("`secret` is a list of JSON Pointers".to_owned())),
            ("assertFormat", _) => return Err(wrong("`assertFormat` is true or false".to_owned())),
            (other, _) => {
                return Err(wrong(format!("there is no option {other:?}; there are `secret` and `assertFormat`")));
            }
        }
    }
    Ok(())
}
