//! Which format a media type stands for.

use crate::{
    operation::Media,
    record::{Field, Kind, Shape},
};

/// A format that bodies are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Xml,
    Form,
    Multipart,
    Text,
    Binary,
}

impl Format {
    /// The format of a media type without parameters.
    pub(super) fn of(essence: &str) -> Self {
        let essence = essence.to_ascii_lowercase();
        let (kind, subtype) = essence.split_once('/').unwrap_or((&essence, ""));
        match (kind, subtype) {
            (_, "json" | "x-json") => Self::Json,
            (_, subtype) if subtype.ends_with("+json") => Self::Json,
            (_, "xml") => Self::Xml,
            ("application", subtype) if subtype.ends_with("+xml") => Self::Xml,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("multipart", _) => Self::Multipart,
            ("text", _) => Self::Text,
            _ => Self::Binary,
        }
    }

    /// The format of a value in a media type: bytes stand as they are in text too, such as a file of `text/csv`.
    pub(super) fn holding(essence: &str, field: &Field) -> Self {
        match Self::of(essence) {
            Self::Text if binary(field) => Self::Binary,
            format => format,
        }
    }
}

/// Whether a value is bytes that stand as they are.
pub(super) fn binary(field: &Field) -> bool {
    matches!(field.shape, Shape::Scalar(Kind::Binary) | Shape::Simple(Kind::Binary, _))
}

/// Type and subtype, in lower case.
pub(super) fn essence(media_type: &str) -> String {
    media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

/// The row that a media type stands in: one of its name, of its range, or of its format.
pub(super) fn find<'a>(media: &'a [Media], essence_found: &str) -> Option<(&'a Media, Match)> {
    let row = |name: &dyn Fn(&str) -> bool| media.iter().find(|media| name(&essence(media.name)));
    if let Some(media) = row(&|name| name == essence_found) {
        return Some((media, Match::Exact));
    }
    let range =
        |name: &str| name == "*/*" || name.strip_suffix('*').is_some_and(|prefix| essence_found.starts_with(prefix));
    if let Some(media) = row(&range) {
        return Some((media, Match::Exact));
    }
    let format = Format::of(essence_found);
    if format == Format::Binary {
        return None;
    }
    row(&|name| !name.contains('*') && Format::of(name) == format).map(|media| (media, Match::Near))
}

/// The row of bytes of any kind, for a body that says which kind they are, such as `image/png`.
pub(super) fn find_bytes<'a>(media: &'a [Media], essence_found: &str) -> Option<(&'a Media, Match)> {
    let row = media.iter().find(|media| essence(media.name) == "application/octet-stream")?;
    (Format::of(essence_found) == Format::Binary).then_some((row, Match::Near))
}

/// How well a media type is that of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    /// By its name.
    Exact,
    /// By its format.
    Near,
}
