//! A Markdown table: words to the left, figures to the right.

/// A table that is filled by the row.
#[derive(Debug, Default)]
pub struct Table {
    text: String,
}

impl Table {
    /// A table with these headings; the first column holds words, the others figures.
    pub fn new<T: AsRef<str>>(headings: &[T]) -> Self {
        let mut table = Self::default();
        table.row(headings);
        table.text.push_str("| --- |");
        table.text.push_str(&" ---: |".repeat(headings.len().saturating_sub(1)));
        table.text.push('\n');
        table
    }

    /// Adds a row.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) {
        self.text.push('|');
        for cell in cells {
            self.text.push(' ');
            self.text.push_str(cell.as_ref());
            self.text.push_str(" |");
        }
        self.text.push('\n');
    }

    /// The table as text.
    pub fn markdown(&self) -> &str {
        &self.text
    }
}
