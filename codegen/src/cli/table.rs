//! Columns of text, aligned.

use super::terminal::Style;

/// The gap between columns.
const GAP: &str = "  ";

/// Rows under a heading.
pub(super) struct Table {
    heading: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub fn new(heading: &[&'static str]) -> Self {
        Self { heading: heading.to_vec(), rows: Vec::new() }
    }

    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table; the last column is not padded.
    pub fn render(&self, style: Style) -> String {
        let widths: Vec<usize> = (0..self.heading.len())
            .map(|column| {
                let cells = self.rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell));
                cells.chain(self.heading.get(column).map(|cell| width(cell))).max().unwrap_or(0)
            })
            .collect();
        let mut out = style.dim(&line(&self.heading, &widths));
        out.push('\n');
        for row in &self.rows {
            out.push_str(&line(row, &widths));
            out.push('\n');
        }
        out
    }
}

fn line<T: AsRef<str>>(cells: &[T], widths: &[usize]) -> String {
    let mut out = String::new();
    for (index, (cell, wanted)) in cells.iter().zip(widths).enumerate() {
        if index > 0 {
            out.push_str(GAP);
        }
        out.push_str(cell.as_ref());
        out.extend(std::iter::repeat_n(' ', wanted.saturating_sub(width(cell.as_ref()))));
    }
    out.truncate(out.trim_end().len());
    out
}

fn width(text: &str) -> usize {
    text.chars().count()
}
