//! Which services use which types: types stand in files by the set of services that share them.

use std::collections::{BTreeMap, HashMap};

use super::references;
use crate::model::{Api, Message, TypeId, TypeRef};

/// The services that use a type, as sorted indexes; `None` where the API itself does, or all of them.
pub type Users = Option<Vec<usize>>;

/// Types that the same services use, and that stand once per API.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The services.
    pub users: Users,
    /// The types, sorted by name.
    pub types: Vec<TypeId>,
}

/// What is emitted, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sharing {
    /// The types that stand once per API.
    pub groups: Vec<Group>,
    /// For each service, the types that it alone defines so, sorted by name.
    pub scoped: Vec<Vec<TypeId>>,
    /// The types that no operation reaches.
    pub unused: Vec<TypeId>,
}

/// Finds who uses what. Operations' own structs are not among the types. Types of an API without operations stand for
/// themselves.
pub fn share(api: &Api) -> Sharing {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); api.types.len()];
    for (index, service) in api.services.iter().enumerate() {
        let mut reached = vec![false; api.types.len()];
        let mut open = Vec::new();
        for operation in &service.operations {
            references::of_operation(api, operation, &mut |id| open.push(id));
        }
        reach(api, open, &mut reached);
        for (users, _) in users.iter_mut().zip(reached).filter(|(_, reached)| *reached) {
            users.push(index);
        }
    }
    let mut common = vec![false; api.types.len()];
    let mut open = Vec::new();
    for block in api.request_headers.iter().chain(&api.response_headers) {
        references::named(&block.ty, &mut |id| open.push(id));
    }
    reach(api, open, &mut common);

    let responses = responses(api);
    let mut groups: BTreeMap<Users, Vec<TypeId>> = BTreeMap::new();
    let mut scoped = vec![Vec::new(); api.services.len()];
    let mut unused = Vec::new();
    for (index, users) in users.into_iter().enumerate() {
        let id = TypeId(u32::try_from(index).unwrap_or(u32::MAX));
        let everywhere = common[index] || users.len() == api.services.len();
        let alone = api.services.is_empty();
        if users.is_empty() && !common[index] && !alone {
            unused.push(id);
        } else if responses.contains_key(&id) {
            // Emitted beside its operation.
        } else if let Some(types) = api.ty(id).scope.and_then(|service| scoped.get_mut(service)) {
            types.push(id);
        } else {
            groups.entry(if everywhere { None } else { Some(users) }).or_default().push(id);
        }
    }
    let by_name = |types: &mut Vec<TypeId>| types.sort_by_key(|id| (&api.ty(*id).name, *id));
    scoped.iter_mut().for_each(by_name);
    let mut groups: Vec<Group> = groups.into_iter().map(|(users, types)| Group { users, types }).collect();
    groups.iter_mut().for_each(|group| by_name(&mut group.types));
    groups.sort_by(|left, right| left.users.cmp(&right.users));
    Sharing { groups, scoped, unused }
}

/// The wrappers of responses that are structs of their own, each with the service beside whose operations it stands.
pub fn responses(api: &Api) -> HashMap<TypeId, usize> {
    let mut responses = HashMap::new();
    for (index, service) in api.services.iter().enumerate() {
        for operation in &service.operations {
            if let Some(Message::Whole(TypeRef::Named(id))) = &operation.output
                && is_response(api, *id)
            {
                responses.entry(*id).or_insert(index);
            }
        }
    }
    responses
}

/// Whether a type is the wrapper of a response rather than a type with a life of its own.
pub fn is_response(api: &Api, id: TypeId) -> bool {
    let ty = api.ty(id);
    ty.anonymous && ty.scope.is_some()
}

fn reach(api: &Api, mut open: Vec<TypeId>, reached: &mut [bool]) {
    while let Some(id) = open.pop() {
        let seen = &mut reached[id.0 as usize];
        if !*seen {
            *seen = true;
            references::of_kind(&api.ty(id).kind, &mut |id| open.push(id));
        }
    }
}
