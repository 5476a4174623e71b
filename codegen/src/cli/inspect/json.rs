//! A description as JSON. The keys are part of the command line's contract: they are added to, not changed.

use serde::Serialize;

use super::{
    super::exit::{Exit, Failure},
    describe::{fields, output_type, version_text},
};
use crate::model::{
    Api, Binding, Field, HeaderBlock, HeaderUse, Operation, Place, SoapBody, Type, TypeKind, TypeRef, Variant,
};

pub(super) fn render(api: &Api) -> Result<String, Failure> {
    let mut text = serde_json::to_string_pretty(&ApiView::new(api))
        .map_err(|error| Failure::new(Exit::Files, format!("the description cannot be written as JSON: {error}")))?;
    text.push('\n');
    Ok(text)
}

#[derive(Serialize)]
struct ApiView<'a> {
    title: &'a str,
    version: Option<&'a str>,
    services: Vec<ServiceView<'a>>,
    request_headers: Vec<BlockView<'a>>,
    response_headers: Vec<BlockView<'a>>,
    types: Vec<TypeView<'a>>,
}

#[derive(Serialize)]
struct ServiceView<'a> {
    name: &'a str,
    addresses: Vec<&'a str>,
    documentation: Option<&'a str>,
    operations: Vec<OperationView<'a>>,
}

#[derive(Serialize)]
struct OperationView<'a> {
    name: &'a str,
    documentation: Option<&'a str>,
    origin: String,
    deprecated: bool,
    #[serde(flatten)]
    binding: BindingView<'a>,
    input: Vec<FieldView<'a>>,
    output: Option<String>,
    output_fields: Option<Vec<FieldView<'a>>>,
    faults: Vec<FaultView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum BindingView<'a> {
    Soap {
        versions: Vec<&'static str>,
        action: &'a str,
        request_element: Option<String>,
        response_element: Option<String>,
        request_headers: Vec<&'a str>,
        response_headers: Vec<&'a str>,
    },
    Http {
        method: &'a str,
        path: &'a str,
    },
}

#[derive(Serialize)]
struct FaultView<'a> {
    name: &'a str,
    parts: Vec<String>,
}

#[derive(Serialize)]
struct BlockView<'a> {
    name: &'a str,
    namespace: Option<&'a str>,
    #[serde(rename = "type")]
    ty: String,
    secret: bool,
}

#[derive(Serialize)]
struct TypeView<'a> {
    name: &'a str,
    namespace: Option<&'a str>,
    anonymous: bool,
    kind: &'static str,
    documentation: Option<&'a str>,
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Vec<FieldView<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    values: Option<Vec<ValueView<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    target: Option<String>,
}

#[derive(Serialize)]
struct FieldView<'a> {
    name: &'a str,
    namespace: Option<&'a str>,
    #[serde(rename = "type")]
    ty: String,
    place: &'static str,
    min: u32,
    max: Option<u32>,
    nillable: bool,
    secret: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    documentation: Option<&'a str>,
}

#[derive(Serialize)]
struct ValueView<'a> {
    name: &'a str,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    ty: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
}

impl<'a> ApiView<'a> {
    fn new(api: &'a Api) -> Self {
        Self {
            title: &api.title,
            version: api.version.as_deref(),
            services: api
                .services
                .iter()
                .map(|service| ServiceView {
                    name: &service.name,
                    addresses: service.endpoints.iter().map(|endpoint| endpoint.address.as_str()).collect(),
                    documentation: service.docs.text.as_deref(),
                    operations: service.operations.iter().map(|operation| operation_view(api, operation)).collect(),
                })
                .collect(),
            request_headers: api.request_headers.iter().map(|block| block_view(api, block)).collect(),
            response_headers: api.response_headers.iter().map(|block| block_view(api, block)).collect(),
            types: api.types.iter().map(|ty| type_view(api, ty)).collect(),
        }
    }
}

