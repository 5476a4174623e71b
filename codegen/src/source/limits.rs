/// Bounds on what is read, so that no description costs more than in proportion to its size.
///
/// A description that meets a limit is an error that names the limit by the name of its field here. The defaults are
/// far above what real descriptions need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one file, as it stands on disk.
    pub file_bytes: u64,
    /// Bytes of all files together, imported ones included.
    pub total_bytes: u64,
    /// Files, imported ones included.
    pub files: usize,
    /// How deeply elements may be nested.
    pub element_depth: usize,
    /// Attributes of one element.
    pub attributes: usize,
    /// Namespace declarations in scope of one element.
    pub namespaces: usize,
    /// How long a chain of types derived from one another, or of groups that refer to one another, may be.
    pub derivation_depth: usize,
    /// The largest finite `minOccurs` or `maxOccurs`.
    pub occurrences: u32,
    /// Values of one enumeration.
    pub enumeration_values: usize,
    /// Particles and attributes of one type with all the groups that it refers to, each time they are referred to.
    pub particles: usize,
    /// Types of one description, anonymous ones included.
    pub types: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 64 << 20,
            total_bytes: 512 << 20,
            files: 10_000,
            element_depth: 256,
            attributes: 1_000,
            namespaces: 256,
            derivation_depth: 256,
            occurrences: 10_000_000,
            enumeration_values: 100_000,
            particles: 50_000,
            types: 500_000,
        }
    }
}
