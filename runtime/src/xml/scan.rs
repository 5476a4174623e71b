//! Searching the bytes of a document.

/// Letters, digits, `.`, `-`, `_` and every byte of a character beyond ASCII; `:` is told apart.
pub(super) const NAME: u8 = 1;
/// Space, tab, line feed, carriage return.
pub(super) const SPACE: u8 = 2;
/// What ends a run of plain text: `<`, `&`, carriage return, control characters.
pub(super) const STOP: u8 = 4;
/// `>`, which ends a run of plain text after `]]` only.
const CLOSE: u8 = 32;

/// Quotes, tab and line feed: with [`STOP`], what ends a run of plain text in an attribute's value.
pub(super) const QUOTED: u8 = 8;

/// What [`needs_escape`] looks for.
const ESCAPED: u8 = 16;

/// The classes of each byte.
pub(super) static CLASS: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let value = byte as u8;
        if value.is_ascii_alphanumeric() || value == b'.' || value == b'-' || value == b'_' || value >= 0x80 {
            table[byte] |= NAME;
        }
        if matches!(value, b' ' | b'\t' | b'\n' | b'\r') {
            table[byte] |= SPACE;
        }
        if matches!(value, b'<' | b'&') || (value < 0x20 && value != b'\t' && value != b'\n') {
            table[byte] |= STOP;
        }
        if value == b'>' {
            table[byte] |= CLOSE;
        }
        if matches!(value, b'"' | b'\'' | b'\t' | b'\n') {
            table[byte] |= QUOTED;
        }
        if matches!(value, 0..0x20 | b'<' | b'>' | b'&' | 0xEF) {
            table[byte] |= ESCAPED;
        }
        byte += 1;
    }
    table
}

/// Whether a byte is of a class.
#[inline(always)]
pub(super) fn is(byte: u8, class: u8) -> bool {
    CLASS[usize::from(byte)] & class != 0
}

/// The first byte from `from` on that is not white space, or the length.
#[inline]
pub(super) fn skip_space(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        if !is(byte, SPACE) {
            break;
        }
        at += 1;
    }
    at
}

/// The first byte from `from` on that is not of a name, or the length.
#[inline(always)]
pub(super) fn name_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|&byte| !is(byte, NAME)).unwrap_or(rest.len())
}

/// Whether two names are equal. They are short: comparing words in place beats a call.
#[inline(always)]
pub(super) fn same(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<8>(), other.last_chunk::<8>()) {
        (Some(last), Some(others)) => {
            last == others
                && one.as_chunks::<8>().0.iter().zip(other.as_chunks::<8>().0).all(|(one, other)| one == other)
        }
        _ => one.iter().zip(other).all(|(one, other)| one == other),
    }
}

/// The first byte from `from` on that may end a run of plain text in an attribute's value, or the length.
#[inline(always)]
pub(super) fn value_end(bytes: &[u8], from: usize) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    from + rest.iter().position(|&byte| is(byte, STOP | QUOTED)).unwrap_or(rest.len())
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Whether one of eight bytes is smaller than `bound`, which is at most 128. Bytes above 127 never are.
#[inline(always)]
fn any_below(word: u64, bound: u8) -> bool {
    word.wrapping_sub(ONES * bound as u64) & !word & HIGHS != 0
}

/// Whether one of eight bytes is `byte`.
#[inline(always)]
fn any_equal(word: u64, byte: u8) -> bool {
    any_below(word ^ (ONES * byte as u64), 1)
}

/// The first byte from `from` on that ends a run of plain text, or the length. The `>` of `]]>`, which may not stand in
/// text (XML 1.0, section 2.4), ends one too.
#[inline]
pub(super) fn text_end(bytes: &[u8], from: usize) -> usize {
    let mut at = stop(bytes, from);
    while bytes.get(at) == Some(&b'>') && !bytes[from..at].ends_with(b"]]") {
        at = stop(bytes, at + 1);
    }
    at
}

/// The first byte from `from` on that may end a run of plain text, or the length.
#[inline]
fn stop(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    // Most texts are short: look at single bytes first, then at eight at a time.
    let near = bytes.len().min(from + 16);
    while at < near {
        if is(bytes[at], STOP | CLOSE) {
            return at;
        }
        at += 1;
    }
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_ne_bytes(*chunk);
        // `<` and `>` differ in one bit.
        if any_below(word, 0x20) || any_equal(word | (ONES * 2), b'>') || any_equal(word, b'&') {
            // A tab or a line feed does not end the text: the bytes decide.
            for (index, &byte) in chunk.iter().enumerate() {
                if is(byte, STOP | CLOSE) {
                    return at + index;
                }
            }
        }
        at += 8;
    }
    while at < bytes.len() && !is(bytes[at], STOP | CLOSE) {
        at += 1;
    }
    at
}

/// Whether a text holds a byte that has to be escaped, or that XML cannot carry: `<`, `>`, `&`, control characters, and
/// the first byte of U+FFFE and U+FFFF.
#[inline]
pub(super) fn needs_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    // The last word overlaps the one before it.
    match bytes.last_chunk::<8>() {
        Some(last) => bytes.as_chunks::<8>().0.iter().any(word_needs_escape) || word_needs_escape(last),
        None => bytes.iter().any(|&byte| is(byte, ESCAPED)),
    }
}

#[inline(always)]
fn word_needs_escape(word: &[u8; 8]) -> bool {
    let word = u64::from_ne_bytes(*word);
    any_below(word, 0x20)
        || any_equal(word, b'<')
        || any_equal(word, b'>')
        || any_equal(word, b'&')
        || any_equal(word, 0xEF)
}
