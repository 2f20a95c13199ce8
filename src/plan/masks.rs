//! What tells alternatives apart, as the sets of bits that the runtime looks at.

use std::collections::BTreeSet;

use formwork_runtime::{Kinds, NameTable, rule};

use crate::analysis::Dispatch;

/// So many alternatives are told apart.
const MOST: usize = 64;

/// The parts of a [`rule::Dispatch`]. Where alternatives are a set, each is the bit of its number.
#[derive(Clone, Debug)]
pub struct Masks {
    /// The kinds that each alternative can accept.
    pub kinds: Vec<Kinds>,
    /// The members that are looked at; the tag is the first of them.
    pub members: Vec<String>,
    /// What is told by the tag.
    pub tag: Option<TagMasks>,
    /// Which members an alternative needs: one set or more for each that needs any.
    pub needs: Vec<(usize, u64)>,
    /// What is told by the kinds alone.
    by_kind: rule::Dispatch<'static>,
    table: NameTable,
    texts: NameTable,
}

impl PartialEq for Masks {
    fn eq(&self, other: &Self) -> bool {
        (&self.kinds, &self.members, &self.tag, &self.needs) == (&other.kinds, &other.members, &other.tag, &other.needs)
    }
}

/// What the tag of an object tells.
#[derive(Clone, Debug, PartialEq)]
pub struct TagMasks {
    /// The texts that some alternative speaks of.
    pub texts: Vec<String>,
    /// For each of them, the alternatives that can accept it.
    pub by_text: Vec<u64>,
    /// The alternatives that can accept any other text.
    pub otherwise: u64,
    /// The alternatives that can do without such a member, or with one that is no string.
    pub without: u64,
}

impl Masks {
    /// Of what is known of the alternatives.
    pub fn new(dispatch: &Dispatch) -> Self {
        let mut members: Vec<String> = dispatch.tag.iter().map(|tag| tag.name.clone()).collect();
        let needed: BTreeSet<&String> = dispatch.needs.iter().flatten().flatten().collect();
        let untagged: Vec<String> = needed.into_iter().filter(|name| !members.contains(*name)).cloned().collect();
        members.extend(untagged);
        let place = |name: &String| members.iter().position(|known| known == name);
        let mask = |set: &BTreeSet<String>| set.iter().filter_map(place).fold(0, |mask, place| mask | 1 << place);
        let needs = dispatch
            .needs
            .iter()
            .take(MOST)
            .enumerate()
            .flat_map(|(number, sets)| sets.iter().map(move |set| (number, mask(set))));
        let needs = needs.collect();
        let tag = dispatch.tag.as_ref().map(|tag| {
            let texts: BTreeSet<&String> = tag.wants.iter().flat_map(|want| want.texts.named()).collect();
            let texts: Vec<String> = texts.into_iter().cloned().collect();
            let of = |admits: &dyn Fn(&crate::analysis::Want) -> bool| {
                let numbers = tag.wants.iter().take(MOST).enumerate().filter(|(_, want)| admits(want));
                numbers.fold(0, |mask: u64, (number, _)| mask | 1 << number)
            };
            TagMasks {
                by_text: texts.iter().map(|text| of(&|want| want.texts.contains(text))).collect(),
                otherwise: of(&|want| want.texts.contains_others()),
                without: of(&|want| want.or_none),
                texts,
            }
        });
        let texts = tag.as_ref().map(|tag| tag.texts.clone()).unwrap_or_default();
        Self {
            kinds: dispatch.kinds.clone(),
            by_kind: rule::Dispatch::of(&dispatch.kinds).by_kind(),
            table: NameTable::new(members.clone()),
            texts: NameTable::new(texts),
            members,
            tag,
            needs,
        }
    }

    /// The member that is the tag, if there is one.
    pub fn tag_name(&self) -> Option<&str> {
        self.members.first().filter(|_| self.tag.is_some()).map(String::as_str)
    }

    /// For the interpreter.
    pub fn dispatch(&self) -> rule::Dispatch<'_> {
        let dispatch = self.by_kind.members(self.table.names()).needs(&self.needs);
        match &self.tag {
            Some(tag) => dispatch.tag(self.texts.names(), &tag.by_text, tag.otherwise, tag.without),
            None => dispatch,
        }
    }
}