fn operation_view<'a>(api: &'a Api, operation: &'a Operation) -> OperationView<'a> {
    let output = operation.output.as_ref().and_then(output_type);
    OperationView {
        name: &operation.name,
        documentation: operation.docs.text.as_deref(),
        origin: operation.origin.to_string(),
        deprecated: operation.deprecated,
        binding: binding_view(api, &operation.binding),
        input: struct_fields(api, &TypeRef::Named(operation.input)).unwrap_or_default(),
        output: output.as_ref().map(|ty| api.text(ty)),
        output_fields: output.as_ref().and_then(|ty| struct_fields(api, ty)),
        faults: operation
            .faults
            .iter()
            .map(|fault| FaultView {
                name: &fault.name,
                parts: fault.parts.iter().map(|part| api.text(&part.ty)).collect(),
            })
            .collect(),
    }
}

fn binding_view<'a>(api: &'a Api, binding: &'a Binding) -> BindingView<'a> {
    match binding {
        Binding::Http(http) => BindingView::Http { method: &http.method, path: &http.path },
        Binding::Soap(soap) => BindingView::Soap {
            versions: soap.versions.iter().map(|version| version_text(*version)).collect(),
            action: &soap.action,
            request_element: element(&soap.request),
            response_element: soap.response.as_ref().and_then(element),
            request_headers: used(&api.request_headers, &soap.request_headers),
            response_headers: used(&api.response_headers, &soap.response_headers),
        },
    }
}

fn element(body: &SoapBody) -> Option<String> {
    match body {
        SoapBody::Wrapped(name) => Some(name.to_string()),
        SoapBody::Bare => None,
    }
}

fn used<'a>(blocks: &'a [HeaderBlock], uses: &[HeaderUse]) -> Vec<&'a str> {
    uses.iter().filter_map(|used| blocks.get(used.block)).map(|block| block.name.local.as_str()).collect()
}

fn block_view<'a>(api: &Api, block: &'a HeaderBlock) -> BlockView<'a> {
    BlockView {
        name: &block.name.local,
        namespace: block.name.namespace.as_deref(),
        ty: api.text(&block.ty),
        secret: block.secret,
    }
}

fn type_view<'a>(api: &'a Api, ty: &'a Type) -> TypeView<'a> {
    let mut view = TypeView {
        name: &ty.name.local,
        namespace: ty.name.namespace.as_deref(),
        anonymous: ty.anonymous,
        kind: "struct",
        documentation: ty.docs.text.as_deref(),
        origin: ty.origin.to_string(),
        base: None,
        fields: None,
        values: None,
        target: None,
    };
    match &ty.kind {
        TypeKind::Struct(record) => {
            view.base = record.base.map(|base| api.ty(base).name.local.as_str());
            view.fields = Some(record.fields.iter().map(|field| field_view(api, field)).collect());
        }
        TypeKind::Enum(values) => {
            view.kind = if values.set { "set" } else { "enum" };
            view.values = Some(values.variants.iter().map(|variant| value_view(api, variant)).collect());
        }
        TypeKind::Union(union) => {
            view.kind = "union";
            view.values = Some(union.variants.iter().map(|variant| value_view(api, variant)).collect());
        }
        TypeKind::Alias { target, .. } => {
            view.kind = "alias";
            view.target = Some(api.text(target));
        }
    }
    view
}

fn value_view<'a>(api: &Api, variant: &'a Variant) -> ValueView<'a> {
    ValueView { name: &variant.name.local, ty: variant.ty.as_ref().map(|ty| api.text(ty)), number: variant.number }
}

fn struct_fields<'a>(api: &'a Api, ty: &TypeRef) -> Option<Vec<FieldView<'a>>> {
    let TypeRef::Named(id) = ty else { return None };
    let TypeKind::Struct(record) = &api.ty(*id).kind else { return None };
    Some(fields(api, record).into_iter().map(|field| field_view(api, field)).collect())
}

fn field_view<'a>(api: &Api, field: &'a Field) -> FieldView<'a> {
    FieldView {
        name: &field.name.local,
        namespace: field.name.namespace.as_deref(),
        ty: api.text(&field.ty),
        place: place_name(field.place),
        min: field.cardinality.min,
        max: field.cardinality.max,
        nillable: field.cardinality.nillable,
        secret: field.secret,
        documentation: field.docs.text.as_deref(),
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Element => "element",
        Place::Attribute => "attribute",
        Place::Text => "text",
        Place::Group => "group",
        Place::Choice => "choice",
        Place::AnyElement => "any element",
        Place::Rest => "rest",
    }
}
