//! The same types without tables: what a compile-time measurement compares with.

use std::{fs, io, path::Path};

use quote::ToTokens;
use syn::{Attribute, Fields, File, Item, ItemEnum, ItemStruct, Type, parse_quote};

/// What the types derive.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Derives {
    /// The four usual traits: no codec at all.
    Plain,
    /// The four usual traits and serde's two, as bindings that stand on serde do.
    Serde,
}

/// Copies an emitted crate and keeps only its type definitions, each with derived traits.
pub fn strip(from: &Path, to: &Path, derives: Derives) -> io::Result<()> {
    copy(from, to, derives)?;
    match derives {
        Derives::Plain => Ok(()),
        Derives::Serde => stand_on_serde(to),
    }
}

fn copy(from: &Path, to: &Path, derives: Derives) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        if source.is_dir() {
            if entry.file_name() != "target" {
                copy(&source, &target, derives)?;
            }
        } else if source.extension().is_some_and(|extension| extension == "rs") {
            let mut file = syn::parse_file(&fs::read_to_string(&source)?).map_err(io::Error::other)?;
            derives.keep_definitions(&mut file);
            fs::write(target, file.into_token_stream().to_string())?;
        } else {
            fs::copy(&source, &target)?;
        }
    }
    Ok(())
}

impl Derives {
    fn keep_definitions(self, file: &mut File) {
        file.attrs.clear();
        file.attrs.push(parse_quote!(#![allow(unused, missing_docs)]));
        file.items = std::mem::take(&mut file.items).into_iter().flat_map(|item| self.definitions(item)).collect();
    }

    /// A type definition, a module or a re-export of types; nothing for what makes the codec and the clients.
    fn definitions(self, item: Item) -> Vec<Item> {
        match item {
            Item::Struct(item) if item.generics.params.is_empty() => vec![Item::Struct(self.structure(item))],
            Item::Enum(item) => self.enumeration(item),
            Item::Mod(mut item) => {
                if let Some((brace, items)) = item.content.take() {
                    let items = items.into_iter().flat_map(|item| self.definitions(item)).collect();
                    item.content = Some((brace, items));
                }
                vec![Item::Mod(item)]
            }
            Item::Use(_) => vec![item],
            _ => Vec::new(),
        }
    }

    fn structure(self, mut item: ItemStruct) -> ItemStruct {
        only_cfg(&mut item.attrs);
        item.attrs.push(parse_quote!(#[derive(Debug, Clone, PartialEq, Default)]));
        if self == Self::Serde {
            item.attrs.push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
            item.attrs.push(parse_quote!(#[serde(rename_all = "PascalCase")]));
            for field in item.fields.iter_mut().filter(|field| is_option(&field.ty)) {
                field.attrs.push(parse_quote!(#[serde(skip_serializing_if = "Option::is_none")]));
            }
        }
        item
    }

    /// An enum, its first variant the default. One that holds something can't be named by the derive.
    fn enumeration(self, mut item: ItemEnum) -> Vec<Item> {
        only_cfg(&mut item.attrs);
        if self == Self::Serde {
            item.attrs.push(parse_quote!(#[derive(::serde::Serialize, ::serde::Deserialize)]));
        }
        let name = item.ident.clone();
        let Some(first) = item.variants.first_mut() else { return vec![Item::Enum(item)] };
        if first.fields.is_empty() {
            first.attrs.retain(|attribute| !attribute.path().is_ident("default"));
            first.attrs.push(parse_quote!(#[default]));
            item.attrs.push(parse_quote!(#[derive(Debug, Clone, PartialEq, Default)]));
            if let (Self::Serde, Some(unknown)) = (self, item.variants.last_mut()) {
                // Serde keeps no text of a value that it doesn't know, and is quicker to compile for it.
                unknown.fields = Fields::Unit;
                unknown.attrs.push(parse_quote!(#[serde(other)]));
            }
            return vec![Item::Enum(item)];
        }
        let variant = first.ident.clone();
        item.attrs.push(parse_quote!(#[derive(Debug, Clone, PartialEq)]));
        if self == Self::Serde {
            item.attrs.push(parse_quote!(#[serde(untagged)]));
        }
        let default = parse_quote! {
            impl Default for #name {
                fn default() -> Self {
                    Self::#variant(Default::default())
                }
            }
        };
        vec![Item::Enum(item), default]
    }
}

fn is_option(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Option"))
}

fn only_cfg(attributes: &mut Vec<Attribute>) {
    attributes.retain(|attribute| attribute.path().is_ident("cfg"));
}

/// What the runtime gives to types, for types that stand on serde.
const STAND_IN: &str = r#"//! What bindings that stand on serde use for the runtime's values.
pub mod client {}
pub mod operation {}
pub mod record {
    pub type Map<K, V> = std::collections::HashMap<K, V>;
    pub type Maybe<T> = Option<T>;
    pub type FlagSet = String;
}
pub mod value {
    pub type Char = char;
    pub type Json = serde_json::Value;
    pub type Base64 = String;
    pub type Binary = String;
    pub type Date = String;
    pub type DateTime = String;
    pub type Decimal = String;
    pub type Duration = String;
    pub type Element = String;
    pub type Gregorian = String;
    pub type Guid = String;
    pub type Hex = String;
    pub type Integer = String;
    pub type QName = String;
    pub type Time = String;
}
"#;

/// Lets a crate depend on serde, and on a stand-in for the runtime.
fn stand_on_serde(package: &Path) -> io::Result<()> {
    let stand_in = package.join("runtime");
    fs::create_dir_all(stand_in.join("src"))?;
    fs::write(stand_in.join("src/lib.rs"), STAND_IN)?;
    let manifest = "[package]\nname = \"bindery-runtime\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                    [features]\nblocking = []\n\n[dependencies]\nserde_json = \"1\"\n";
    fs::write(stand_in.join("Cargo.toml"), manifest)?;
    let path = package.join("Cargo.toml");
    let mut manifest: toml::Table = fs::read_to_string(&path)?.parse().map_err(io::Error::other)?;
    let dependencies = toml::toml! {
        bindery-runtime = { path = "runtime", version = "0.1.0" }
        serde = { version = "1", features = ["derive"] }
    };
    manifest.insert("dependencies".to_owned(), dependencies.into());
    fs::write(&path, manifest.to_string())
}
