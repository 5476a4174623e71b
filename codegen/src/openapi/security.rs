//! Credentials and servers.

use openapiv3::{APIKeyLocation, SecurityScheme as Typed, Server};

use super::{
    Dialect,
    node::{Mark, Node},
    schema::Lowerer,
    shape, swagger,
};
use crate::{
    ledger::LossKind,
    model::{Docs, Endpoint, ParameterPlace, SecurityRequirement, SecurityScheme, SecuritySchemeKind},
};

/// The security schemes of a document.
pub fn schemes<'t>(lowerer: &mut Lowerer<'t>, root: &'t Node, dialect: Dialect) -> Vec<SecurityScheme> {
    let container = match dialect {
        Dialect::V2 => Some(root),
        Dialect::V30 | Dialect::V31 => root.get("components"),
    };
    let key = if dialect == Dialect::V2 { "securityDefinitions" } else { "securitySchemes" };
    let mut schemes = Vec::new();
    for (name, member) in container.into_iter().flat_map(|container| container.members(key)) {
        let subject = format!("security scheme {name}");
        let node = match lowerer.documents.resolve_whole(&member.node) {
            Ok(node) if dialect == Dialect::V2 => swagger::security_scheme(node),
            Ok(node) => node.clone(),
            Err(why) => {
                lowerer.lose(LossKind::Ignored, &subject, format!("dangling reference: {why}"), member.key);
                continue;
            }
        };
        if let Some((kind, docs)) = scheme(lowerer, &node, &subject) {
            schemes.push(SecurityScheme { name: name.to_owned(), kind, docs, origin: lowerer.origin(member.key) });
        }
    }
    schemes
}

fn scheme(lowerer: &mut Lowerer<'_>, node: &Node, subject: &str) -> Option<(SecuritySchemeKind, Docs)> {
    let mut defects = Vec::new();
    let typed = shape::typed::<Typed>(node, &shape::SECURITY_SCHEME, &mut defects);
    for (what, mark) in defects {
        lowerer.lose(LossKind::Repaired, subject, what, mark);
    }
    let (kind, description) = match typed {
        Ok(Typed::APIKey { location, name, description, .. }) => {
            let place = match location {
                APIKeyLocation::Query => ParameterPlace::Query,
                APIKeyLocation::Header => ParameterPlace::Header,
                APIKeyLocation::Cookie => ParameterPlace::Cookie,
            };
            (SecuritySchemeKind::ApiKey { place, name }, description)
        }
        Ok(Typed::HTTP { scheme, description, .. }) => {
            let kind = match scheme.to_ascii_lowercase().as_str() {
                "basic" => SecuritySchemeKind::Basic,
                "bearer" => SecuritySchemeKind::Bearer,
                _ => SecuritySchemeKind::Http(scheme),
            };
            (kind, description)
        }
        Ok(Typed::OAuth2 { description, .. } | Typed::OpenIDConnect { description, .. }) => {
            (SecuritySchemeKind::OAuth2, description)
        }
        Err(why) => {
            let reason = match node.get_scalar("type") {
                Some("mutualTLS") => "certificates of clients belong to the transport".to_owned(),
                _ => format!("left out: {why}"),
            };
            lowerer.lose(LossKind::Ignored, subject, reason, node.mark);
            return None;
        }
    };
    Some((kind, Docs::new(&description.unwrap_or_default())))
}

/// The alternatives of credentials that an operation asks for: its own, else those of the document.
pub fn requirements<'t>(
    lowerer: &mut Lowerer<'t>,
    operation: &'t Node,
    root: &'t Node,
    subject: &str,
) -> Vec<SecurityRequirement> {
    let Some(listed) = operation.get("security").or_else(|| root.get("security")) else { return Vec::new() };
    let mut requirements = Vec::new();
    for alternative in listed.as_array().unwrap_or_default() {
        if alternative.as_object().is_none() {
            let reason = format!("a security requirement is {}, not an object; ignored", alternative.kind());
            lowerer.lose(LossKind::Repaired, subject, reason, alternative.mark);
        }
        let mut schemes = Vec::new();
        for (name, member) in alternative.as_object().into_iter().flatten() {
            let Some(declared) = declared(lowerer, root, name, subject, member.key) else { continue };
            let scopes = member.node.as_array().unwrap_or_default().iter().filter_map(Node::scalar);
            schemes.push((declared, scopes.map(str::to_owned).collect()));
        }
        // An alternative that asks for nothing says that no credential is needed; one whose schemes are unknown does not.
        if !schemes.is_empty() || alternative.as_object().is_some_and(|asked| asked.is_empty()) {
            requirements.push(SecurityRequirement { schemes });
        }
    }
    requirements
}

