//! What is known of a schema beside its plan: made at the first finding, and shared by all.

use std::collections::HashMap;
use std::sync::OnceLock;

use formwork_runtime::Json;

use super::secrets::{Applied, Secrets};
use crate::Compiled;
use crate::cli::payload::segments;
use crate::diagnostic::Place;
use crate::ir::{Ir, Rule, SchemaId};

/// A compiled schema with what findings about its instances need, which is made when the first one does.
#[derive(Debug)]
pub(in crate::cli) struct Knowledge {
    pub(in crate::cli) compiled: Compiled,
    secrets: OnceLock<Secrets>,
    /// The schemas as they were written, by their places.
    by_site: OnceLock<HashMap<String, SchemaId>>,
}

impl Knowledge {
    pub(in crate::cli) const fn new(compiled: Compiled) -> Self {
        Self { compiled, secrets: OnceLock::new(), by_site: OnceLock::new() }
    }

    pub(super) fn secrets(&self) -> &Secrets {
        self.secrets.get_or_init(|| Secrets::new(self.compiled.written.ir().clone()))
    }

    fn by_site(&self) -> &HashMap<String, SchemaId> {
        self.by_site.get_or_init(|| {
            let ir = self.compiled.written.ir();
            let mut by_site = HashMap::new();
            for (index, schema) in ir.schemas.iter().enumerate() {
                let id = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
                by_site.entry(ir.show(&schema.site)).or_insert(id);
            }
            by_site
        })
    }

    pub(super) fn place_of(&self, site: &str) -> Option<Place> {
        self.compiled.documents.place_of(site)
    }

    /// The schemas as they were written.
    pub(super) fn ir(&self) -> &Ir {
        self.compiled.written.ir()
    }

    /// The rules of the schema that stands at a place.
    pub(super) fn rules_at(&self, site: &str) -> impl Iterator<Item = &Rule> {
        let id = self.by_site().get(site);
        id.into_iter().flat_map(|id| self.ir().schema(*id).keywords.iter()).map(|keyword| &keyword.rule)
    }

    /// Every schema that may apply to the value that a JSON Pointer leads to.
    pub(super) fn applied(&self, value: &Json, pointer: &str) -> Applied {
        let (mut applied, mut value) = (self.secrets().root(), Some(value));
        for segment in segments(pointer) {
            match value {
                Some(Json::Array(items)) => {
                    let index = segment.parse().unwrap_or(usize::MAX);
                    applied = self.secrets().item(&applied, index);
                    value = items.get(index);
                }
                _ => {
                    applied = self.secrets().member(&applied, &segment);
                    value = value.and_then(|value| value.get(&segment));
                }
            }
        }
        applied
    }

    /// What a schema is called: after its title or its place.
    pub(super) fn name_of(&self, id: SchemaId) -> Option<&str> {
        let ir = self.ir();
        let target = ir.schema(id).alias().unwrap_or(id);
        let schema = ir.schema(target);
        let from_place = |id: SchemaId| {
            let (before, last) = ir.schema(id).site.pointer.rsplit_once('/')?;
            ["/$defs", "/definitions"].iter().any(|end| before.ends_with(end)).then_some(last)
        };
        from_place(target).or(schema.annotations.title.as_deref())
    }
}
