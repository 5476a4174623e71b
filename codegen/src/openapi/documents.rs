use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};

use super::{
    Dialect,
    node::{Mark, Node, Value},
};
use crate::diagnostic::Origin;

/// The documents and the files that they refer to.
#[derive(Debug, Default)]
pub struct Documents {
    files: Vec<File>,
    /// Where the location of a reference in a file leads, or why it leads nowhere.
    links: HashMap<(u32, String), Result<u32, String>>,
}

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// The path by which it was given or found.
    pub path: Arc<str>,
    /// Its tree.
    pub root: Node,
    /// How its schemas are read.
    pub dialect: Dialect,
}

/// Where a reference leads.
#[derive(Clone, Debug)]
pub struct Found<'t> {
    /// What stands there.
    pub node: &'t Node,
    /// The name that it stands under.
    pub name: String,
    /// Where the name stands.
    pub key: Mark,
    /// Its address: the same for every way of writing the reference.
    pub address: Address,
}

/// A place in a file, as a JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address {
    /// The file.
    pub file: u32,
    /// The pointer, with each token escaped.
    pub pointer: String,
}

impl Documents {
    /// Adds a file.
    pub fn add(&mut self, file: File) {
        self.files.push(file);
    }

    /// The files in the order they were read.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// How many files there are, which is the index of the next.
    pub fn next_index(&self) -> u32 {
        u32::try_from(self.files.len()).unwrap_or(u32::MAX)
    }

    /// The file of an index.
    pub fn file(&self, index: u32) -> Option<&File> {
        self.files.get(index as usize)
    }

    /// The file of a path.
    pub fn find(&self, path: &str) -> Option<u32> {
        self.files.iter().position(|file| *file.path == *path).and_then(|index| u32::try_from(index).ok())
    }

    /// Remembers where the location of a reference leads.
    pub fn link(&mut self, from: u32, location: String, to: Result<u32, String>) {
        self.links.insert((from, location), to);
    }

    /// The place in a file, for diagnostics.
    pub fn origin(&self, mark: Mark) -> Origin {
        match self.file(mark.file) {
            Some(file) => Origin::new(&file.path, mark.line, mark.column),
            None => Origin::default(),
        }
    }

    /// How the schemas of a file are read.
    pub fn dialect(&self, file: u32) -> Dialect {
        self.file(file).map_or(Dialect::V30, |file| file.dialect)
    }

    /// Follows one reference; an error says why it leads nowhere.
    pub fn resolve(&self, from: u32, reference: &str) -> Result<Found<'_>, String> {
        let (location, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = if location.is_empty() { from } else { self.linked(from, location)? };
        let fragment = percent_decoded(fragment);
        let tokens: Vec<String> = match fragment.strip_prefix('/') {
            Some(pointer) => pointer.split('/').map(unescaped).collect(),
            None if fragment.is_empty() => Vec::new(),
            None => return self.bare(file, &fragment).ok_or_else(|| format!("nothing is called `{fragment}`")),
        };
        self.locate(file, tokens).ok_or_else(|| format!("nothing stands at `{reference}`"))
    }

    /// Follows references until something else stands; an error says why they lead nowhere.
    pub fn resolve_whole<'t>(&'t self, node: &'t Node) -> Result<&'t Node, String> {
        let mut seen = HashSet::new();
        let mut node = node;
        while let Some(reference) = node.reference() {
            let found = self.resolve(node.mark.file, reference)?;
            if !seen.insert(found.address) {
                return Err(format!("`{reference}` leads back to itself"));
            }
            node = found.node;
        }
        Ok(node)
    }

    fn linked(&self, from: u32, location: &str) -> Result<u32, String> {
        match self.links.get(&(from, location.to_owned())) {
            Some(Ok(file)) => Ok(*file),
            Some(Err(why)) => Err(why.clone()),
            None => Err(format!("`{location}` was not read")),
        }
    }

    /// A definition by its bare name, as Swagger 1.2 wrote references.
    fn bare(&self, file: u32, name: &str) -> Option<Found<'_>> {
        let roots = [vec!["definitions"], vec!["components", "schemas"]];
        roots.into_iter().find_map(|root| {
            let tokens = root.into_iter().map(str::to_owned).chain([name.to_owned()]).collect();
            self.locate(file, tokens)
        })
    }

    fn locate(&self, file: u32, tokens: Vec<String>) -> Option<Found<'_>> {
        let root = self.file(file)?;
        let mut node = &root.root;
        let mut key = node.mark;
        let mut pointer = String::new();
        for token in &tokens {
            (node, key) = match &node.value {
                Value::Object(members) => members.get(token).map(|member| (&member.node, member.key))?,
                Value::Array(items) => items.get(token.parse::<usize>().ok()?).map(|item| (item, item.mark))?,
                _ => return None,
            };
            pointer.push('/');
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        }
        let name = match tokens.iter().rev().find(|token| token.parse::<u64>().is_err()) {
            Some(token) => token.clone(),
            None => file_stem(&root.path).to_owned(),
        };
        Some(Found { node, name, key, address: Address { file, pointer } })
    }
}

/// The name of a file without folders and ending.
pub fn file_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// The locations of all references in a tree that lead out of their file, sorted.
pub fn locations(root: &Node) -> BTreeSet<(String, Mark)> {
    let mut found = BTreeSet::new();
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Array(items) => open.extend(items),
            Value::Object(members) => {
                if let Some(member) = members.get("$ref")
                    && let Some(reference) = member.node.as_text()
                {
                    let location = reference.split('#').next().unwrap_or_default();
                    if !location.is_empty() {
                        found.insert((location.to_owned(), member.node.mark));
                    }
                }
                open.extend(members.values().map(|member| &member.node));
            }
            _ => {}
        }
    }
    found
}

fn unescaped(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

fn percent_decoded(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match hex.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
