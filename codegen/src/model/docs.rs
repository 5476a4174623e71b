/// The documentation that a description carries for a node.
///
/// The text is kept as plain Markdown-free prose, paragraphs parted by an empty line; `emit` neutralises what rustdoc
/// would run or link.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The text, `None` where the description says nothing.
    pub text: Option<String>,
}

impl Docs {
    /// Documentation from a text; blank text is no documentation.
    pub fn new(text: &str) -> Self {
        let trimmed = text.trim();
        Self { text: (!trimmed.is_empty()).then(|| trimmed.to_owned()) }
    }
}
