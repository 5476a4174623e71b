//! Percent-encoding (RFC 3986, section 2).

/// Which characters stand as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    /// Letters, digits and `-._~`.
    Unreserved,
    /// The reserved ones too, and what is percent-encoded already: all that a query can hold.
    Reserved,
    /// What a path template can hold, slashes among them.
    Path,
    /// What a form can hold (`application/x-www-form-urlencoded`): a space is a plus sign.
    Form,
}

impl Keep {
    fn keeps(self, byte: u8) -> bool {
        let unreserved = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        match self {
            Self::Unreserved => unreserved,
            Self::Reserved => unreserved || b":/?[]@!$&'()*+,;=".contains(&byte),
            Self::Path => unreserved || b":/@!$&'()*+,;=".contains(&byte),
            Self::Form => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'*'),
        }
    }

    fn keeps_encoded(self) -> bool {
        matches!(self, Self::Reserved | Self::Path)
    }
}

/// Appends a text, percent-encoded where it must be.
pub(super) fn encode(text: &str, keep: Keep, out: &mut String) {
    const HEX: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let bytes = text.as_bytes();
    for (index, &byte) in bytes.iter().enumerate() {
        let encoded = byte == b'%' && keep.keeps_encoded() && triplet(bytes.get(index..).unwrap_or_default()).is_some();
        if keep.keeps(byte) || encoded {
            out.push(char::from(byte));
        } else if byte == b' ' && keep == Keep::Form {
            out.push('+');
        } else {
            out.extend(['%', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
        }
    }
}

/// The text, percent-encoded where it must be.
pub(super) fn encoded(text: &str, keep: Keep) -> String {
    let mut out = String::with_capacity(text.len());
    encode(text, keep, &mut out);
    out
}

/// The byte that `%xx` stands for.
fn triplet(bytes: &[u8]) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    match bytes {
        [b'%', high, low, ..] => Some((digit(high)? << 4) | digit(low)?),
        _ => None,
    }
}

/// The text that was encoded; in a form, a plus sign is a space. `None` for what is no UTF-8 or not encoded well.
pub(super) fn decode(text: &str, form: bool) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'%' => {
                let mut whole = [b'%', 0, 0];
                whole.get_mut(1..)?.copy_from_slice(rest.get(..2)?);
                out.push(triplet(&whole)?);
                rest = rest.get(2..)?;
            }
            b'+' if form => out.push(b' '),
            byte => out.push(byte),
        }
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::{Keep, decode, encoded};

    #[test]
    fn only_unreserved_characters_stand_as_they_are() {
        let all: String = (' '..='~').collect();
        let shown = encoded(&all, Keep::Unreserved);
        assert_eq!(
            shown,
            "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F0123456789%3A%3B%3C%3D%3E%3F%40ABCDEFGHIJKLMNOPQRSTUVWXYZ\
             %5B%5C%5D%5E_%60abcdefghijklmnopqrstuvwxyz%7B%7C%7D~"
        );
        assert_eq!(decode(&shown, false).as_deref(), Some(&*all));
        assert_eq!(encoded("æ€😀", Keep::Unreserved), "%C3%A6%E2%82%AC%F0%9F%98%80");
    }

    #[test]
    fn reserved_characters_and_triplets_stand_where_they_may() {
        assert_eq!(encoded("a/b?c=d&e[0]#f %20 %2 %", Keep::Reserved), "a/b?c=d&e[0]%23f%20%20%20%252%20%25");
        assert_eq!(encoded("/presences('x')?", Keep::Path), "/presences('x')%3F");
        assert_eq!(encoded("a b+c~*", Keep::Form), "a+b%2Bc%7E*");
        assert_eq!(decode("a+b%2Bc", true).as_deref(), Some("a b+c"));
    }

    #[test]
    fn what_is_not_encoded_well_is_refused() {
        for text in ["%", "%2", "%zz", "%ff", "a%c3"] {
            assert_eq!(decode(text, false), None, "{text}");
        }
    }
}
