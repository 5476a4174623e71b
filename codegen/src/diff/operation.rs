//! Two operations that are one: how they are bound, and what their messages hold.

use super::{
    Area, Direction, Kind, Verdict,
    context::Context,
    draft::{Draft, Found},
    http,
    matching::{Likeness, Place},
    position::{self, Position},
    soap,
};
use crate::model::{Binding, Fault, Message, Operation, TypeRef};

/// Compares two operations. What is found of their bindings is told of the operation; their messages are where to go on.
pub(super) fn compare(context: &Context<'_>, old_place: Place, new_place: Place, likeness: Likeness) -> Found {
    let (old, new) = (context.old.operation(old_place), context.new.operation(new_place));
    let subject = context.old.operation_text(old_place);
    let mut found = Found::default();
    let of = |kind: Kind| Draft::new(kind, subject.as_str()).at(&old.origin, &new.origin);
    if likeness == Likeness::Wire {
        let renamed = of(Kind::OperationRenamed).before(subject.as_str());
        found.push(renamed.after(context.new.operation_text(new_place)));
    }
    let deprecated = (old.deprecated, new.deprecated);
    let places = (&old.origin, &new.origin);
    found.drafts.extend(context.words(&subject, None, (&old.docs, &new.docs), deprecated, places));
    match (&old.binding, &new.binding) {
        (Binding::Soap(a), Binding::Soap(b)) => {
            soap::compare(context, &of, a, b, &mut found);
            faults(context, &subject, old, new, &mut found);
            output(context, &subject, old, new, &mut found);
        }
        (Binding::Http(a), Binding::Http(b)) => http::compare(context, &subject, (old, a), (new, b), &mut found),
        (a, b) => {
            // Two protocols write the same types in two ways: what their messages hold is not compared.
            found.push(of(Kind::ProtocolChanged).before(protocol(a)).after(protocol(b)));
            return found;
        }
    }
    if likeness == Likeness::Name {
        rust_names(context, &of, old_place, new_place, &mut found);
    }
    found.children.push((old.input, new.input, Direction::Request));
    found
}

fn protocol(binding: &Binding) -> String {
    match binding {
        Binding::Soap(soap) => format!("SOAP, {}", soap.action),
        Binding::Http(http) => format!("{} {}", http.method, http.path),
    }
}

fn output(context: &Context<'_>, subject: &str, old: &Operation, new: &Operation, found: &mut Found) {
    let mut part = Found::default();
    match (&old.output, &new.output) {
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => {
            let text = |answers: bool| if answers { "answered" } else { "one-way" };
            let draft = Draft::new(Kind::ExchangeChanged, subject).at(&old.origin, &new.origin);
            found.push(draft.before(text(old.output.is_some())).after(text(new.output.is_some())));
        }
        (Some(before), Some(after)) => {
            let subject = format!("{subject} response");
            let at = Position { subject: &subject, space: None, area: Area::Type, old: &old.origin, new: &new.origin };
            match (whole(before), whole(after)) {
                (Some(a), Some(b)) => position::compare(context, &at, &a, &b, &mut part),
                (None, None) => {}
                (None, Some(_)) => part.push(at.draft(Kind::BodyAdded).rust(Some(Verdict::Breaking))),
                (Some(_), None) => part.push(at.draft(Kind::BodyRemoved).rust(Some(Verdict::Breaking))),
            }
        }
    }
    found.add(part, Direction::Response);
}

/// The type of the whole response.
fn whole(message: &Message) -> Option<TypeRef> {
    match message {
        Message::Empty(id) => id.map(TypeRef::Named),
        Message::Unwrapped(id) => Some(TypeRef::Named(*id)),
        Message::Whole(ty) => Some(ty.clone()),
    }
}

fn faults(context: &Context<'_>, subject: &str, old: &Operation, new: &Operation, found: &mut Found) {
    let mut part = Found::default();
    let find = |faults: &[Fault], name: &str| faults.iter().position(|fault| fault.name == name);
    for fault in &old.faults {
        let name = format!("{subject} fault {}", fault.name);
        let Some(now) = find(&new.faults, &fault.name).map(|index| &new.faults[index]) else {
            part.push(Draft::new(Kind::FaultRemoved, name).old(&fault.origin));
            continue;
        };
        let at = Position { subject: &name, space: None, area: Area::Fault, old: &fault.origin, new: &now.origin };
        part.drafts.extend(context.words(&name, None, (&fault.docs, &now.docs), (false, false), (at.old, at.new)));
        if fault.parts.len() != now.parts.len() {
            let text = |fault: &Fault| format!("{} parts", fault.parts.len());
            part.push(at.draft(Kind::TypeChanged).before(text(fault)).after(text(now)));
        }
        for (a, b) in fault.parts.iter().zip(&now.parts) {
            if !context.same(&a.element, &b.element) {
                let draft = at.draft(Kind::MessageElementChanged);
                part.push(draft.before(a.element.to_string()).after(b.element.to_string()));
            }
            position::compare(context, &at, &a.ty, &b.ty, &mut part);
        }
    }
    for fault in new.faults.iter().filter(|fault| find(&old.faults, &fault.name).is_none()) {
        part.push(Draft::new(Kind::FaultAdded, format!("{subject} fault {}", fault.name)).new_at(&fault.origin));
    }
    found.add(part, Direction::Response);
}

/// Names that the two emitted crates give one operation.
fn rust_names(context: &Context<'_>, of: &dyn Fn(Kind) -> Draft, old: Place, new: Place, found: &mut Found) {
    let (Some((old_service, a, before)), Some((new_service, b, after))) =
        (context.old.rust_operation(old), context.new.rust_operation(new))
    else {
        return;
    };
    let path = |module: &str, ty: &str, method: &str| format!("{module}::{ty}, {method}()");
    let was = path(&old_service.module, &a.ty, &a.method);
    let is = path(&new_service.module, &b.ty, &b.method);
    if was != is {
        found.push(of(Kind::RustNameChanged).before(was).after(is));
    }
    if let (Some(was), Some(is)) = (context.old_rust.output(before), context.new_rust.output(after))
        && was != is
        && matches!((&before.output, &after.output), (Some(Message::Whole(_)), Some(Message::Whole(_))))
        && !found.drafts.iter().any(|draft| matches!(draft.kind, Kind::TypeChanged | Kind::TypeRenamed))
    {
        found.push(of(Kind::RustTypeChanged).before(was).after(is));
    }
}
