use std::{borrow::Cow, collections::HashSet};

use super::{
    Cursor, DecodeError,
    cursor::{Open, excerpt},
    names::UNBOUND,
    scan::{self, SPACE},
};

/// An attribute of a start tag.
pub(super) struct Attribute<'a> {
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
    /// The binding of the prefix; no prefix is no namespace.
    pub(super) binding: usize,
    pub(super) value: Cow<'a, str>,
}

/// A start tag that has been read, and what was found about it.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    /// All of it, from `<` to `>`.
    whole: &'a str,
    raw: &'a str,
    local: &'a str,
    binding: usize,
    /// The innermost declaration in scope.
    scope: usize,
}

/// Above this number of attributes, doubles are searched by hashing.
const FEW: usize = 8;

impl<'a> Cursor<'a> {
    /// Reads the start tag that is next.
    #[inline]
    pub(super) fn start_tag(&mut self) -> Result<(), DecodeError> {
        let bytes = self.input.as_bytes();
        self.start = self.at;
        self.again = false;
        if self.open.len() >= self.limits.depth {
            return Err(self.error_here(
                format!("elements nested at most {} deep (`Limits::depth`)", self.limits.depth),
                "a deeper one",
            ));
        }
        let from = self.at + 1;
        let (colon, end) = self.scan_name(from)?;
        let raw = self.slice(from, end);
        self.at = end;
        if !self.attributes.is_empty() {
            self.attributes.clear();
        }
        let scope = self.scope.len();
        self.open.push(Open { raw, scope, index: None });
        match bytes.get(end) {
            Some(b'>') => self.at = end + 1,
            _ => self.attribute_list(scope)?,
        }
        self.binding = match colon {
            None => {
                self.local = raw;
                self.scope.default()
            }
            Some(colon) => {
                self.local = self.slice(colon + 1, end);
                let prefix = self.slice(from, colon);
                match self.scope.find(prefix) {
                    Some(binding) => binding,
                    None => return Err(self.unbound(prefix)),
                }
            }
        };
        Ok(())
    }

