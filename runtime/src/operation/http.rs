//! The tables of operations that are bound to plain HTTP.

use serde::Deserialize;

use super::Block;
use crate::record::Field;

/// The HTTP facts of an operation.
///
/// The request is a record: its fields are the parameters and the body, each told by its index in the schema.
#[derive(Debug)]
pub struct HttpBinding {
    /// The method, in capitals.
    pub method: &'static str,
    /// The path below the address of the service, in pieces: it starts with a slash.
    pub path: &'static [Piece],
    /// The fields of the request that stand outside the body.
    pub parameters: &'static [Parameter],
    /// The body of the request.
    pub body: Option<RequestBody>,
    /// What the operation answers when it succeeds, in the order of the description.
    pub responses: &'static [Response],
    /// What the operation answers when it fails, in the order of the description.
    pub errors: &'static [Response],
    /// The alternatives of credentials; none for an operation that needs none. An empty alternative means that the
    /// operation answers without credentials too.
    pub security: &'static [Requirement],
}

/// A piece of a path template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// What stands as it is, such as `/presences('`. What a path cannot hold is percent-encoded when it is written.
    Text(&'static str),
    /// An index into [`HttpBinding::parameters`].
    Parameter(usize),
}

/// A field of the request that stands outside the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The index of the field in the request.
    pub field: usize,
    /// The name on the wire.
    pub name: &'static str,
    /// Where it stands.
    pub place: Place,
    /// How lists and objects are written.
    pub style: Style,
    /// Each item of a list, each property of an object, stands for itself.
    pub explode: bool,
    /// Reserved characters (RFC 3986, section 2.2) are written as they are.
    pub allow_reserved: bool,
    /// The value is written as this media type.
    pub media_type: Option<&'static str>,
    /// It must be set, whatever the field says.
    pub required: bool,
}

impl Parameter {
    /// A parameter in the path, in the style that paths have by default.
    pub const fn path(field: usize, name: &'static str) -> Self {
        Self::new(field, name, Place::Path, Style::Simple, false)
    }

    /// A parameter in the query, in the style that queries have by default.
    pub const fn query(field: usize, name: &'static str) -> Self {
        Self::new(field, name, Place::Query, Style::Form, true)
    }

    /// A parameter in a header.
    pub const fn header(field: usize, name: &'static str) -> Self {
        Self::new(field, name, Place::Header, Style::Simple, false)
    }

    /// A parameter in a cookie, in the style that cookies have by default.
    pub const fn cookie(field: usize, name: &'static str) -> Self {
        Self::new(field, name, Place::Cookie, Style::Form, true)
    }

    const fn new(field: usize, name: &'static str, place: Place, style: Style, explode: bool) -> Self {
        Self { field, name, place, style, explode, allow_reserved: false, media_type: None, required: false }
    }

    /// The same parameter in another style.
    #[must_use]
    pub const fn style(mut self, style: Style) -> Self {
        self.style = style;
        self
    }

    /// The same parameter, its items standing each for itself or together.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// The same parameter, its reserved characters written as they are.
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// The same parameter, written as a media type.
    #[must_use]
    pub const fn content(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// The same parameter, which must be set, whatever the field says.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }
}

/// Where a parameter or a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// How lists and objects are written in a parameter (OpenAPI 3.0.3, "Style Values").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
pub enum Style {
    /// `a,b`: path and header.
    Simple,
    /// `.a.b`: path.
    Label,
    /// `;name=a`: path.
    Matrix,
    /// `name=a&name=b`, or `name=a,b`: query and cookie.
    Form,
    /// `a%20b`.
    SpaceDelimited,
    /// `a|b`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
    /// `a%09b`.
    TabDelimited,
}

/// The body of a request.
#[derive(Clone, Copy, Debug)]
pub struct RequestBody {
    /// The index of the field in the request; `None` where the request itself is the body.
    pub field: Option<usize>,
    /// It must stand, whatever the field says.
    pub required: bool,
    /// The media types, the preferred first; never empty.
    pub media: &'static [Media],
}

impl RequestBody {
    /// A body that is the value of a field.
    pub const fn new(field: usize, media: &'static [Media]) -> Self {
        Self { field: Some(field), required: false, media }
    }
}

/// A media type that a body stands in.
#[derive(Clone, Copy, Debug)]
pub struct Media {
    /// The media type, such as `application/json`.
    pub name: &'static str,
    /// The alternative of the body's union that stands in this media type, where media types hold different types.
    pub variant: Option<usize>,
    /// How properties are written where it is not the default: forms and `multipart` alone.
    pub parts: &'static [PartEncoding],
}

impl Media {
    /// A media type that holds the body whatever it is.
    pub const fn new(name: &'static str) -> Self {
        Self { name, variant: None, parts: &[] }
    }

    /// JSON.
    pub const JSON: Self = Self::new("application/json");
}

/// How a property of a form or `multipart` body is written (OpenAPI 3.0.3, "Encoding Object").
#[derive(Clone, Copy, Debug)]
pub struct PartEncoding {
    /// The property on the wire.
    pub property: &'static str,
    /// The media type of the part.
    pub content_type: Option<&'static str>,
    /// How lists and objects are written.
    pub style: Option<Style>,
    /// Each item of a list stands for itself.
    pub explode: bool,
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
}

/// What a status answers.
#[derive(Clone, Copy, Debug)]
pub struct Response {
    /// Which statuses.
    pub status: StatusMatch,
    /// The alternative of the output's (or the fault's) union that this answer fills; `None` where the output (or the
    /// fault) is itself the body.
    pub variant: Option<usize>,
    /// The body; `None` for no content.
    pub body: Option<ResponseBody>,
    /// The headers that are typed: indexes into the fields of the API's response headers.
    pub headers: &'static [Block],
}

/// The body of a response.
#[derive(Clone, Copy, Debug)]
pub struct ResponseBody {
    /// What the value is: shape and flags.
    pub field: &'static Field,
    /// The media types, the preferred first; never empty.
    pub media: &'static [Media],
}

/// Which statuses an answer stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusMatch {
    /// Exactly this status.
    Code(u16),
    /// A range by its first digit.
    Range(u8),
    /// All statuses that no other answer stands for.
    Default,
}

impl StatusMatch {
    /// Whether a status is among them.
    pub const fn holds(self, status: u16) -> bool {
        match self {
            Self::Code(code) => code == status,
            Self::Range(first) => first as u16 == status / 100,
            Self::Default => true,
        }
    }
}

/// Credentials that must be presented together.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// The schemes.
    pub schemes: &'static [SchemeUse],
}

/// A scheme with the scopes that an operation needs of it.
#[derive(Clone, Copy, Debug)]
pub struct SchemeUse {
    /// The scheme.
    pub scheme: &'static SecurityScheme,
    /// The scopes.
    pub scopes: &'static [&'static str],
}

/// A credential that clients may present.
#[derive(Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    /// The name in the description: by it a session knows which credential is meant.
    pub name: &'static str,
    /// How it is presented.
    pub kind: SecurityKind,
}

/// How a credential is presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityKind {
    /// HTTP basic (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750).
    Bearer,
    /// A token from an OAuth 2 flow or an OpenID Connect provider, presented as a bearer token.
    OAuth2,
    /// `Authorization: <scheme> <value>`.
    Http(&'static str),
    /// A key under a name.
    ApiKey {
        /// Where the key stands.
        place: Place,
        /// Under which name.
        name: &'static str,
    },
}
