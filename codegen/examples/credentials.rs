//! Lists every operation that takes a credential: `cargo run --example credentials -- User.wsdl`.
use bindery_codegen::{config::Config, ledger::Ledger, model::*, pass, read, source};

/// The credentials in the request, in its header blocks, or beside it.
fn credentials<'a>(api: &'a Api, operation: &'a Operation) -> Vec<&'a str> {
    let mut found = Vec::new();
    if let TypeKind::Struct(request) = &api.ty(operation.input).kind {
        found.extend(request.fields.iter().filter(|field| field.secret).map(|field| field.name.local.as_str()));
    }
    match &operation.binding {
        Binding::Soap(soap) => {
            let blocks = soap.request_headers.iter().map(|used| &api.request_headers[used.block]);
            found.extend(blocks.filter(|block| block.secret).map(|block| block.name.local.as_str()));
        }
        Binding::Http(http) => found.extend(http.security.iter().flat_map(|any| &any.schemes).map(|it| it.0.as_str())),
    }
    found
}

fn main() {
    let paths: Vec<_> = std::env::args_os().skip(1).map(Into::into).collect();
    let (config, options) = (Config::for_crate("example"), source::Options::default());
    let reading = read(source::load(&paths, &options).0, &options);
    let plan = pass::run(reading.api, &config, &config.modules[0], &mut Ledger::default(), &mut Vec::new());
    for (service, operation) in plan.api.operations().filter(|(_, it)| !credentials(&plan.api, it).is_empty()) {
        println!("{}.{}: {}", service.name, operation.name, credentials(&plan.api, operation).join(", "));
    }
}
