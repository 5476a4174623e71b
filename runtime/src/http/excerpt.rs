use super::masked;

/// How many characters of a body an error shows.
const LENGTH: usize = 300;

/// The beginning of a body as an error shows it: one line, bounded, with the given secrets masked.
pub(crate) fn excerpt(body: &[u8], secrets: &[String]) -> String {
    let head = body.get(..LENGTH * 8).unwrap_or(body);
    let text = masked(&String::from_utf8_lossy(head), secrets);
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(word.chars().filter(|character| !character.is_control()));
    }
    if let Some((end, _)) = line.char_indices().nth(LENGTH) {
        line.truncate(end);
        line.push('…');
    } else if head.len() < body.len() {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn is_one_bounded_line_without_secrets() {
        assert_eq!(excerpt(b"<html>\r\n  tic\x07ket abc</html>", &["abc".into()]), "<html> ticket [redacted]</html>");
        assert_eq!(excerpt("ä".repeat(10_000).as_bytes(), &[]).chars().count(), 301);
    }
}
