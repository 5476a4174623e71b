use super::node::Node;

/// The kinds of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Swagger 2.0.
    V2,
    /// OpenAPI 3.0.x.
    V30,
    /// OpenAPI 3.1.x, whose schemas are JSON Schema 2020-12.
    V31,
}

/// What the head of a document says about its kind.
#[derive(Debug, PartialEq, Eq)]
pub enum Detected {
    /// It is of this kind.
    As(Dialect),
    /// It does not say its kind in a form that is known, and can be of this kind only.
    Taken(Dialect, String),
    /// It is something else.
    Unknown(String),
}

impl Dialect {
    /// Tells the kind of a document by its head.
    pub fn detect(root: &Node) -> Detected {
        if let Some(version) = root.get_scalar("swagger") {
            return match version {
                "2.0" => Detected::As(Self::V2),
                "2" | "2.0.0" => Detected::Taken(Self::V2, format!("`swagger` is `{version}`; taken as 2.0")),
                other => Detected::Unknown(format!("Swagger {other} is not supported, only 2.0")),
            };
        }
        if let Some(version) = root.get_scalar("openapi") {
            return match version.split('.').collect::<Vec<_>>().as_slice() {
                ["3", "0", _] => Detected::As(Self::V30),
                ["3", "1", _] => Detected::As(Self::V31),
                ["3", "0"] | ["3"] => Detected::Taken(Self::V30, format!("`openapi` is `{version}`; taken as 3.0.3")),
                ["3", ..] => Detected::Taken(Self::V31, format!("`openapi` is `{version}`; taken as 3.1.0")),
                _ => Detected::Unknown(format!("OpenAPI {version} is not supported, only 3.0 and 3.1")),
            };
        }
        let why = "neither `swagger` nor `openapi` says the version";
        match (root.get("paths").is_some(), root.get("components").is_some(), root.get("definitions").is_some()) {
            (true, false, true) => Detected::Taken(Self::V2, format!("{why}; `definitions` says Swagger 2.0")),
            (true, true, _) => Detected::Taken(Self::V30, format!("{why}; `components` says OpenAPI 3.0")),
            _ => Detected::Unknown(format!("{why}: this is no Swagger or OpenAPI document")),
        }
    }
}
