//! The vendors' sessions: the minimal and the typical example, the latter with a fault, and a list of it of 1 MB.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{Dataset, Group, Schema};

/// A list is at least this long.
const LIST: usize = 1_000_000;

struct Vendor {
    name: &'static str,
    /// What stands in the typical example, and what stands there in the one with a fault.
    fault: [&'static str; 2],
}

const VENDORS: [Vendor; 5] = [
    Vendor { name: "auth0", fault: [r#""connection": "google-oauth2""#, r#""connection": 7"#] },
    Vendor { name: "ballware", fault: [r#""identifier": "a3f1""#, r#""identifier": 7"#] },
    Vendor { name: "dotdo", fault: [r#""slidingExpiration": true"#, r#""slidingExpiration": "true""#] },
    Vendor { name: "supabase", fault: [r#""is_sso_user":false"#, r#""is_sso_user":"no""#] },
    Vendor { name: "supertokens", fault: [r#""timeCreated": 1746520800000"#, r#""timeCreated": "now""#] },
];

impl Vendor {
    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas").join(self.name)
    }

    fn schema(&self) -> PathBuf {
        self.folder().join("session.schema.json")
    }

    fn list(&self) -> String {
        format!("{}-list", self.name)
    }

    /// An example, in one line.
    fn example(&self, name: &str) -> io::Result<String> {
        let text = fs::read_to_string(self.folder().join("examples/valid").join(name).with_extension("json"))?;
        // Within a string no line ends.
        Ok(text.lines().map(str::trim_start).collect())
    }
}

pub(crate) fn schemas(scratch: &Path) -> io::Result<Vec<Schema>> {
    let mut all = Vec::new();
    for vendor in &VENDORS {
        let text = fs::read_to_string(vendor.schema())?;
        let asserts_format = text.contains(r#""x-format-assertion": true"#);
        let path = scratch.join(format!("{}.schema.json", vendor.list()));
        // The session's own `$id` makes its references lead into it, wherever it stands.
        let mark = if asserts_format { r#""x-format-assertion":true,"# } else { "" };
        let draft = "https://json-schema.org/draft/2020-12/schema";
        fs::write(&path, format!(r#"{{"$schema":"{draft}",{mark}"title":"Sessions","type":"array","items":{text}}}"#))?;
        all.push(Schema { name: vendor.name.to_owned(), path: vendor.schema(), asserts_format, explains: true });
        all.push(Schema { name: vendor.list(), path, asserts_format, explains: false });
    }
    Ok(all)
}

pub(crate) fn datasets(scratch: &Path) -> io::Result<Vec<Dataset>> {
    let mut all = Vec::new();
    for vendor in &VENDORS {
        let typical = vendor.example("typical")?;
        let [right, wrong] = vendor.fault;
        if !typical.contains(right) {
            return Err(io::Error::other(format!("{}: the typical example has no {right}", vendor.name)));
        }
        let list = format!("[{typical}{}]", format!(",{typical}").repeat(LIST / typical.len()));
        let fault = typical.replacen(right, wrong, 1);
        for (kind, schema, text, is_valid) in [
            ("small", vendor.name.to_owned(), vendor.example("minimal")?, true),
            ("typical", vendor.name.to_owned(), typical, true),
            ("list", vendor.list(), list, true),
            ("fault", vendor.name.to_owned(), fault, false),
        ] {
            let name = format!("{}-{kind}", vendor.name);
            let documents = scratch.join(format!("{name}.jsonl"));
            fs::write(&documents, text)?;
            all.push(Dataset { name, schema, documents, is_valid, group: Group::Vendor });
        }
    }
    Ok(all)
}
