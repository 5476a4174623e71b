//! The messages that are measured, in two styles of writing.

use bindery_runtime::{
    record::{Field, Flags, Kind, ListSchema, Name, Record, Shape, Value, View, field},
    sample,
    xml::{Decoder, Limits, Tolerance, Writer},
};

use crate::{ENVELOPE, NS};

/// Types that a response lists.
pub trait Item: Record + Value + Default + Clone + PartialEq {
    /// The element that holds the list.
    const RESPONSE: &'static Field;
}

macro_rules! items {
    ($($ty:ident $table:ident $list:ident)*) => {$(
        static $list: ListSchema = ListSchema {
            name: Name::new(NS, concat!("ArrayOf", stringify!($ty))),
            item: field(NS, "Item", Shape::record(&crate::tables::$ty), Flags::NILLABLE),
        };
        static $table: Field = field(NS, "Response", Shape::list(&$list), Flags::NILLABLE);

        impl Item for crate::tables::$ty {
            const RESPONSE: &'static Field = &$table;
        }
    )*};
}

items! {
    ChatPresence CHATS ARRAY_OF_CHAT
    AppointmentEntity APPOINTMENTS ARRAY_OF_APPOINTMENT
    ContactEntity CONTACTS ARRAY_OF_CONTACT
}

const ANSWER: Name = Name::new(NS, "Answer");
const ENVELOPE_NAME: Name = Name::new(ENVELOPE, "Envelope");
const BODY: Name = Name::new(ENVELOPE, "Body");

/// Items that differ in nothing but what their table gives.
pub fn items<T: Item>(count: usize) -> Vec<T> {
    let mut item = T::default();
    sample::record(&mut item);
    vec![item; count]
}

/// Reads a message.
pub fn decode<T: Item>(xml: &str) -> Vec<T> {
    let mut items = Vec::new();
    let mut decoder = Decoder::new(xml, Tolerance::Report, Limits::default()).unwrap();
    for name in [ENVELOPE_NAME, BODY, ANSWER, T::RESPONSE.name] {
        assert!(decoder.cursor.child().unwrap());
        decoder.expect(name).unwrap();
    }
    decoder.value(T::RESPONSE, Value::slot(&mut items)).unwrap();
    for _ in 0..3 {
        assert!(!decoder.cursor.child().unwrap());
    }
    decoder.cursor.finish().unwrap();
    assert_eq!(decoder.leniencies(), []);
    items
}

/// Writes a message.
pub fn encode<T: Item>(items: &Vec<T>) -> String {
    let mut writer = Writer::new();
    writer.prefix("s", ENVELOPE);
    writer.start(ENVELOPE_NAME);
    writer.start(BODY);
    writer.start(ANSWER);
    writer.value(T::RESPONSE, items.view()).unwrap();
    writer.end(ANSWER);
    writer.end(BODY);
    writer.end(ENVELOPE_NAME);
    writer.finish()
}

/// Writes a message with prefixes, `xsi:type` on every element, and indentation.
pub fn prefixed<T: Item>(items: &Vec<T>) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<SOAP-ENV:Envelope\n xmlns:SOAP-ENV=\"{ENVELOPE}\"\n \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"\n xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"\n \
         xmlns:Arrays=\"{}\"\n xmlns:Ser=\"http://schemas.microsoft.com/2003/10/Serialization/\"\n xmlns:Agent=\"{NS}\">\n \
         <SOAP-ENV:Body>\n  <Agent:Answer>\n",
        crate::ARRAYS
    );
    element(&mut out, 3, T::RESPONSE, items.view());
    out.push_str("  </Agent:Answer>\n </SOAP-ENV:Body>\n</SOAP-ENV:Envelope>\n");
    out
}

fn element(out: &mut String, depth: usize, row: &Field, view: View<'_>) {
    if matches!(view, View::Absent) {
        return;
    }
    let name = qualified(row.name);
    let indent = " ".repeat(depth);
    let ty = type_name(row.shape);
    out.push_str(&format!("{indent}<{name} xsi:type=\"{ty}\">"));
    let parts = matches!(view, View::Record(_) | View::List(_) | View::Map(_));
    if parts {
        out.push('\n');
    }
    match (view, row.shape) {
        (View::Record(record), _) => {
            for (index, row) in record.schema().fields.iter().enumerate() {
                element(out, depth + 1, row, record.view(index));
            }
        }
        (View::List(list), Shape::List(schema)) => {
            for index in 0..list.len() {
                element(out, depth + 1, &schema.item, list.get(index));
            }
        }
        (View::Map(map), Shape::Map(schema)) => {
            for index in 0..map.len() {
                let (key, value) = map.entry(index).unwrap();
                let entry = qualified(schema.entry);
                out.push_str(&format!("{indent} <{entry}>\n"));
                element(out, depth + 2, &schema.key, key);
                element(out, depth + 2, &schema.value, value);
                out.push_str(&format!("{indent} </{entry}>\n"));
            }
        }
        (View::Text(text), _) => out.push_str(text),
        (View::Bool(value), _) => out.push_str(&value.to_string()),
        (View::I32(value), _) => out.push_str(&value.to_string()),
        (View::I64(value), _) => out.push_str(&value.to_string()),
        (View::F64(value), _) => out.push_str(&value.to_string()),
        (View::Scalar(value), _) => value.write(out),
        _ => panic!("{} holds nothing that is measured", row.name.local),
    }
    if parts {
        out.push_str(&indent);
    }
    out.push_str(&format!("</{name}>\n"));
}

fn qualified(name: Name) -> String {
    let prefix = match name.namespace {
        NS => "Agent",
        crate::ARRAYS => "Arrays",
        "http://schemas.microsoft.com/2003/10/Serialization/" => "Ser",
        _ => "xsd",
    };
    format!("{prefix}:{}", name.local)
}

fn type_name(shape: Shape) -> String {
    let kind = match shape {
        Shape::Scalar(kind) => kind,
        Shape::Simple(_, name) => return qualified(*name),
        Shape::Enum(schema) => return qualified(schema.name),
        Shape::Record(schema) => return qualified(schema.name),
        Shape::List(schema) => return qualified(schema.name),
        Shape::Map(schema) => return qualified(schema.name),
        Shape::Union(_) | Shape::Any => return "xsd:anyType".to_owned(),
    };
    let local = match kind {
        Kind::Bool => "boolean",
        Kind::I16 => "short",
        Kind::I32 => "int",
        Kind::I64 => "long",
        Kind::F64 => "double",
        Kind::DateTime => "dateTime",
        _ => "string",
    };
    format!("xsd:{local}")
}
