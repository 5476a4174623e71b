//! The parameters of an operation, wherever they stand, against those of its counterpart.

use super::{
    going::{Going, Ways},
    operations::Named,
    records::of,
    report::{DifferenceKind, ParameterPair, ParameterPlace},
    values::{Found, Use, Walk},
    words::{ends_alike, key, type_key},
};
use crate::model::{self, Api, Binding, Cardinality, Field, Message, TypeId, TypeKind, TypeRef, Variant};

/// A parameter of an operation.
#[derive(Clone, Copy)]
pub struct Parameter<'a> {
    /// Its name on the wire.
    pub name: &'a str,
    /// The name of its field in the table of the request or of the body.
    pub row: &'a str,
    /// What it is.
    pub value: Use<'a>,
    /// Where it stands.
    pub place: ParameterPlace,
}

impl Parameter<'_> {
    /// Beside the message, and not needed: such parameters are counted over all operations.
    pub fn is_aside(&self) -> bool {
        use ParameterPlace::{Cookie, Header, Query};
        matches!(self.place, Header | Cookie) || (self.place == Query && self.value.cardinality.optional())
    }
}

/// What an operation takes: its parameters, and the body where that may be a parameter as a whole.
pub struct Request<'a> {
    /// The parameters; the properties of the body among them.
    pub parameters: Vec<Parameter<'a>>,
    /// The body.
    pub body: Option<Parameter<'a>>,
    /// The type whose fields are the properties: the wrapper, or the body.
    pub carrier: Option<TypeId>,
}

/// What an operation takes.
pub fn request<'a>(api: &'a Api, named: &Named<'a>) -> Request<'a> {
    let inputs = fields(api, named.operation.input);
    let property = |field: &'a Field| parameter(field, &field.name.local, ParameterPlace::Property);
    let http = match &named.operation.binding {
        Binding::Soap(_) => {
            let parameters = inputs.iter().map(property).collect();
            return Request { parameters, body: None, carrier: Some(named.operation.input) };
        }
        Binding::Http(http) => http,
    };
    let outside = |row: &'a model::Parameter| Some(parameter(inputs.get(row.field)?, &row.name, row.place.into()));
    let mut parameters: Vec<Parameter<'a>> = http.parameters.iter().filter_map(outside).collect();
    let field = http.request.as_ref().and_then(|body| inputs.get(body.field?));
    let carrier = field.and_then(|field| match field.ty {
        TypeRef::Named(id) if matches!(api.ty(id).kind, TypeKind::Struct(_)) => Some(id),
        _ => None,
    });
    parameters.extend(carrier.into_iter().flat_map(|id| fields(api, id)).map(property));
    let body = field.map(|field| parameter(field, &field.name.local, ParameterPlace::Body));
    Request { parameters, body, carrier }
}

fn parameter<'a>(field: &'a Field, name: &'a str, place: ParameterPlace) -> Parameter<'a> {
    Parameter { name, row: &field.name.local, value: of(field), place }
}

fn fields(api: &Api, id: TypeId) -> &[Field] {
    match &api.ty(id).kind {
        TypeKind::Struct(structure) => &structure.fields,
        _ => &[],
    }
}

/// The parameters that stand for one another, and those that nothing stands for.
pub struct Matched<'a> {
    /// Those with a counterpart.
    pub pairs: Vec<(Parameter<'a>, Parameter<'a>)>,
    /// Those of the old side without one.
    pub old: Vec<Parameter<'a>>,
    /// Those of the new side without one.
    pub new: Vec<Parameter<'a>>,
}

/// Matches parameters: the only parameter of one side with the whole body of the other where they are of one type, then by
/// name, then the only one that is left on each side where one name ends as the other does.
pub fn matched<'a>(apis: (&Api, &Api), old: &Request<'a>, new: &Request<'a>) -> Matched<'a> {
    let (mut left, mut right) = (old.parameters.clone(), new.parameters.clone());
    let mut pairs = Vec::new();
    let inside = |all: &[Parameter<'a>]| {
        let mut inside = all.iter().filter(|parameter| parameter.place == ParameterPlace::Property);
        inside.next().filter(|_| inside.next().is_none()).copied()
    };
    if let (Some(only), Some(body)) = (inside(&left), new.body)
        && of_one_type(apis, only.value, body.value)
    {
        pairs.push((only, body));
    } else if let (Some(body), Some(only)) = (old.body, inside(&right))
        && of_one_type(apis, body.value, only.value)
    {
        pairs.push((body, only));
    }
    if !pairs.is_empty() {
        left.retain(|parameter| parameter.place != ParameterPlace::Property);
        right.retain(|parameter| parameter.place != ParameterPlace::Property);
    }
    let same: [fn(&Parameter<'_>, &Parameter<'_>) -> bool; 2] =
        [|left, right| left.name == right.name, |left, right| key(left.name) == key(right.name)];
    for same in same {
        left.retain(|one| {
            let found = right.iter().position(|other| same(one, other));
            pairs.extend(found.map(|place| (*one, right.remove(place))));
            found.is_none()
        });
    }
    let only = |all: &[Parameter<'a>]| {
        let mut needed = all.iter().enumerate().filter(|(_, parameter)| !parameter.is_aside());
        needed.next().filter(|_| needed.next().is_none()).map(|(place, _)| place)
    };
    if let (Some(one), Some(other)) = (only(&left), only(&right))
        && ends_alike(left[one].name, right[other].name)
        && of_one_type(apis, left[one].value, right[other].value)
    {
        pairs.push((left.remove(one), right.remove(other)));
    }
    Matched { pairs, old: left, new: right }
}

