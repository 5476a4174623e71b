//! Documentation pages with HTTP messages in fenced blocks: a request line or a status line, headers, an empty line, JSON.

use std::{fmt, fs, io, path::Path};

use serde::Deserialize;

use super::super::Direction;

/// A documented body.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The page: its path below the folder, without the ending.
    pub page: String,
    /// The operation.
    pub target: Target,
    /// What a client sends, or what a service answers.
    pub direction: Direction,
    /// The status of an answer; 0 in a request.
    pub status: u16,
    /// The media type.
    pub media_type: String,
    /// The line on which the message begins, from 1.
    pub line: usize,
    /// The body.
    pub body: String,
}

/// How an example tells its operation.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// By method and path as they were written, the path without host and query.
    Path(String, String),
    /// By the names of service and operation.
    Name(String, String),
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(method, path) => write!(f, "{method} {path}"),
            Self::Name(service, operation) => write!(f, "{service}.{operation}"),
        }
    }
}

/// An example that a description itself holds.
#[derive(Clone, Debug, Deserialize)]
pub struct Described {
    service: String,
    operation: String,
    status: Option<u16>,
    media_type: String,
    line: usize,
    body: String,
}

impl From<Described> for Example {
    fn from(described: Described) -> Self {
        let Described { service, operation, status, media_type, line, body } = described;
        let direction = if status.is_some() { Direction::Response } else { Direction::Request };
        let page = format!("{service}/{operation}");
        let target = Target::Name(service, operation);
        Self { page, target, direction, status: status.unwrap_or(0), media_type, line, body }
    }
}

/// Reads all pages `**/*.md` below a folder, sorted by path; none where there is no such folder.
pub fn read(folder: &Path) -> io::Result<Vec<Example>> {
    let mut pages = Vec::new();
    if folder.is_dir() {
        collect(folder, &mut pages)?;
    }
    pages.sort();
    let mut examples = Vec::new();
    for path in pages {
        let page = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
        let page = page.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        examples.extend(page_of(&page, &fs::read_to_string(&path)?));
    }
    Ok(examples)
}

fn collect(folder: &Path, pages: &mut Vec<std::path::PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            pages.push(path);
        }
    }
    Ok(())
}

/// The JSON bodies of one page.
pub fn page_of(page: &str, text: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut operation = None;
    for (line, block) in blocks(text) {
        let Some(message) = Message::parse(&block) else { continue };
        match &message.start {
            Start::Request { method, path } => {
                operation = Some(((*method).to_owned(), path.clone()));
                examples.extend(message.example(page, line, method, path, Direction::Request, 0));
            }
            Start::Response { status } => {
                let Some((method, path)) = &operation else { continue };
                examples.extend(message.example(page, line, method, path, Direction::Response, *status));
            }
        }
    }
    examples
}

/// What a message begins with.
enum Start<'t> {
    Request { method: &'t str, path: String },
    Response { status: u16 },
}

struct Message<'t> {
    start: Start<'t>,
    media_type: &'t str,
    body: String,
}

impl<'t> Message<'t> {
    fn parse(block: &'t str) -> Option<Self> {
        let mut lines = block.lines();
        let (first, target) = lines.next()?.trim().split_once(' ')?;
        let start = match first {
            "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "HEAD" | "OPTIONS" => {
                Start::Request { method: first, path: path_of(target) }
            }
            version if version.starts_with("HTTP/") => {
                Start::Response { status: target.split(' ').next()?.parse().ok()? }
            }
            _ => return None,
        };
        let mut media_type = "application/json";
        for header in lines.by_ref().map(str::trim).take_while(|line| !line.is_empty()) {
            if let Some((name, value)) = header.split_once(':')
                && name.eq_ignore_ascii_case("content-type")
            {
                media_type = value.trim();
            }
        }
        Some(Self { start, media_type, body: lines.collect::<Vec<_>>().join("\n") })
    }

    fn example(
        &self,
        page: &str,
        line: usize,
        method: &str,
        path: &str,
        direction: Direction,
        status: u16,
    ) -> Option<Example> {
        let essence = self.media_type.split(';').next().unwrap_or_default().trim();
        let is_json = essence.ends_with("json") && !self.body.trim().is_empty();
        is_json.then(|| Example {
            page: page.to_owned(),
            target: Target::Path(method.to_owned(), path.to_owned()),
            direction,
            status,
            media_type: self.media_type.to_owned(),
            line,
            body: self.body.clone(),
        })
    }
}

/// The path of a target: without scheme, host, query and version of HTTP.
fn path_of(target: &str) -> String {
    let target = target.split(' ').next().unwrap_or_default();
    let target = target.split_once('?').map_or(target, |(path, _)| path);
    match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]).to_owned(),
        None => target.to_owned(),
    }
}

/// The fenced blocks of a page with the line on which the content of each begins.
fn blocks(page: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (index, line) in page.lines().enumerate() {
        match (&mut open, line.starts_with("```")) {
            (None, true) => open = Some((index + 2, String::new())),
            (Some(_), true) => blocks.extend(open.take()),
            (Some((_, text)), false) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, false) => {}
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_belong_to_the_request_above_them() {
        let page = "# Op\n```http\nPUT https://host/v1/a/{id}?x=1\n```\n\n```http!\nPUT /v1/a/{id}\nContent-Type: \
                    application/json; charset=utf-8\n\n{\"A\": 1}\n```\n```http_\nHTTP/1.1 200 OK\n\n[]\n```\n```js\n{}\n```\n";
        let found = page_of("p", page);
        let told: Vec<_> = found.iter().map(|e| (e.target.to_string(), e.status, e.line, e.body.as_str())).collect();
        let put = || "PUT /v1/a/{id}".to_owned();
        assert_eq!(told, [(put(), 0, 7, "{\"A\": 1}"), (put(), 200, 13, "[]")]);
    }

    #[test]
    fn what_is_not_json_is_no_example() {
        let page = "```http\nGET /a\n```\n```http\nHTTP/1.1 200 OK\nContent-Type: binary/octet-stream\n\nabc\n```\n";
        assert_eq!(page_of("p", page), []);
    }
}
