//! An operation and what its bindings say of it.

use crate::{
    ledger::LossKind,
    model::{Fault, Message as Output, SoapBinding, SoapBody, SoapVersion, TypeId, TypeRef},
    source::Pos,
};

use super::{
    lower::Lower,
    messages::Side,
    tree::{Binding, BindingIo, BindingOperation, Io, PortOperation, PortType, Protocol, Style},
};

/// An operation that a SOAP binding binds.
pub(super) struct Bound {
    pub(super) input: TypeId,
    pub(super) output: Option<Output>,
    pub(super) faults: Vec<Fault>,
    pub(super) binding: SoapBinding,
}

/// Why an operation is left out, and where the description says it.
type Omitted = (Pos, String);

/// Binds an operation by the first of its SOAP bindings; bindings that agree with it add their SOAP version.
pub(super) fn bind<'a>(
    lower: &mut Lower<'a>,
    port_type: &'a PortType,
    operation: &'a PortOperation,
    name: &str,
    bindings: &[&'a Binding],
    service: usize,
) -> Result<Bound, Omitted> {
    if operation.output_first || operation.input.is_none() {
        let what = match &operation.input {
            Some(_) => "the server asks the client (solicit-response), which HTTP cannot carry",
            None => "the server notifies the client, which HTTP cannot carry",
        };
        return Err((operation.pos, what.to_owned()));
    }
    let overloaded = port_type.operations.iter().filter(|it| it.name == operation.name).count() > 1;
    let mut candidates = Vec::new();
    for binding in bindings {
        if let (Protocol::Soap(version), Some(found)) =
            (&binding.protocol, find(binding, operation, overloaded, port_type))
        {
            candidates.push((*version, *binding, found));
        }
    }
    let Some((_, binding, chosen)) = candidates.iter().find(|(_, _, it)| usable(it).is_ok()).copied() else {
        return Err(match candidates.first() {
            Some((_, _, found)) => usable(found).err().unwrap_or((operation.pos, "it cannot be bound".to_owned())),
            None => (operation.pos, "no binding of its port type binds it".to_owned()),
        });
    };
    let mut versions: Vec<SoapVersion> = Vec::new();
    for (version, other, found) in candidates {
        if std::ptr::eq(found, chosen) || facts(other, found) == facts(binding, chosen) {
            if !versions.contains(&version) {
                versions.push(version);
            }
            continue;
        }
        let subject = format!("operation {}.{name} of binding {}", port_type.name.local, other.name.local);
        let reason = match usable(found) {
            Ok(()) => format!("the binding `{}` of the same port type says otherwise and is taken", binding.name.local),
            Err((_, reason)) => reason,
        };
        lower.lose(LossKind::Ignored, subject, reason, found.pos);
    }
    build(lower, operation, name, binding, chosen, versions, service, &port_type.name.local)
}

#[allow(clippy::too_many_arguments, reason = "the facts of one operation, which nothing else shares")]
fn build<'a>(
    lower: &mut Lower<'a>,
    operation: &'a PortOperation,
    name: &str,
    binding: &'a Binding,
    chosen: &'a BindingOperation,
    versions: Vec<SoapVersion>,
    service: usize,
    service_name: &str,
) -> Result<Bound, Omitted> {
    let style = chosen.style.unwrap_or(binding.style);
    let namespace = binding.name.namespace.as_deref();
    let subject = format!("{service_name}.{name}");
    let side = |io: Option<&'a Io>, bound: Option<&'a BindingIo>, suffix| Side {
        message: io.and_then(|io| io.message.as_ref()),
        bound,
        operation: &operation.name,
        name: format!("{name}{suffix}"),
        suffix,
        style,
        namespace,
        service,
    };
    let input = side(operation.input.as_ref(), chosen.input.as_ref(), "");
    let (request, input) = lower.body(&input).map_err(|reason| (operation.pos, reason))?;
    let answer = match &operation.output {
        Some(output) => {
            let output = side(Some(output), chosen.output.as_ref(), "Response");
            Some(lower.body(&output).map_err(|reason| (operation.pos, reason))?)
        }
        None => None,
    };
    let (response, output): (Option<SoapBody>, Option<TypeId>) = answer.unzip();
    let request_blocks = chosen.input.as_ref().map_or(&[][..], |io| &io.headers);
    let response_blocks = chosen.output.as_ref().map_or(&[][..], |io| &io.headers);
    let request_headers = lower.request_headers(request_blocks, &subject);
    let response_headers = lower.response_headers(response_blocks, request_blocks, &subject);
    let faults = lower.faults(operation, chosen, &subject);
    let action = chosen.action.clone().unwrap_or_default();
    Ok(Bound {
        input,
        // Which of the three it is depends on the fields: decided when they are known.
        output: output.map(|id| Output::Whole(TypeRef::Named(id))),
        faults,
        binding: SoapBinding { versions, action, request, response, request_headers, response_headers },
    })
}

/// The operation of a binding that stands for one of the port type.
fn find<'a>(
    binding: &'a Binding,
    operation: &PortOperation,
    overloaded: bool,
    port_type: &PortType,
) -> Option<&'a BindingOperation> {
    let mut same = binding.operations.iter().filter(|it| it.name == operation.name);
    if !overloaded {
        return same.next();
    }
    // Overloaded operations are told apart by the names of input and output (section 2.5), else by their order.
    let is_named = |found: &BindingOperation| {
        let input = found.input.as_ref().and_then(|io| io.name.as_ref());
        let output = found.output.as_ref().and_then(|io| io.name.as_ref());
        let own_input = operation.input.as_ref().and_then(|io| io.name.as_ref());
        let own_output = operation.output.as_ref().and_then(|io| io.name.as_ref());
        input.is_some() && input == own_input && (output.is_none() || output == own_output)
    };
    let index =
        port_type.operations.iter().filter(|it| it.name == operation.name).position(|it| it.pos == operation.pos);
    same.clone().find(|found| is_named(found)).or_else(|| same.nth(index?))
}

/// What two bindings must agree on to be one operation in two SOAP versions.
fn facts<'a>(binding: &'a Binding, operation: &'a BindingOperation) -> impl PartialEq + use<'a> {
    let io = |io: &'a Option<BindingIo>| {
        let io = io.as_ref()?;
        let body = io.body.as_ref().map(|body| (body.encoded, &body.parts, &body.namespace));
        let headers = io.headers.iter().map(|it| (it.message.as_ref().map(|it| &it.name), &it.part, it.required));
        Some((body, headers.collect::<Vec<_>>(), io.mime.is_some()))
    };
    let style: Style = operation.style.unwrap_or(binding.style);
    (operation.action.as_deref().unwrap_or_default(), style, io(&operation.input), io(&operation.output))
}

/// Whether an operation can be generated as it is bound.
fn usable(operation: &BindingOperation) -> Result<(), Omitted> {
    for io in [&operation.input, &operation.output].into_iter().flatten() {
        if let Some(pos) = io.mime {
            return Err((pos, "its message is bound to MIME, which is not generated".to_owned()));
        }
        if let Some(body) = io.body.as_ref().filter(|body| body.encoded) {
            return Err((
                body.pos,
                "its body is in SOAP encoding (`use=\"encoded\"`), which is not generated".to_owned(),
            ));
        }
    }
    Ok(())
}
