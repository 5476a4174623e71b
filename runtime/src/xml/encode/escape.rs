//! Escaping what has been appended to a document.

use crate::xml::{EncodeError, scan, text::allowed};

/// Escapes the text from `from` on.
#[inline]
pub(super) fn text(out: &mut String, from: usize) -> Result<(), EncodeError> {
    match out.get(from..) {
        Some(text) if scan::needs_escape(text) => replace(out, from, |character| match character {
            '<' => Some("&lt;"),
            '>' => Some("&gt;"),
            '&' => Some("&amp;"),
            '\r' => Some("&#13;"),
            _ => None,
        }),
        _ => Ok(()),
    }
}

/// Escapes the attribute's value from `from` on.
#[inline]
pub(super) fn attribute(out: &mut String, from: usize) -> Result<(), EncodeError> {
    match out.get(from..) {
        Some(text) if scan::needs_quoting(text) => {}
        _ => return Ok(()),
    }
    replace(out, from, |character| match character {
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

#[cold]
fn replace(out: &mut String, from: usize, escaped: impl Fn(char) -> Option<&'static str>) -> Result<(), EncodeError> {
    let Some(first) = out.get(from..).and_then(|text| {
        text.find(|character| escaped(character).is_some() || !allowed(character)).map(|offset| from + offset)
    }) else {
        return Ok(());
    };
    let tail = out.split_off(first);
    let mut plain = 0;
    for (index, character) in tail.char_indices() {
        if !allowed(character) {
            return Err(EncodeError::new(format!("XML cannot carry the character U+{:04X}", u32::from(character))));
        }
        if let Some(entity) = escaped(character) {
            out.push_str(&tail[plain..index]);
            out.push_str(entity);
            plain = index + character.len_utf8();
        }
    }
    out.push_str(&tail[plain..]);
    Ok(())
}
