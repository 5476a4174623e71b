//! How lists and objects stand in parameters (OpenAPI 3.0.3, "Style Values"; RFC 6570).

use super::{
    percent::{Keep, decode, encode, encoded},
    plain::Plain,
};
use crate::operation::{Parameter, Style};

/// What stands in the path for a parameter.
pub(super) fn path(parameter: &Parameter, plain: &Plain) -> Option<String> {
    let (name, explode) = (parameter.name, parameter.explode);
    let keep = if parameter.allow_reserved { Keep::Path } else { Keep::Unreserved };
    let one = |text: &str| encoded(text, keep);
    let pair = |(key, text): &(String, String), between: char| format!("{}{between}{}", one(key), one(text));
    Some(match (parameter.style, plain) {
        (_, Plain::Absent) => return None,
        (_, Plain::List(items)) if items.is_empty() => return None,
        (_, Plain::Object(pairs)) if pairs.is_empty() => return None,
        (Style::Label, Plain::One(text)) => format!(".{}", one(text)),
        (Style::Label, Plain::List(items)) => {
            let between = if explode { "." } else { "," };
            format!(".{}", items.iter().map(|text| one(text)).collect::<Vec<_>>().join(between))
        }
        (Style::Label, Plain::Object(pairs)) => {
            let (between, sign) = if explode { (".", '=') } else { (",", ',') };
            format!(".{}", pairs.iter().map(|found| pair(found, sign)).collect::<Vec<_>>().join(between))
        }
        (Style::Matrix, Plain::One(text)) if text.is_empty() => format!(";{}", one(name)),
        (Style::Matrix, Plain::One(text)) => format!(";{}={}", one(name), one(text)),
        (Style::Matrix, Plain::List(items)) if explode => {
            items.iter().map(|text| format!(";{}={}", one(name), one(text))).collect()
        }
        (Style::Matrix, Plain::Object(pairs)) if explode => {
            pairs.iter().map(|found| format!(";{}", pair(found, '='))).collect()
        }
        (style, plain) => {
            let joined = simple(plain, explode, keep);
            if style == Style::Matrix { format!(";{}={joined}", one(name)) } else { joined }
        }
    })
}

/// `a,b`, `k,v`, or exploded `k=v`.
fn simple(plain: &Plain, explode: bool, keep: Keep) -> String {
    let one = |text: &String| encoded(text, keep);
    match plain {
        Plain::Absent => String::new(),
        Plain::One(text) => one(text),
        Plain::List(items) => items.iter().map(one).collect::<Vec<_>>().join(","),
        Plain::Object(pairs) => {
            let sign = if explode { "=" } else { "," };
            pairs.iter().map(|(key, text)| format!("{}{sign}{}", one(key), one(text))).collect::<Vec<_>>().join(",")
        }
    }
}

/// The value of a header. Nothing is encoded.
pub(super) fn header(parameter: &Parameter, plain: &Plain) -> Option<String> {
    Some(match plain {
        Plain::Absent => return None,
        Plain::One(text) => text.clone(),
        Plain::List(items) => items.join(","),
        Plain::Object(pairs) => {
            let sign = if parameter.explode { "=" } else { "," };
            pairs.iter().map(|(key, text)| format!("{key}{sign}{text}")).collect::<Vec<_>>().join(",")
        }
    })
}

/// What a query holds, or a form, or the cookies: encoded names with encoded values.
pub(super) fn pairs(parameter: &Parameter, plain: &Plain, keep: Keep) -> Vec<(String, String)> {
    let keep = if parameter.allow_reserved { Keep::Reserved } else { keep };
    let one = |text: &str| encoded(text, keep);
    let name = || one(parameter.name);
    // Delimiters within a value are percent-encoded, commas are not.
    let delimiter = match parameter.style {
        Style::SpaceDelimited => "%20",
        Style::PipeDelimited => "%7C",
        Style::TabDelimited => "%09",
        _ => ",",
    };
    match plain {
        Plain::Absent => Vec::new(),
        Plain::One(text) => vec![(name(), one(text))],
        Plain::List(items) if items.is_empty() => Vec::new(),
        Plain::List(items) if parameter.explode || parameter.style == Style::DeepObject => {
            items.iter().map(|text| (name(), one(text))).collect()
        }
        Plain::List(items) => {
            vec![(name(), items.iter().map(|text| one(text)).collect::<Vec<_>>().join(delimiter))]
        }
        Plain::Object(found) if parameter.style == Style::DeepObject => {
            found.iter().map(|(key, text)| (deep(parameter.name, key, keep), one(text))).collect()
        }
        Plain::Object(found) if found.is_empty() => Vec::new(),
        Plain::Object(found) if parameter.explode => found.iter().map(|(key, text)| (one(key), one(text))).collect(),
        Plain::Object(found) => {
            let parts = found.iter().flat_map(|(key, text)| [one(key), one(text)]).collect::<Vec<_>>();
            vec![(name(), parts.join(delimiter))]
        }
    }
}

/// `name[key]`, where the key may go on: `name[a][b]`.
fn deep(name: &str, key: &str, keep: Keep) -> String {
    let mut out = encoded(name, keep);
    for part in key.split('[') {
        out.push_str("%5B");
        encode(part.trim_end_matches(']'), keep, &mut out);
        out.push_str("%5D");
    }
    out
}

