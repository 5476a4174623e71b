//! Which of the documented answers a client asks for.

use http::{HeaderMap, StatusCode};

/// `Prefer: code=404, example=away` (RFC 7240). The names of the preferences are those that other mock servers have.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preference {
    /// The status.
    pub(super) code: Option<StatusCode>,
    /// The name of the example.
    pub(super) example: Option<String>,
}

impl Preference {
    /// What a request asks for. What is not understood is passed over, as RFC 7240 has it.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut preference = Self::default();
        let values = headers.get_all("prefer").iter().filter_map(|value| value.to_str().ok());
        for (name, value) in values.flat_map(|value| value.split([',', ';'])).filter_map(|one| one.split_once('=')) {
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "code" => preference.code = value.parse().ok(),
                "example" => preference.example = Some(value.to_owned()),
                _ => {}
            }
        }
        preference
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, StatusCode};

    use super::Preference;

    #[test]
    fn preferences_are_read_from_any_header_of_the_name() {
        let mut headers = HeaderMap::new();
        assert_eq!(Preference::of(&headers), Preference::default());
        headers.append("prefer", HeaderValue::from_static("respond-async, Code = 404"));
        headers.append("prefer", HeaderValue::from_static("example=\"away\""));
        let expected = Preference { code: Some(StatusCode::NOT_FOUND), example: Some("away".to_owned()) };
        assert_eq!(Preference::of(&headers), expected);
        headers.clear();
        headers.append("prefer", HeaderValue::from_static("code=teapot"));
        assert_eq!(Preference::of(&headers), Preference::default());
    }
}
