//! Free JSON: a value of any kind holds `null` itself, and records may keep the properties that they do not know.

use super::references;
use crate::model::{
    Access, Api, Binding, Cardinality, Constraints, Docs, Extra, Field, MapType, Place, Primitive, TypeKind, TypeRef,
    WireName,
};

/// Makes null a value like any other where any value may stand.
pub fn hold_null(api: &mut Api) {
    for ty in &mut api.types {
        match &mut ty.kind {
            TypeKind::Struct(structure) => {
                let free = structure.fields.iter_mut().filter(|field| field.ty == TypeRef::Any);
                free.for_each(|field| field.cardinality.nillable = false);
            }
            TypeKind::Union(union) => {
                let free = union.variants.iter_mut().filter(|variant| variant.ty == Some(TypeRef::Any));
                free.for_each(|variant| variant.cardinality.nillable = false);
            }
            TypeKind::Enum(_) | TypeKind::Alias { .. } => {}
        }
    }
    for operation in api.services.iter_mut().flat_map(|service| &mut service.operations) {
        let Binding::Http(http) = &mut operation.binding else { continue };
        let answers = http.responses.iter_mut().filter_map(|answer| answer.body.as_mut());
        answers.chain(&mut http.request).filter(|body| body.ty == TypeRef::Any).for_each(|body| body.nillable = false);
    }
    references::each_mut(api, &mut |outer| {
        references::nested_mut(outer, &mut |ty| match ty {
            TypeRef::List(item) if item.ty == TypeRef::Any => item.nillable = false,
            TypeRef::Map(map) if map.value.1 == TypeRef::Any => map.value_nillable = false,
            _ => {}
        });
    });
}

/// Gives every record that the description leaves open a map of the properties that it does not name. Requests as a
/// whole hold parameters and have none.
pub fn keep_unknown(api: &mut Api) {
    let inputs: Vec<_> = api.operations().map(|(_, operation)| operation.input).collect();
    for (index, ty) in api.types.iter_mut().enumerate() {
        let TypeKind::Struct(structure) = &mut ty.kind else { continue };
        let rest = structure.fields.iter().any(|field| field.place == Place::Rest);
        if rest || structure.extra != Extra::Unknown || inputs.iter().any(|input| input.0 as usize == index) {
            continue;
        }
        structure.fields.push(Field {
            name: WireName::unqualified("additional_properties"),
            ty: TypeRef::Map(Box::new(MapType {
                map_name: None,
                entry: None,
                key: (WireName::unqualified("key"), TypeRef::Primitive(Primitive::String)),
                value: (WireName::unqualified("value"), TypeRef::Any),
                value_nillable: false,
            })),
            cardinality: Cardinality::OPTIONAL,
            place: Place::Rest,
            default: None,
            fixed: None,
            access: Access::Both,
            constraints: Constraints::default(),
            secret: false,
            deprecated: false,
            docs: Docs::new("The properties that the description does not name."),
            origin: ty.origin.clone(),
        });
    }
}
