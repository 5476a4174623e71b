//! Scanning of string contents, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// How many bytes stand before the first quote, backslash or control character.
///
/// The lowest byte that a mask marks is always right: a borrow may mark bytes above it only.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    let (chunks, rest) = bytes.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        if let Some(found) = first(u64::from_le_bytes(*chunk)) {
            return index * 8 + found;
        }
    }
    let start = bytes.len() - rest.len();
    // The last eight bytes, some of which have been seen already.
    if let Some(last) = bytes.last_chunk::<8>().filter(|_| !rest.is_empty()) {
        return bytes.len() - 8 + first(u64::from_le_bytes(*last)).unwrap_or(8);
    }
    start + rest.iter().position(|&byte| byte < 0x20 || byte == b'"' || byte == b'\\').unwrap_or(rest.len())
}

/// The place of the first such byte among eight.
#[inline]
fn first(word: u64) -> Option<usize> {
    let quote = word ^ (ONES * 0x22);
    let backslash = word ^ (ONES * 0x5c);
    let found = (word.wrapping_sub(ONES * 0x20) & !word)
        | (quote.wrapping_sub(ONES) & !quote)
        | (backslash.wrapping_sub(ONES) & !backslash);
    let found = found & HIGHS;
    (found != 0).then(|| found.trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn every_byte_at_every_place_is_told_apart() {
        for byte in 0..=255_u8 {
            for place in 0..20 {
                let mut text = vec![b'a'; 20];
                text[place] = byte;
                let stops = byte < 0x20 || byte == b'"' || byte == b'\\';
                assert_eq!(plain(&text), if stops { place } else { 20 }, "byte {byte} at {place}");
            }
        }
    }

    #[test]
    fn bytes_above_the_first_one_do_not_matter() {
        assert_eq!(plain(b"ab\"\\\x00\"\"\"\""), 2);
        assert_eq!(plain("æøå\u{1f600}\"".as_bytes()), 10);
    }
}
