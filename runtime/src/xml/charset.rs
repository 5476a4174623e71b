use std::borrow::Cow;

use super::error::{DecodeError, Position};

/// Turns the bytes of a document into text.
///
/// UTF-8 is borrowed. UTF-16 (by its byte order mark, or declared by the transport), US-ASCII and ISO-8859-1 (declared by
/// the transport or by the document) are transcoded; every other charset is an error. The transport's charset wins over
/// the document's.
pub fn decode<'a>(bytes: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, DecodeError> {
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return utf8(rest);
    }
    match bytes {
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        _ => {}
    }
    let declared = charset.map(str::to_owned).or_else(|| declared(bytes));
    let Some(declared) = declared else { return utf8(bytes) };
    match declared.to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => utf8(bytes),
        "us-ascii" | "ascii" => match bytes.iter().position(|byte| !byte.is_ascii()) {
            Some(offset) => Err(error(bytes, offset, "US-ASCII, as declared", "a byte above 127")),
            None => utf8(bytes),
        },
        "iso-8859-1" | "latin1" => Ok(Cow::Owned(bytes.iter().map(|&byte| char::from(byte)).collect())),
        "utf-16" | "utf-16be" => utf16(bytes, u16::from_be_bytes),
        "utf-16le" => utf16(bytes, u16::from_le_bytes),
        _ => Err(error(
            bytes,
            0,
            "the charset UTF-8, UTF-16, US-ASCII or ISO-8859-1",
            &format!("`{}`", declared.escape_default().take(64).collect::<String>()),
        )),
    }
}

fn utf8(bytes: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(invalid) => Err(error(bytes, invalid.valid_up_to(), "UTF-8", "a byte sequence that is not")),
    }
}

fn utf16<'a>(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'a, str>, DecodeError> {
    let (units, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err(error(bytes, 0, "UTF-16", "an odd number of bytes"));
    }
    char::decode_utf16(units.iter().map(|&pair| unit(pair)))
        .collect::<Result<String, _>>()
        .map(Cow::Owned)
        .map_err(|_| error(bytes, 0, "UTF-16", "a surrogate that stands alone"))
}

/// The encoding that the XML declaration names.
fn declared(bytes: &[u8]) -> Option<String> {
    let declaration = bytes.strip_prefix(b"<?xml")?;
    let end = declaration.iter().take(1024).position(|&byte| byte == b'>')?;
    let text = std::str::from_utf8(&declaration[..end]).ok()?;
    let value = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    Some(value[1..].split_once(quote)?.0.to_owned())
}

fn error(bytes: &[u8], offset: usize, expected: &str, found: &str) -> DecodeError {
    let valid = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
    DecodeError::new("", Position::new(valid, valid.len()), expected, found)
}