    /// The start tag read last, to be recognised where it stands again. `None`: it declares namespaces, or its element is empty.
    #[inline]
    pub(super) fn tag(&self) -> Option<Tag<'a>> {
        let open = self.open.last().filter(|open| !self.empty && open.scope == self.scope.len())?;
        Some(Tag {
            whole: self.slice(self.start, self.at),
            raw: open.raw,
            local: self.local,
            binding: self.binding,
            scope: self.scope.innermost(),
        })
    }

    /// Whether the start tag read last is this one, byte by byte, under the same declarations.
    #[inline]
    pub(super) fn is_tag(&self, tag: &Tag<'a>) -> bool {
        let bytes = self.input.as_bytes().get(self.start..self.at).unwrap_or_default();
        tag.scope == self.scope.innermost() && scan::same_bytes(bytes, tag.whole.as_bytes())
    }

    /// Enters the next child if its start tag is this one, byte by byte, under the same declarations: then it means the same.
    /// Its attributes are not shown again.
    #[inline]
    pub(super) fn enter_again(&mut self, tag: &Tag<'a>) -> bool {
        if self.empty || self.unread || tag.scope != self.scope.innermost() || self.open.len() >= self.limits.depth {
            return false;
        }
        let bytes = self.input.as_bytes();
        self.at = scan::skip_space(bytes, self.at);
        let end = self.at + tag.whole.len();
        if !bytes.get(self.at..end).is_some_and(|next| scan::same_bytes(next, tag.whole.as_bytes())) {
            return false;
        }
        self.start = self.at;
        self.at = end;
        self.local = tag.local;
        self.binding = tag.binding;
        self.again = true;
        if !self.attributes.is_empty() {
            self.attributes.clear();
        }
        self.open.push(Open { raw: tag.raw, scope: self.scope.len(), index: None });
        true
    }

    /// Leaves the element whose end tag is next.
    #[inline]
    pub(super) fn end_tag(&mut self) -> Result<(), DecodeError> {
        let bytes = self.input.as_bytes();
        let from = self.at + 2;
        let Some(open) = self.open.last() else {
            return Err(self.error_here("an element", "an end tag"));
        };
        let end = from + open.raw.len();
        if !bytes.get(from..end).is_some_and(|name| scan::same_bytes(name, open.raw.as_bytes())) {
            return Err(self.mismatched());
        }
        let close = if bytes.get(end) == Some(&b'>') { end } else { scan::skip_space(bytes, end) };
        if bytes.get(close) != Some(&b'>') {
            return Err(self.mismatched());
        }
        self.at = close + 1;
        self.leave();
        Ok(())
    }

    /// Leaves the empty element entered last.
    pub(super) fn leave_empty(&mut self) {
        self.empty = false;
        self.leave();
    }

    #[inline]
    fn leave(&mut self) {
        if let Some(open) = self.open.pop()
            && open.scope != self.scope.len()
        {
            self.scope.truncate(open.scope);
        }
    }

    /// The colon, if there is one, and the end of the name at `from`.
    #[inline]
    fn scan_name(&self, from: usize) -> Result<(Option<usize>, usize), DecodeError> {
        let bytes = self.input.as_bytes();
        let first = scan::name_end(bytes, from);
        if bytes.get(first) != Some(&b':') {
            if self.starts_name(from) {
                return Ok((None, first));
            }
        } else {
            let second = scan::name_end(bytes, first + 1);
            if self.starts_name(from) && self.starts_name(first + 1) && bytes.get(second) != Some(&b':') {
                return Ok((Some(first), second));
            }
        }
        Err(self.error_here("a name", self.found_at(from)))
    }

    #[inline]
    fn starts_name(&self, at: usize) -> bool {
        matches!(self.input.as_bytes().get(at), Some(b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..))
    }

    /// Reads the attributes and the end of a start tag.
    fn attribute_list(&mut self, outer: usize) -> Result<(), DecodeError> {
        let bytes = self.input.as_bytes();
        let mut count = 0;
        loop {
            let after = scan::skip_space(bytes, self.at);
            match bytes.get(after) {
                Some(b'>') => {
                    self.at = after + 1;
                    break;
                }
                Some(b'/') if bytes.get(after + 1) == Some(&b'>') => {
                    self.at = after + 2;
                    self.empty = true;
                    break;
                }
                None => return Err(self.error_here("`>`", "the end of the document")),
                Some(_) if after == self.at => {
                    return Err(self.error_here("white space, `/>` or `>`", self.found_at(after)));
                }
                Some(_) => {}
            }
            self.at = after;
            count += 1;
            if count > self.limits.attributes {
                return Err(self.error_here(
                    format!("at most {} attributes (`Limits::attributes`)", self.limits.attributes),
                    "more",
                ));
            }
            self.attribute_or_declaration(outer)?;
        }
        if !self.attributes.is_empty() {
            self.resolve_attributes()?;
        }
        Ok(())
    }

    fn attribute_or_declaration(&mut self, outer: usize) -> Result<(), DecodeError> {
        let bytes = self.input.as_bytes();
        let from = self.at;
        let (colon, end) = self.scan_name(from)?;
        let mut at = scan::skip_space(bytes, end);
        if bytes.get(at) != Some(&b'=') {
            self.at = at;
            return Err(self.error_here("`=`", self.found_at(at)));
        }
        at = scan::skip_space(bytes, at + 1);
        self.at = at;
        let value = self.attribute_value()?;
        let (prefix, local) = match colon {
            None => ("", self.slice(from, end)),
            Some(colon) => (self.slice(from, colon), self.slice(colon + 1, end)),
        };
        if prefix == "xmlns" || (prefix.is_empty() && local == "xmlns") {
            let prefix = if prefix.is_empty() { "" } else { local };
            self.declare(prefix, value, outer)?;
        } else {
            self.attributes.push(Attribute { prefix, local, binding: UNBOUND, value });
        }
        Ok(())
    }

    fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>, outer: usize) -> Result<(), DecodeError> {
        let legal = match prefix {
            "xml" => uri == super::XML,
            "xmlns" => false,
            "" => uri != super::XML,
            _ => !uri.is_empty() && uri != super::XML,
        };
        if !legal {
            return Err(self
                .error_here("a namespace declaration", format!("`{}` bound to `{}`", excerpt(prefix), excerpt(&uri))));
        }
        if self.scope.declares(prefix, outer) {
            return Err(self.error_here("each prefix declared once", format!("`{}` twice", excerpt(prefix))));
        }
        if self.scope.len() >= self.limits.namespaces + 2 {
            return Err(self.error_here(
                format!("at most {} namespace declarations in scope (`Limits::namespaces`)", self.limits.namespaces),
                "more",
            ));
        }
        self.scope.declare(prefix, uri);
        Ok(())
    }

    fn resolve_attributes(&mut self) -> Result<(), DecodeError> {
        for index in 0..self.attributes.len() {
            let Some(attribute) = self.attributes.get_mut(index) else { break };
            if !attribute.prefix.is_empty() {
                match self.scope.find(attribute.prefix) {
                    Some(binding) => attribute.binding = binding,
                    None => {
                        let prefix = attribute.prefix;
                        return Err(self.unbound(prefix));
                    }
                }
            }
        }
        if self.attributes.len() < 2 {
            return Ok(());
        }
        let double = if self.attributes.len() <= FEW {
            self.attributes.iter().enumerate().find(|(index, one)| {
                self.attributes[..*index].iter().any(|other| {
                    one.local == other.local && self.scope.uri(one.binding) == self.scope.uri(other.binding)
                })
            })
        } else {
            let mut seen = HashSet::with_capacity(self.attributes.len());
            self.attributes.iter().enumerate().find(|(_, one)| !seen.insert((one.local, self.scope.uri(one.binding))))
        };
        match double {
            Some((_, attribute)) => {
                Err(self.error("each attribute once", format!("`{}` twice", excerpt(attribute.local))))
            }
            None => Ok(()),
        }
    }

    #[cold]
    fn unbound(&self, prefix: &str) -> DecodeError {
        self.error("a prefix that is bound to a namespace", format!("`{}`", excerpt(prefix)))
    }

    #[cold]
    fn mismatched(&self) -> DecodeError {
        let from = self.at + 2;
        let found = match self.input.as_bytes().get(from..).and_then(|rest| rest.iter().position(|&byte| byte == b'>'))
        {
            Some(length) => format!("`</{}>`", excerpt(self.slice(from, from + length))),
            None => "the end of the document".to_owned(),
        };
        let expected = self.open.last().map_or("", |open| open.raw);
        self.error_here(format!("`</{}>`", excerpt(expected)), found)
    }

    /// The character at a byte, for messages.
    #[cold]
    pub(super) fn found_at(&self, at: usize) -> String {
        match self.input.get(at..).and_then(|rest| rest.chars().next()) {
            None => "the end of the document".to_owned(),
            Some(character) if scan::is(character as u32 as u8, SPACE) && character.is_ascii() => {
                "white space".to_owned()
            }
            Some(character) => format!("`{}`", character.escape_debug()),
        }
    }
}
