//! Findings as a person reads them: what is wrong, the place in the description, what to do.

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::{excerpt::Excerpt, terminal::Style};
use crate::diagnostic::{Diagnostic, Origin, Severity, SourceMap};

/// The most findings that are shown in full; the rest is counted.
const SHOWN: usize = 50;

/// Writes findings for one stream.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    style: Style,
}

impl Renderer {
    /// Findings for stderr.
    pub fn for_stderr() -> Self {
        Self { style: Style::stderr() }
    }

    /// Findings without colours.
    pub fn plain() -> Self {
        Self { style: Style::PLAIN }
    }

    pub(super) fn style(self) -> Style {
        self.style
    }

    /// All findings, errors first, with excerpts of the descriptions.
    pub fn all(self, findings: &[Diagnostic], sources: &SourceMap) -> String {
        let mut sorted: Vec<&Diagnostic> = findings.iter().collect();
        sorted.sort_by(|a, b| (a.severity, &a.origin).cmp(&(b.severity, &b.origin)));
        let mut out = String::new();
        for finding in sorted.iter().take(SHOWN) {
            out.push_str(&self.one(finding, sources));
            out.push('\n');
        }
        if let Some(rest) = sorted.len().checked_sub(SHOWN).filter(|rest| *rest > 0) {
            out.push_str(&format!("… and {rest} more\n"));
        }
        out
    }

    /// One finding.
    pub fn one(self, finding: &Diagnostic, sources: &SourceMap) -> String {
        let theme =
            if self.style.is_coloured() { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        let handler = GraphicalReportHandler::new_themed(theme).with_width(110).with_context_lines(1).with_links(false);
        let mut out = String::new();
        match handler.render_report(&mut out, &Report::new(finding, sources)) {
            Ok(()) => out,
            Err(_) => format!("{finding}\n"),
        }
    }
}

/// A finding with its excerpt, as miette wants it.
#[derive(Debug)]
struct Report {
    code: Option<&'static str>,
    severity: miette::Severity,
    message: String,
    help: Option<String>,
    excerpt: Option<Excerpt>,
    related: Vec<Report>,
}

impl Report {
    fn new(finding: &Diagnostic, sources: &SourceMap) -> Self {
        let severity = match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
        };
        let mut report = Self::at(&finding.origin, finding.message.clone(), severity, sources);
        report.code = Some(finding.code);
        report.help.clone_from(&finding.help);
        report.related = finding
            .labels
            .iter()
            .map(|label| Self::at(&label.origin, label.text.clone(), miette::Severity::Advice, sources))
            .collect();
        report
    }

    fn at(origin: &Origin, message: String, severity: miette::Severity, sources: &SourceMap) -> Self {
        let excerpt = sources.text(&origin.file).and_then(|text| Excerpt::new(origin, text));
        let message = match (&excerpt, origin.file.is_empty()) {
            (None, false) => format!("{message} ({origin})"),
            _ => message,
        };
        Self { code: None, severity, message, help: None, excerpt, related: Vec::new() }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Report {}

impl miette::Diagnostic for Report {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.code.map(|code| Box::new(code) as Box<dyn fmt::Display>)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let excerpt = self.excerpt.as_ref()?;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, excerpt.span()))))
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn miette::Diagnostic> + 'a>> {
        if self.related.is_empty() {
            return None;
        }
        Some(Box::new(self.related.iter().map(|report| report as &dyn miette::Diagnostic)))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    fn sources(text: &str) -> (SourceMap, Arc<str>) {
        let file: Arc<str> = "shop.wsdl".into();
        let mut sources = SourceMap::default();
        sources.add(Arc::clone(&file), text.into());
        (sources, file)
    }

    #[test]
    fn a_line_of_300_kilobytes_is_cut_around_the_column() {
        let padding = "<xs:element name=\"Ä\"/>".repeat(7_000);
        let (sources, file) = sources(&format!("{padding}<xs:broken/>{padding}"));
        let column = u32::try_from(padding.chars().count()).unwrap_or(0) + 1;
        let finding =
            Diagnostic::error("xsd::unknown", Origin::new(&file, 1, column), "no such thing").help("take it out");
        let text = Renderer::plain().one(&finding, &sources);
        assert!(text.contains(&format!("shop.wsdl:1:{column}")), "{text}");
        assert!(text.contains("<xs:broken/>"), "{text}");
        assert!(text.contains("take it out"), "{text}");
        assert!(text.len() < 2_000, "{} bytes", text.len());
    }

    #[test]
    fn the_excerpt_has_the_lines_of_the_file() {
        let (sources, file) = sources("one\ntwo\nthree\n  <four five/>\nsix\nseven\n");
        let finding = Diagnostic::warning("xsd::odd", Origin::new(&file, 4, 3), "odd")
            .label(Origin::new(&file, 1, 1), "declared here first");
        let text = Renderer::plain().one(&finding, &sources);
        for part in
            ["shop.wsdl:4:3", " 3 │ three", " 4 │   <four five/>", " 5 │ six", "declared here first", "shop.wsdl:1:1"]
        {
            assert!(text.contains(part), "{part} in\n{text}");
        }
        assert!(!text.contains("seven"), "{text}");
    }

    #[test]
    fn without_a_text_the_place_is_named() {
        let file: Arc<str> = "gone.wsdl".into();
        let finding = Diagnostic::error("io::gone", Origin::new(&file, 0, 0), "cannot be read");
        assert!(Renderer::plain().one(&finding, &SourceMap::default()).contains("cannot be read (gone.wsdl)"));
    }
}