/// Whether two types are the same as far as their names tell.
fn of_one_type((old_api, new_api): (&Api, &Api), old: Use<'_>, new: Use<'_>) -> bool {
    fn same(apis: (&Api, &Api), old: &TypeRef, new: &TypeRef) -> bool {
        match (old, new) {
            (TypeRef::Named(old), TypeRef::Named(new)) => {
                let (old, new) = (apis.0.ty(*old), apis.1.ty(*new));
                match (&old.kind, &new.kind) {
                    // What one side writes out where it stands has no name.
                    (TypeKind::Enum(old), TypeKind::Enum(new)) => {
                        let has =
                            |value: &Variant| new.variants.iter().any(|other| other.name.local == value.name.local);
                        old.variants.iter().any(has)
                    }
                    _ => type_key(&old.name.local) == type_key(&new.name.local),
                }
            }
            (TypeRef::List(old), TypeRef::List(new)) => same(apis, &old.ty, &new.ty),
            (TypeRef::Map(old), TypeRef::Map(new)) => same(apis, &old.value.1, &new.value.1),
            (old, new) => old == new,
        }
    }
    old.cardinality.repeats() == new.cardinality.repeats() && same((old_api, new_api), old.ty, new.ty)
}

/// Compares what two operations take. Parameters aside that nothing stands for are left to the caller.
pub fn compare<'a>(walk: &mut Walk<'a>, matched: &Matched<'a>, found: &mut Found) -> Vec<ParameterPair> {
    let mut parameters = Vec::new();
    for (old, new) in &matched.pairs {
        if old.name != new.name && new.place != ParameterPlace::Body && old.place != ParameterPlace::Body {
            let (before, after) = (Some(old.name.to_owned()), Some(new.name.to_owned()));
            found.push(DifferenceKind::Name, old.name, before, after, Ways::FREE);
        }
        walk.value(old.name, old.value, new.value, found);
        parameters.push(ParameterPair {
            old: old.name.to_owned(),
            old_place: old.place,
            new: new.name.to_owned(),
            new_place: new.place,
        });
    }
    for parameter in matched.old.iter().filter(|parameter| !parameter.is_aside()) {
        walk.only_old(parameter.name, parameter.value, found);
    }
    for parameter in matched.new.iter().filter(|parameter| !parameter.is_aside()) {
        walk.only_new(parameter.name, parameter.value, found);
    }
    parameters
}

/// What comes back from an operation. Whether it may be absent is left out: over SOAP everything may, and over HTTP nothing
/// says so.
pub fn answer<'a>(api: &'a Api, named: &Named<'a>) -> Option<Use<'a>> {
    let once = Cardinality::OPTIONAL;
    match named.operation.output.as_ref()? {
        Message::Empty(_) => None,
        Message::Whole(ty) => Some(Use { ty, cardinality: once }),
        Message::Unwrapped(id) => {
            let field = fields(api, *id).first()?;
            let cardinality = if field.cardinality.repeats() { field.cardinality } else { once };
            Some(Use { ty: &field.ty, cardinality })
        }
    }
}

/// Compares what comes back from two operations.
pub fn compare_answers<'a>(walk: &mut Walk<'a>, old: Option<Use<'a>>, new: Option<Use<'a>>, found: &mut Found) {
    const ANSWER: &str = "answer";
    match (old, new) {
        (Some(old), Some(new)) => walk.value(ANSWER, old, new, found),
        (Some(old), None) => {
            let ways = Ways::new(Going::Sometimes, Going::Never);
            found.push(DifferenceKind::OnlyOld, ANSWER, Some(old.text(&walk.old.api)), None, ways);
        }
        (None, Some(new)) => {
            let ways = Ways::new(Going::Always, Going::Sometimes);
            found.push(DifferenceKind::OnlyNew, ANSWER, None, Some(new.text(&walk.new.api)), ways);
        }
        (None, None) => {}
    }
}
