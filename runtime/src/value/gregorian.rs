use std::fmt;

use super::{calendar, lexical::digits};
use crate::record::{Scalar, ScalarError};

/// A recurring or imprecise date, kept as its lexical form: `xs:gYear` (`2026`), `xs:gYearMonth` (`2026-11`), `xs:gMonth`
/// (`--11`), `xs:gMonthDay` (`--11-21`) or `xs:gDay` (`---21`), each with an optional offset.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Gregorian(String);

impl Gregorian {
    /// The value of a lexical form.
    pub fn new(text: &str) -> Result<Self, ScalarError> {
        let mut value = Self::default();
        value.read(text)?;
        Ok(value)
    }

    /// The lexical form.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Gregorian {
    /// The year 1.
    fn default() -> Self {
        Self("0001".to_owned())
    }
}

fn is_valid(text: &str) -> Option<bool> {
    let rest = if let Some(day) = text.strip_prefix("---") {
        let (day, rest) = digits(day, 2)?;
        (1..=31).contains(&day).then_some(rest)?
    } else if let Some(month) = text.strip_prefix("--") {
        let (month, rest) = digits(month, 2)?;
        let rest = rest.strip_prefix("--").unwrap_or(rest);
        // 2000 is a leap year: the 29th of February is a day.
        let last = u32::from(calendar::days(2000, month as u8));
        match rest.strip_prefix('-').and_then(|day| digits(day, 2)) {
            Some((day, after)) if !after.starts_with(':') => (1..=last).contains(&day).then_some(after)?,
            _ => (last > 0).then_some(rest)?,
        }
    } else {
        let (_, rest) = calendar::year(text)?;
        match rest.strip_prefix('-').and_then(|month| digits(month, 2)) {
            Some((month, after)) if !after.starts_with(':') => (1..=12).contains(&month).then_some(after)?,
            _ => rest,
        }
    };
    calendar::offset(rest).map(|_| true)
}

impl Scalar for Gregorian {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        is_valid(text).ok_or(ScalarError {
            expected: "a year, month or day such as `2026`, `2026-11`, `--11`, `--11-21` or `---21`",
        })?;
        text.clone_into(&mut self.0);
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.0);
    }
}

impl fmt::Display for Gregorian {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
