//! Operations into services, and credentials of several documents into one list.

use std::collections::HashMap;

use super::{
    node::{Mark, Node},
    schema::Lowerer,
};
use crate::{
    ledger::LossKind,
    model::{Api, Binding, Docs, Endpoint, Operation, SecurityScheme, Service},
};

/// Adds the operations of a document to the services that they name.
///
/// Services of several documents with one name are one where they stand at the same addresses; else the operations
/// keep the addresses of their own document.
pub fn add<'t>(
    lowerer: &mut Lowerer<'t>,
    root: &'t Node,
    operations: Vec<(String, Operation, Mark)>,
    endpoints: &[Endpoint],
) {
    for (name, mut operation, mark) in operations {
        let index = match lowerer.api.services.iter().position(|service| service.name == name) {
            Some(index) => index,
            None => {
                let service = service(lowerer, root, &name, endpoints, mark);
                lowerer.api.services.push(service);
                lowerer.api.services.len() - 1
            }
        };
        if let Some(ty) = lowerer.api.types.get_mut(operation.input.0 as usize) {
            ty.scope = Some(index);
        }
        let Some(service) = lowerer.api.services.get_mut(index) else { continue };
        if service.endpoints != endpoints
            && let Binding::Http(binding) = &mut operation.binding
            && binding.servers.is_empty()
        {
            binding.servers = endpoints.to_vec();
        }
        if service.operations.iter().any(|known| known.name == operation.name) {
            let taken: Vec<&str> = service.operations.iter().map(|known| known.name.as_str()).collect();
            let numbered = (2u32..).map(|number| format!("{}_{number}", operation.name));
            let free = numbered.into_iter().find(|name| !taken.contains(&name.as_str()));
            let free = free.unwrap_or_else(|| operation.name.clone());
            let reason = format!("another document declares `{}` in the same service; called `{free}`", operation.name);
            operation.name.clone_from(&free);
            lowerer.rename(operation.input, &free);
            lowerer.lose(LossKind::Repaired, &format!("operation {free}"), reason, mark);
        }
        if let Some(service) = lowerer.api.services.get_mut(index) {
            service.operations.push(operation);
        }
    }
}

fn service(lowerer: &Lowerer<'_>, root: &Node, name: &str, endpoints: &[Endpoint], mark: Mark) -> Service {
    let tag = root.items("tags").iter().find(|tag| tag.get_scalar("name") == Some(name));
    let docs = tag.and_then(|tag| tag.get_scalar("description")).unwrap_or_default();
    Service {
        name: name.to_owned(),
        endpoints: endpoints.to_vec(),
        operations: Vec::new(),
        docs: Docs::new(docs),
        origin: lowerer.origin(tag.map_or(mark, |tag| tag.mark)),
    }
}

/// Adds the security schemes of a document: the same one once, another one of the same name with a number.
pub fn add_schemes(lowerer: &mut Lowerer<'_>, schemes: Vec<SecurityScheme>, mark: Mark) {
    for scheme in schemes {
        let known = lowerer.api.security.iter().find(|known| known.name == scheme.name);
        match known.map(|known| known.kind == scheme.kind) {
            Some(true) => {}
            None => lowerer.api.security.push(scheme),
            Some(false) => {
                let reason =
                    format!("another document declares `{}` as something else; the first is kept", scheme.name);
                lowerer.lose(LossKind::Ignored, "security", reason, mark);
            }
        }
    }
}

/// Sorts the services.
pub fn settle(api: &mut Api) {
    let mut order: Vec<usize> = (0..api.services.len()).collect();
    order.sort_by(|left, right| {
        let name = |index: &usize| api.services.get(*index).map(|service| service.name.as_str());
        name(left).cmp(&name(right))
    });
    let places: HashMap<usize, usize> = order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
    api.services.sort_by(|left, right| left.name.cmp(&right.name));
    for ty in &mut api.types {
        ty.scope = ty.scope.and_then(|scope| places.get(&scope).copied());
    }
}
