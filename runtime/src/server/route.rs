use std::sync::Arc;

use super::handler::Handler;
use crate::{
    catalogue::{Catalogue, Entry},
    operation::{ApiInfo, Binding, Operation, SoapBinding},
    record::Record,
    soap::Fault,
};

/// An operation at its place.
pub(super) struct Route {
    pub(super) prefix: String,
    /// The path of the service.
    pub(super) path: String,
    pub(super) info: &'static ApiInfo,
    pub(super) request_headers: fn() -> Box<dyn Record>,
    pub(super) response_headers: fn() -> Box<dyn Record>,
    pub(super) entry: &'static Entry,
    pub(super) binding: &'static SoapBinding,
    pub(super) handler: Arc<dyn Handler>,
}

impl Route {
    /// The route of an operation over SOAP; `None` for one over plain HTTP.
    pub(super) fn new(
        prefix: &str,
        catalogue: &Catalogue,
        entry: &'static Entry,
        handler: Arc<dyn Handler>,
    ) -> Option<Self> {
        let Binding::Soap(binding) = &entry.info().binding else { return None };
        let path = path(prefix, entry.info().service.path);
        Some(Self {
            prefix: self::path(prefix, ""),
            path,
            info: catalogue.info,
            request_headers: catalogue.request_headers,
            response_headers: catalogue.response_headers,
            entry,
            binding,
            handler,
        })
    }

    /// Whether it is the route of an operation that is mounted below a prefix.
    pub(super) fn is_at(&self, prefix: &str, service: &str, operation: &str) -> bool {
        self.entry.info().service.name == service
            && self.entry.info().name == operation
            && self.prefix == path(prefix, "")
    }

    /// Whether it is the route of an operation: several APIs may have one of its name.
    pub(super) fn is<O: Operation>(&self) -> bool {
        let Binding::Soap(binding) = &O::info().binding else { return false };
        let info = self.entry.info();
        (info.service.name, info.name) == (O::info().service.name, O::info().name)
            && (self.binding.action, self.binding.request.element) == (binding.action, binding.request.element)
    }
}

/// A service's path below a prefix, with one slash between its parts.
pub(super) fn path(prefix: &str, service: &str) -> String {
    let mut path = String::new();
    for part in prefix.split('/').chain(service.split('/')).filter(|part| !part.is_empty()) {
        path.push('/');
        path.push_str(part);
    }
    path
}

/// Finds the operation among those of a path: by the element in the body, and where that does not tell, by the action. An
/// action that contradicts the body is refused.
pub(super) fn select<'r>(
    routes: &[&'r Route],
    element: Option<&(String, String)>,
    action: Option<&str>,
) -> Result<&'r Route, Fault> {
    let fits = |route: &&&Route| match (&route.binding.request.element, element) {
        (Some(expected), Some((namespace, local))) => expected.local == local && expected.namespace == namespace,
        (Some(_), None) => false,
        (None, found) => bare_fits(route.binding, found),
    };
    let candidates: Vec<&Route> = routes.iter().filter(fits).copied().collect();
    match (candidates.as_slice(), action) {
        ([], _) => Err(unknown(element)),
        ([route], None) => Ok(route),
        (_, None) => Err(Fault::sender("several operations take this body; the request must name a SOAP action")),
        (candidates, Some(action)) => candidates.iter().copied().find(|route| route.binding.action == action).ok_or_else(|| {
            let told = shown(action);
            match candidates.first() {
                Some(route) => Fault::sender(format!(
                    "the SOAP action contradicts the body: the body is that of `{}`, expected the action `{}`, found `{told}`",
                    route.entry.info().name, route.binding.action,
                )),
                None => unknown(element),
            }
        }),
    }
}

/// Whether a body without a wrapper may begin with an element.
fn bare_fits(binding: &SoapBinding, found: Option<&(String, String)>) -> bool {
    let fields = binding.request.schema.fields;
    match found {
        None => fields.is_empty(),
        Some((namespace, local)) => {
            fields.iter().any(|field| field.name.local == local && field.name.namespace == namespace)
        }
    }
}

fn unknown(element: Option<&(String, String)>) -> Fault {
    match element {
        None => Fault::sender("Envelope/Body: expected the element of an operation, found nothing"),
        Some((namespace, local)) => Fault::sender(format!(
            "Envelope/Body: expected the element of an operation of this service, found `{}` in the namespace `{}`",
            shown(local),
            shown(namespace),
        )),
    }
}

fn shown(text: &str) -> String {
    text.chars().take(200).collect()
}
