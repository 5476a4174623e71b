use std::{fmt, sync::Arc};

use crate::{model::WireName, source::Pos};

/// A qualified name whose parts are shared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct QName {
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) local: Arc<str>,
}

impl QName {
    pub(crate) fn is_in(&self, namespace: &str) -> bool {
        self.namespace.as_deref() == Some(namespace)
    }

    pub(crate) fn wire(&self) -> WireName {
        WireName { namespace: self.namespace.as_deref().map(str::to_owned), local: self.local.to_string() }
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{{{namespace}}}{}", self.local),
            None => f.write_str(&self.local),
        }
    }
}

/// A reference by name, and the place of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ref {
    pub(crate) name: QName,
    pub(crate) pos: Pos,
}
