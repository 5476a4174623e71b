//! WSDL documents within pages: in a fenced block of Markdown, or escaped in HTML with or without colours.

/// The WSDL documents that stand in a page, each from its root's first character to its last.
pub(super) fn embedded(page: &str) -> Vec<String> {
    let raw = documents(page);
    if !raw.is_empty() {
        return raw;
    }
    blocks(page).flat_map(|block| documents(&unescape(&without_tags(block)))).collect()
}

/// The documents in a text, which stand there as they are.
fn documents(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((start, name)) = next_root(rest) {
        let close = format!("</{name}>");
        let Some(end) = rest.get(start..).and_then(|tail| tail.find(&close)) else { break };
        let end = start + end + close.len();
        found.extend(rest.get(start..end).map(|document| format!("{document}\n")));
        rest = rest.get(end..).unwrap_or_default();
    }
    found
}

/// The longest name of a root, and the longest tag, that are looked for: a page may hold anything.
const NAME: usize = 64;
const TAG: usize = 8192;

/// Where the next `<definitions>` of WSDL begins, with its name as it is written.
fn next_root(text: &str) -> Option<(usize, &str)> {
    let bytes = text.as_bytes();
    text.match_indices("definitions").find_map(|(at, word)| {
        let end = at + word.len();
        let first = at.saturating_sub(NAME);
        let start = first + bytes.get(first..at)?.iter().rposition(|byte| *byte == b'<')?;
        let name = text.get(start + 1..end)?;
        let close = end + bytes.get(end..)?.iter().take(TAG).position(|byte| *byte == b'>')?;
        let is_name = name.chars().all(|c| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.'));
        let is_whole = bytes.get(end).is_some_and(|next| next.is_ascii_whitespace() || *next == b'>');
        let is_wsdl = text.get(end..close)?.contains("http://schemas.xmlsoap.org/wsdl/");
        (is_name && is_whole && is_wsdl && name.rsplit(':').next() == Some(word)).then_some((start, name))
    })
}

/// What stands between `<pre …>` and `</pre>`.
fn blocks(page: &str) -> impl Iterator<Item = &str> {
    page.split("<pre").skip(1).filter_map(|block| {
        let inside = block.split_once('>')?.1;
        Some(inside.split("</pre>").next().unwrap_or(inside))
    })
}

/// A text without the tags that colour it.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        rest = tag.split_once('>').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    out
}

/// A text with HTML's references to the characters of markup resolved.
fn unescape(text: &str) -> String {
    let known = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
    ];
    let text = known.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    text.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::embedded;

    const WSDL: &str = "<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" name=\"a&amp;b\"><wsdl:types/></wsdl:definitions>";

    #[test]
    fn documents_are_found_in_markdown_and_in_html() {
        let expected = [format!("{WSDL}\n")];
        assert_eq!(embedded(&format!("# User\n\n```xml\n<?xml version=\"1.0\"?>\n{WSDL}\n```\nMore.")), expected);
        let escaped = WSDL.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;");
        assert_eq!(embedded(&format!("<html><pre class='x'><code>{escaped}</code></pre></html>")), expected);
        let coloured = escaped.replace("&lt;", "<span class=\"t\">&lt;</span>");
        assert_eq!(embedded(&format!("<html><pre>no</pre><pre>{coloured}</pre></html>")), expected);
        assert_eq!(embedded("<html><form>Log in</form></html>"), [] as [String; 0]);
        assert_eq!(
            embedded("<definitions xmlns=\"http://schemas.xmlsoap.org/wsdl/\"> without an end"),
            [] as [String; 0]
        );
    }
}
