//! `allOf`, `anyOf`, `oneOf`, `not`, `if`

use crate::ir::{Rule, SchemaId};
use crate::output::evaluate::{Applied, Evaluation, Here, Step};

impl<'w> Evaluation<'w> {
    pub(in crate::output) fn combination(
        &mut self,
        rule: &Rule,
        keyword: &str,
        list: &[SchemaId],
        here: &mut Here<'w, '_>,
    ) -> Step {
        let mut accepted = Vec::new();
        for schema in list {
            let Applied { unit, seen } = self.in_place(here, *schema)?;
            // What has to hold in any case counts as looked at even where it does not: one fault is to be told once.
            if matches!(rule, Rule::AllOf(_)) || (unit.valid && !matches!(rule, Rule::Not(_))) {
                here.seen.add(&seen);
            }
            accepted.push(unit.valid);
            here.at(keyword).units.push(*unit);
        }
        if let Rule::AllOf(_) = rule {
            // The schemas themselves say what is wrong.
            here.at(keyword).valid = accepted.iter().all(|accepted| *accepted);
        } else {
            here.fail(keyword, self.leaves.choice(rule, &accepted, here.value)?);
        }
        Ok(())
    }

    pub(in crate::output) fn condition(
        &mut self,
        condition: SchemaId,
        then: Option<SchemaId>,
        otherwise: Option<SchemaId>,
        here: &mut Here<'w, '_>,
    ) -> Step {
        let mark = (here.id, std::ptr::from_ref(here.value));
        if self.idle.contains(&mark) {
            return Ok(());
        }
        let is_idle = then.is_none() && otherwise.is_none();
        if is_idle {
            self.idle.push(mark);
        }
        let Applied { unit, seen } = self.in_place(here, condition)?;
        if is_idle {
            self.idle.pop();
        }
        let holds = unit.valid;
        if holds {
            here.seen.add(&seen);
        }
        // Whether it holds is no fault in itself.
        here.at("if").units.push(*unit);
        let branch =
            if holds { then.map(|then| ("then", then)) } else { otherwise.map(|otherwise| ("else", otherwise)) };
        if let Some((keyword, schema)) = branch {
            let Applied { unit, seen } = self.in_place(here, schema)?;
            here.must_hold(keyword, unit);
            here.seen.add(&seen);
        }
        Ok(())
    }
}
