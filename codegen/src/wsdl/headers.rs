//! Header blocks: each once per description, whatever operations use it.

use crate::{
    ledger::LossKind,
    model::{Docs, HeaderBlock, HeaderUse, WireName},
    xsd::Owner,
};

use super::{lower::Lower, tree::Header};

/// The header blocks of all operations.
#[derive(Debug, Default)]
pub(super) struct Headers {
    pub(super) request: Vec<HeaderBlock>,
    pub(super) response: Vec<HeaderBlock>,
}

impl<'a> Lower<'a> {
    /// The header blocks of a request.
    pub(super) fn request_headers(&mut self, headers: &'a [Header], operation: &str) -> Vec<HeaderUse> {
        let mut uses = Vec::new();
        for header in headers {
            if let Some(block) = self.block(header, operation) {
                enter(&mut self.headers.request, block, header.required, &mut uses);
            }
        }
        uses
    }

    /// The header blocks of a response; those of faults may stand in one too.
    pub(super) fn response_headers(
        &mut self,
        headers: &'a [Header],
        requests: &'a [Header],
        operation: &str,
    ) -> Vec<HeaderUse> {
        let mut uses = Vec::new();
        for header in headers {
            if let Some(block) = self.block(header, operation) {
                enter(&mut self.headers.response, block, header.required, &mut uses);
            }
        }
        for fault in headers.iter().chain(requests).flat_map(|header| &header.faults) {
            if let Some(block) = self.block(fault, operation) {
                enter(&mut self.headers.response, block, false, &mut uses);
            }
        }
        uses
    }

    fn block(&mut self, header: &'a Header, operation: &str) -> Option<HeaderBlock> {
        let subject = || format!("header {} of operation {operation}", header.part);
        if header.encoded {
            self.lose(LossKind::Ignored, subject(), "a header block in SOAP encoding is not generated", header.pos);
            return None;
        }
        let Some(reference) = &header.message else {
            self.types.error("wsdl::missing-message", header.pos, "the header names no message", "add `message=\"…\"`");
            return None;
        };
        let message = self.message(reference)?;
        let Some(part) = message.parts.iter().find(|part| part.name == header.part) else {
            let parts: Vec<_> = message.parts.iter().map(|part| &*part.name).collect();
            let text = format!("the message `{}` has no part `{}`", message.name.local, header.part);
            let help = match crate::xml::suggest(&header.part, parts.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its parts are: {}", parts.join(", ")),
            };
            self.types.error("wsdl::unresolved-part", header.pos, text, &help);
            return None;
        };
        match (&part.element, &part.ty) {
            (Some(reference), _) => {
                let element = self.types.element(reference)?;
                let (ty, _) = self.types.element_value(element);
                let origin = self.types.files.origin(element.pos);
                let (name, nillable, docs) = (element.name.wire(), element.nillable, element.docs.clone());
                Some(HeaderBlock { name, ty, nillable, secret: false, docs, origin })
            }
            (None, Some(reference)) => {
                let ty = self.types.type_ref(reference);
                let namespace = header.namespace.as_deref().map(str::to_owned);
                let name = WireName { namespace, local: part.name.to_string() };
                let origin = self.types.files.origin(part.pos);
                Some(HeaderBlock { name, ty, nillable: false, secret: false, docs: Docs::default(), origin })
            }
            (None, None) => {
                let text = format!("the part `{}` has neither element nor type", part.name);
                self.types.error("wsdl::untyped-part", part.pos, text, "add `element=\"…\"`");
                None
            }
        }
    }
}

fn enter(blocks: &mut Vec<HeaderBlock>, block: HeaderBlock, required: bool, uses: &mut Vec<HeaderUse>) {
    let same = |it: &HeaderBlock| it.name == block.name && it.ty == block.ty && it.nillable == block.nillable;
    let index = blocks.iter().position(same).unwrap_or_else(|| {
        blocks.push(block);
        blocks.len() - 1
    });
    match uses.iter_mut().find(|it| it.block == index) {
        Some(known) => known.required |= required,
        None => uses.push(HeaderUse { block: index, required }),
    }
}

/// The owner of the types that belong to an operation alone.
pub(super) fn owner(namespace: Option<&str>, local: impl Into<String>, service: usize) -> Owner {
    let name = WireName { namespace: namespace.map(str::to_owned), local: local.into() };
    Owner { name, scope: Some(service) }
}
