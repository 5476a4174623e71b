use std::borrow::Cow;

use super::{
    error::{DecodeError, Position},
    limits::Limits,
    names::{Scope, UNBOUND},
    scan::{self, SPACE},
    tag::Attribute,
};
use crate::record::Name;

/// A place in a document, moved from element to element.
///
/// The cursor tokenizes the text itself and borrows from it. It checks what makes a document well-formed: tags that match,
/// names, attributes that stand once, prefixes that are bound, characters and references that are allowed. Document type
/// declarations are refused, and so are references other than to characters and the five predefined entities.
///
/// [`child`](Self::child) enters an element; from then on it has to be read to its end, by [`text`](Self::text),
/// [`skip`](Self::skip), or by [`child`](Self::child) or [`content`](Self::content) until there is no more. Name and
/// attributes are those of the element entered last.
pub struct Cursor<'a> {
    pub(super) input: &'a str,
    /// The next byte.
    pub(super) at: usize,
    /// The start tag read last.
    pub(super) start: usize,
    pub(super) local: &'a str,
    pub(super) binding: usize,
    /// The element entered last is an empty-element tag, and its end has not been reported.
    pub(super) empty: bool,
    /// The element entered last is to be entered again.
    pub(super) unread: bool,
    /// The start tag read last is one that had been read before.
    pub(super) again: bool,
    pub(super) open: Vec<Open<'a>>,
    pub(super) scope: Scope<'a>,
    pub(super) attributes: Vec<Attribute<'a>>,
    pub(super) limits: Limits,
    root_seen: bool,
}

/// An element that has been entered and not left.
pub(super) struct Open<'a> {
    /// The name as it stands, with its prefix.
    pub(super) raw: &'a str,
    /// How many declarations were in scope around it.
    pub(super) scope: usize,
    /// Its number among the items of a list.
    pub(super) index: Option<u32>,
}

/// A piece of mixed content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content<'a> {
    /// A child element, which has been entered.
    Child,
    /// Text; neighbouring pieces are not joined.
    Text(Cow<'a, str>),
    /// The end of the element, which has been left.
    End,
}

impl<'a> Cursor<'a> {
    /// A cursor before the root of a document.
    pub fn new(input: &'a str, limits: Limits) -> Result<Self, DecodeError> {
        let input = input.strip_prefix('\u{FEFF}').unwrap_or(input);
        let mut cursor = Self {
            input,
            at: 0,
            start: 0,
            local: "",
            binding: UNBOUND,
            empty: false,
            unread: false,
            again: false,
            open: Vec::with_capacity(16),
            scope: Scope::new(),
            attributes: Vec::with_capacity(8),
            limits,
            root_seen: false,
        };
        if input.starts_with("<?xml") && input.as_bytes().get(5).is_some_and(|&byte| scan::is(byte, SPACE)) {
            let Some(end) = input.find("?>") else {
                return Err(cursor.error_here("the end of the XML declaration", "the end of the document"));
            };
            cursor.at = end + 2;
        }
        Ok(cursor)
    }

    /// Enters the next child of the element that is open, or, at the beginning, the root. `false`: there is none, and the
    /// element has been left. After the root has been left, the rest of the document is checked to hold nothing.
    ///
    /// Text other than white space is an error.
    #[inline]
    pub fn child(&mut self) -> Result<bool, DecodeError> {
        if self.advance()? {
            return Ok(true);
        }
        self.close()?;
        Ok(false)
    }

    /// Like [`child`](Self::child), but stops before the end of the element, which [`close`](Self::close) leaves.
    #[inline]
    pub fn advance(&mut self) -> Result<bool, DecodeError> {
        if self.unread {
            self.unread = false;
            return Ok(true);
        }
        if self.empty {
            return Ok(false);
        }
        let bytes = self.input.as_bytes();
        loop {
            self.at = scan::skip_space(bytes, self.at);
            match bytes.get(self.at) {
                Some(b'<') => match bytes.get(self.at + 1) {
                    Some(b'/') => return Ok(false),
                    Some(b'!') => {
                        if let Some(text) = self.declaration()? {
                            self.only_space(&text)?;
                        }
                    }
                    Some(b'?') => self.instruction()?,
                    _ => {
                        self.enter()?;
                        return Ok(true);
                    }
                },
                None if self.open.is_empty() && self.root_seen => return Ok(false),
                None => return Err(self.ended()),
                Some(_) => {
                    let text = self.run()?;
                    self.only_space(&text)?;
                }
            }
        }
    }

