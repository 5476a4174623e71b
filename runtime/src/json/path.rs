//! The path to a place in a document, worked out only when something is to be said about it.

use std::fmt::Write as _;

use super::scan::plain;

enum Step<'a> {
    /// In an object: the name of the property whose value is being read, in quotes.
    Property(Option<&'a str>),
    /// In an array: the index of the item.
    Item(usize),
}

/// The paths (RFC 9535, such as `$.value[2].id`) to places in a document, which are in ascending order. The document
/// must be well-formed up to the last of them.
pub(super) fn paths(text: &str, offsets: &[usize]) -> Vec<String> {
    let bytes = text.as_bytes();
    let mut paths = Vec::with_capacity(offsets.len());
    let mut wanted = offsets.iter().copied().peekable();
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut key = "";
    let mut position = 0;
    while wanted.peek().is_some() {
        let Some(&byte) = bytes.get(position) else { break };
        let end = if byte == b'"' { past_string(bytes, position) } else { position + 1 };
        while wanted.next_if(|&offset| offset < end).is_some() {
            paths.push(show(&steps));
        }
        match byte {
            b'{' => steps.push(Step::Property(None)),
            b'[' => steps.push(Step::Item(0)),
            b'}' | b']' => drop(steps.pop()),
            b'"' => key = text.get(position..end).unwrap_or_default(),
            b':' => {
                if let Some(Step::Property(name)) = steps.last_mut() {
                    *name = Some(key);
                }
            }
            b',' => match steps.last_mut() {
                Some(Step::Property(name)) => *name = None,
                Some(Step::Item(index)) => *index += 1,
                None => {}
            },
            _ => {}
        }
        position = end;
    }
    paths.resize_with(offsets.len(), || show(&steps));
    paths
}

fn past_string(bytes: &[u8], start: usize) -> usize {
    let mut end = start + 1;
    loop {
        end += plain(bytes.get(end..).unwrap_or_default());
        match bytes.get(end) {
            Some(b'"') => return end + 1,
            Some(b'\\') => end += 2,
            Some(_) => end += 1,
            None => return bytes.len(),
        }
    }
}

fn show(steps: &[Step<'_>]) -> String {
    let mut path = String::from("$");
    for step in steps {
        match step {
            Step::Property(None) => {}
            Step::Property(Some(quoted)) => property(&mut path, quoted),
            Step::Item(index) => drop(write!(path, "[{index}]")),
        }
    }
    path
}

fn property(path: &mut String, quoted: &str) {
    let name = quoted.trim_matches('"');
    let plain = |character: char| character.is_alphanumeric() || character == '_';
    if !name.is_empty() && name.chars().all(plain) && !name.starts_with(|first: char| first.is_ascii_digit()) {
        path.push('.');
        path.push_str(name);
    } else {
        path.push_str("['");
        path.push_str(&name.replace('\'', "\\'"));
        path.push_str("']");
    }
}

#[cfg(test)]
mod tests {
    use super::paths;

    fn path(text: &str, at: &str) -> String {
        paths(text, &[text.find(at).unwrap_or(text.len())]).pop().unwrap_or_default()
    }

    #[test]
    fn a_place_is_told_by_properties_and_items() {
        let text = r#"{"value": [{"id": 1, "tags": []}, {"id": "a,b:{", "@odata.type": null, "x": [1, [2, 3]]}]} "#;
        assert_eq!(path(text, "{"), "$");
        assert_eq!(path(text, "\"value"), "$");
        assert_eq!(path(text, "1,"), "$.value[0].id");
        assert_eq!(path(text, "\"tags"), "$.value[0]");
        assert_eq!(path(text, "a,b"), "$.value[1].id");
        assert_eq!(path(text, "null"), "$.value[1]['@odata.type']");
        assert_eq!(path(text, "3]"), "$.value[1].x[1][1]");
        assert_eq!(path(text, "missing"), "$");
    }
}
