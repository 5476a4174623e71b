use std::borrow::Cow;

use quick_xml::escape::resolve_predefined_entity;

use super::{Cursor, DecodeError, cursor::excerpt, scan};

impl<'a> Cursor<'a> {
    /// The text up to the next `<`, its references resolved and its line ends made one.
    pub(super) fn run(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let bytes = self.input.as_bytes();
        let mut whole = String::new();
        loop {
            let end = scan::text_end(bytes, self.at);
            let plain = self.slice(self.at, end);
            self.at = end;
            match bytes.get(end) {
                None | Some(b'<') if whole.is_empty() => return Ok(Cow::Borrowed(plain)),
                None | Some(b'<') => {
                    whole.push_str(plain);
                    return Ok(Cow::Owned(whole));
                }
                Some(b'&') => {
                    whole.push_str(plain);
                    whole.push(self.reference()?);
                }
                Some(b'\r') => {
                    whole.push_str(plain);
                    whole.push('\n');
                    self.at += if bytes.get(end + 1) == Some(&b'\n') { 2 } else { 1 };
                }
                Some(b'>') => return Err(self.error_here("`]]&gt;`, as text holds it", "`]]>`")),
                Some(_) => return Err(self.error_here("text", self.found_at(end))),
            }
        }
    }

    /// The quoted value that is next.
    pub(super) fn attribute_value(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let bytes = self.input.as_bytes();
        let quote = match bytes.get(self.at) {
            Some(&quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.error_here("a quoted value", self.found_at(self.at))),
        };
        self.at += 1;
        let mut whole: Option<String> = None;
        loop {
            let from = self.at;
            let mut end = scan::value_end(bytes, from);
            while matches!(bytes.get(end), Some(&(b'"' | b'\''))) && bytes.get(end) != Some(&quote) {
                end = scan::value_end(bytes, end + 1);
            }
            let plain = self.slice(from, end);
            self.at = end;
            match bytes.get(end) {
                None => return Err(self.error_here("the end of the attribute's value", "the end of the document")),
                Some(&byte) if byte == quote => {
                    self.at += 1;
                    return Ok(match whole {
                        None => Cow::Borrowed(plain),
                        Some(mut whole) => {
                            whole.push_str(plain);
                            Cow::Owned(whole)
                        }
                    });
                }
                Some(b'&') => {
                    let character = self.reference()?;
                    let whole = whole.get_or_insert_default();
                    whole.push_str(plain);
                    whole.push(character);
                }
                Some(b'\t' | b'\n' | b'\r') => {
                    self.at += if bytes.get(end) == Some(&b'\r') && bytes.get(end + 1) == Some(&b'\n') { 2 } else { 1 };
                    let whole = whole.get_or_insert_default();
                    whole.push_str(plain);
                    whole.push(' ');
                }
                Some(_) => return Err(self.error_here("the attribute's value", self.found_at(end))),
            }
        }
    }

    /// The character of the reference that is next.
    fn reference(&mut self) -> Result<char, DecodeError> {
        let rest = self.slice(self.at + 1, self.input.len());
        let Some(end) = rest.bytes().take(12).position(|byte| byte == b';') else {
            return Err(self.error_here("`&amp;` or a reference such as `&lt;`", "`&`"));
        };
        let name = &rest[..end];
        let character = match name.strip_prefix('#') {
            None => resolve_predefined_entity(name).and_then(|text| text.chars().next()),
            Some(number) => {
                let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
                let legal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
                let code = legal.then(|| u32::from_str_radix(digits, radix).ok()).flatten();
                code.and_then(char::from_u32).filter(|&character| allowed(character))
            }
        };
        match character {
            Some(character) => {
                self.at += end + 2;
                Ok(character)
            }
            None => Err(self.error_here(
                "a reference to a character or to one of the five predefined entities",
                format!("`&{};`", excerpt(name)),
            )),
        }
    }

    /// Reads over a comment, or gives the content of a CDATA section. A document type declaration is refused.
    pub(super) fn declaration(&mut self) -> Result<Option<Cow<'a, str>>, DecodeError> {
        let rest = self.slice(self.at, self.input.len());
        if let Some(body) = rest.strip_prefix("<!--") {
            let Some(end) = body.find("--") else {
                return Err(self.error_here("`-->`", "the end of the document"));
            };
            self.characters(&body[..end])?;
            if body.as_bytes().get(end + 2) != Some(&b'>') {
                return Err(self.error_here("a comment without `--`", "`--`"));
            }
            self.at += 4 + end + 3;
            return Ok(None);
        }
        if let Some(body) = rest.strip_prefix("<![CDATA[") {
            if self.open.is_empty() {
                return Err(self.error_here("an element, not text", "a CDATA section"));
            }
            let Some(end) = body.find("]]>") else {
                return Err(self.error_here("`]]>`", "the end of the document"));
            };
            let text = &body[..end];
            self.characters(text)?;
            self.at += 9 + end + 3;
            return Ok(Some(if text.contains('\r') {
                Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
            } else {
                Cow::Borrowed(text)
            }));
        }
        if rest.starts_with("<!DOCTYPE") {
            return Err(self.error_here("no document type declaration", "`<!DOCTYPE`"));
        }
        Err(self.error_here("an element, a comment or a CDATA section", "`<!`"))
    }

    /// Reads over a processing instruction.
    pub(super) fn instruction(&mut self) -> Result<(), DecodeError> {
        let body = self.slice(self.at + 2, self.input.len());
        let Some(end) = body.find("?>") else {
            return Err(self.error_here("`?>`", "the end of the document"));
        };
        let target = body[..end].split([' ', '\t', '\r', '\n']).next().unwrap_or_default();
        let named = target.starts_with(|first: char| first.is_alphabetic() || first == '_');
        if !named || target.eq_ignore_ascii_case("xml") {
            return Err(self.error_here("a processing instruction", format!("`<?{}`", excerpt(target))));
        }
        self.characters(&body[..end])?;
        self.at += 2 + end + 2;
        Ok(())
    }

    fn characters(&self, text: &str) -> Result<(), DecodeError> {
        match text.chars().find(|&character| !allowed(character)) {
            None => Ok(()),
            Some(character) => Err(self.error_here("text", format!("`{}`", character.escape_debug()))),
        }
    }
}

/// Whether XML 1.0 can carry a character.
pub(super) fn allowed(character: char) -> bool {
    !matches!(character, '\0'..'\t' | '\u{B}' | '\u{C}' | '\u{E}'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}')
}
