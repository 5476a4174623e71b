//! Conversions between the types of two APIs: a line for each, and modules to put them behind features.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    api::is_deprecated,
    docs,
    file::{Place, ident},
    package::Emission,
    shared::condition,
};
use crate::{
    convert::Conversions,
    migrate::{Conversion, Converted, Going, Renamed},
    model::TypeId,
    names::{Scope, module_name},
    output::Source,
};

/// The Cargo feature that conversions stand behind.
pub const FEATURE: &str = "convert";

/// The module of all conversions, which nothing in the crate may be called.
pub fn module(emissions: &[Emission<'_>]) -> String {
    let roots = emissions.iter().filter_map(|emission| emission.path.first().map(String::as_str));
    Scope::reserving(&roots.collect::<Vec<_>>()).mint("convert")
}

/// The files of the conversions; none where none is asked for.
pub fn sources(conversions: &[Conversions], emissions: &[Emission<'_>]) -> Vec<Source> {
    if conversions.is_empty() {
        return Vec::new();
    }
    let module = module(emissions);
    let mut scope = Scope::default();
    let (mut sources, mut declared) = (Vec::new(), Vec::new());
    for between in conversions {
        let (from, to) = (&emissions[between.from], &emissions[between.to]);
        let wished = format!("{}_to_{}", from.plan.module.join("_"), to.plan.module.join("_"));
        let name = scope.mint(&module_name(&wished));
        let file = ident(&name);
        declared.push(quote!(mod #file;));
        sources.push(one_way(from, to, &between.all, format!("{module}/{name}.rs")));
    }
    let docs = vec!["Conversions between the types of this crate's modules.".to_owned()];
    sources.push(Source { path: format!("{module}.rs"), docs, head: declared, items: Vec::new() });
    sources
}

/// The conversions from one API to another.
fn one_way(from: &Emission<'_>, to: &Emission<'_>, all: &[Conversion], path: String) -> Source {
    let name = |emission: &Emission<'_>| docs::code(&emission.plan.module.join("::"));
    let about = format!("From the types of `{}` to those of `{}`.", name(from), name(to));
    let mut lines: BTreeMap<String, (Option<TokenStream>, Vec<TokenStream>)> = BTreeMap::new();
    for conversion in all {
        if let Some((condition, line)) = line(from, to, conversion) {
            let key = condition.as_ref().map(ToString::to_string).unwrap_or_default();
            lines.entry(key).or_insert_with(|| (condition, Vec::new())).1.push(line);
        }
    }
    let items = lines.into_values().map(|(condition, lines)| {
        let cfg = condition.map(|condition| quote!(#[cfg(#condition)]));
        quote!(#cfg const _: () = { #(convert!(#lines);)* };)
    });
    let deprecated = is_deprecated(&from.plan.api) || is_deprecated(&to.plan.api);
    let deprecated = deprecated.then(|| quote!(#![allow(deprecated)]));
    // Without services there may be nothing to convert.
    let unused = quote!(#![allow(unused_imports)]);
    let (old, new) = (root(from), root(to));
    let uses = quote! {
        use ::bindery_runtime::convert;
        use #old as from;
        use #new as to;
    };
    Source {
        path,
        docs: vec![about],
        head: deprecated.into_iter().chain([unused, uses]).collect(),
        items: items.collect(),
    }
}

/// The module of an API, from the file of a conversion.
fn root(emission: &Emission<'_>) -> TokenStream {
    let path = emission.path.iter().map(|segment| ident(segment));
    quote!(super::super #(::#path)*)
}

/// A conversion, and under which condition there is one; nothing for what is not emitted.
fn line(from: &Emission<'_>, to: &Emission<'_>, conversion: &Conversion) -> Option<(Option<TokenStream>, TokenStream)> {
    let word = match conversion.going {
        Going::Always => quote!(From),
        Going::Sometimes => quote!(TryFrom),
        Going::Never => return None,
    };
    match &conversion.of {
        Converted::Types(old, new) => {
            let (old, new) = (ty(from, *old)?, ty(to, *new)?);
            let (one, other) = (old.path, new.path);
            Some((both(old.condition, new.condition), quote!(#word from::#one => to::#other)))
        }
        Converted::Requests(old, new, renamed) => {
            let (old, new) = (request(from, *old)?, request(to, *new)?);
            let (one, other) = (old.path, new.path);
            let renamed = renamed.iter().map(rename);
            Some((both(old.condition, new.condition), quote!(request #word from::#one => to::#other #(, #renamed)*)))
        }
    }
}

fn rename((old, new): &Renamed) -> TokenStream {
    let name = |name: &Option<String>| name.as_ref().map_or_else(|| quote!(body), |name| quote!(#name));
    let (old, new) = (name(old), name(new));
    quote!(#old => #new)
}

/// A type from the root of its API, and under which condition it is compiled.
struct Named {
    path: TokenStream,
    condition: Option<TokenStream>,
}

fn ty(emission: &Emission<'_>, id: TypeId) -> Option<Named> {
    let home = emission.homes.get(id.0 as usize).copied().flatten()?;
    let name = ident(&emission.names.of(id).ty);
    Some(match home {
        Place::Root => Named { path: quote!(#name), condition: None },
        Place::Group(group) => {
            let users = &emission.plan.sharing.groups.get(group)?.users;
            Named { path: quote!(types::#name), condition: condition(&emission.names, users) }
        }
        Place::Scoped(service) => in_service(emission, service, quote!(types::#name)),
        Place::Service(service) => in_service(emission, service, quote!(#name)),
    })
}

fn request(emission: &Emission<'_>, (service, operation): (usize, usize)) -> Option<Named> {
    let name = ident(&emission.names.services.get(service)?.operations.get(operation)?.ty);
    Some(in_service(emission, service, quote!(#name)))
}

fn in_service(emission: &Emission<'_>, service: usize, path: TokenStream) -> Named {
    let module: Ident = ident(&emission.names.services[service].module);
    Named { path: quote!(#module::#path), condition: condition(&emission.names, &Some(vec![service])) }
}

fn both(old: Option<TokenStream>, new: Option<TokenStream>) -> Option<TokenStream> {
    match (old, new) {
        (Some(old), Some(new)) => Some(quote!(all(#old, #new))),
        (old, new) => old.or(new),
    }
}
