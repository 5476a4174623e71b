//! The same structs without a codec: what a compile-time measurement compares with.

use std::{fs, io, path::Path};

use quote::ToTokens;
use syn::{Attribute, File, Item, ItemEnum, parse_quote};

/// Copies an emitted crate and keeps only its type definitions, each with the four usual derives.
pub fn strip(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            if entry.file_name() != "target" {
                strip(&source, &target)?;
            }
        } else if source.extension().is_some_and(|extension| extension == "rs") {
            let mut file = syn::parse_file(&fs::read_to_string(&source)?).map_err(io::Error::other)?;
            keep_definitions(&mut file);
            fs::write(target, file.into_token_stream().to_string())?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

fn keep_definitions(file: &mut File) {
    file.attrs.clear();
    file.attrs.push(parse_quote!(#![allow(unused, missing_docs)]));
    file.items = std::mem::take(&mut file.items).into_iter().flat_map(definitions).collect();
}

/// A type definition, a module or a re-export of types; nothing for what makes the codec and the clients.
fn definitions(item: Item) -> Vec<Item> {
    match item {
        Item::Struct(mut item) if item.generics.params.is_empty() => {
            only_cfg(&mut item.attrs);
            item.attrs.push(parse_quote!(#[derive(Debug, Clone, PartialEq, Default)]));
            vec![Item::Struct(item)]
        }
        Item::Enum(item) => enumeration(item),
        Item::Mod(mut item) => {
            if let Some((brace, items)) = item.content.take() {
                item.content = Some((brace, items.into_iter().flat_map(definitions).collect()));
            }
            vec![Item::Mod(item)]
        }
        Item::Type(_) | Item::Use(_) => vec![item],
        _ => Vec::new(),
    }
}

/// An enum, its first variant the default. One that holds something can't be named by the derive.
fn enumeration(mut item: ItemEnum) -> Vec<Item> {
    only_cfg(&mut item.attrs);
    let name = item.ident.clone();
    let Some(first) = item.variants.first_mut() else { return vec![Item::Enum(item)] };
    if first.fields.is_empty() {
        first.attrs.retain(|attribute| !attribute.path().is_ident("default"));
        first.attrs.push(parse_quote!(#[default]));
        item.attrs.push(parse_quote!(#[derive(Debug, Clone, PartialEq, Default)]));
        return vec![Item::Enum(item)];
    }
    let variant = first.ident.clone();
    item.attrs.push(parse_quote!(#[derive(Debug, Clone, PartialEq)]));
    let default = parse_quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::#variant(Default::default())
            }
        }
    };
    vec![Item::Enum(item), default]
}

fn only_cfg(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| attribute.path().is_ident("cfg"));
}
