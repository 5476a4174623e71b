//! Records written by hand, as the generator emits them, and short ways to read and write them.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use bindery_runtime::{
    record::{Field, Flags, Kind, ListSchema, Map, MapSchema, Name, Record, Schema, Shape, field},
    xml::{DecodeError, Decoder, EncodeError, Leniency, Limits, Tolerance, Writer},
};

pub const NS: &str = "urn:test";
pub const ARRAYS: &str = "urn:arrays";
pub const XSI: &str = "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";
pub const XSD: &str = "xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"";

/// A presence, much like one that is sent over the wire in thousands.
#[derive(Clone, Default)]
pub struct Presence {
    pub rights: Option<Map<String, Option<i32>>>,
    pub user_id: Option<i32>,
    pub name: Option<String>,
    pub present: Option<bool>,
    pub topics: Option<Vec<i32>>,
}

pub static ARRAY_OF_INT: ListSchema = ListSchema {
    name: Name::new(ARRAYS, "ArrayOfint"),
    item: field(ARRAYS, "int", Shape::Scalar(Kind::I32), Flags::NONE),
};

pub static RIGHTS: MapSchema = MapSchema {
    name: Name::new(NS, "Rights"),
    entry: Name::new(NS, "Pair"),
    key: field(NS, "Key", Shape::Scalar(Kind::String), Flags::REQUIRED),
    value: field(NS, "Value", Shape::Scalar(Kind::I32), Flags::NILLABLE),
};

pub static PRESENCE: Schema = Schema {
    name: Name::new(NS, "Presence"),
    fields: &[
        field(NS, "Rights", Shape::map(&RIGHTS), Flags::NILLABLE),
        field(NS, "UserId", Shape::Scalar(Kind::I32), Flags::NONE),
        field(NS, "Name", Shape::Scalar(Kind::String), Flags::NILLABLE),
        field(NS, "Present", Shape::Scalar(Kind::Bool), Flags::NONE),
        field(NS, "Topics", Shape::list(&ARRAY_OF_INT), Flags::NILLABLE),
    ],
    flags: Flags::NONE,
};

bindery_runtime::record!(Presence, &PRESENCE, 0 rights, 1 user_id, 2 name, 3 present, 4 topics);

/// A list of presences.
#[derive(Clone, Default)]
pub struct Presences {
    pub presence: Option<Vec<Presence>>,
}

pub static ARRAY_OF_PRESENCE: ListSchema = ListSchema {
    name: Name::new(NS, "ArrayOfPresence"),
    item: field(NS, "Presence", Shape::record(&PRESENCE), Flags::NILLABLE.and(Flags::DROP_NIL)),
};

pub static PRESENCES: Schema = Schema {
    name: Name::new(NS, "Presences"),
    fields: &[field(NS, "Response", Shape::list(&ARRAY_OF_PRESENCE), Flags::NILLABLE)],
    flags: Flags::NONE,
};

bindery_runtime::record!(Presences, &PRESENCES, 0 presence);

/// Reads a document whose root is `Root` in the namespace [`NS`].
pub fn read_as<R: Record + Default>(xml: &str, tolerance: Tolerance) -> Result<(R, Vec<Leniency>), DecodeError> {
    let mut decoder = Decoder::new(xml, tolerance, Limits::default())?;
    let mut record = R::default();
    decoder.document(Name::new(NS, "Root"), &mut record)?;
    Ok((record, decoder.into_leniencies()))
}

/// Reads a document that must hold nothing that has to be tolerated.
pub fn read<R: Record + Default>(xml: &str) -> R {
    match read_as(xml, Tolerance::Strict) {
        Ok((record, _)) => record,
        Err(error) => panic!("{error}\n{xml}"),
    }
}

/// What reading tolerates.
pub fn leniencies<R: Record + Default>(xml: &str) -> (R, Vec<String>) {
    match read_as(xml, Tolerance::Report) {
        Ok((record, found)) => (record, found.iter().map(ToString::to_string).collect()),
        Err(error) => panic!("{error}\n{xml}"),
    }
}

/// Why a document cannot be read under the default tolerance.
pub fn refused<R: Record + Default>(xml: &str) -> String {
    refused_under::<R>(xml, Tolerance::Report)
}

/// Why a document cannot be read.
pub fn refused_under<R: Record + Default>(xml: &str, tolerance: Tolerance) -> String {
    match read_as::<R>(xml, tolerance) {
        Ok(_) => panic!("read without an error: {xml}"),
        Err(error) => error.to_string(),
    }
}

/// Writes a document whose root is `Root` in the namespace [`NS`].
pub fn try_write(record: &dyn Record) -> Result<String, EncodeError> {
    let mut writer = Writer::new();
    writer.record(Name::new(NS, "Root"), record)?;
    Ok(writer.finish())
}

/// Writes a document that can be written.
pub fn write(record: &dyn Record) -> String {
    match try_write(record) {
        Ok(xml) => xml,
        Err(error) => panic!("{error}"),
    }
}

/// Why a record cannot be written.
pub fn unwritable(record: &dyn Record) -> String {
    match try_write(record) {
        Ok(xml) => panic!("written without an error: {xml}"),
        Err(error) => error.to_string(),
    }
}

/// A row of a table in the namespace [`NS`].
pub const fn row(local: &'static str, shape: Shape, flags: Flags) -> Field {
    field(NS, local, shape, flags)
}
