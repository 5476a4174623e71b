use std::fmt;

/// A name as it stands on the wire: a local part and, for XML, the namespace it is qualified with.
///
/// JSON property names and parameters have no namespace. The order is that of the namespace, then of the local name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WireName {
    /// The namespace URI; `None` for an unqualified name (XML Namespaces 1.0, section 6.2).
    pub namespace: Option<String>,
    /// The local part, exactly as the description spells it.
    pub local: String,
}

impl WireName {
    /// A name qualified by a namespace.
    pub fn qualified(namespace: impl Into<String>, local: impl Into<String>) -> Self {
        Self { namespace: Some(namespace.into()), local: local.into() }
    }

    /// A name without a namespace.
    pub fn unqualified(local: impl Into<String>) -> Self {
        Self { namespace: None, local: local.into() }
    }
}

impl fmt::Display for WireName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}
