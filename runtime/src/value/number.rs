use super::{Decimal, Guid, Integer, lexical};
use crate::record::{Scalar, ScalarError};

/// A UTF-16 code unit, which stands as its number (`ser:char`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Char(pub u16);

impl Char {
    /// The character, unless the unit is half of a surrogate pair.
    pub fn to_char(self) -> Option<char> {
        char::from_u32(u32::from(self.0))
    }
}

impl Scalar for Char {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        self.0 =
            lexical::int(text).map_err(|_| ScalarError { expected: "the number of a character, from 0 to 65535" })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        lexical::push_unsigned(out, u64::from(self.0));
    }
}

/// Reading takes time in proportion to the square of the digits, so that they are bounded.
const MAX_DIGITS: usize = 10_000;

impl Scalar for Integer {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
        let legal = digits.len() <= MAX_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
        let parsed = if legal { text.parse().ok() } else { None };
        *self = parsed.ok_or(ScalarError { expected: "an integer of at most 10000 digits" })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_string());
    }
}

impl Scalar for Decimal {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let legal = unsigned.len() <= MAX_DIGITS
            && (!whole.is_empty() || !fraction.is_empty())
            && whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit());
        let parsed = if legal { text.parse().ok() } else { None };
        *self = parsed.ok_or(ScalarError { expected: "a decimal number of at most 10000 digits" })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(&self.to_plain_string());
    }
}

impl Scalar for Guid {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        // The library reads other forms too, which XML has not.
        let parsed = if text.len() == 36 { Self::try_parse(text).ok() } else { None };
        *self = parsed.ok_or(ScalarError { expected: "a UUID such as `936da01f-9abd-4d9d-80c7-02af85c822a8`" })?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        out.push_str(self.as_hyphenated().encode_lower(&mut Self::encode_buffer()));
    }
}
