//! What every rule may ask.

use super::{namespaces::Namespaces, side::Side};
use crate::{
    emit::Signatures,
    model::{Docs, TypeId, TypeKind, WireName},
};

use super::{Kind, draft::Draft};
use crate::diagnostic::Origin;

/// The longest text that stands before or after in a report, in characters.
const SHOWN: usize = 200;

pub(super) struct Context<'a> {
    pub old: &'a Side,
    pub new: &'a Side,
    pub namespaces: Namespaces,
    pub old_rust: Signatures<'a>,
    pub new_rust: Signatures<'a>,
}

/// How a type of the old description and one of the new relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Relation {
    /// They are one type, or stand at one place without a name of their own.
    Same,
    /// One took the place of the other: neither name stands in both descriptions.
    Renamed,
    /// They are two types.
    Different,
}

impl<'a> Context<'a> {
    pub fn new(old: &'a Side, new: &'a Side) -> Self {
        Self {
            namespaces: Namespaces::between(&old.api, &new.api),
            old_rust: Signatures::new(&old.plan, &old.names),
            new_rust: Signatures::new(&new.plan, &new.names),
            old,
            new,
        }
    }

    pub fn same(&self, old: &WireName, new: &WireName) -> bool {
        self.namespaces.same(old, new)
    }

    pub fn same_optional(&self, old: Option<&WireName>, new: Option<&WireName>) -> bool {
        match (old, new) {
            (Some(old), Some(new)) => self.same(old, new),
            (None, None) => true,
            _ => false,
        }
    }

    pub fn relation(&self, old: TypeId, new: TypeId) -> Relation {
        let (before, after) = (self.old.api.ty(old), self.new.api.ty(new));
        if before.anonymous || after.anonymous || self.same(&before.name, &after.name) {
            return Relation::Same;
        }
        let gone = self.new.called(&self.namespaces.now(&before.name)).is_empty();
        // An old name in a namespace that moved stands in the new description under the new namespace.
        let come = !self.old.called(&after.name).iter().any(|id| self.old.api.ty(*id).name == after.name)
            && !self.namespaces.moved().any(|(from, to)| {
                after.name.namespace.as_deref() == Some(to)
                    && !self.old.called(&WireName::qualified(from, after.name.local.as_str())).is_empty()
            });
        let alike = std::mem::discriminant(&before.kind) == std::mem::discriminant(&after.kind);
        if gone && come && alike { Relation::Renamed } else { Relation::Different }
    }

    /// What is said of documentation and deprecation, which change nothing.
    pub fn words(
        &self,
        subject: &str,
        space: Option<&str>,
        (old, new): (&Docs, &Docs),
        (was, is): (bool, bool),
        (old_at, new_at): (&Origin, &Origin),
    ) -> Vec<Draft> {
        let mut drafts = Vec::new();
        if was != is {
            let kind = if is { Kind::Deprecated } else { Kind::NoLongerDeprecated };
            drafts.push(Draft::new(kind, subject).space(space).at(old_at, new_at));
        }
        if old != new {
            let mut draft = Draft::new(Kind::DocumentationChanged, subject).space(space).at(old_at, new_at);
            draft.before.clone_from(&old.text);
            draft.after.clone_from(&new.text);
            drafts.push(draft);
        }
        drafts
    }
}

/// The word for what a type is.
pub(super) fn kind_word(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Struct(_) => "struct",
        TypeKind::Enum(values) if values.set => "set",
        TypeKind::Enum(_) => "enumeration",
        TypeKind::Union(_) => "union",
        TypeKind::Alias { .. } => "alias",
    }
}

/// A text on one line, cut where it is long.
pub(super) fn shorten(text: &str) -> String {
    let mut out = String::new();
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
    match out.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", out.get(..end).unwrap_or(&out)),
        None => out,
    }
}
