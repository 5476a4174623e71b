//! The tables of a file: rows as text, and what they refer to beside themselves.

use std::collections::HashMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::{Value, json};

use super::file::ident;
use crate::model::TypeId;

/// The form of the text, as the runtime reads it.
const FORMAT: u32 = 1;

/// The rows of a file.
pub struct Tables {
    /// What the static is called that holds them.
    name: String,
    /// Where the rows of types stand whose place is known before they are told.
    layout: HashMap<TypeId, usize>,
    namespaces: Rows,
    records: Vec<Value>,
    unions: Vec<Value>,
    lists: Rows,
    maps: Rows,
    operations: Vec<Value>,
    imports: Vec<TokenStream>,
    known: HashMap<String, usize>,
}

/// Rows that stand once each.
#[derive(Default)]
struct Rows {
    rows: Vec<Value>,
    known: HashMap<String, usize>,
}

impl Rows {
    /// The place of a row.
    fn place(&mut self, row: Value) -> usize {
        *self.known.entry(row.to_string()).or_insert_with(|| {
            self.rows.push(row);
            self.rows.len() - 1
        })
    }
}

/// Where the types of a file stand among its rows.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// The places of records and unions, each counted for itself.
    pub places: HashMap<TypeId, usize>,
    /// How many records have a place.
    pub records: usize,
    /// How many unions have a place.
    pub unions: usize,
}

impl Tables {
    /// No rows yet, but the places of some.
    pub fn new(name: String, layout: &Layout) -> Self {
        Self {
            name,
            layout: layout.places.clone(),
            namespaces: Rows::default(),
            records: vec![Value::Null; layout.records],
            unions: vec![Value::Null; layout.unions],
            lists: Rows::default(),
            maps: Rows::default(),
            operations: Vec::new(),
            imports: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// The static that holds the rows.
    pub fn ident(&self) -> Ident {
        ident(&self.name)
    }

    /// The place of a namespace, counted from one; zero for none.
    pub fn namespace(&mut self, namespace: Option<&str>) -> usize {
        match namespace.filter(|namespace| !namespace.is_empty()) {
            Some(namespace) => self.namespaces.place(namespace.into()) + 1,
            None => 0,
        }
    }

    /// Where a type of this file stands, if it has a place.
    pub fn place(&self, id: TypeId) -> Option<usize> {
        self.layout.get(&id).copied()
    }

    /// Tells the row of a record, and where it stands: in the place of its type, if that has one.
    pub fn record(&mut self, id: Option<TypeId>, row: Value) -> usize {
        put(&mut self.records, id.and_then(|id| self.layout.get(&id).copied()), row)
    }

    /// Tells the row of a union, and where it stands: in the place of its type, if that has one.
    pub fn union(&mut self, id: Option<TypeId>, row: Value) -> usize {
        put(&mut self.unions, id.and_then(|id| self.layout.get(&id).copied()), row)
    }

    /// The place of a list.
    pub fn list(&mut self, row: Value) -> usize {
        self.lists.place(row)
    }

    /// The place of a map.
    pub fn map(&mut self, row: Value) -> usize {
        self.maps.place(row)
    }

    /// Tells the row of an operation, and where it stands.
    pub fn operation(&mut self, row: Value) -> usize {
        put(&mut self.operations, None, row)
    }

    /// The place of what the rows refer to beside themselves.
    pub fn import(&mut self, kind: &str, path: &TokenStream) -> usize {
        let kind = ident(kind);
        let import = quote!(::bindery_runtime::table::Import::#kind(&#path));
        *self.known.entry(import.to_string()).or_insert_with(|| {
            self.imports.push(import);
            self.imports.len() - 1
        })
    }

    /// The static; none for a file without rows.
    pub fn into_item(self) -> Option<TokenStream> {
        let name = self.ident();
        let Self { namespaces, records, unions, lists, maps, operations, imports, .. } = self;
        if records.is_empty() && unions.is_empty() && operations.is_empty() {
            return None;
        }
        let members = [
            ("namespaces", namespaces.rows),
            ("records", records),
            ("unions", unions),
            ("lists", lists.rows),
            ("maps", maps.rows),
            ("operations", operations),
        ];
        let (text, format) = (literal(&text(members)), Literal::u32_unsuffixed(FORMAT));
        Some(quote! {
            pub(crate) static #name: ::bindery_runtime::table::Tables =
                ::bindery_runtime::table::Tables::new(#format, #text, &[#(#imports),*]);
        })
    }
}

fn put(rows: &mut Vec<Value>, place: Option<usize>, row: Value) -> usize {
    match place {
        Some(place) => {
            rows[place] = row;
            place
        }
        None => {
            rows.push(row);
            rows.len() - 1
        }
    }
}

/// An object with a line for each row, which begins with a bracket or a quote: files are taken apart by their lines. What is not ASCII is escaped: some characters change how a line of source is shown.
fn text<'a>(members: impl IntoIterator<Item = (&'a str, Vec<Value>)>) -> String {
    let mut out = String::from("{\n");
    for (index, (name, rows)) in members.into_iter().filter(|(_, rows)| !rows.is_empty()).enumerate() {
        let between = if index == 0 { "" } else { ",\n" };
        out.push_str(&format!("{between}{}: [\n", json!(name)));
        let rows: Vec<String> = rows.iter().map(Value::to_string).collect();
        out.push_str(&rows.join(",\n"));
        out.push_str("\n]");
    }
    out.push_str("\n}");
    let mut units = [0; 2];
    out.chars().fold(String::with_capacity(out.len()), |mut text, letter| {
        if letter.is_ascii() {
            text.push(letter);
        } else {
            letter.encode_utf16(&mut units).iter().for_each(|unit| text.push_str(&format!("\\u{unit:04x}")));
        }
        text
    })
}

/// A raw literal, whose end does not stand in the text.
fn literal(text: &str) -> TokenStream {
    let marks = (1..).map(|count| "#".repeat(count)).find(|marks| !text.contains(&format!("\"{marks}")));
    let marks = marks.unwrap_or_default();
    // The escaped form is as true, if less readable.
    let raw = format!("r{marks}\"{text}\"{marks}").parse::<Literal>();
    raw.map_or_else(|_| quote!(#text), |raw| quote!(#raw))
}
