use std::borrow::Cow;

use super::scan::plain;

/// Why a document cannot be read. Path and position are worked out when it leaves the reader, so that reading costs
/// nothing for them.
#[derive(Debug)]
pub(super) struct Fail {
    /// The byte where what was found begins.
    pub(super) offset: usize,
    /// What was expected there.
    pub(super) expected: Cow<'static, str>,
    /// What was found, where the document itself does not show it.
    pub(super) found: Option<Cow<'static, str>>,
    /// The value is a credential and must not be shown.
    pub(super) secret: bool,
}

impl Fail {
    #[cold]
    pub(super) fn new(offset: usize, expected: impl Into<Cow<'static, str>>) -> Box<Self> {
        Box::new(Self { offset, expected: expected.into(), found: None, secret: false })
    }

    /// What stands between values is wrong. It may be the rest of a credential that was not written as JSON wants it.
    #[cold]
    fn between(offset: usize, expected: &'static str) -> Box<Self> {
        Box::new(Self { secret: true, ..*Self::new(offset, expected) })
    }

    #[cold]
    pub(super) fn found(
        offset: usize,
        expected: impl Into<Cow<'static, str>>,
        found: impl Into<Cow<'static, str>>,
    ) -> Box<Self> {
        Box::new(Self { offset, expected: expected.into(), found: Some(found.into()), secret: false })
    }
}

pub(super) type Read<T> = Result<T, Box<Fail>>;

