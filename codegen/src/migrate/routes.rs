//! How operations over SOAP are called over REST with their own types, where a second description lets them.

use std::collections::BTreeMap;

use super::{
    json::{Json, Told, Way},
    operations::{self, Named},
    report::ParameterPlace,
    request::{self, Parameter, answer, matched},
};
use crate::{
    model::{
        Binding, BodyContent, Field, HttpBinding, Origin, RestBody, RestRoute, StatusMatch, TypeKind, TypeRef,
        successes,
    },
    pass::Plan,
};

/// The most reasons that are told of an operation.
const TOLD: usize = 3;

/// The operations over SOAP, by whether REST offers them too.
#[derive(Debug, Default)]
pub struct Routes {
    /// How those are called over REST that are the same there, by the place of the service and that of the operation in it.
    pub both: BTreeMap<(usize, usize), RestRoute>,
    /// Those that are not, with the reason.
    pub alone: Vec<Alone>,
}

/// An operation that is bound to SOAP alone.
#[derive(Debug)]
pub struct Alone {
    /// What it is, such as `operation User.ExecuteUserCommand`.
    pub subject: String,
    /// Why.
    pub reason: String,
    /// Where the description declares it.
    pub origin: Origin,
}

/// Finds the operations over SOAP that REST offers too, and whose messages its JSON holds without loss.
pub fn routes(soap: &Plan, rest: &Plan) -> Routes {
    let (left, right) = (operations::named(&soap.api), operations::named(&rest.api));
    let counterparts: BTreeMap<usize, usize> = operations::pairs(&left, &right).into_iter().collect();
    let mut json = Json::new(soap, rest);
    let mut routes = Routes::default();
    for (index, named) in left.iter().enumerate() {
        if !matches!(named.operation.binding, Binding::Soap(_)) {
            continue;
        }
        let route = match counterparts.get(&index).map(|other| &right[*other]) {
            Some(other) => route((soap, rest), &mut json, named, other),
            None => Err("REST has no such operation".to_owned()),
        };
        match route {
            Ok(route) => {
                routes.both.insert(named.reference.place, route);
            }
            Err(reason) => {
                let subject = format!("operation {}.{}", named.reference.service, named.reference.name);
                routes.alone.push(Alone { subject, reason, origin: named.operation.origin.clone() });
            }
        }
    }
    routes
}

fn route<'a>(
    (soap, rest): (&'a Plan, &'a Plan),
    json: &mut Json<'a>,
    one: &Named<'a>,
    other: &Named<'a>,
) -> Result<RestRoute, String> {
    let Binding::Http(http) = &other.operation.binding else {
        return Err("its counterpart is bound to SOAP, too".to_owned());
    };
    let mut told = Told::default();
    let mut route = RestRoute {
        method: http.method.clone(),
        path: http.path.clone(),
        parameters: Vec::new(),
        body: RestBody::None,
        status: 200,
        security: http.security.clone(),
    };
    let (taken, given) = (request::request(&soap.api, one), request::request(&rest.api, other));
    let found = matched((&soap.api, &rest.api), &taken, &given);
    let inputs = match &soap.api.ty(one.operation.input).kind {
        TypeKind::Struct(structure) => structure.fields.as_slice(),
        _ => &[],
    };
    for (field, place) in &found.pairs {
        json.value(&format!("`{}`", field.name), field.value, place.value, Way::Request, &mut told);
        place_field(soap, http, inputs, (field, place), &mut route, &mut told);
    }
    for field in &found.old {
        told.push(format!("REST has no place for `{}`", field.name));
    }
    for place in found.new.iter().filter(|place| !place.value.cardinality.optional()) {
        told.push(format!("REST asks for `{}`", place.name));
    }
    if let Some(body) = &http.request {
        if !is_json(body) {
            told.push("REST takes no JSON".to_owned());
        }
        if route.body == RestBody::None && !body.optional {
            if inputs.is_empty() {
                route.body = RestBody::Fields;
            } else {
                told.push("REST asks for a body".to_owned());
            }
        }
    }
    if route.body == RestBody::Fields && !route.parameters.is_empty() {
        told.push("its parameters stand in the body and beside it".to_owned());
    }
    answers((soap, rest), json, (one, other), http, &mut route, &mut told);
    let reasons = json.reasons(told);
    match reasons.len().checked_sub(TOLD).filter(|more| *more > 0) {
        _ if reasons.is_empty() => Ok(route),
        None => Err(reasons.join("; ")),
        Some(more) => Err(format!("{}; and {more} more", reasons[..TOLD].join("; "))),
    }
}

/// Puts a field where REST wants it.
fn place_field(
    soap: &Plan,
    http: &HttpBinding,
    inputs: &[Field],
    (field, place): (&Parameter<'_>, &Parameter<'_>),
    route: &mut RestRoute,
    told: &mut Told,
) {
    let Some(index) = inputs.iter().position(|input| input.name.local == field.name) else { return };
    let may_lack = field.value.cardinality.optional();
    let required = may_lack && !place.value.cardinality.optional();
    match place.place {
        ParameterPlace::Property => {
            route.body = RestBody::Fields;
            if field.name != place.name {
                told.push(format!("`{}` is called `{}` over REST", field.name, place.name));
            }
            if required {
                told.push(format!("`{}` is required over REST", field.name));
            }
        }
        ParameterPlace::Body => {
            let optional = http.request.as_ref().is_none_or(|body| body.optional);
            route.body = RestBody::Field { index, required: required && !optional };
        }
        ParameterPlace::Path | ParameterPlace::Query | ParameterPlace::Header | ParameterPlace::Cookie => {
            let is_plain = match field.value.ty {
                TypeRef::Primitive(_) => true,
                TypeRef::Named(id) => matches!(&soap.api.ty(*id).kind, TypeKind::Enum(values) if !values.set),
                _ => false,
            };
            if !is_plain || field.value.cardinality.repeats() {
                told.push(format!("`{}` stands outside the body, and is no plain value", field.name));
            }
            let row = http.parameters.iter().find(|row| row.name == place.name && place.place == row.place.into());
            let placed = |row: &crate::model::Parameter| crate::model::Parameter { field: index, ..row.clone() };
            route.parameters.extend(row.map(|row| (placed(row), required)));
        }
    }
}

fn answers<'a>(
    (soap, rest): (&'a Plan, &'a Plan),
    json: &Json<'a>,
    (one, other): (&Named<'a>, &Named<'a>),
    http: &HttpBinding,
    route: &mut RestRoute,
    told: &mut Told,
) {
    match successes(&http.responses).as_slice() {
        [only] => match http.responses[*only].status {
            StatusMatch::Code(code) => route.status = code,
            _ => told.push("REST does not name the status of success".to_owned()),
        },
        _ => told.push("REST answers under several statuses".to_owned()),
    }
    if successes(&http.responses)
        .iter()
        .filter_map(|index| http.responses[*index].body.as_ref())
        .any(|body| !is_json(body))
    {
        told.push("REST does not answer JSON".to_owned());
    }
    match (answer(&soap.api, one), answer(&rest.api, other)) {
        (Some(soap), Some(rest)) => json.value("the answer", soap, rest, Way::Answer, told),
        (Some(_), None) => told.push("REST answers nothing".to_owned()),
        (None, Some(_)) => told.push("REST alone answers something".to_owned()),
        (None, None) => {}
    }
}

fn is_json(body: &BodyContent) -> bool {
    let essence = |name: &str| name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    body.media.iter().any(|media| media.ty == body.ty && essence(&media.media_type) == "application/json")
}
