//! From a description's prose to rustdoc.
//!
//! Prose is text to the reader and nothing else: what Markdown or rustdoc would format, link, render as HTML or run as
//! a test is escaped, and the text reaches the output only as the literal of a `doc` attribute.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    diagnostic::Origin,
    model::{Access, Constraints, Docs, Endpoint, Field, Operation, Type},
};

/// Columns of prose.
const WIDTH: usize = 110;

/// Attributes that hold paragraphs of documentation.
pub fn attributes(paragraphs: &[String]) -> TokenStream {
    let mut lines = Vec::new();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        if index > 0 {
            lines.push(String::new());
        }
        lines.extend(paragraph.lines().map(|line| format!(" {line}")));
    }
    quote!(#(#[doc = #lines])*)
}

/// The documentation of a type.
pub fn of_type(ty: &Type) -> TokenStream {
    let fallback = || format!("`{}`.", code(&ty.name.local));
    declared(&ty.docs, fallback, &ty.origin, ty.deprecated)
}

/// The documentation of something that a description declares.
pub fn declared(docs: &Docs, fallback: impl FnOnce() -> String, origin: &Origin, deprecated: bool) -> TokenStream {
    let mut paragraphs = prose(docs);
    if paragraphs.is_empty() {
        paragraphs.push(fallback());
    }
    paragraphs.extend(place(origin));
    marked(&paragraphs, deprecated)
}

/// The documentation of an operation: what it does, and what its request looks like.
pub fn of_operation(operation: &Operation, route: Option<String>, servers: &[Endpoint]) -> TokenStream {
    let mut paragraphs = prose(&operation.docs);
    if paragraphs.is_empty() && route.is_none() {
        paragraphs.push(format!("`{}`.", code(&operation.name)));
    }
    paragraphs.extend(route.map(|route| format!("`{}`.", code(&route))));
    if !servers.is_empty() {
        let addresses: Vec<String> = servers.iter().map(|server| format!("`{}`", code(&server.address))).collect();
        paragraphs.push(format!("It has servers of its own: {}.", addresses.join(", ")));
    }
    paragraphs.extend(place(&operation.origin));
    marked(&paragraphs, operation.deprecated)
}

