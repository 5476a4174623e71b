use std::fmt;

use crate::record::{Scalar, ScalarError};

/// A qualified name (`xs:QName`).
///
/// As a [`Scalar`] it has the form `{namespace}local`, or `local` in no namespace. The XML codec turns prefixes into
/// namespaces before it reads one and the other way round.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QName {
    /// The namespace, or empty.
    pub namespace: String,
    /// The local part.
    pub local: String,
}

impl QName {
    /// A name in a namespace.
    pub fn new(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self { namespace: namespace.into(), local: local.into() }
    }
}

impl Scalar for QName {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        let (namespace, local) = match text.strip_prefix('{') {
            Some(clark) => {
                clark.split_once('}').ok_or(ScalarError { expected: "a qualified name such as `{namespace}local`" })?
            }
            None => ("", text),
        };
        *self = Self::new(namespace, local);
        Ok(())
    }

    fn write(&self, out: &mut String) {
        if !self.namespace.is_empty() {
            out.push('{');
            out.push_str(&self.namespace);
            out.push('}');
        }
        out.push_str(&self.local);
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::implementations::display(self, f)
    }
}