/// The declared scheme that a requirement names: by its name, or by the only declared name that is part of it.
fn declared<'t>(lowerer: &mut Lowerer<'t>, root: &'t Node, name: &str, subject: &str, mark: Mark) -> Option<String> {
    let components = root.get("components").and_then(|components| components.get("securitySchemes"));
    let schemes = root.get("securityDefinitions").or(components).and_then(Node::as_object);
    let declared: Vec<&String> = schemes.into_iter().flat_map(|schemes| schemes.keys()).collect();
    if let Some(known) = declared.iter().find(|known| **known == name) {
        return Some((*known).clone());
    }
    let lower = name.to_lowercase();
    let part = |known: &&&String| !known.is_empty() && lower.contains(&known.to_lowercase());
    let meant: Vec<&&String> = declared.iter().filter(part).collect();
    let (reason, meant) = match meant.as_slice() {
        [only] => (format!("the security scheme `{name}` is not declared; `{only}` is taken"), Some((**only).clone())),
        _ => (format!("the security scheme `{name}` is not declared; left out"), None),
    };
    lowerer.lose(LossKind::Repaired, subject, reason, mark);
    meant
}

/// The servers of a document.
pub fn servers<'t>(lowerer: &mut Lowerer<'t>, root: &'t Node, dialect: Dialect) -> Vec<Endpoint> {
    if dialect == Dialect::V2 {
        return endpoints(lowerer, &swagger::servers(root), "servers");
    }
    match root.get("servers").and_then(Node::as_array) {
        Some(servers) if !servers.is_empty() => endpoints(lowerer, servers, "servers"),
        // A server at the root is what the absence of servers says (3.0.3, "OpenAPI Object").
        _ => vec![Endpoint { name: String::new(), address: "/".to_owned(), variables: Vec::new() }],
    }
}

/// Servers as endpoints.
pub fn endpoints(lowerer: &mut Lowerer<'_>, servers: &[Node], subject: &str) -> Vec<Endpoint> {
    let mut endpoints = Vec::with_capacity(servers.len());
    for node in servers {
        let mut defects = Vec::new();
        let typed = shape::typed::<Server>(node, &shape::SERVER, &mut defects);
        for (what, mark) in defects {
            lowerer.lose(LossKind::Repaired, subject, what, mark);
        }
        match typed {
            Ok(server) => endpoints.push(endpoint(lowerer, &server, subject, node.mark)),
            Err(why) => lowerer.lose(LossKind::Ignored, subject, format!("a server is left out: {why}"), node.mark),
        }
    }
    endpoints
}

fn endpoint(lowerer: &mut Lowerer<'_>, server: &Server, subject: &str, mark: Mark) -> Endpoint {
    let mut variables: Vec<(String, String, Vec<String>)> = Vec::new();
    for (name, variable) in server.variables.iter().flatten() {
        if !variable.enumeration.is_empty() && !variable.enumeration.contains(&variable.default) {
            let reason =
                format!("the default of the server variable `{name}` is none of its values; the first is taken");
            lowerer.lose(LossKind::Repaired, subject, reason, mark);
            let first = variable.enumeration.first().cloned().unwrap_or_default();
            variables.push((name.clone(), first, variable.enumeration.clone()));
        } else {
            variables.push((name.clone(), variable.default.clone(), variable.enumeration.clone()));
        }
    }
    for name in super::operation::template_names(&server.url) {
        if !variables.iter().any(|(known, ..)| *known == name) {
            let reason = format!("the server variable `{name}` is not declared; its default is empty");
            lowerer.lose(LossKind::Repaired, subject, reason, mark);
            variables.push((name, String::new(), Vec::new()));
        }
    }
    if server.url.chars().any(char::is_whitespace) {
        lowerer.lose(LossKind::Repaired, subject, format!("`{}` is no URL; kept as written", server.url), mark);
    }
    Endpoint { name: server.description.clone().unwrap_or_default(), address: server.url.clone(), variables }
}
