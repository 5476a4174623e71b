use std::collections::{BTreeMap, HashMap, HashSet};

use crate::openapi::outline::Outline;

/// What an operation is called, and why not as the document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name.
    pub name: String,
    /// Why it was made, where it was.
    pub reason: Option<String>,
}

/// Names all operations of a document: by `operationId`, and where it is missing or stands twice, by method and path.
///
/// The result does not depend on the order of the document.
pub fn name_operations(operations: &[Outline<'_>]) -> Vec<Named> {
    let id = |operation: &Outline<'_>| -> Option<String> {
        operation.node.get_scalar("operationId").map(|id| id.trim().to_owned()).filter(|id| !id.is_empty())
    };
    let mut uses: HashMap<String, usize> = HashMap::new();
    for operation in operations {
        if let Some(id) = id(operation) {
            *uses.entry(id).or_default() += 1;
        }
    }
    let mut taken: HashSet<String> = uses.iter().filter(|(_, count)| **count == 1).map(|(id, _)| id.clone()).collect();
    let mut made: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut names: Vec<Option<Named>> = Vec::with_capacity(operations.len());
    for (index, operation) in operations.iter().enumerate() {
        match id(operation).filter(|id| uses.get(id) == Some(&1)) {
            Some(name) => names.push(Some(Named { name, reason: None })),
            None => {
                made.insert((operation.path, &operation.method), index);
                names.push(None);
            }
        }
    }
    for ((path, method), index) in made {
        let plain = from_path(method, path);
        let numbered = (2u32..).map(|number| format!("{plain}_{number}"));
        let name = std::iter::once(plain.clone()).chain(numbered).find(|name| !taken.contains(name));
        let name = name.unwrap_or(plain);
        taken.insert(name.clone());
        let reason = match operations.get(index).and_then(id) {
            Some(id) => format!("`operationId` `{id}` stands twice; called `{name}` after method and path"),
            None => format!("`operationId` is missing; called `{name}` after method and path"),
        };
        if let Some(slot) = names.get_mut(index) {
            *slot = Some(Named { name, reason: Some(reason) });
        }
    }
    // Equal methods and paths cannot stand twice in one document, except through a reference: those keep the path.
    let last = |(index, named): (usize, Option<Named>)| {
        named.unwrap_or_else(|| {
            let operation = operations.get(index);
            let name = operation.map_or_else(String::new, |operation| from_path(&operation.method, operation.path));
            Named { reason: Some("method and path stand twice".to_owned()), name: format!("{name}_{index}") }
        })
    };
    names.into_iter().enumerate().map(last).collect()
}

/// `GET /v1/user/{uid}/presence` is `get_v1_user_by_uid_presence`.
pub fn from_path(method: &str, path: &str) -> String {
    let mut name = method.to_ascii_lowercase();
    let mut word = String::new();
    let flush = |word: &mut String, name: &mut String| {
        if !word.is_empty() {
            name.push('_');
            name.push_str(word);
            word.clear();
        }
    };
    for character in path.chars() {
        match character {
            '{' => {
                flush(&mut word, &mut name);
                name.push_str("_by");
            }
            character if character.is_alphanumeric() => word.push(character),
            _ => flush(&mut word, &mut name),
        }
    }
    flush(&mut word, &mut name);
    name
}
