use super::{Docs, Origin, StatusMatch, TypeRef, WireName};

/// How an operation stands on the wire. Only `emit/soap.rs`, `emit/http.rs` and the comparison read it.
#[derive(Clone, Debug, PartialEq)]
pub enum Binding {
    /// SOAP 1.1 or 1.2 over HTTP.
    Soap(SoapBinding),
    /// Plain HTTP: method, path, parameters and media types.
    Http(Box<HttpBinding>),
}

/// A place where a service can be reached.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// The name of the port or the description of the server.
    pub name: String,
    /// The address as written, with `{variables}` for OpenAPI servers.
    pub address: String,
    /// Variables of the address: name, default, allowed values.
    pub variables: Vec<(String, String, Vec<String>)>,
}

impl Endpoint {
    /// The address with its variables at their defaults.
    pub fn by_default(&self) -> String {
        self.variables
            .iter()
            .fold(self.address.clone(), |address, (name, default, _)| address.replace(&format!("{{{name}}}"), default))
    }
}

/// The SOAP version of a binding: told by the binding elements' namespace only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SoapVersion {
    /// SOAP 1.1 (W3C Note of 8 May 2000).
    V11,
    /// SOAP 1.2 (W3C Recommendation of 27 April 2007).
    V12,
}

/// The SOAP facts of an operation (WSDL 1.1, section 3).
#[derive(Clone, Debug, PartialEq)]
pub struct SoapBinding {
    /// The versions it is offered in, the preferred one (that of the first port) first; never empty.
    pub versions: Vec<SoapVersion>,
    /// The SOAP action.
    pub action: String,
    /// The request's body.
    pub request: SoapBody,
    /// The response's body; `None` for a one-way operation.
    pub response: Option<SoapBody>,
    /// The header blocks that a request carries, as indexes into [`super::Api::request_headers`].
    pub request_headers: Vec<HeaderUse>,
    /// The header blocks that a response carries, as indexes into [`super::Api::response_headers`].
    pub response_headers: Vec<HeaderUse>,
}

/// A header block that an operation uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderUse {
    /// The index of the block.
    pub block: usize,
    /// The message is not valid without it (`wsdl:required`).
    pub required: bool,
}

/// What stands in `soap:Body`.
#[derive(Clone, Debug, PartialEq)]
pub enum SoapBody {
    /// One element of this name that holds the struct's fields (document/literal wrapped, rpc/literal).
    Wrapped(WireName),
    /// The struct's fields stand directly in the body (document/literal bare).
    Bare,
}

/// The HTTP facts of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpBinding {
    /// The method, in capitals.
    pub method: String,
    /// The path template, with `{name}` for parameters anywhere in a segment.
    pub path: String,
    /// The fields of the input struct that stand outside the body.
    pub parameters: Vec<Parameter>,
    /// The body of the request.
    pub request: Option<BodyContent>,
    /// The responses in the order of the description.
    pub responses: Vec<Response>,
    /// The alternatives of credentials, each a set that must be presented together; empty for none.
    pub security: Vec<SecurityRequirement>,
    /// Servers of this operation alone; empty for those of the service.
    pub servers: Vec<Endpoint>,
}

/// A field of the input struct that stands outside the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The index of the field in the input struct.
    pub field: usize,
    /// The name on the wire.
    pub name: String,
    /// Where it stands.
    pub place: ParameterPlace,
    /// How arrays and objects are written (OpenAPI 3.0.3, "Style Values").
    pub style: ParameterStyle,
    /// Each item of an array is a parameter of its own.
    pub explode: bool,
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
    /// The value is written as this media type (`content`).
    pub media_type: Option<String>,
}

/// How an operation over SOAP is called over REST too, with its own types, as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct RestRoute {
    /// The method, in capitals.
    pub method: String,
    /// The path template.
    pub path: String,
    /// The fields of the input struct that stand outside the body, and whether each must be set, whatever SOAP says.
    pub parameters: Vec<(Parameter, bool)>,
    /// What stands in the body.
    pub body: RestBody,
    /// The status of success.
    pub status: u16,
    /// The alternatives of credentials.
    pub security: Vec<SecurityRequirement>,
}

