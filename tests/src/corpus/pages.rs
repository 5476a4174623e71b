//! Documentation pages with a SOAP request and a SOAP response each.

use std::{fs, io, path::Path};

/// Which message of an operation an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// What a client sends.
    Request,
    /// What a service answers.
    Response,
}

impl Direction {
    /// The word that ends the heading over an example, and part of the names of written messages.
    pub fn word(self) -> &'static str {
        match self {
            Self::Request => "Request",
            Self::Response => "Response",
        }
    }
}

/// A documented message.
#[derive(Clone, Debug)]
pub struct Example {
    /// The agent: the folder that the page stands in.
    pub agent: String,
    /// The operation: the name of the page.
    pub operation: String,
    /// Request or response.
    pub direction: Direction,
    /// The line of the page on which the message begins, from 1.
    pub line: usize,
    /// The message.
    pub text: String,
}

/// Reads all pages `<agent>/<operation>.md` of a folder, sorted by agent and operation.
pub fn read(folder: &Path) -> io::Result<Vec<Example>> {
    let mut examples = Vec::new();
    for agent in sorted(folder)? {
        if !agent.is_dir() {
            continue;
        }
        for page in sorted(&agent)? {
            if page.extension().is_some_and(|extension| extension == "md") {
                let text = fs::read_to_string(&page)?;
                examples.extend(page_of(&stem(&agent), &stem(&page), &text));
            }
        }
    }
    Ok(examples)
}

/// The examples of one page.
pub fn page_of<'a>(agent: &'a str, operation: &'a str, text: &'a str) -> impl Iterator<Item = Example> + 'a {
    blocks(text).map(|(direction, line, text)| Example {
        agent: agent.to_owned(),
        operation: operation.to_owned(),
        direction,
        line,
        text,
    })
}

fn sorted(folder: &Path) -> io::Result<Vec<std::path::PathBuf>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The fenced `xml` blocks whose heading ends in `Request` or `Response`, with the line on which each begins.
fn blocks(page: &str) -> impl Iterator<Item = (Direction, usize, String)> {
    let mut direction = None;
    let mut open: Option<(usize, String)> = None;
    page.lines().enumerate().filter_map(move |(index, line)| {
        if let Some((_, text)) = &mut open {
            if !line.starts_with("```") {
                text.push_str(line);
                text.push('\n');
                return None;
            }
            let (start, text) = open.take()?;
            return direction.map(|direction| (direction, start, text));
        }
        if line.starts_with("```xml") {
            open = Some((index + 2, String::new()));
        } else if line.starts_with('#') {
            direction = [Direction::Request, Direction::Response]
                .into_iter()
                .find(|direction| line.trim_end().ends_with(direction.word()));
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_follow_their_headings() {
        let page =
            "# Op\n```xml\n<lost/>\n```\n## Op Request\n\n```xml\n<a>\n</a>\n```\n## Op Response\n```xml\n<b/>\n```\n";
        let found: Vec<_> = blocks(page).collect();
        assert_eq!(
            found,
            [(Direction::Request, 8, "<a>\n</a>\n".to_owned()), (Direction::Response, 13, "<b/>\n".to_owned())]
        );
    }
}
