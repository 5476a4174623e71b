//! Which statuses an answer stands for, and what they are called.

use super::Response;

/// Which statuses a response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusMatch {
    /// Exactly this status.
    Code(u16),
    /// A range by its first digit (`4XX`).
    Range(u8),
    /// All others.
    Default,
}

impl StatusMatch {
    /// The statuses that a key of `responses` stands for; `None` if it is none (OpenAPI 3.0.3, "Responses Object").
    pub fn parse(written: &str) -> Option<Self> {
        if written.eq_ignore_ascii_case("default") {
            return Some(Self::Default);
        }
        match written.as_bytes() {
            [first @ b'1'..=b'5', b'X' | b'x', b'X' | b'x'] => Some(Self::Range(first - b'0')),
            [b'1'..=b'9', _, _] => written.parse().ok().map(Self::Code),
            _ => None,
        }
    }

    /// As the description writes it: `200`, `2XX`, `default`.
    pub fn name(self) -> String {
        match self {
            Self::Code(code) => code.to_string(),
            Self::Range(first) => format!("{first}XX"),
            Self::Default => "default".to_owned(),
        }
    }

    /// What it is called (RFC 9110, section 15; RFC 6585; RFC 4918; RFC 7725).
    pub fn label(self) -> String {
        let known = match self {
            Self::Range(1) => "Informational",
            Self::Range(2) => "Success",
            Self::Range(3) => "Redirection",
            Self::Range(4) => "ClientError",
            Self::Range(5) => "ServerError",
            Self::Default => "Other",
            Self::Code(code) => code_label(code).unwrap_or_default(),
            Self::Range(_) => "",
        };
        if known.is_empty() { format!("Status{}", self.name()) } else { known.to_owned() }
    }
}

fn code_label(code: u16) -> Option<&'static str> {
    Some(match code {
        100 => "Continue",
        101 => "SwitchingProtocols",
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        507 => "InsufficientStorage",
        _ => return None,
    })
}

/// The indexes of the responses that say success: `2XX`, and `default` where no success is declared.
pub fn successes(responses: &[Response]) -> Vec<usize> {
    let declared = indexes(responses, |status| matches!(status, StatusMatch::Code(200..=299) | StatusMatch::Range(2)));
    if declared.is_empty() { indexes(responses, |status| status == StatusMatch::Default) } else { declared }
}

fn indexes(responses: &[Response], wanted: impl Fn(StatusMatch) -> bool) -> Vec<usize> {
    responses.iter().enumerate().filter(|(_, response)| wanted(response.status)).map(|(index, _)| index).collect()
}
