//! Which types stand for one another, and which operations lead to them.

use std::collections::{BTreeSet, HashMap};

use super::{Direction, draft::Draft};
use crate::model::TypeId;

/// Two types that stand for one another.
#[derive(Debug)]
pub(super) struct Node {
    pub old: TypeId,
    pub new: TypeId,
    pub drafts: Vec<Draft>,
    pub edges: Vec<(usize, Direction)>,
    /// The operations whose requests hold it.
    pub requests: Vec<usize>,
    /// The operations whose responses hold it.
    pub responses: Vec<usize>,
}

/// All of them, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    known: HashMap<(TypeId, TypeId), usize>,
}

impl Graph {
    /// The node of two types.
    pub fn node(&mut self, old: TypeId, new: TypeId) -> usize {
        *self.known.entry((old, new)).or_insert_with(|| {
            self.nodes.push(Node {
                old,
                new,
                drafts: Vec::new(),
                edges: Vec::new(),
                requests: Vec::new(),
                responses: Vec::new(),
            });
            self.nodes.len() - 1
        })
    }

    /// The types that have been met.
    pub fn met(&self) -> (BTreeSet<TypeId>, BTreeSet<TypeId>) {
        self.nodes.iter().map(|node| (node.old, node.new)).unzip()
    }

    /// Notes what the messages of each operation hold, however deep and however circular.
    pub fn reach(&mut self, roots: &[Vec<(usize, Direction)>]) {
        let mut seen = vec![usize::MAX; self.nodes.len()];
        for direction in [Direction::Request, Direction::Response] {
            let holds = |edge: Direction| edge == Direction::Both || edge == direction;
            seen.fill(usize::MAX);
            for (operation, roots) in roots.iter().enumerate() {
                let mut open: Vec<usize> = roots.iter().filter(|(_, own)| holds(*own)).map(|(node, _)| *node).collect();
                while let Some(index) = open.pop() {
                    if std::mem::replace(&mut seen[index], operation) == operation {
                        continue;
                    }
                    let node = &mut self.nodes[index];
                    match direction {
                        Direction::Request => node.requests.push(operation),
                        _ => node.responses.push(operation),
                    }
                    open.extend(node.edges.iter().filter(|(_, own)| holds(*own)).map(|(next, _)| *next));
                }
            }
        }
    }
}
