//! From text to rows. What is read is kept as long as the program runs, so that rows are `'static` as those in statics are.

use std::{
    collections::HashSet,
    sync::{Mutex, PoisonError},
};

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Content, Import, Ref, Tables, operation};
use crate::{
    operation::{SecurityScheme, ServiceInfo},
    record::{
        Bound, EnumSchema, Field, Flags, ListSchema, MapSchema, Name, Rules, Schema, Shape, Tag, UnionSchema, field,
    },
};

/// What was read, or what is not as it should be.
pub type Read<T> = Result<T, String>;

/// Reads the text of a file.
pub fn content(tables: &'static Tables) -> Read<Content> {
    let text: Map<String, Value> = serde_json::from_str(tables.text).map_err(|error| error.to_string())?;
    let rows = |member: &str| text.get(member).map_or(Ok(&[][..]), items);
    let namespaces = rows("namespaces")?.iter().map(|uri| Ok(intern(str(uri)?))).collect::<Read<_>>()?;
    let reader = Reader { tables, namespaces };
    Ok(Content {
        records: rows("records")?.iter().map(|row| reader.record(row)).collect::<Read<_>>()?,
        unions: rows("unions")?.iter().map(|row| reader.union(row)).collect::<Read<_>>()?,
        lists: rows("lists")?.iter().map(|row| reader.list(row)).collect::<Read<_>>()?,
        maps: rows("maps")?.iter().map(|row| reader.map(row)).collect::<Read<_>>()?,
        operations: rows("operations")?.iter().map(|row| operation::read(&reader, row)).collect::<Read<_>>()?,
    })
}

/// One copy of each namespace, so that equal namespaces of different files are compared by their address.
fn intern(namespace: &str) -> &'static str {
    static KNOWN: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(known) = known.get(namespace) {
        return known;
    }
    let namespace = kept(namespace);
    known.insert(namespace);
    namespace
}

/// What the rows of one file are read with.
pub struct Reader {
    tables: &'static Tables,
    namespaces: Vec<&'static str>,
}

impl Reader {
    fn record(&self, row: &Value) -> Read<Schema> {
        let [name, flags, fields] = row_of(row)?;
        Ok(Schema { name: self.name(name)?, fields: self.fields(fields)?, flags: read_flags(flags)? })
    }

    fn union(&self, row: &Value) -> Read<UnionSchema> {
        let [name, tag, open, variants] = row_of(row)?;
        let tag = match tag {
            Value::Array(_) => {
                let [_, property] = row_of(tag)?;
                Tag::Property(kept(str(property)?))
            }
            tag => match str(tag)? {
                "Element" => Tag::Element,
                "XsiType" => Tag::XsiType,
                "Status" => Tag::Status,
                _ => Tag::Untagged,
            },
        };
        Ok(UnionSchema { name: self.name(name)?, tag, variants: self.fields(variants)?, open: plain(open)? })
    }

    fn list(&self, row: &Value) -> Read<ListSchema> {
        let [name, item] = row_of(row)?;
        Ok(ListSchema { name: self.name(name)?, item: self.field(item)? })
    }

    fn map(&self, row: &Value) -> Read<MapSchema> {
        let [name, entry, key, value] = row_of(row)?;
        let (name, entry) = (self.name(name)?, self.name(entry)?);
        Ok(MapSchema { name, entry, key: self.field(key)?, value: self.field(value)? })
    }

