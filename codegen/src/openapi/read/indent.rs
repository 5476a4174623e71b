use std::collections::HashSet;

/// How far a line is moved to the right: deeper than any block that stands around it in a real document.
const SHIFT: u32 = 96;

/// A YAML text whose lines that begin with the end of a flow collection are moved to the right.
#[derive(Debug, Default)]
pub struct Deepened {
    /// The text.
    pub text: String,
    lines: HashSet<u32>,
}

impl Deepened {
    /// Moves the lines that begin with `}` or `]`, except within block scalars, where they are content.
    pub fn new(text: &str) -> Self {
        let mut deepened = Self { text: String::with_capacity(text.len() + text.len() / 8), lines: HashSet::new() };
        let mut scalar: Option<usize> = None;
        for (number, line) in (1u32..).zip(text.split_inclusive('\n')) {
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let blank = content.trim_end().is_empty();
            if scalar.is_some_and(|outer| !blank && indent <= outer) {
                scalar = None;
            }
            if scalar.is_none() {
                if content.starts_with(['}', ']']) {
                    deepened.lines.insert(number);
                    deepened.text.extend(std::iter::repeat_n(' ', SHIFT as usize));
                } else if starts_scalar(content) {
                    scalar = Some(indent);
                }
            }
            deepened.text.push_str(line);
        }
        deepened
    }

    /// The column in the text as it was given.
    pub fn column(&self, line: u32, column: u32) -> u32 {
        if self.lines.contains(&line) { column.saturating_sub(SHIFT).max(1) } else { column }
    }
}

/// Whether a line ends in the header of a block scalar (YAML 1.2.2, section 8.1.1).
fn starts_scalar(line: &str) -> bool {
    let line = line.trim_end();
    let header = line.trim_end_matches(|character: char| character.is_ascii_digit() || matches!(character, '+' | '-'));
    let Some(before) = header.strip_suffix(['|', '>']) else { return false };
    before.ends_with([' ', '\t']) && before.trim_end().ends_with([':', '-', '?']) || before.is_empty()
}
