//! Whether and how to colour.

use std::io::IsTerminal;

/// Colours on a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal is dumb.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
}

impl Style {
    /// Without colours.
    pub const PLAIN: Self = Self { coloured: false };

    /// What suits stdout.
    pub fn stdout() -> Self {
        Self { coloured: std::io::stdout().is_terminal() && allowed() }
    }

    /// What suits stderr.
    pub fn stderr() -> Self {
        Self { coloured: std::io::stderr().is_terminal() && allowed() }
    }

    /// Whether colours are used.
    pub fn is_coloured(self) -> bool {
        self.coloured
    }

    /// A text in a colour, given as the parameters of the SGR control sequence (ECMA-48, section 8.3.117).
    pub fn paint(self, parameters: &str, text: &str) -> String {
        if self.coloured { format!("\u{1b}[{parameters}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// A heading.
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// Something beside the point.
    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }
}

fn allowed() -> bool {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
}