/// A place in a JSON text (RFC 8259), with what reads one token there.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
    deepest: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str, deepest: usize) -> Self {
        Self { text, position: 0, depth: 0, deepest }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn offset(&self) -> usize {
        self.position
    }

    /// The next byte that is no white space, or zero at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        let mut position = self.position;
        loop {
            match bytes.get(position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => position += 1,
                Some(&byte) => {
                    self.position = position;
                    return byte;
                }
                None => {
                    self.position = position;
                    return 0;
                }
            }
        }
    }

    /// Moves past an opening bracket that was peeked at.
    #[inline]
    pub(super) fn open(&mut self) -> Read<()> {
        if self.depth >= self.deepest {
            let expected = format!("at most {} levels of nesting (the limit `depth`)", self.deepest);
            return Err(Fail::found(self.position, expected, "one more level"));
        }
        self.depth += 1;
        self.position += 1;
        Ok(())
    }

    /// Moves past a closing bracket that was peeked at.
    #[inline]
    pub(super) fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.position += 1;
    }

    /// What follows an item or a property: true for a comma, false for the closing bracket, which is passed.
    #[inline]
    pub(super) fn more(&mut self, closing: u8) -> Read<bool> {
        let byte = self.peek();
        if byte == b',' {
            self.position += 1;
            Ok(true)
        } else if byte == closing {
            self.close();
            Ok(false)
        } else {
            Err(Fail::between(self.position, if closing == b'}' { "`,` or `}`" } else { "`,` or `]`" }))
        }
    }

    /// Moves past the name of a property and its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Read<Cow<'a, str>> {
        if self.peek() != b'"' {
            return Err(Fail::between(self.position, "the name of a property in quotes"));
        }
        let key = self.string()?;
        if self.peek() != b':' {
            return Err(Fail::between(self.position, "`:`"));
        }
        self.position += 1;
        Ok(key)
    }

    /// Moves past the name of a property and its colon, if they are these, without any escape or white space.
    #[inline]
    pub(super) fn is_key(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.position..).unwrap_or_default();
        let behind = rest.strip_prefix(b"\"").and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let found = behind.is_some_and(|behind| behind.starts_with(b"\":"));
        if found {
            self.position += name.len() + 3;
        }
        found
    }

    /// Moves past a string, whose opening quote was peeked at.
    #[inline]
    pub(super) fn string(&mut self) -> Read<Cow<'a, str>> {
        let start = self.position + 1;
        let end = start + plain(self.text.as_bytes().get(start..).unwrap_or_default());
        if self.text.as_bytes().get(end) == Some(&b'"') {
            self.position = end + 1;
            return Ok(Cow::Borrowed(self.text.get(start..end).unwrap_or_default()));
        }
        self.escaped(start, end).map(Cow::Owned)
    }

    #[cold]
    fn escaped(&mut self, start: usize, mut end: usize) -> Read<String> {
        let bytes = self.text.as_bytes();
        let mut out = String::with_capacity((end - start).max(16) * 2);
        let mut start = start;
        loop {
            out.push_str(self.text.get(start..end).unwrap_or_default());
            match bytes.get(end) {
                Some(b'"') => {
                    self.position = end + 1;
                    return Ok(out);
                }
                Some(b'\\') => start = self.escape(end, &mut out)?,
                Some(_) => return Err(Fail::new(end, "no control character within a string")),
                None => return Err(Fail::new(end, "`\"` at the end of the string")),
            }
            end = start + plain(bytes.get(start..).unwrap_or_default());
        }
    }

    /// Appends the character of an escape, and gives the place behind it.
    fn escape(&self, offset: usize, out: &mut String) -> Read<usize> {
        let character = match self.text.as_bytes().get(offset + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let unit = self.unit(offset)?;
                let (character, length) = match unit {
                    0xd800..=0xdbff => {
                        let low = self.low(offset + 6);
                        let low = low.ok_or_else(|| Fail::new(offset, "a surrogate followed by its low half"))?;
                        (0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00), 12)
                    }
                    _ => (unit, 6),
                };
                let character = char::from_u32(character);
                out.push(character.ok_or_else(|| Fail::new(offset, "a surrogate after its high half"))?);
                return Ok(offset + length);
            }
            _ => return Err(Fail::new(offset, "an escape such as `\\n` or `\\u00e6`")),
        };
        out.push(character);
        Ok(offset + 2)
    }

    fn low(&self, offset: usize) -> Option<u32> {
        let bytes = self.text.as_bytes();
        if bytes.get(offset) != Some(&b'\\') || bytes.get(offset + 1) != Some(&b'u') {
            return None;
        }
        self.unit(offset).ok().filter(|unit| (0xdc00..=0xdfff).contains(unit))
    }

    /// The UTF-16 code unit of an escape.
    fn unit(&self, offset: usize) -> Read<u32> {
        let digits = self.text.get(offset + 2..offset + 6).unwrap_or_default();
        let valid = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let unit = valid.then(|| u32::from_str_radix(digits, 16).ok()).flatten();
        unit.ok_or_else(|| Fail::new(offset, "four hexadecimal digits after `\\u`"))
    }

    /// Moves past a number, whose first byte was peeked at.
    #[inline]
    pub(super) fn number(&mut self) -> Read<&'a str> {
        let bytes = self.text.as_bytes();
        let start = self.position;
        let mut end = start + usize::from(bytes.get(start) == Some(&b'-'));
        let digits = end;
        end = past_digits(bytes, end);
        if end == digits {
            return Err(Fail::new(start, "a value"));
        }
        if end - digits > 1 && bytes.get(digits) == Some(&b'0') {
            return Err(Fail::new(start, "a number without leading zeros"));
        }
        if bytes.get(end) == Some(&b'.') {
            let fraction = end + 1;
            end = past_digits(bytes, fraction);
            if end == fraction {
                return Err(Fail::new(start, "a number with digits after the point"));
            }
        }
        if let Some(b'e' | b'E') = bytes.get(end) {
            end += 1;
            end += usize::from(matches!(bytes.get(end), Some(b'+' | b'-')));
            let exponent = end;
            end = past_digits(bytes, exponent);
            if end == exponent {
                return Err(Fail::new(start, "a number with digits in its exponent"));
            }
        }
        self.position = end;
        Ok(self.text.get(start..end).unwrap_or_default())
    }

    /// A small integer that neither a fraction nor an exponent follows, read in passing; `None` for any other number,
    /// in front of which the cursor stays.
    #[inline]
    pub(super) fn integer(&mut self) -> Option<i64> {
        let bytes = self.text.as_bytes();
        let negative = bytes.get(self.position) == Some(&b'-');
        let start = self.position + usize::from(negative);
        let mut value = 0_i64;
        let mut end = start;
        while let Some(digit) = bytes.get(end).map(|byte| byte.wrapping_sub(b'0')).filter(|digit| *digit < 10) {
            if end - start == 18 {
                return None;
            }
            value = value * 10 + i64::from(digit);
            end += 1;
        }
        let leading = end - start > 1 && bytes.get(start) == Some(&b'0');
        if end == start || leading || matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.position = end;
        Some(if negative { -value } else { value })
    }

    /// Moves past a word such as `null`.
    #[inline]
    pub(super) fn word(&mut self, word: &'static str) -> Read<()> {
        if self.text.as_bytes().get(self.position..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.position += word.len();
            return Ok(());
        }
        Err(Fail::new(self.position, "a value"))
    }

    /// Moves past a value, checking it. Needs no stack.
    pub(super) fn skip(&mut self) -> Read<()> {
        let outer = self.depth;
        // Per open bracket, whether it is that of an object.
        let mut objects: Vec<bool> = Vec::new();
        loop {
            match self.peek() {
                b'{' => {
                    self.open()?;
                    if self.peek() == b'}' {
                        self.close();
                    } else {
                        objects.push(true);
                        self.key()?;
                        continue;
                    }
                }
                b'[' => {
                    self.open()?;
                    if self.peek() == b']' {
                        self.close();
                    } else {
                        objects.push(false);
                        continue;
                    }
                }
                b'"' => drop(self.string()?),
                b't' => self.word("true")?,
                b'f' => self.word("false")?,
                b'n' => self.word("null")?,
                _ => drop(self.number()?),
            }
            loop {
                let Some(&object) = objects.last() else {
                    debug_assert_eq!(self.depth, outer);
                    return Ok(());
                };
                if self.more(if object { b'}' } else { b']' })? {
                    if object {
                        self.key()?;
                    }
                    break;
                }
                objects.pop();
            }
        }
    }
}

#[inline]
fn past_digits(bytes: &[u8], mut position: usize) -> usize {
    while bytes.get(position).is_some_and(u8::is_ascii_digit) {
        position += 1;
    }
    position
}
