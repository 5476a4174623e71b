//! The part of a description that a finding points at: a few lines, none longer than a screen.

use std::fmt;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Origin;

/// Lines before and after.
const CONTEXT: usize = 1;
/// The most characters of a line that are shown.
const WIDTH: usize = 96;
/// Where the column stands in a line that is cut.
const LEAD: usize = 36;
/// The longest thing that is underlined.
const MARKED: usize = 60;

/// A part of a file, with its true lines and columns.
pub(super) struct Excerpt {
    name: String,
    text: String,
    /// The first line of the text, from 0.
    first_line: usize,
    /// The column of the finding in the file, from 0: miette would count bytes, and from where the line is cut.
    column: usize,
    /// Where the finding stands in the text.
    span: SourceSpan,
}

impl Excerpt {
    /// The surroundings of a place; `None` where the text has no such line.
    pub fn new(origin: &Origin, text: &str) -> Option<Self> {
        let line = usize::try_from(origin.line).ok()?.checked_sub(1)?;
        let column = usize::try_from(origin.column).unwrap_or(0).saturating_sub(1);
        let first_line = line.saturating_sub(CONTEXT);
        let shown: Vec<&str> = text.lines().skip(first_line).take(line - first_line + 1 + CONTEXT).collect();
        let pointed = shown.get(line - first_line)?;
        let start = if pointed.chars().nth(WIDTH).is_none() { 0 } else { column.saturating_sub(LEAD) };
        let mut out = String::new();
        let (mut at, mut length) = (0, 0);
        for (index, whole) in shown.iter().enumerate() {
            let here = index == line - first_line;
            if here {
                let before = window(whole, start, column - start);
                at = out.len() + before.len() + if start > 0 { "…".len() } else { 0 };
                length = marked(whole, column);
            }
            out.push_str(&cut(whole, start));
            out.push('\n');
        }
        let span = (at.min(out.len()), length).into();
        Some(Self { name: origin.file.to_string(), text: out, first_line, column, span })
    }

    /// Where the finding stands in the excerpt.
    pub fn span(&self) -> SourceSpan {
        self.span
    }
}

/// At most `WIDTH` characters of a line from a column on, with a sign where something is left out.
fn cut(line: &str, start: usize) -> String {
    let part = window(line, start, WIDTH);
    let left = if start > 0 { "…" } else { "" };
    let right = if line.chars().nth(start + WIDTH).is_some() { "…" } else { "" };
    format!("{left}{part}{right}")
}

fn window(line: &str, start: usize, count: usize) -> String {
    let visible = line.chars().skip(start).take(count);
    visible.map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The length in bytes of the tag, the quoted text or the word that stands at a column.
fn marked(line: &str, column: usize) -> usize {
    let rest: String = window(line, column, MARKED);
    let end = match rest.chars().next() {
        Some('<') => rest.find(|c: char| c == '>' || c.is_whitespace()),
        Some(quote @ ('"' | '\'')) => rest.get(1..).and_then(|inner| inner.find(quote)).map(|end| end + 2),
        _ => rest.find(|c: char| c.is_whitespace() || "<>\"',;=/{}[]".contains(c)),
    };
    end.unwrap_or(rest.len()).max(rest.chars().next().map_or(0, char::len_utf8))
}

impl SourceCode for Excerpt {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.read_span(span, before, after)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line() + self.first_line,
            if *span == self.span && before == 0 && after == 0 { self.column } else { inner.column() },
            inner.line_count(),
        )))
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Excerpt")
            .field("name", &self.name)
            .field("first_line", &self.first_line)
            .finish_non_exhaustive()
    }
}
