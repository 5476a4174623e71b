//! The same structs without a codec: what a compile-time measurement compares with.

use std::{fs, io, path::Path};

use quote::ToTokens;
use syn::{Attribute, File, Item, parse_quote};

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
    file.items = std::mem::take(&mut file.items).into_iter().filter_map(definition).collect();
}

/// A type definition, a module or a re-export of types; `None` for everything that makes the codec.
fn definition(item: Item) -> Option<Item> {
    match item {
        Item::Struct(mut item) if item.generics.params.is_empty() => {
            derive(&mut item.attrs, false);
            Some(Item::Struct(item))
        }
        Item::Enum(mut item) => {
            derive(&mut item.attrs, true);
            if let Some(first) = item.variants.first_mut() {
                if first.fields.is_empty() {
                    first.attrs.push(parse_quote!(#[default]));
                }
            }
            Some(Item::Enum(item))
        }
        Item::Mod(mut item) => {
            if let Some((brace, items)) = item.content.take() {
                item.content = Some((brace, items.into_iter().filter_map(definition).collect()));
            }
            Some(Item::Mod(item))
        }
        Item::Type(_) | Item::Use(_) => Some(item),
        _ => None,
    }
}

fn derive(attributes: &mut Vec<Attribute>, unit_default: bool) {
    attributes.retain(|attribute| attribute.path().is_ident("cfg"));
    let _ = unit_default;
    attributes.push(parse_quote!(#[derive(Debug, Clone, PartialEq, Default)]));
}
