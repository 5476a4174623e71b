//! Samples made from tables.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_runtime::{
    record::{Flags, Kind, Name, Schema, Shape},
    sample,
};
use support::{NS, Presence, Presences, read, row, write};

/// A record that may hold itself.
#[derive(Clone, Default)]
struct Node {
    text: String,
    next: Option<Box<Node>>,
}

static NODE: Schema = Schema {
    name: Name::new(NS, "Node"),
    fields: &[
        row("Text", Shape::Scalar(Kind::String), Flags::REQUIRED),
        row("Next", Shape::record(&NODE), Flags::NONE),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(Node, &NODE, 0 text, 1 next);

#[test]
fn fills_every_field_and_is_always_the_same() {
    let mut one = Presences::default();
    sample::record(&mut one);
    let mut other = Presences::default();
    sample::record(&mut other);
    assert_eq!(one, other);
    let first = one.presence.as_ref().unwrap().first().unwrap().clone();
    let expected = Presence {
        rights: Some([("Key".to_owned(), Some(1))].into_iter().collect()),
        user_id: Some(1),
        name: Some("Name".to_owned()),
        present: Some(false),
        topics: Some(vec![1]),
    };
    assert_eq!(first, expected);
    assert_eq!(read::<Presences>(&write(&one)), one);
}

#[test]
fn ends_where_a_type_holds_itself() {
    let mut node = Node::default();
    sample::record(&mut node);
    assert_eq!(node, Node { text: "Text".to_owned(), next: None });
}
