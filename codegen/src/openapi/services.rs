//! Operations into services.

use super::{
    node::{Mark, Node},
    schema::Lowerer,
};
use crate::model::{Docs, Endpoint, Message, Operation, Service, TypeId, TypeKind, TypeRef, Union, UnionTag};

/// Adds the operations of a document to the services that they name, sorted by name.
pub fn add<'t>(
    lowerer: &mut Lowerer<'t>,
    root: &'t Node,
    operations: Vec<(String, Operation, Mark)>,
    endpoints: &[Endpoint],
) {
    let mut names: Vec<(&str, Mark)> = operations.iter().map(|(name, _, mark)| (name.as_str(), *mark)).collect();
    names.sort_unstable();
    names.dedup_by(|left, right| left.0 == right.0);
    for (name, mark) in names {
        let service = service(lowerer, root, name, endpoints, mark);
        lowerer.api.services.push(service);
    }
    for (name, operation, _) in operations {
        let Some(index) = lowerer.api.services.iter().position(|service| service.name == name) else { continue };
        lowerer.scope(operation.input, index);
        if let Some(id) = answers_by_status(lowerer, &operation) {
            lowerer.scope(id, index);
        }
        if let Some(service) = lowerer.api.services.get_mut(index) {
            service.operations.push(operation);
        }
    }
}

/// The union over the successes of an operation: it belongs to the operation as its input does.
fn answers_by_status(lowerer: &Lowerer<'_>, operation: &Operation) -> Option<TypeId> {
    let Some(Message::Whole(TypeRef::Named(id))) = &operation.output else { return None };
    let kind = &lowerer.api.types.get(id.0 as usize)?.kind;
    matches!(kind, TypeKind::Union(Union { tag: UnionTag::Status, .. })).then_some(*id)
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
