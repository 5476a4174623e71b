use std::{any::type_name, fmt};

/// Why a value of one type can't be one of another: what of it can't go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    from: &'static str,
    to: &'static str,
    losses: Vec<Loss>,
}

/// Something that can't go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// The path to it in the source, by the names on the wire, such as `ChatTopic.Owners[2].Rank`; for what the target
    /// requires and the source lacks, the path in the target. Empty for the value itself.
    pub path: String,
    /// What could go.
    pub expected: String,
    /// What stands; `…` for a credential.
    pub found: String,
}

impl Error {
    /// The error of a conversion between two types that lost something.
    pub(super) fn unless_empty<A, B>(losses: Vec<Loss>) -> Option<Self> {
        (!losses.is_empty()).then(|| Self { from: type_name::<A>(), to: type_name::<B>(), losses })
    }

    /// The type of the value, in Rust.
    pub fn from_type(&self) -> &'static str {
        self.from
    }

    /// The type that it can't be, in Rust.
    pub fn to_type(&self) -> &'static str {
        self.to
    }

    /// All that can't go, in the order of the source; never empty.
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` can't be `{}`", self.from, self.to)?;
        for (index, loss) in self.losses.iter().enumerate() {
            write!(f, "{}{loss}", if index == 0 { ": " } else { "; " })?;
        }
        Ok(())
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "expected {}, found {}", self.expected, self.found),
            path => write!(f, "`{path}`: expected {}, found {}", self.expected, self.found),
        }
    }
}

impl std::error::Error for Error {}
