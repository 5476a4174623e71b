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
        match bytes.get(at..).and_then(|rest| rest.first_chunk()) {
            // Indentation is mostly spaces.
            Some(block) if byte == b' ' => at += leading(u64::from_le_bytes(*block) ^ (ONES * u64::from(b' '))),
            _ if is(byte, SPACE) => at += 1,
            _ => break,
        }
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
    same_bytes(one.as_bytes(), other.as_bytes())
}

/// The same for bytes.
#[inline(always)]
pub(super) fn same_bytes(one: &[u8], other: &[u8]) -> bool {
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
#[inline]
pub(super) fn value_end(bytes: &[u8], from: usize) -> usize {
    find(bytes, from, STOP | QUOTED, |word| unless_plain(word, [(0, b'<'), (1, b'\''), (0, b'"')]))
}

/// The first byte from `from` on that ends a run of plain text, or the length. The `>` of `]]>`, which may not stand in
/// text (XML 1.0, section 2.4), ends one too.
#[inline]
pub(super) fn text_end(bytes: &[u8], from: usize) -> usize {
    let stop = |at| find(bytes, at, STOP | CLOSE, text_stops);
    let mut at = stop(from);
    while bytes.get(at) == Some(&b'>') && !bytes[from..at].ends_with(b"]]") {
        at = stop(at + 1);
    }
    at
}

/// Whether a text holds a byte that has to be escaped, or that XML cannot carry: `<`, `>`, `&`, control characters, and
/// the first byte of U+FFFE and U+FFFF.
#[inline]
pub(super) fn needs_escape(text: &str) -> bool {
    any(text.as_bytes(), text_stops)
}

/// The same for the value of an attribute, where quotes have to be escaped too.
#[inline]
pub(super) fn needs_quoting(text: &str) -> bool {
    any(text.as_bytes(), |word| unless_plain(word, [(2, b'>'), (4, b'&')]))
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);

/// Marks the bytes of a word that stop a text, in their highest bits: control characters, `<`, `>`, `&`.
#[inline(always)]
fn text_stops(word: u64) -> u64 {
    unless_plain(word, [(2, b'>'), (0, b'&')])
}

/// Marks control characters and the given bytes, in their highest bits. A byte is given with bits that do not matter.
#[inline(always)]
fn unless_plain<const N: usize>(word: u64, given: [(u8, u8); N]) -> u64 {
    // Without their highest bits, bytes can be added to without touching their neighbours.
    let low = word & !HIGHS;
    let above_controls = low + ONES * 0x60;
    let plain = given.iter().fold(above_controls, |plain, &(ignored, byte)| {
        let differs = ((low | (ONES * u64::from(ignored))) ^ (ONES * u64::from(byte))) + !HIGHS;
        plain & differs
    });
    !(plain | word) & HIGHS
}

/// How many bytes stand before the first that is not zero.
#[inline(always)]
fn leading(word: u64) -> usize {
    (word.trailing_zeros() / 8) as usize
}

/// The first byte from `from` on that is of a class, or the length. `marks` shows where in a word one may be.
#[inline(always)]
fn find(bytes: &[u8], from: usize, class: u8, marks: impl Fn(u64) -> u64) -> usize {
    let mut at = from;
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk()) {
        let first = leading(marks(u64::from_le_bytes(*block)));
        at += first;
        if first < 8 {
            if is(block[first], class) {
                return at;
            }
            at += 1;
        }
    }
    while at < bytes.len() && !is(bytes[at], class) {
        at += 1;
    }
    at
}

/// Whether there is a mark on one of the bytes, or one that begins U+FFFE and U+FFFF.
#[inline(always)]
fn any(bytes: &[u8], marks: impl Fn(u64) -> u64) -> bool {
    let last = bytes.last_chunk().map_or_else(|| short(bytes), |last| u64::from_le_bytes(*last));
    // The last word overlaps the one before it. There is mostly nothing to find: without an early end this is fastest.
    let (mut found, mut all) = (marks(last), last);
    for word in bytes.as_chunks().0 {
        let word = u64::from_le_bytes(*word);
        found |= marks(word);
        all |= word;
    }
    found != 0 || (all & HIGHS != 0 && bytes.contains(&0xEF))
}

/// A word of fewer than eight bytes, filled up with letters.
#[inline(always)]
fn short(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => {
            let byte = |index| bytes.get(index).copied().unwrap_or(b'a');
            u64::from_le_bytes([byte(0), byte(1), byte(2), b'a', b'a', b'a', b'a', b'a'])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every byte, at every place of a text that is longer than a word, is found or not as its class says.
    #[test]
    fn words_and_bytes_agree() {
        for byte in 0..=u8::MAX {
            for length in 1..20 {
                for place in 0..length {
                    let mut text = vec![b'x'; length];
                    text[place] = byte;
                    let end = |class| if is(byte, class) { place } else { length };
                    assert_eq!(value_end(&text, 0), end(STOP | QUOTED), "{byte:#x} at {place} of {length}");
                    assert_eq!(text_end(&text, 0), end(STOP), "{byte:#x} at {place} of {length}");
                    let escaped = byte < b' ' || b"<>&".contains(&byte);
                    assert_eq!(any(&text, text_stops), escaped || byte == 0xEF, "{byte:#x} at {place} of {length}");
                    if let Ok(text) = std::str::from_utf8(&text) {
                        assert_eq!(needs_quoting(text), escaped || byte == b'"', "{byte:#x} at {place} of {length}");
                    }
                }
            }
        }
    }

    #[test]
    fn white_space_is_skipped_to_its_end() {
        for spaces in 0..20 {
            for (between, spaces_after) in [("", 0), ("\n", 0), ("\t\r\n", 9)] {
                let space = format!("{}{between}{}", " ".repeat(spaces), " ".repeat(spaces_after));
                for rest in ["", "<", "\u{b}       ", "!               "] {
                    let text = format!("{space}{rest}");
                    assert_eq!(skip_space(text.as_bytes(), 0), space.len(), "{text:?}");
                }
            }
        }
    }
}
