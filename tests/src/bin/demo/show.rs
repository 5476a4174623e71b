//! How the demonstration looks.

use std::{fmt, io::IsTerminal, time::Duration};

use super::recorder::Exchange;

/// The lines of a message that are shown.
const LINES: usize = 40;
/// The width of headings.
const WIDTH: usize = 96;

/// Colours on a terminal, unless `NO_COLOR` is set.
#[derive(Clone, Copy)]
pub struct Show {
    coloured: bool,
}

impl Show {
    pub fn new() -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Self { coloured: std::io::stdout().is_terminal() && !refused }
    }

    fn paint(self, parameters: &str, text: &str) -> String {
        if self.coloured { format!("\u{1b}[{parameters}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub fn heading(self, api: &str, service: &str, operation: &str) {
        let title = format!("━━ {api} · {service} · {operation} ");
        let rule = "━".repeat(WIDTH.saturating_sub(title.chars().count()));
        println!("\n{}", self.paint("1;36", &format!("{title}{rule}")));
    }

    pub fn note(self, text: &str) {
        println!("{}", self.paint("2", text));
    }

    /// A call: what was sent, how the answer came, what it means.
    pub fn call(self, exchange: &Exchange, answer: &dyn fmt::Debug, whole: Duration) {
        let request = &exchange.request;
        println!("\n{} {}", self.paint("1;33", request.method().as_str()), request.uri());
        for name in ["content-type", "soapaction"] {
            if let Some(value) = request.headers().get(name).and_then(|value| value.to_str().ok()) {
                println!("{}", self.paint("2", &format!("{name}: {value}")));
            }
        }
        self.xml(request.body());
        let (status, bytes) = (exchange.response.status(), exchange.response.body().len());
        let timing = format!(
            "{bytes} bytes in {}, of which {} for encoding and decoding",
            milliseconds(exchange.took),
            milliseconds(whole.saturating_sub(exchange.took)),
        );
        println!("\n{} {}", self.paint("1;32", &status.to_string()), self.paint("2", &timing));
        let text = format!("{answer:#?}");
        for line in shortened(text.lines().map(str::to_owned).collect()) {
            println!("  {}", self.paint("0", &line));
        }
    }

    /// A table whose columns are as wide as they must be.
    pub fn table<const N: usize>(self, title: &str, heads: [&str; N], rows: impl Iterator<Item = [String; N]>) {
        let rows: Vec<[String; N]> = std::iter::once(heads.map(str::to_owned)).chain(rows).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
        let widths: [usize; N] = std::array::from_fn(width);
        let title = format!("━━ {title} ");
        let rule = "━".repeat((widths.iter().sum::<usize>() + 2 * N).saturating_sub(title.chars().count()));
        println!("\n{}", self.paint("1;36", &format!("{title}{rule}")));
        for (index, row) in rows.iter().enumerate() {
            let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
            let line = cells.collect::<Vec<_>>().join("  ");
            println!("{}", self.paint(if index == 0 { "2" } else { "0" }, line.trim_end()));
        }
    }

    fn xml(self, body: &[u8]) {
        for line in shortened(indented(&String::from_utf8_lossy(body))) {
            println!("  {}", self.paint("34", &line));
        }
    }
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.2} ms", duration.as_secs_f64() * 1_000.0)
}

fn shortened(mut lines: Vec<String>) -> Vec<String> {
    if lines.len() > LINES {
        let more = lines.len() - LINES;
        lines.truncate(LINES);
        lines.push(format!("… {more} more lines"));
    }
    lines
}

/// A line for each element; secrets are not shown.
fn indented(text: &str) -> Vec<String> {
    match xmltree::Element::parse(text.as_bytes()) {
        Err(_) => vec![text.to_owned()],
        Ok(mut root) => {
            hide(&mut root);
            let mut out = Vec::new();
            let config = xmltree::EmitterConfig::new().perform_indent(true).write_document_declaration(false);
            match root.write_with_config(&mut out, config) {
                Ok(()) => String::from_utf8_lossy(&out).lines().map(str::to_owned).collect(),
                Err(_) => vec![text.to_owned()],
            }
        }
    }
}

fn hide(element: &mut xmltree::Element) {
    let secret = ["ApplicationToken", "Ticket", "Password"].contains(&element.name.as_str());
    for child in &mut element.children {
        match child {
            xmltree::XMLNode::Element(inner) => hide(inner),
            xmltree::XMLNode::Text(text) if secret => "…".clone_into(text),
            _ => {}
        }
    }
}
