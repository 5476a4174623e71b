use std::{error::Error, fmt};

use crate::http::masked;

/// A place in a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The byte, from zero.
    pub offset: usize,
    /// The line, from one.
    pub line: usize,
    /// The character within the line, from one.
    pub column: usize,
}

impl Position {
    /// The place of a byte in a text.
    pub(crate) fn new(input: &str, offset: usize) -> Self {
        let mut offset = offset.min(input.len());
        while !input.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &input[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            offset,
            line: 1 + before.bytes().filter(|&byte| byte == b'\n').count(),
            column: 1 + before[line_start..].chars().count(),
        }
    }
}

/// A document that cannot be read.
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Decode>);

#[derive(Clone, PartialEq, Eq)]
struct Decode {
    path: String,
    expected: String,
    found: String,
    position: Position,
}

impl DecodeError {
    /// An error at a place: what was expected there and what was found.
    pub fn new(
        path: impl Into<String>,
        position: Position,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self(Box::new(Decode { path: path.into(), expected: expected.into(), found: found.into(), position }))
    }

    /// The path to the innermost element that was open, such as `Envelope/Body/ChatPresence[2]/UserId`. Empty outside
    /// the document's root.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was expected.
    pub fn expected(&self) -> &str {
        &self.0.expected
    }

    /// What was found. The value of a field that is a credential is not shown.
    pub fn found(&self) -> &str {
        &self.0.found
    }

    /// The same error without the secrets of the request, which an answer may echo.
    pub(crate) fn masked(mut self, secrets: &[String]) -> Self {
        // What is shorter is no secret, and would stand within the words of the message itself.
        let secrets: Vec<String> = secrets.iter().filter(|secret| secret.len() >= 4).cloned().collect();
        self.0.found = masked(&self.0.found, &secrets);
        self.0.path = masked(&self.0.path, &secrets);
        self
    }

    /// Where in the document.
    pub fn position(&self) -> Position {
        self.0.position
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Decode { path, expected, found, position } = &*self.0;
        if !path.is_empty() {
            write!(f, "{path}: ")?;
        }
        write!(f, "expected {expected}, found {found} (line {}, column {})", position.line, position.column)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DecodeError({self})")
    }
}

impl Error for DecodeError {}

/// A value that cannot be written.
#[derive(Clone, PartialEq, Eq)]
pub struct EncodeError(Box<Encode>);

#[derive(Clone, PartialEq, Eq)]
struct Encode {
    /// From the innermost element outwards.
    path: Vec<Step>,
    what: String,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Name(String),
    Index(usize),
}

impl EncodeError {
    /// An error where the writer stands.
    pub fn new(what: impl Into<String>) -> Self {
        Self(Box::new(Encode { path: Vec::new(), what: what.into() }))
    }

    /// The same error, inside an element of this name.
    #[must_use]
    pub fn within(mut self, name: &str) -> Self {
        self.0.path.push(Step::Name(name.to_owned()));
        self
    }

    /// The same error, in the element of this index among its kin. The element's name follows.
    #[must_use]
    pub fn at(mut self, index: usize) -> Self {
        self.0.path.push(Step::Index(index));
        self
    }

    /// The path to the element.
    pub fn path(&self) -> String {
        let mut path = String::new();
        let mut index = None;
        let mut parts = Vec::new();
        for step in self.0.path.iter() {
            match step {
                Step::Name(name) => parts.push((name, index.take())),
                Step::Index(number) => {
                    if let Some(last) = parts.last_mut().filter(|part| part.1.is_none()) {
                        last.1 = Some(*number);
                    } else {
                        index = Some(*number);
                    }
                }
            }
        }
        for (name, number) in parts.iter().rev() {
            if !path.is_empty() {
                path.push('/');
            }
            path.push_str(name);
            if let Some(number) = number {
                path.push_str(&format!("[{number}]"));
            }
        }
        path
    }

    /// What is wrong, such as ``required field `Name` is not set``.
    pub fn what(&self) -> &str {
        &self.0.what
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(&self.0.what)
    }
}

impl fmt::Debug for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EncodeError({self})")
    }
}

impl Error for EncodeError {}