    /// Leaves the element whose end is next.
    #[inline]
    pub fn close(&mut self) -> Result<(), DecodeError> {
        if self.empty {
            self.leave_empty();
            Ok(())
        } else if self.open.is_empty() && self.at == self.input.len() {
            Ok(())
        } else {
            self.end_tag()
        }
    }

    /// The next piece of mixed content.
    pub fn content(&mut self) -> Result<Content<'a>, DecodeError> {
        let piece = self.piece()?;
        if piece == Content::End {
            self.close()?;
        }
        Ok(piece)
    }

    /// Like [`content`](Self::content), but stops before the end of the element, which [`close`](Self::close) leaves.
    pub fn piece(&mut self) -> Result<Content<'a>, DecodeError> {
        if self.empty || self.unread || self.open.is_empty() {
            return Ok(if self.advance()? { Content::Child } else { Content::End });
        }
        let bytes = self.input.as_bytes();
        loop {
            match (bytes.get(self.at), bytes.get(self.at + 1)) {
                (Some(b'<'), Some(b'/')) => return Ok(Content::End),
                (Some(b'<'), Some(b'!')) => {
                    if let Some(text) = self.declaration()? {
                        return Ok(Content::Text(text));
                    }
                }
                (Some(b'<'), Some(b'?')) => self.instruction()?,
                (Some(b'<'), _) => {
                    self.enter()?;
                    return Ok(Content::Child);
                }
                (Some(_), _) => return Ok(Content::Text(self.run()?)),
                (None, _) => return Err(self.ended()),
            }
        }
    }

    /// The text of the element entered last, which is left. Child elements are an error.
    pub fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let text = self.open_text()?;
        self.close()?;
        Ok(text)
    }

    /// Like [`text`](Self::text), but stops before the end of the element, which [`close`](Self::close) leaves.
    #[inline]
    pub fn open_text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        if self.empty {
            return Ok(Cow::Borrowed(""));
        }
        let bytes = self.input.as_bytes();
        let end = scan::text_end(bytes, self.at);
        if bytes.get(end) == Some(&b'<') && bytes.get(end + 1) == Some(&b'/') {
            let text = self.slice(self.at, end);
            self.at = end;
            return Ok(Cow::Borrowed(text));
        }
        self.text_in_pieces()
    }

    #[cold]
    fn text_in_pieces(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        let mut whole: Option<Cow<'a, str>> = None;
        loop {
            match self.piece()? {
                Content::Text(piece) => match &mut whole {
                    None => whole = Some(piece),
                    Some(text) => text.to_mut().push_str(&piece),
                },
                Content::End => return Ok(whole.unwrap_or_default()),
                Content::Child => {
                    let child = format!("the element `{}`", self.local);
                    self.open.pop();
                    return Err(self.error("text", child));
                }
            }
        }
    }

    /// Reads over the rest of the element entered last, and leaves it.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        let outside = self.open.len().saturating_sub(1);
        while self.open.len() > outside {
            self.content()?;
        }
        Ok(())
    }

    /// Makes the next [`child`](Self::child) or [`content`](Self::content) enter the element entered last once more.
    /// Nothing of it may have been read.
    pub fn unread(&mut self) {
        self.unread = true;
    }

    /// Numbers the element entered last among the items of a list: paths show it.
    pub fn number(&mut self, index: usize) {
        if let Some(open) = self.open.last_mut() {
            open.index = u32::try_from(index).ok();
        }
    }

    /// Whether the element entered last has this name.
    #[inline]
    pub fn is(&mut self, name: Name) -> bool {
        scan::same(self.local, name.local) && self.scope.is(self.binding, name.namespace)
    }

    /// The local name of the element entered last.
    pub fn local(&self) -> &'a str {
        self.local
    }

    /// The namespace of the element entered last, or empty.
    pub fn namespace(&self) -> &str {
        self.scope.uri(self.binding)
    }

    /// The name of the element entered last, for messages.
    pub fn name(&self) -> String {
        match self.namespace() {
            "" => format!("`{}` in no namespace", self.local),
            namespace => format!("`{}` in the namespace `{}`", self.local, excerpt(namespace)),
        }
    }

    /// How many elements are open.
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// Whether the element entered last has an attribute, declarations of namespaces aside.
    #[inline]
    pub fn has_attributes(&self) -> bool {
        !self.attributes.is_empty()
    }

    /// An attribute of the element entered last.
    pub fn attribute(&self, name: Name) -> Option<&str> {
        self.attributes
            .iter()
            .find(|attribute| attribute.local == name.local && self.scope.uri(attribute.binding) == name.namespace)
            .map(|attribute| &*attribute.value)
    }

    /// Namespace, local name and value of the attributes of the element entered last, declarations of namespaces aside.
    pub fn attributes(&self) -> impl Iterator<Item = (&str, &'a str, &str)> {
        self.attributes.iter().map(|attribute| (self.scope.uri(attribute.binding), attribute.local, &*attribute.value))
    }

    /// Namespace and local part of a qualified name that stands as a value in the element entered last. `None`: its prefix
    /// is not bound, or it is no name.
    pub fn qualified<'q>(&self, text: &'q str) -> Option<(&str, &'q str)> {
        self.resolve(text).map(|(binding, local)| (self.scope.uri(binding), local))
    }

    /// The same, with the binding instead of the namespace.
    #[inline]
    pub(super) fn resolve<'q>(&self, text: &'q str) -> Option<(usize, &'q str)> {
        let (binding, local) = match text.split_once(':') {
            Some((prefix, local)) if !prefix.is_empty() => (self.scope.find(prefix)?, local),
            Some(_) => return None,
            None => (self.scope.default(), text),
        };
        let valid =
            local.bytes().next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_' || first >= 0x80)
                && local.bytes().all(|byte| scan::is(byte, scan::NAME));
        valid.then_some((binding, local))
    }

    /// Prefixes and namespaces in scope, the outermost first; where a prefix stands twice, the last counts.
    pub fn declarations(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.scope.all().skip(2)
    }

    /// Checks that the root has been left and that nothing but comments, processing instructions and white space follows.
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        if !self.open.is_empty() {
            return Err(self.error_here("the end of the document", "an element that has not been read"));
        }
        if self.child()? {
            let found = format!("the element `{}`", self.local);
            self.open.clear();
            return Err(self.error("the end of the document", found));
        }
        Ok(())
    }

    /// The path to the element that is open.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for open in &self.open {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(excerpt(open.raw.split_once(':').map_or(open.raw, |(_, local)| local)));
            if let Some(index) = open.index {
                path.push_str(&format!("[{index}]"));
            }
        }
        path
    }

    /// An error in the element entered last.
    #[cold]
    pub fn error(&self, expected: impl Into<String>, found: impl Into<String>) -> DecodeError {
        DecodeError::new(self.path(), Position::new(self.input, self.start), expected, found)
    }

    /// An error at the next byte.
    #[cold]
    pub fn error_here(&self, expected: impl Into<String>, found: impl Into<String>) -> DecodeError {
        DecodeError::new(self.path(), Position::new(self.input, self.at), expected, found)
    }

    #[cold]
    fn ended(&self) -> DecodeError {
        match self.open.last() {
            Some(open) => self.error_here(format!("`</{}>`", excerpt(open.raw)), "the end of the document"),
            None => self.error_here("an element", "the end of the document"),
        }
    }

    fn only_space(&self, text: &str) -> Result<(), DecodeError> {
        if text.bytes().all(|byte| scan::is(byte, SPACE)) && !self.open.is_empty() {
            return Ok(());
        }
        let expected = if self.open.is_empty() { "an element, not text" } else { "elements only" };
        Err(self.error_here(expected, format!("the text `{}`", excerpt(text.trim()))))
    }

    /// Enters the element whose start tag is next.
    #[inline]
    fn enter(&mut self) -> Result<(), DecodeError> {
        if self.open.is_empty() {
            if self.root_seen {
                return Err(self.error_here("the end of the document", "a second root"));
            }
            self.root_seen = true;
        }
        self.start_tag()
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &'a str {
        self.input.get(from..to).unwrap_or_default()
    }
}

/// At most 64 characters of a text, for messages.
pub(super) fn excerpt(text: &str) -> &str {
    text.char_indices().nth(64).map_or(text, |(end, _)| &text[..end])
}
