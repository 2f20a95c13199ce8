//! The counts, and the tables of them.

use std::fmt::Write as _;

use crate::suite::{Draft, Group};

/// What a contestant says of every test, by group; `None` is no answer, which is wrong.
#[derive(Default)]
pub(crate) struct Judged {
    pub(crate) verdicts: Vec<Vec<Option<bool>>>,
    /// The groups for which there is no validator, by the reason.
    pub(crate) missing: Vec<(usize, &'static str)>,
}

impl Judged {
    pub(crate) fn right(&self, groups: &[Group]) -> usize {
        self.answers(groups)
            .filter(|(group, test, verdict)| *verdict == Some(groups[*group].tests[*test].valid))
            .count()
    }

    fn answers(&self, groups: &[Group]) -> impl Iterator<Item = (usize, usize, Option<bool>)> {
        let places =
            groups.iter().enumerate().flat_map(|(group, of)| (0..of.tests.len()).map(move |test| (group, test)));
        places.map(|(group, test)| (group, test, self.verdicts[group][test]))
    }
}

/// A line of the table: one way of one contestant.
struct Row {
    way: String,
    /// Right verdicts, by draft; then those that are wrong in groups that have a validator.
    right: Vec<usize>,
    wrong_answers: usize,
    missing: Vec<(&'static str, usize, usize)>,
}

/// All that is told.
#[derive(Default)]
pub(crate) struct Table {
    drafts: Vec<(&'static str, usize, usize)>,
    rows: Vec<Row>,
    /// Every wrong verdict, a line each.
    pub(crate) wrong: String,
}

impl Table {
    pub(crate) fn add(&mut self, draft: &Draft, groups: &[Group], way: String, judged: &Judged) {
        if self.drafts.last().is_none_or(|(name, _, _)| *name != draft.folder) {
            self.drafts.push((draft.folder, groups.iter().map(|group| group.tests.len()).sum(), groups.len()));
        }
        for (group, test, verdict) in judged.answers(groups) {
            let (group, test) = (&groups[group], &groups[group].tests[test]);
            if verdict != Some(test.valid) {
                let name = format!("{} / {} / {}", draft.folder, group.name, test.description);
                writeln!(self.wrong, "{way}: {name}: wanted {}, {verdict:?}", test.valid).unwrap();
            }
        }
        let tests_of = |group: usize| groups[group].tests.len();
        let row = match self.rows.iter().position(|row| row.way == way) {
            Some(row) => &mut self.rows[row],
            None => {
                self.rows.push(Row { way, right: Vec::new(), wrong_answers: 0, missing: Vec::new() });
                self.rows.last_mut().unwrap()
            }
        };
        let (right, tests) = (judged.right(groups), groups.iter().map(|group| group.tests.len()).sum::<usize>());
        let lost: usize = judged.missing.iter().map(|(group, _)| tests_of(*group)).sum();
        row.right.push(right);
        row.wrong_answers += tests - right - lost;
        for (group, reason) in &judged.missing {
            match row.missing.iter_mut().find(|(name, _, _)| name == reason) {
                Some((_, count, lost)) => (*count, *lost) = (*count + 1, *lost + tests_of(*group)),
                None => row.missing.push((reason, 1, tests_of(*group))),
            }
        }
    }

    /// How many tests each way passes, by draft.
    pub(crate) fn passed(&self) -> String {
        let all: usize = self.drafts.iter().map(|(_, tests, _)| tests).sum();
        let mut text = String::from("| Required tests passed |");
        for (name, tests, _) in &self.drafts {
            write!(text, " {}, of {tests} |", name.replacen("draft", "draft ", 1)).unwrap();
        }
        writeln!(text, " all, of {all} |\n| --- |{}", " ---: |".repeat(self.drafts.len() + 1)).unwrap();
        for row in &self.rows {
            let right: usize = row.right.iter().sum();
            write!(text, "| {} |", row.way).unwrap();
            for right in &row.right {
                write!(text, " {right} |").unwrap();
            }
            writeln!(text, " {right} ({}) |", share(right, all)).unwrap();
        }
        text
    }

    /// What the other verdicts are, in all drafts.
    pub(crate) fn faults(&self) -> String {
        let mut text =
            String::from("| Not passed, all drafts | wrong answers | tests of groups without a validator |\n");
        text.push_str("| --- | ---: | --- |\n");
        for row in &self.rows {
            let missing = row.missing.iter().map(|(why, groups, tests)| format!("{tests} ({groups} groups: {why})"));
            let missing = missing.collect::<Vec<_>>().join(", ");
            let missing = if missing.is_empty() { "0" } else { &missing };
            writeln!(text, "| {} | {} | {missing} |", row.way, row.wrong_answers).unwrap();
        }
        text
    }
}

/// A share in per cent, rounded down, so that 100 means all.
fn share(right: usize, of: usize) -> String {
    let tenths = right * 1000 / of;
    if tenths == 1000 { "100 %".to_owned() } else { format!("{}.{} %", tenths / 10, tenths % 10) }
}