/// What stands in the body of a request over REST.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestBody {
    /// There is no body.
    None,
    /// An object of all fields of the input struct.
    Fields,
    /// The value of one field.
    Field {
        /// The index of the field in the input struct.
        index: usize,
        /// It must be set, whatever SOAP says.
        required: bool,
    },
}

/// Where a parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterPlace {
    /// In the path.
    Path,
    /// In the query string.
    Query,
    /// As an HTTP header.
    Header,
    /// As a cookie.
    Cookie,
}

/// How arrays and objects are written in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ParameterStyle {
    /// `a,b` (path, header).
    Simple,
    /// `.a.b` (path).
    Label,
    /// `;name=a` (path).
    Matrix,
    /// `name=a&name=b` (query, cookie).
    Form,
    /// `a%20b`, Swagger's `ssv`.
    SpaceDelimited,
    /// `a|b`, Swagger's `pipes`.
    PipeDelimited,
    /// `name[key]=a`.
    DeepObject,
    /// Tab-separated, Swagger's `tsv`.
    TabDelimited,
}

/// A body in the media types that are offered, the preferred first.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyContent {
    /// The field of the input struct (requests), or `None` (responses).
    pub field: Option<usize>,
    /// The body may be left out.
    pub optional: bool,
    /// The type of the value: that of the media types, or a union over theirs where they differ.
    pub ty: TypeRef,
    /// The body may be `null`.
    pub nillable: bool,
    /// The body is itself a credential.
    pub secret: bool,
    /// The media types.
    pub media: Vec<MediaBody>,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct MediaBody {
    /// The media type, as written.
    pub media_type: String,
    /// The type of the value.
    pub ty: TypeRef,
    /// The body may be `null`.
    pub nillable: bool,
    /// How properties are written where it is not the default: forms and `multipart` alone.
    pub parts: Vec<PartEncoding>,
    /// What the description shows as examples.
    pub examples: Vec<Example>,
}

/// A value that a description shows as an example (OpenAPI 3.0.3, "Example Object").
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its name, where there are several; empty for the only one.
    pub name: String,
    /// The value as JSON.
    pub value: String,
    /// Where the description shows it.
    pub origin: Origin,
}

/// How a property of a form or `multipart` body is written (OpenAPI 3.0.3, "Encoding Object").
#[derive(Clone, Debug, PartialEq)]
pub struct PartEncoding {
    /// The property on the wire.
    pub property: String,
    /// The media type of the part, or several parted by commas.
    pub content_type: Option<String>,
    /// How arrays and objects are written.
    pub style: Option<ParameterStyle>,
    /// Each item of an array stands for itself.
    pub explode: bool,
    /// Reserved characters are written as they are.
    pub allow_reserved: bool,
    /// Headers of the part: name, type, required.
    pub headers: Vec<(WireName, TypeRef, bool)>,
}

/// What a status answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// Which statuses.
    pub status: StatusMatch,
    /// The body, `None` for no content.
    pub body: Option<BodyContent>,
    /// Typed headers of the response: name, type, required.
    pub headers: Vec<(WireName, TypeRef, bool)>,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

/// Credentials that must be presented together: names of schemes with their scopes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SecurityRequirement {
    /// Scheme name and scopes.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// A credential that clients may present.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// The name in the description.
    pub name: String,
    /// What it is.
    pub kind: SecuritySchemeKind,
    /// The description's documentation.
    pub docs: Docs,
    /// Where the description declares it.
    pub origin: Origin,
}

/// The kinds of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// HTTP basic (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750).
    Bearer,
    /// A key under a name in a header, the query or a cookie.
    ApiKey {
        /// Where the key stands.
        place: ParameterPlace,
        /// Under which name.
        name: String,
    },
    /// A token from an OAuth 2 flow or OpenID Connect provider, presented as a bearer token.
    OAuth2,
    /// Another HTTP authentication scheme, presented as `Authorization: <scheme> <value>`.
    Http(String),
}
