//! Texts in the lexical space of each built-in type.

use bindery_runtime::record::Kind;

use super::Entropy;

/// Pieces that an encoder or a decoder may stumble over.
const PIECES: &[&str] = &[
    "a", " ", "b", "<", ">", "&", "\"", "'", "]]>", "&amp;", "&#13;", "<!--", "\n", "\t", "\r", "\r\n", "é", "中",
    "😀", "\u{a0}", "\u{2028}", "\u{e000}", "\u{fffd}", "0", "-", ":", "{", "}", "\\", "\u{85}", "xsi:nil", "  ",
];

/// Any text that XML can hold.
pub fn text(entropy: &mut Entropy<'_>) -> String {
    (0..entropy.below(6)).map(|_| PIECES.get(entropy.below(PIECES.len())).copied().unwrap_or("a")).collect()
}

/// A name without a colon.
pub fn name(entropy: &mut Entropy<'_>) -> String {
    let rest: String = (0..entropy.below(4)).map(|_| ["a", "Z", "9", "-", ".", "_", "é"][entropy.below(7)]).collect();
    format!("{}{rest}", ["n", "_", "Å"][entropy.below(3)])
}

/// A double that equals itself.
pub fn double(entropy: &mut Entropy<'_>) -> f64 {
    match entropy.below(6) {
        0 => 0.0,
        1 => -1.5,
        2 if !entropy.json => f64::INFINITY,
        3 => f64::MIN_POSITIVE,
        4 => 1e300,
        _ => {
            let any = f64::from_bits(entropy.number());
            if any.is_nan() || entropy.json && any.is_infinite() { 0.1 } else { any }
        }
    }
}

fn digits(entropy: &mut Entropy<'_>, least: usize) -> String {
    let count = least + entropy.below(24);
    (0..count).map(|_| char::from(b'0' + entropy.below(10) as u8)).collect()
}

fn sign(entropy: &mut Entropy<'_>) -> &'static str {
    if entropy.below(3) == 1 { "-" } else { "" }
}

fn offset(entropy: &mut Entropy<'_>) -> String {
    match entropy.below(4) {
        0 => String::new(),
        1 => "Z".to_owned(),
        2 => format!("+{:02}:{:02}", entropy.below(14), entropy.below(60)),
        _ => format!("-{:02}:{:02}", 1 + entropy.below(13), entropy.below(60)),
    }
}

fn date(entropy: &mut Entropy<'_>) -> String {
    format!("{:04}-{:02}-{:02}", 1 + entropy.below(9999), 1 + entropy.below(12), 1 + entropy.below(28))
}

fn time(entropy: &mut Entropy<'_>) -> String {
    let fraction = match entropy.below(4) {
        0 => String::new(),
        1 => ".5".to_owned(),
        2 => ".123".to_owned(),
        _ => format!(".{:09}", 1 + entropy.below(60_000) * 10_000 + entropy.below(9)),
    };
    format!("{:02}:{:02}:{:02}{fraction}", entropy.below(24), entropy.below(60), entropy.below(60))
}

fn duration(entropy: &mut Entropy<'_>) -> String {
    match entropy.below(6) {
        0 => "PT0S".to_owned(),
        1 => format!("{}P{}D", sign(entropy), 1 + entropy.below(9999)),
        2 => format!("{}PT{}H{}M", sign(entropy), 1 + entropy.below(23), 1 + entropy.below(59)),
        3 => format!("PT{}.{:03}S", entropy.below(60), 1 + entropy.below(999)),
        4 => format!("{}P{}Y{}M", sign(entropy), 1 + entropy.below(99), 1 + entropy.below(11)),
        _ => format!("P{}DT{}H", 1 + entropy.below(99), 1 + entropy.below(23)),
    }
}

fn bytes(entropy: &mut Entropy<'_>) -> Vec<u8> {
    (0..entropy.below(20)).map(|_| entropy.below(256) as u8).collect()
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group =
            chunk.iter().enumerate().fold(0_usize, |group, (at, byte)| group | usize::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            out.push(if at <= chunk.len() { char::from(ALPHABET[group >> (18 - 6 * at) & 63]) } else { '=' });
        }
    }
    out
}

/// A text in the lexical space of a built-in type.
pub fn of(kind: Kind, entropy: &mut Entropy<'_>) -> String {
    match kind {
        Kind::String => text(entropy),
        Kind::NormalizedString => text(entropy).replace(['\n', '\t', '\r'], " "),
        Kind::Token | Kind::Uri => {
            let words: Vec<_> = (0..entropy.below(3)).map(|_| name(entropy)).collect();
            words.join(if kind == Kind::Uri { "/" } else { " " })
        }
        Kind::Bool => ["false", "true"][entropy.below(2)].to_owned(),
        Kind::I8 => (entropy.number() as i8).to_string(),
        Kind::I16 => (entropy.number() as i16).to_string(),
        Kind::I32 => (entropy.number() as i32).to_string(),
        Kind::I64 => (entropy.number() as i64).to_string(),
        Kind::U8 => (entropy.number() as u8).to_string(),
        Kind::U16 | Kind::Char => (entropy.number() as u16).to_string(),
        Kind::U32 => (entropy.number() as u32).to_string(),
        Kind::U64 => entropy.number().to_string(),
        Kind::Integer => format!("{}1{}", sign(entropy), digits(entropy, 0)),
        Kind::Decimal => format!("{}{}.{}1", sign(entropy), digits(entropy, 1), digits(entropy, 0)),
        Kind::F32 => format!("{}.{}", entropy.number() as i16, entropy.below(99)),
        Kind::F64 => double(entropy).to_string().replace("inf", "INF"),
        Kind::DateTime => format!("{}T{}{}", date(entropy), time(entropy), offset(entropy)),
        Kind::Date => format!("{}{}", date(entropy), offset(entropy)),
        Kind::Time => format!("{}{}", time(entropy), offset(entropy)),
        Kind::Duration => duration(entropy),
        Kind::Gregorian => format!("{:04}", 1 + entropy.below(9999)),
        Kind::Guid => {
            let (high, low) = (entropy.number(), entropy.number());
            let hex = format!("{high:016x}{low:016x}");
            [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
        }
        Kind::Base64 | Kind::Binary => base64(&bytes(entropy)),
        Kind::Hex => bytes(entropy).iter().map(|byte| format!("{byte:02X}")).collect(),
        Kind::QName => format!("{{urn:example:names}}{}", name(entropy)),
    }
}
