/// What kind of document a text is: told by its content, never by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// XML: a WSDL document or a schema, or what only looks like it.
    Xml,
    /// JSON or YAML: a Swagger or OpenAPI document, or what only looks like it.
    JsonOrYaml,
    /// An HTML page, such as a log-in form that was saved in place of a description.
    Html,
    /// Nothing but white space.
    Empty,
    /// Text that is none of these.
    Other,
}

impl Kind {
    /// Tells the kind of a text by its first characters.
    pub fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}').trim_start();
        if text.is_empty() {
            return Self::Empty;
        }
        if text.starts_with('<') {
            return if is_html(text) { Self::Html } else { Self::Xml };
        }
        let lines = || text.lines().map(str::trim_end).take(200);
        let is_mapping = lines().any(|line| {
            let key = line.split(':').next().unwrap_or_default().trim_matches(['"', '\'']);
            line.contains(':') && matches!(key, "openapi" | "swagger" | "info" | "paths")
        });
        if text.starts_with(['{', '[']) || is_mapping { Self::JsonOrYaml } else { Self::Other }
    }
}

fn is_html(text: &str) -> bool {
    let head: String = text.chars().take(512).collect::<String>().to_ascii_lowercase();
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("?><html")
}
