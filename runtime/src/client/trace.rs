//! What is told to `tracing`: OpenTelemetry's stable names for HTTP, and no secrets.

use bytes::Bytes;
use http::StatusCode;
use tracing::{Span, field::Empty};

use crate::{error::Error, operation::OperationInfo, xml::Leniency};

/// The span of a call.
pub(super) fn span(info: &'static OperationInfo, request: &http::Request<Bytes>) -> Span {
    let uri = request.uri();
    let default_port = if uri.scheme_str() == Some("https") { 443 } else { 80 };
    tracing::info_span!(
        "HTTP call",
        otel.kind = "client",
        otel.name = %request.method(),
        http.request.method = %request.method(),
        server.address = uri.host().unwrap_or_default(),
        server.port = uri.port_u16().unwrap_or(default_port),
        url.full = %crate::http::shown(uri),
        bindery.service = info.service.name,
        bindery.operation = info.name,
        http.response.status_code = Empty,
        error.type = Empty,
    )
}

/// Tells how a call ended.
pub(super) fn end(span: &Span, reply: Result<(StatusCode, &[Leniency]), &Error>) {
    let (status, leniencies) = match reply {
        Ok((status, leniencies)) => (Some(status), leniencies),
        Err(error) => (error.status(), &[][..]),
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
    span.in_scope(|| {
        match reply {
            Ok((status, _)) => tracing::debug!(http.response.status_code = status.as_u16(), "the service answered"),
            Err(error) => {
                let kind = tracing::field::debug(error.kind());
                span.record("error.type", &kind);
                tracing::warn!(error.type = &kind, %error, "the call failed");
            }
        }
        for leniency in leniencies {
            tracing::debug!(path = leniency.path, what = leniency.what, "read although it is not foreseen");
        }
        if let Some(first) = leniencies.first() {
            tracing::warn!(
                count = leniencies.len(),
                first = %first,
                "the answer holds what the description does not foresee"
            );
        }
    });
}