    fn fields(&self, rows: &Value) -> Read<&'static [Field]> {
        let rows = items(rows)?.iter().map(|row| self.field(row)).collect::<Read<Vec<_>>>()?;
        Ok(rows.leak())
    }

    /// A field.
    pub fn field(&self, row: &Value) -> Read<Field> {
        let [namespace, local, shape, flags, rare @ ..] = items(row)? else { return unfit("a field", row) };
        let (namespace, local) = (self.namespace(namespace)?, kept(str(local)?));
        let mut row = field(namespace, local, self.shape(shape)?, read_flags(flags)?);
        let Some(rare) = rare.first() else { return Ok(row) };
        if let Some(form) = rare.get("form") {
            row = row.form(plain(form)?);
        }
        if let Some(value) = rare.get("default") {
            row = row.default(kept(str(value)?));
        }
        if let Some(rules) = rare.get("rules") {
            row = row.rules(Box::leak(Box::new(read_rules(rules)?)));
        }
        Ok(row)
    }

    fn shape(&self, shape: &Value) -> Read<Shape> {
        let Value::Array(parts) = shape else {
            return if shape == "Any" { Ok(Shape::Any) } else { Ok(Shape::Scalar(plain(shape)?)) };
        };
        let [what, place, import @ ..] = parts.as_slice() else { return unfit("a shape", shape) };
        let place: usize = plain(place)?;
        Ok(match str(what)? {
            "Enum" => Shape::Enum(self.enumeration(place)?),
            "Record" => Shape::Record(Ref::row(self.place(import)?, place)),
            "Union" => Shape::Union(Ref::row(self.place(import)?, place)),
            "List" => Shape::List(Ref::row(self.tables, place)),
            "Map" => Shape::Map(Ref::row(self.tables, place)),
            _ => return unfit("a shape", shape),
        })
    }

    /// A reference to a record: its place, and that of its import.
    pub fn record_at(&self, at: &Value) -> Read<Ref<Schema>> {
        let [place, import @ ..] = items(at)? else { return unfit("a record", at) };
        Ok(Ref::row(self.place(import)?, plain(place)?))
    }

    fn place(&self, import: &[Value]) -> Read<&'static Tables> {
        let Some(import) = import.first() else { return Ok(self.tables) };
        match self.import(import)? {
            Import::Tables(tables) => Ok(tables),
            _ => unfit("tables", import),
        }
    }

    fn enumeration(&self, import: usize) -> Read<&'static EnumSchema> {
        match self.tables.imports.get(import) {
            Some(Import::Enum(schema)) => Ok(schema),
            _ => unfit("an enumeration", &import.into()),
        }
    }

    /// A security scheme.
    pub fn scheme(&self, import: &Value) -> Read<&'static SecurityScheme> {
        match self.import(import)? {
            Import::Scheme(scheme) => Ok(scheme),
            _ => unfit("a scheme", import),
        }
    }

    /// The service that offers the operations of the file.
    pub fn service(&self) -> Read<&'static ServiceInfo> {
        let service = self.tables.imports.iter().find_map(|import| match import {
            Import::Service(service) => Some(*service),
            _ => None,
        });
        service.ok_or_else(|| "no service".to_owned())
    }

    fn import(&self, import: &Value) -> Read<Import> {
        let index: usize = plain(import)?;
        self.tables.imports.get(index).copied().map_or_else(|| unfit("an import", import), Ok)
    }

    /// A name; none where it is `null`.
    pub fn name(&self, name: &Value) -> Read<Name> {
        if name.is_null() {
            return Ok(Name::NONE);
        }
        let [namespace, local] = row_of(name)?;
        Ok(Name::new(self.namespace(namespace)?, kept(str(local)?)))
    }

    fn namespace(&self, place: &Value) -> Read<&'static str> {
        match plain::<usize>(place)? {
            0 => Ok(""),
            counted => self.namespaces.get(counted - 1).copied().map_or_else(|| unfit("a namespace", place), Ok),
        }
    }
}

/// Flags: a letter each.
fn read_flags(flags: &Value) -> Read<Flags> {
    str(flags)?.chars().try_fold(Flags::NONE, |known, letter| {
        let flag = match letter {
            'q' => Flags::REQUIRED,
            'n' => Flags::NILLABLE,
            'l' => Flags::REPEATED,
            's' => Flags::SECRET,
            'd' => Flags::DROP_NIL,
            'r' => Flags::READ_ONLY,
            'w' => Flags::WRITE_ONLY,
            'u' => Flags::UNORDERED,
            'm' => Flags::MIXED,
            'c' => Flags::CLOSED,
            'a' => Flags::ABSTRACT,
            _ => return unfit("flags", flags),
        };
        Ok(known.and(flag))
    })
}

fn read_rules(rules: &Value) -> Read<Rules> {
    let bound = |bound: &Value| -> Read<Bound> {
        let [value, excluded] = row_of(bound)?;
        Ok(Bound { value: kept(str(value)?), excluded: plain(excluded)? })
    };
    Ok(Rules {
        min_length: rules.get("min_length").map(plain).transpose()?,
        max_length: rules.get("max_length").map(plain).transpose()?,
        minimum: rules.get("minimum").map(bound).transpose()?,
        maximum: rules.get("maximum").map(bound).transpose()?,
        multiple_of: rules.get("multiple_of").map(|factor| str(factor).map(kept)).transpose()?,
        total_digits: rules.get("total_digits").map(plain).transpose()?,
        fraction_digits: rules.get("fraction_digits").map(plain).transpose()?,
        unique: rules.get("unique").is_some(),
    })
}

/// A text that is kept.
pub fn kept(text: &str) -> &'static str {
    text.to_owned().leak()
}

/// A text.
pub fn str(value: &Value) -> Read<&str> {
    value.as_str().map_or_else(|| unfit("a text", value), Ok)
}

/// A number, a truth value, or the name of a variant.
pub fn plain<T: DeserializeOwned>(value: &Value) -> Read<T> {
    T::deserialize(value).map_err(|error| format!("{error}: {value}"))
}

/// The items of a list.
pub fn items(value: &Value) -> Read<&[Value]> {
    value.as_array().map(Vec::as_slice).map_or_else(|| unfit("a list", value), Ok)
}

/// The items of a row, whose number is known.
pub fn row_of<const N: usize>(value: &Value) -> Read<&[Value; N]> {
    items(value)?.try_into().or_else(|_| unfit("a row", value))
}

fn unfit<T>(what: &str, value: &Value) -> Read<T> {
    Err(format!("not {what}: {value}"))
}
