//! Words that Rust or a file system keeps for itself.

/// Keywords of the 2024 edition, strict and reserved (The Rust Reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "Self", "static", "struct", "super", "trait",
    "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Keywords that are not legal as raw identifiers either.
const NEVER_RAW: &[&str] = &["crate", "self", "super", "Self"];

/// Names that Windows keeps for devices, with any extension.
const DEVICES: &[&str] = &["aux", "con", "nul", "prn"];

/// Types and traits of the prelude that emitted code names: shadowed in a file that declares a type of that name.
pub const PRELUDE: &[&str] = &["Box", "Default", "From", "Option", "Some", "None", "String", "Vec"];

/// Whether a word is a keyword.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.contains(&word)
}

/// Whether a name may stand in Rust as it is written.
pub fn is_identifier(name: &str) -> bool {
    syn::parse_str::<syn::Ident>(name).is_ok()
}

/// Whether no file may have this stem.
pub fn is_device(stem: &str) -> bool {
    let numbered = |prefix: &str| {
        stem.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|digit| digit.is_ascii_digit()))
    };
    DEVICES.contains(&stem) || numbered("com") || numbered("lpt")
}

/// A keyword as a raw identifier, or with `_` behind it where it may not be raw.
pub fn escape(name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        format!("{name}_")
    } else if is_keyword(&name) {
        format!("r#{name}")
    } else {
        name
    }
}
