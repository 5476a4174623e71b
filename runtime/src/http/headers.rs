use http::{HeaderName, HeaderValue, header};

use crate::error::Error;

/// What the protocol itself sets.
const RESERVED: &[HeaderName] = &[
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::TRANSFER_ENCODING,
    header::CONNECTION,
    header::HOST,
    header::ACCEPT,
];

/// A header name that the user gives.
fn checked_name(name: &str) -> Result<HeaderName, Error> {
    let Ok(parsed) = HeaderName::from_bytes(name.as_bytes()) else {
        return Err(Error::header(name, "it is not a header name"));
    };
    if RESERVED.contains(&parsed) || parsed == "soapaction" {
        return Err(Error::header(name, "the protocol sets it"));
    }
    Ok(parsed)
}

/// A header with a value that the user gives. Every value counts as a secret.
pub(crate) fn checked(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let name = checked_name(name)?;
    let Ok(mut parsed) = HeaderValue::from_str(value) else {
        return Err(Error::header(
            name.as_str(),
            "its value holds control characters (line breaks among them), or characters beyond ASCII",
        ));
    };
    parsed.set_sensitive(true);
    Ok((name, parsed))
}