/// What the value of a parameter is expected to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expected {
    One,
    List,
    Object,
}

#[cfg(feature = "server")]
/// Reads what stands in the path for a parameter. `None` if it is not encoded well.
pub(super) fn from_path(parameter: &Parameter, expected: Expected, raw: &str) -> Option<Plain> {
    let name = encoded(parameter.name, Keep::Unreserved);
    match parameter.style {
        Style::Label => {
            let raw = raw.strip_prefix('.')?;
            split(raw, expected, if parameter.explode { "." } else { "," }, parameter.explode)
        }
        Style::Matrix => {
            let raw = raw.strip_prefix(';')?;
            if parameter.explode && expected == Expected::Object {
                return split(raw, expected, ";", true);
            }
            let value = |part: &str| -> Option<String> {
                let rest = part.strip_prefix(name.as_str())?;
                Some(rest.strip_prefix('=').unwrap_or(rest).to_owned())
            };
            if parameter.explode && expected == Expected::List {
                let items = raw.split(';').map(|part| decode(&value(part)?, false)).collect::<Option<_>>()?;
                return Some(Plain::List(items));
            }
            split(&value(raw)?, expected, ",", false)
        }
        _ => split(raw, expected, ",", parameter.explode),
    }
}

/// Reads the value of a header.
pub(super) fn from_header(parameter: &Parameter, expected: Expected, value: &str) -> Plain {
    let parts = || value.split(',').map(|part| part.trim().to_owned());
    match expected {
        Expected::One => Plain::One(value.trim().to_owned()),
        Expected::List => Plain::List(parts().collect()),
        Expected::Object if parameter.explode => {
            Plain::Object(parts().filter_map(|part| part.split_once('=').map(owned)).collect())
        }
        Expected::Object => Plain::Object(by_two(parts().collect())),
    }
}

/// Reads what a query, a form or the cookies hold for a parameter: raw names with raw values.
pub(super) fn from_pairs(
    parameter: &Parameter,
    expected: Expected,
    found: &[(String, String)],
    known: &[&'static str],
) -> Plain {
    let mut own = found.iter().filter(|(name, _)| name == parameter.name).map(|(_, raw)| raw);
    let delimiters: &[char] = match parameter.style {
        Style::SpaceDelimited => &[' '],
        Style::PipeDelimited => &['|'],
        Style::TabDelimited => &['\t'],
        _ => &[','],
    };
    let plain = match expected {
        Expected::One => own.next().and_then(|raw| decode(raw, true)).map(Plain::One),
        Expected::List if parameter.explode => {
            let items: Option<Vec<_>> = own.map(|raw| decode(raw, true)).collect();
            items.filter(|items| !items.is_empty()).map(Plain::List)
        }
        Expected::List => own.next().and_then(|raw| delimited(raw, delimiters)).map(Plain::List),
        Expected::Object if parameter.style == Style::DeepObject => {
            let prefix = format!("{}[", parameter.name);
            let inner = found.iter().filter_map(|(name, raw)| {
                let key = name.strip_prefix(&prefix)?;
                let (first, rest) = key.split_once(']')?;
                Some((format!("{first}{rest}"), decode(raw, true)?))
            });
            Some(Plain::Object(inner.collect())).filter(|plain| *plain != Plain::Object(Vec::new()))
        }
        Expected::Object if parameter.explode => {
            let inner = found.iter().filter(|(name, _)| known.contains(&name.as_str()));
            let inner = inner.filter_map(|(name, raw)| Some((name.clone(), decode(raw, true)?)));
            Some(Plain::Object(inner.collect())).filter(|plain| *plain != Plain::Object(Vec::new()))
        }
        Expected::Object => {
            own.next().and_then(|raw| delimited(raw, delimiters)).map(|parts| Plain::Object(by_two(parts)))
        }
    };
    plain.unwrap_or(Plain::Absent)
}

/// The parts of a raw value: at raw commas, or at delimiters that are themselves encoded.
fn delimited(raw: &str, delimiters: &[char]) -> Option<Vec<String>> {
    if delimiters == [','] {
        return raw.split(',').map(|part| decode(part, true)).collect();
    }
    Some(decode(raw, true)?.split(delimiters).map(str::to_owned).collect())
}

#[cfg(feature = "server")]
fn split(raw: &str, expected: Expected, between: &str, explode: bool) -> Option<Plain> {
    let parts = || raw.split(between);
    Some(match expected {
        Expected::One => Plain::One(decode(raw, false)?),
        Expected::List => Plain::List(parts().map(|part| decode(part, false)).collect::<Option<_>>()?),
        Expected::Object if explode => {
            let pair = |part: &str| {
                let (key, text) = part.split_once('=')?;
                Some((decode(key, false)?, decode(text, false)?))
            };
            Plain::Object(parts().map(pair).collect::<Option<_>>()?)
        }
        Expected::Object => Plain::Object(by_two(parts().map(|part| decode(part, false)).collect::<Option<Vec<_>>>()?)),
    })
}

fn by_two(parts: Vec<String>) -> Vec<(String, String)> {
    let mut parts = parts.into_iter();
    std::iter::from_fn(|| Some((parts.next()?, parts.next()?))).collect()
}

fn owned((name, text): (&str, &str)) -> (String, String) {
    (name.to_owned(), text.to_owned())
}
