//! Which operation a documented path belongs to.

use bindery_runtime::{
    catalogue::{Catalogue, Entry},
    operation::{Binding, HttpBinding, Piece},
};

use super::Target;

/// The operations of a catalogue by method and path.
pub struct Router {
    routes: Vec<Route>,
}

struct Route {
    method: &'static str,
    /// The template with the path of the server before it.
    segments: Vec<String>,
    entry: &'static Entry,
}

impl Router {
    /// The routes of all operations over plain HTTP.
    pub fn new(catalogue: &Catalogue) -> Self {
        let routes = catalogue.entries().filter_map(|entry| {
            let Binding::Http(binding) = entry.info().binding else { return None };
            let url = entry.info().service.addresses.first().map_or("", |address| address.url);
            let base = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
            let path = format!("{}{}", base.trim_end_matches('/'), template(binding));
            Some(Route { method: binding.method, segments: segments(&path), entry })
        });
        Self { routes: routes.collect() }
    }

    /// The operation that an example tells.
    pub fn find(&self, target: &Target) -> Option<&'static Entry> {
        match target {
            Target::Path(method, path) => self.at(method, path),
            Target::Name(service, operation) => {
                let named = |route: &&Route| {
                    let info = route.entry.info();
                    info.service.name == service && info.name == operation
                };
                self.routes.iter().find(named).map(|route| route.entry)
            }
        }
    }

    /// The operation of a path, whose parameters may stand as `{name}` or as values.
    fn at(&self, method: &str, path: &str) -> Option<&'static Entry> {
        let wanted = segments(path);
        let of_method = self.routes.iter().filter(|route| route.method == method);
        let exact = of_method.clone().find(|route| fits(&route.segments, &wanted, true));
        exact.or_else(|| of_method.clone().find(|route| fits(&route.segments, &wanted, false))).map(|route| route.entry)
    }
}

/// The path template: a parameter stands as `{}`.
fn template(binding: &HttpBinding) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Text(text) => *text,
        Piece::Parameter(_) => "{}",
    };
    binding.path.iter().map(piece).collect()
}

/// The segments of a path, each parameter as `{}`.
fn segments(path: &str) -> Vec<String> {
    let mut out = String::new();
    let mut rest = path;
    while let Some((before, (_, after))) =
        rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)))
    {
        out.push_str(before);
        out.push_str("{}");
        rest = after;
    }
    out.push_str(rest);
    out.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect()
}

/// Whether a path is that of a template; where it need not be exact, a value may stand for a parameter.
fn fits(template: &[String], path: &[String], exact: bool) -> bool {
    template.len() == path.len()
        && template.iter().zip(path).all(|(wanted, found)| wanted == found || !exact && wanted.contains("{}"))
}

#[cfg(test)]
mod tests {
    use super::{fits, segments};

    #[test]
    fn a_parameter_fits_by_any_name_and_any_value() {
        let template = segments("/api/v1/Contact/{}/Simple");
        assert!(fits(&template, &segments("/api/v1/Contact/{contactId}/Simple"), true));
        assert!(!fits(&template, &segments("/api/v1/Contact/5/Simple"), true));
        assert!(fits(&template, &segments("/api/v1/Contact/5/Simple"), false));
        assert!(!fits(&template, &segments("/api/v1/Person/5/Simple"), false));
        assert!(fits(&segments("/presences('{}')"), &segments("/presences('{id}')"), true));
    }
}
