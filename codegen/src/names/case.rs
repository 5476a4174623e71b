//! From a name on the wire to words, and from words to Rust's cases.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use super::keywords;

/// A type, a variant or a trait: `UpperCamelCase`.
pub fn type_name(wire: &str) -> String {
    escape_upper(digits_last(words(wire).to_upper_camel_case(), 'N'))
}

/// A field, a method or a parameter: `snake_case`, a raw identifier where it is a keyword.
pub fn field_name(wire: &str) -> String {
    keywords::escape(digits_last(words(wire).to_snake_case(), 'n'))
}

/// A module: `snake_case`, never a keyword, never a name that a file system reserves.
pub fn module_name(wire: &str) -> String {
    let name = digits_last(words(wire).to_snake_case(), 'n');
    if keywords::is_keyword(&name) || keywords::is_device(&name) { format!("{name}_") } else { name }
}

/// A static or a constant: `SHOUTY_SNAKE_CASE`.
pub fn constant_name(wire: &str) -> String {
    digits_last(words(wire).to_shouty_snake_case(), 'N')
}

/// A Cargo feature: lower case words joined by `-`.
pub fn feature_name(wire: &str) -> String {
    digits_last(words(wire).to_snake_case(), 'n').replace('_', "-")
}

fn escape_upper(name: String) -> String {
    if name == "Self" { "Self_".to_owned() } else { name }
}

/// A name cannot start with a digit.
fn digits_last(name: String, prefix: char) -> String {
    if name.starts_with(|first: char| first.is_ascii_digit()) { format!("{prefix}{name}") } else { name }
}

/// ASCII letters and digits in words; what says nothing in an identifier parts them.
fn words(wire: &str) -> String {
    let mut out = String::with_capacity(wire.len());
    let mut characters = wire.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' => out.push(character),
            '+' if out.is_empty() && characters.peek().is_some_and(char::is_ascii_digit) => out.push_str("plus "),
            '-' if out.is_empty() && characters.peek().is_some_and(char::is_ascii_digit) => out.push_str("minus "),
            _ if character.is_ascii() => out.push(' '),
            _ => match transliterate(character) {
                Some(text) => out.push_str(text),
                None => out.push_str(&format!(" u{:x} ", u32::from(character))),
            },
        }
    }
    if out.trim().is_empty() { spelled(wire) } else { out }
}

/// A name of nothing but punctuation, spelled out.
fn spelled(wire: &str) -> String {
    if wire.is_empty() {
        return "empty".to_owned();
    }
    let words: Vec<&str> = wire.chars().map(symbol).collect();
    words.join(" ")
}

fn symbol(character: char) -> &'static str {
    match character {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '\\' => "backslash",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '|' => "or",
        '~' => "tilde",
        _ => "control",
    }
}

/// Letters of the Latin script without their marks.
fn transliterate(character: char) -> Option<&'static str> {
    Some(match character {
        'À'..='Ã' | 'Ā' | 'Ă' | 'Ą' => "A",
        'Ä' | 'Æ' => "Ae",
        'Å' => "Aa",
        'à'..='ã' | 'ā' | 'ă' | 'ą' => "a",
        'ä' | 'æ' => "ae",
        'å' => "aa",
        'Ç' | 'Ć' | 'Ĉ' | 'Ċ' | 'Č' => "C",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'Ď' | 'Đ' | 'Ð' => "D",
        'ď' | 'đ' | 'ð' => "d",
        'È'..='Ë' | 'Ē' | 'Ĕ' | 'Ė' | 'Ę' | 'Ě' => "E",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'Ĝ' | 'Ğ' | 'Ġ' | 'Ģ' => "G",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'Ì'..='Ï' | 'Ĩ' | 'Ī' | 'Ĭ' | 'Į' | 'İ' => "I",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'Ł' | 'Ĺ' | 'Ļ' | 'Ľ' => "L",
        'ł' | 'ĺ' | 'ļ' | 'ľ' => "l",
        'Ñ' | 'Ń' | 'Ņ' | 'Ň' => "N",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'Ò'..='Õ' | 'Ō' | 'Ŏ' | 'Ő' => "O",
        'Ö' | 'Ø' | 'Œ' => "Oe",
        'ò'..='õ' | 'ō' | 'ŏ' | 'ő' => "o",
        'ö' | 'ø' | 'œ' => "oe",
        'Ŕ' | 'Ŗ' | 'Ř' => "R",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'Ś' | 'Ŝ' | 'Ş' | 'Š' => "S",
        'ś' | 'ŝ' | 'ş' | 'š' => "s",
        'ß' => "ss",
        'Ţ' | 'Ť' | 'Ŧ' => "T",
        'ţ' | 'ť' | 'ŧ' => "t",
        'Ù'..='Û' | 'Ũ' | 'Ū' | 'Ŭ' | 'Ů' | 'Ű' | 'Ų' => "U",
        'Ü' => "Ue",
        'ù'..='û' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ü' => "ue",
        'Ý' | 'Ŷ' | 'Ÿ' => "Y",
        'ý' | 'ŷ' | 'ÿ' => "y",
        'Ź' | 'Ż' | 'Ž' => "Z",
        'ź' | 'ż' | 'ž' => "z",
        'Þ' => "Th",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{constant_name, feature_name, field_name, module_name, type_name};

    #[test]
    fn types_are_camel_case_and_keep_their_acronyms_readable() {
        for (wire, expected) in [
            ("BLOBAgent", "BlobAgent"),
            ("EMail", "EMail"),
            ("MDOListItem", "MdoListItem"),
            ("Self", "Self_"),
            ("self", "Self_"),
            ("3DModel", "N3dModel"),
            ("", "Empty"),
            ("+1", "Plus1"),
            ("-1", "Minus1"),
            ("A-B", "AB"),
            (">=", "GreaterEqual"),
            ("Größe", "Groesse"),
            ("日本", "U65e5U672c"),
            ("../x", "X"),
            ("a\"; mod evil {", "AModEvil"),
        ] {
            assert_eq!(type_name(wire), expected, "{wire:?}");
        }
    }

    #[test]
    fn fields_are_snake_case_and_raw_where_they_are_keywords() {
        for (wire, expected) in [
            ("AssociateId", "associate_id"),
            ("type", "r#type"),
            ("Self", "self_"),
            ("crate", "crate_"),
            ("_", "underscore"),
            ("2nd", "n2nd"),
            ("gen", "r#gen"),
        ] {
            assert_eq!(field_name(wire), expected, "{wire:?}");
        }
    }

    #[test]
    fn modules_are_files_on_every_system() {
        for (wire, expected) in
            [("Chat", "chat"), ("type", "type_"), ("CON", "con_"), ("com1", "com1_"), ("..", "dot_dot")]
        {
            assert_eq!(module_name(wire), expected, "{wire:?}");
        }
        assert_eq!(constant_name("EJUserStatus"), "EJ_USER_STATUS");
        assert_eq!(feature_name("CustomerService"), "customer-service");
    }
}