/// Attributes that hold documentation, and the mark of what is deprecated.
fn marked(paragraphs: &[String], deprecated: bool) -> TokenStream {
    let docs = attributes(paragraphs);
    let mark = deprecated.then(|| quote!(#[deprecated]));
    quote!(#docs #mark)
}

/// The documentation of a field.
pub fn of_field(field: &Field) -> TokenStream {
    let mut paragraphs = prose(&field.docs);
    if paragraphs.is_empty() {
        paragraphs.push(format!("`{}`.", code(&field.name.local)));
    }
    match field.access {
        Access::Both => {}
        Access::ReadOnly => paragraphs.push("Only answers hold it.".to_owned()),
        Access::WriteOnly => paragraphs.push("Only requests hold it.".to_owned()),
    }
    if let Some(fixed) = &field.fixed {
        paragraphs.push(format!("Always `{}`.", code(fixed)));
    } else if let Some(default) = &field.default {
        paragraphs.push(format!("`{}` where it is left out.", code(default)));
    }
    paragraphs.extend(constraints(&field.constraints));
    marked(&paragraphs, field.deprecated)
}

/// The documentation of a part that has no place of its own: prose, or the name on the wire.
pub fn of_member(docs: &Docs, wire: &str) -> TokenStream {
    let mut paragraphs = prose(docs);
    if paragraphs.is_empty() {
        paragraphs.push(format!("`{}`.", code(wire)));
    }
    attributes(&paragraphs)
}

/// The paragraphs of a text.
pub fn prose(docs: &Docs) -> Vec<String> {
    let Some(text) = &docs.text else { return Vec::new() };
    let mut paragraphs = Vec::new();
    let mut words: Vec<String> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            if !words.is_empty() {
                paragraphs.push(wrap(&words));
                words.clear();
            }
            continue;
        }
        words.extend(line.split_whitespace().map(word).filter(|word| !word.is_empty()));
    }
    paragraphs
}

/// Where a description declares something.
fn place(origin: &Origin) -> Option<String> {
    let file = origin.file.rsplit(['/', '\\']).next().filter(|file| !file.is_empty())?;
    let file = code(file);
    Some(match (origin.line, origin.column) {
        (0, _) => format!("Declared in `{file}`."),
        // A description without line breaks has one line: the column tells the place.
        (1, column) if column > 200 => format!("Declared in `{file}`, line 1, column {column}."),
        (line, _) => format!("Declared in `{file}`, line {line}."),
    })
}

fn constraints(constraints: &Constraints) -> Option<String> {
    let mut rules = Vec::new();
    match (constraints.min_length, constraints.max_length) {
        (Some(least), Some(most)) if least == most => rules.push(format!("length {least}")),
        (Some(least), Some(most)) => rules.push(format!("length {least} to {most}")),
        (Some(least), None) => rules.push(format!("length at least {least}")),
        (None, Some(most)) => rules.push(format!("length at most {most}")),
        (None, None) => {}
    }
    if let Some((least, excluded)) = &constraints.minimum {
        rules.push(format!("{} `{}`", if *excluded { "greater than" } else { "at least" }, code(least)));
    }
    if let Some((most, excluded)) = &constraints.maximum {
        rules.push(format!("{} `{}`", if *excluded { "less than" } else { "at most" }, code(most)));
    }
    if let Some(factor) = &constraints.multiple_of {
        rules.push(format!("a multiple of `{}`", code(factor)));
    }
    if let Some(digits) = constraints.total_digits {
        rules.push(format!("at most {digits} digits"));
    }
    if let Some(digits) = constraints.fraction_digits {
        rules.push(format!("at most {digits} digits after the point"));
    }
    if constraints.unique {
        rules.push("no item twice".to_owned());
    }
    rules.extend(constraints.patterns.iter().map(|pattern| format!("pattern `{}`", code(pattern))));
    (!rules.is_empty()).then(|| format!("Values: {}.", rules.join(", ")))
}

/// Text inside a code span: what would end the span, or the line, is replaced.
pub fn code(text: &str) -> String {
    let clean: String =
        text.chars().filter(|character| !is_hidden(*character)).map(|c| if c == '`' { '\'' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.is_empty() { " ".to_owned() } else { clean }
}

fn wrap(words: &[String]) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in words {
        let width = word.chars().count();
        if column > 0 && column + 1 + width > WIDTH {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        if column == 0 {
            out.push_str(&lead(word));
        } else {
            out.push_str(word);
        }
        column += width;
    }
    out
}

/// At the start of a line, escapes what would make it a list, a heading, a quotation, a table or a rule.
fn lead(word: &str) -> String {
    let digits = word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && matches!(word.as_bytes().get(digits), Some(b'.' | b')')) {
        return format!("{}\\{}", &word[..digits], &word[digits..]);
    }
    if word.starts_with(['-', '+', '=', ':']) { format!("\\{word}") } else { word.to_owned() }
}

fn word(word: &str) -> String {
    for scheme in ["http://", "https://"] {
        if word.starts_with(scheme) {
            let url = word.trim_end_matches(['.', ',', ';', ':', ')', '!', '?']);
            let safe = |c: char| c.is_ascii_alphanumeric() || "/:.?&=%_#~+-,;@".contains(c);
            if url.len() > scheme.len() && url.chars().all(safe) {
                return format!("<{url}>{}", escape(&word[url.len()..]));
            }
        }
    }
    // What looks like an address elsewhere in a word would be linked, or linted for not being a link.
    escape(word).replace("://", "\\://")
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars().filter(|character| !is_hidden(*character)) {
        if matches!(character, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' | '^' | '!')
        {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

/// Control and format characters, which no reader sees and which may turn the direction of the text.
fn is_hidden(character: char) -> bool {
    character.is_control() && !character.is_whitespace()
        || matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(u32::from(character), 0xfff9..=0xfffb | 0xe0000..=0xe007f)
}

#[cfg(test)]
mod tests {
    use super::{code, prose};
    use crate::model::Docs;

    fn shown(text: &str) -> String {
        prose(&Docs::new(text)).join("\n\n")
    }

    #[test]
    fn prose_is_text_and_nothing_else() {
        for (text, expected) in [
            ("```\npanic!()\n```", "\\`\\`\\` panic\\!() \\`\\`\\`"),
            ("    let x = 1;", "let x = 1;"),
            ("see [Foo] and <script>", "see \\[Foo\\] and \\<script\\>"),
            ("one\n\ntwo", "one\n\ntwo"),
            ("https://example.com/a_b.", "<https://example.com/a_b>."),
            ("- item", "\\- item"),
            ("*/ fn evil() {}", "\\*/ fn evil() {}"),
            ("right\u{202e}left\u{0}", "rightleft"),
        ] {
            assert_eq!(shown(text), expected, "{text:?}");
        }
    }

    #[test]
    fn code_spans_stay_closed() {
        assert_eq!(code("a`b\nc"), "a'b c");
    }
}
