//! The shortest text that a regular expression of XML Schema 1.0 part 2 (appendix F) takes.

use std::{iter::Peekable, str::Chars};

/// Groups may be nested this deep.
const DEPTH: usize = 32;
/// The longest text that is made.
const LENGTH: usize = 1_000;

/// A text that matches, or `None` where the expression says more than is understood here.
pub(super) fn example(pattern: &str) -> Option<String> {
    let mut reader = Reader { rest: pattern.chars().peekable(), depth: 0 };
    let text = reader.alternatives()?;
    reader.rest.next().is_none().then_some(text)
}

struct Reader<'a> {
    rest: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    /// Branches parted by `|`: the first one is taken, the others are only read over.
    fn alternatives(&mut self) -> Option<String> {
        if self.depth > DEPTH {
            return None;
        }
        self.depth += 1;
        let first = self.branch()?;
        while self.rest.next_if_eq(&'|').is_some() {
            self.branch()?;
        }
        self.depth -= 1;
        Some(first)
    }

    fn branch(&mut self) -> Option<String> {
        let mut out = String::new();
        while let Some(&next) = self.rest.peek() {
            if next == '|' || next == ')' {
                break;
            }
            let atom = self.atom()?;
            let times = self.least_times()?;
            if out.len() + atom.len() * times > LENGTH {
                return None;
            }
            out.push_str(&atom.repeat(times));
        }
        Some(out)
    }

    fn atom(&mut self) -> Option<String> {
        match self.rest.next()? {
            '(' => {
                let inner = self.alternatives()?;
                (self.rest.next()? == ')').then_some(inner)
            }
            '[' => self.class().map(String::from),
            '.' => Some("x".to_owned()),
            '\\' => self.escape().map(|set| String::from(set.member)),
            // JSON Schema's anchors; XML Schema has none, and its patterns match the whole anyway.
            '^' | '$' => Some(String::new()),
            plain => Some(String::from(plain)),
        }
    }

    /// The least number of times that a quantifier asks for.
    fn least_times(&mut self) -> Option<usize> {
        match self.rest.peek() {
            Some('?' | '*') => {
                self.rest.next();
                Some(0)
            }
            Some('+') => {
                self.rest.next();
                Some(1)
            }
            Some('{') => {
                let inside: String = self.rest.by_ref().skip(1).take_while(|&c| c != '}').collect();
                inside.split(',').next()?.trim().parse().ok()
            }
            _ => Some(1),
        }
    }

    /// A class in brackets, after the opening one.
    fn class(&mut self) -> Option<char> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        let mut ranges: Vec<(char, char)> = Vec::new();
        loop {
            let start = match self.rest.next()? {
                ']' => break,
                '\\' => {
                    let set = self.escape()?;
                    if set.wide && negated {
                        return None;
                    }
                    set.member
                }
                '[' => return None,
                plain => plain,
            };
            let mut ahead = self.rest.clone();
            let ranged = ahead.next() == Some('-') && !matches!(ahead.peek(), Some(']' | '['));
            let end = match ranged {
                false => start,
                true => {
                    self.rest.next();
                    match self.rest.next()? {
                        '\\' => self.escape()?.member,
                        plain => plain,
                    }
                }
            };
            ranges.push((start, end));
        }
        match negated {
            false => ranges.first().map(|(start, _)| *start),
            true => {
                ('a'..='z').chain('0'..='9').find(|c| !ranges.iter().any(|(start, end)| (start..=end).contains(&c)))
            }
        }
    }

    /// What stands after a backslash.
    fn escape(&mut self) -> Option<Escape> {
        let wide = |member| Some(Escape { member, wide: true });
        match self.rest.next()? {
            'd' => wide('0'),
            'w' | 'i' | 'c' | 'D' | 'S' => wide('a'),
            's' | 'W' => wide(' '),
            'n' => Some(Escape { member: '\n', wide: false }),
            'r' => Some(Escape { member: '\r', wide: false }),
            't' => Some(Escape { member: '\t', wide: false }),
            'p' => {
                let name: String = self.rest.by_ref().skip(1).take_while(|&c| c != '}').collect();
                match name.chars().next()? {
                    'L' if name == "Lu" => wide('A'),
                    'L' => wide('a'),
                    'N' => wide('0'),
                    'P' => wide('.'),
                    'Z' => wide(' '),
                    _ => None,
                }
            }
            'P' | 'I' | 'C' => None,
            plain => Some(Escape { member: plain, wide: false }),
        }
    }
}

/// A character, or a set of them with one member.
struct Escape {
    member: char,
    wide: bool,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::example;

    #[test]
    fn shortest_texts() {
        for (pattern, text) in [
            (r"[\da-fA-F]{8}-[\da-fA-F]{4}", "00000000-0000"),
            (r"\-?P(\d*D)?(T(\d*H)?)?", "P"),
            ("(abc|d)+[^a-y]", "abcz"),
            (r"[A-Z]{2,3}\d\.\p{Lu}x?", "AA0.A"),
            ("[-+]1", "-1"),
        ] {
            assert_eq!(example(pattern).unwrap(), text, "{pattern}");
        }
    }

    #[test]
    fn what_is_not_understood_is_left_alone() {
        for pattern in ["[a-z-[aeiou]]", r"\P{L}", "(", "a{", "a)"] {
            assert_eq!(example(pattern), None, "{pattern}");
        }
    }
}
