//! What media types say about the values that stand in them.

/// What a media type says about how a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// JSON, and what may be written as JSON.
    Json,
    /// XML.
    Xml,
    /// A form, in one part or several.
    Form,
    /// Text.
    Text,
    /// Anything else.
    Bytes,
}

impl Family {
    /// The family of a media type.
    pub fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/x-www-form-urlencoded" | "multipart/form-data" => Self::Form,
            "*/*" | "application/*" | "application/x-ndjson" | "application/jsonl" => Self::Json,
            other if other.ends_with("json") || other.contains("+json") || other.ends_with("/json5") => Self::Json,
            other if other.ends_with("/xml") || other.ends_with("+xml") => Self::Xml,
            other if other.starts_with("multipart/") => Self::Form,
            other if other.starts_with("text/") || other == "application/yaml" => Self::Text,
            _ => Self::Bytes,
        }
    }

    /// Neither JSON, XML nor a form: text or bytes.
    pub fn is_raw(self) -> bool {
        matches!(self, Self::Text | Self::Bytes)
    }

    /// JSON itself first, then what is written as JSON, then the order of the description.
    pub fn rank(media_type: &str) -> u8 {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match (essence.eq_ignore_ascii_case("application/json"), Self::of(media_type)) {
            (true, _) => 0,
            (_, Self::Json) => 1,
            _ => 2,
        }
    }
}
