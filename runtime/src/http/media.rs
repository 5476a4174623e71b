/// A media type with its parameters, such as `text/xml; charset=utf-8`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MediaType {
    essence: String,
    parameters: Vec<(String, String)>,
}

impl MediaType {
    /// Reads the value of a `Content-Type` (RFC 9110, section 8.3.1). `None` if it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (essence, mut rest) = match text.find(';') {
            Some(at) => text.split_at(at),
            None => (text, ""),
        };
        let essence = essence.trim();
        let (kind, subtype) = essence.split_once('/')?;
        if !is_token(kind) || !is_token(subtype) {
            return None;
        }
        let mut parameters = Vec::new();
        while let Some(after) = rest.trim_start().strip_prefix(';') {
            let after = after.trim_start();
            if after.is_empty() || after.starts_with(';') {
                rest = after;
                continue;
            }
            let (name, value) = after.split_once('=')?;
            if !is_token(name.trim()) {
                return None;
            }
            let (value, remaining) = parameter(value)?;
            parameters.push((name.trim().to_ascii_lowercase(), value));
            rest = remaining;
        }
        rest.trim().is_empty().then(|| Self { essence: essence.to_ascii_lowercase(), parameters })
    }

    /// Type and subtype in lower case.
    pub(crate) fn essence(&self) -> &str {
        &self.essence
    }

    /// A parameter by its name in lower case.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// A parameter's value, and what follows it.
fn parameter(text: &str) -> Option<(String, &str)> {
    let text = text.trim_start();
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return Some((text[..end].trim().to_owned(), &text[end..]));
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(characters.next()?.1),
            _ => value.push(character),
        }
    }
    None
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::MediaType;

    #[test]
    fn reads_parameters_quoted_or_not() {
        let media = MediaType::parse(r#"Application/SOAP+xml; charset=UTF-8 ;action="http://a/b;c\"d""#).unwrap();
        assert_eq!(media.essence(), "application/soap+xml");
        assert_eq!(media.parameter("charset"), Some("UTF-8"));
        assert_eq!(media.parameter("action"), Some("http://a/b;c\"d"));
        assert_eq!(MediaType::parse("text/xml;").unwrap().essence(), "text/xml");
    }

    #[test]
    fn refuses_what_is_none() {
        for text in ["", "text", "text/", "/xml", "text/xml; a", "te xt/xml", "text/xml; a=\"b", "text/xml; a=\"b\"c"] {
            assert_eq!(MediaType::parse(text), None, "{text}");
        }
    }
}
