//! The typed headers of HTTP responses stand once per API, as the header blocks of SOAP do.

use crate::model::{Api, Binding, Docs, HeaderBlock, Primitive, TypeRef};

/// Gathers the headers of all responses, sorted by name. One that responses declare with different types is a text.
pub fn gather(api: &mut Api) {
    let mut gathered: Vec<HeaderBlock> = Vec::new();
    for (_, operation) in api.operations() {
        let Binding::Http(http) = &operation.binding else { continue };
        for response in &http.responses {
            for (name, ty, _) in &response.headers {
                match gathered.iter_mut().find(|known| known.name.local.eq_ignore_ascii_case(&name.local)) {
                    Some(known) if known.ty == *ty => {}
                    Some(known) => known.ty = TypeRef::Primitive(Primitive::String),
                    None => gathered.push(HeaderBlock {
                        name: name.clone(),
                        ty: ty.clone(),
                        nillable: false,
                        secret: name.local.eq_ignore_ascii_case("set-cookie"),
                        docs: Docs::default(),
                        origin: response.origin.clone(),
                    }),
                }
            }
        }
    }
    gathered.sort_by(|left, right| left.name.cmp(&right.name));
    api.response_headers.extend(gathered);
}

/// The place of a header among those of the responses.
pub fn header(api: &Api, name: &str) -> Option<usize> {
    api.response_headers.iter().position(|block| block.name.local.eq_ignore_ascii_case(name))
}
