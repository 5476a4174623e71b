use quick_xml::escape::resolve_predefined_entity;

/// A text without the secrets that it holds, as they are or as JSON or XML escapes them. Of secrets that overlap, nothing
/// is left.
pub(crate) fn masked(text: &str, secrets: &[String]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for (start, character) in text.char_indices() {
        let rest = text.get(start..).unwrap_or_default();
        let length = secrets.iter().filter_map(|secret| echoed(rest, secret)).max().unwrap_or(0);
        if start >= end {
            if length > 0 {
                out.push_str("[redacted]");
            } else {
                out.push(character);
            }
        }
        end = end.max(start + length);
    }
    out
}

/// How many bytes at the beginning of a text stand for a secret.
fn echoed(text: &str, secret: &str) -> Option<usize> {
    // A secret may look like an escape itself: then it stands as it is.
    escaped(text, secret).or_else(|| text.starts_with(secret).then_some(secret.len()))
}

fn escaped(text: &str, secret: &str) -> Option<usize> {
    let mut rest = text;
    for expected in secret.chars() {
        rest = match unescaped(rest) {
            Some((character, after)) if character == expected => after,
            _ => rest.strip_prefix(expected)?,
        };
    }
    Some(text.len() - rest.len())
}

/// The character that the escape at the beginning of a text stands for, and what follows it.
fn unescaped(text: &str) -> Option<(char, &str)> {
    match text.strip_prefix('\\') {
        Some(rest) => json(rest),
        None => xml(text.strip_prefix('&')?),
    }
}

fn json(text: &str) -> Option<(char, &str)> {
    let mut characters = text.chars();
    let character = match characters.next()? {
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return utf16(characters.as_str()),
        // The apostrophe is escaped where an error quotes a text.
        itself @ ('"' | '\\' | '/' | '\'') => itself,
        _ => return None,
    };
    Some((character, characters.as_str()))
}

fn utf16(text: &str) -> Option<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let Some(character) = char::from_u32(first.into()) {
        return Some((character, rest));
    }
    let (second, rest) = unit(rest.strip_prefix("\\u")?)?;
    Some((char::decode_utf16([first, second]).next()?.ok()?, rest))
}

fn unit(text: &str) -> Option<(u16, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u16::from_str_radix(digits, 16).ok()?, rest))
}

fn xml(text: &str) -> Option<(char, &str)> {
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let (name, rest) = text.split_at_checked(end)?;
    let character = match name.strip_prefix('#') {
        None => resolve_predefined_entity(name)?.chars().next()?,
        Some(number) => {
            let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
            char::from_u32(u32::from_str_radix(digits, radix).ok()?)?
        }
    };
    Some((character, rest.strip_prefix(';')?))
}

#[cfg(test)]
mod tests {
    use super::masked;

    fn shown(text: &str, secrets: &[&str]) -> String {
        masked(text, &secrets.iter().map(|&secret| secret.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn masks_a_secret_however_it_is_escaped() {
        for echo in [r#"pa"ss\1"#, r#"pa\"ss\\1"#, r"pa\u0022ss\u005C1", r"pa&quot;ss\1", r"p\u0061&#34;s&#x73;&#92;1"]
        {
            assert_eq!(shown(&format!("<{echo}>"), &[r#"pa"ss\1"#]), "<[redacted]>", "{echo}");
        }
        assert_eq!(shown("bad a&amp;b, a&b, a&amp;amp;b", &["a&b"]), "bad [redacted], [redacted], a&amp;amp;b");
        let text = r"a\/b a/b é😀\n \u00e9\ud83d\ude00\n";
        assert_eq!(shown(text, &["a/b", "é😀\n"]), "[redacted] [redacted] [redacted] [redacted]");
        // A secret that looks like an escape itself, as it is.
        assert_eq!(shown(r"a&amp;b \\x \n", &["a&amp;b", r"\\x", r"\n"]), "[redacted] [redacted] [redacted]");
    }

    #[test]
    fn leaves_nothing_of_secrets_that_overlap() {
        assert_eq!(shown("is abcdef, abcd", &["abcd", "abcdef"]), "is [redacted], [redacted]");
        assert_eq!(shown("abcdefgh.", &["abcd", "cdefgh"]), "[redacted].");
        assert_eq!(shown("abab red", &["ab", "red"]), "[redacted][redacted] [redacted]");
    }

    #[test]
    fn keeps_what_is_no_secret() {
        let text = r#"ä \ud83d \u12 \q & &; &#x110000; &nothing; \"#;
        assert_eq!(shown(text, &["", "absent"]), text);
    }
}
