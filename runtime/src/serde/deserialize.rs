use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{
    json::{Decoder, find, lexical, numeric},
    record::{Field, Flags, Form, Kind, ListSlot, MapSlot, Record, Scalar, Shape, Slot},
};

/// Reads a record from a deserializer. Properties that no field takes are passed over.
///
/// # Errors
/// When what stands is not what belongs there, and as the deserializer says.
pub fn deserialize<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: Record + Default,
    D: Deserializer<'de>,
{
    let mut record = T::default();
    Properties(&mut record).deserialize(deserializer)?;
    Ok(record)
}

/// The properties of a record.
struct Properties<'a>(&'a mut dyn Record);

impl<'de> DeserializeSeed<'de> for Properties<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Properties<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let schema = self.0.schema();
        let mut seen = vec![false; schema.fields.len()];
        let mut next = 0;
        while let Some(Name(key)) = map.next_key()? {
            match find(schema, &key, next).and_then(|index| Some((index, schema.fields.get(index)?))) {
                Some((index, field)) => {
                    next = index + 1;
                    if seen.get(index) == Some(&true) {
                        return Err(A::Error::duplicate_field(field.name.local));
                    }
                    if let Some(seen) = seen.get_mut(index) {
                        *seen = true;
                    }
                    map.next_value_seed(Into(self.0.slot(index), field))?;
                }
                None => rest(self.0, &key, &mut map)?,
            }
        }
        for (field, seen) in schema.fields.iter().zip(seen) {
            if !seen && field.is(Flags::REQUIRED) && field.form == Form::Element {
                return Err(A::Error::missing_field(field.name.local));
            }
        }
        Ok(())
    }
}

/// A property that no field takes.
fn rest<'de, A: MapAccess<'de>>(record: &mut dyn Record, key: &str, map: &mut A) -> Result<(), A::Error> {
    let schema = record.schema();
    let found = schema.fields.iter().enumerate().find(|(_, field)| field.form == Form::Rest);
    let Some((index, field)) = found else { return map.next_value::<IgnoredAny>().map(drop) };
    let mut slot = record.slot(index);
    if let Slot::Option(option) = slot {
        slot = option.fill();
    }
    match (slot, &field.shape) {
        (Slot::Map(own), Shape::Map(schema)) => {
            let slot = own.insert(key).map_err(A::Error::custom)?;
            map.next_value_seed(Into(slot, &schema.value))
        }
        _ => map.next_value::<IgnoredAny>().map(drop),
    }
}

/// The name of a property, borrowed where the format lends it.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;

        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: Error>(self, text: String) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text)))
            }
        }

        deserializer.deserialize_str(Text)
    }
}

/// A value on its way into a slot.
struct Into<'a>(Slot<'a>, &'a Field);

impl<'de> DeserializeSeed<'de> for Into<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let field = self.1;
        match self.0 {
            Slot::Bool(slot) => *slot = bool::deserialize(deserializer)?,
            Slot::I32(slot) => *slot = i32::deserialize(deserializer)?,
            Slot::I64(slot) => *slot = i64::deserialize(deserializer)?,
            Slot::F64(slot) => *slot = f64::deserialize(deserializer)?,
            Slot::Text(slot) => *slot = String::deserialize(deserializer)?,
            Slot::OptionBool(slot) => *slot = Option::deserialize(deserializer)?,
            Slot::OptionI32(slot) => *slot = Option::deserialize(deserializer)?,
            Slot::OptionI64(slot) => *slot = Option::deserialize(deserializer)?,
            Slot::OptionF64(slot) => *slot = Option::deserialize(deserializer)?,
            Slot::OptionText(slot) => *slot = Option::deserialize(deserializer)?,
            Slot::Scalar(slot) => scalar(slot, field, deserializer)?,
            Slot::Option(_) => deserializer.deserialize_option(self)?,
            Slot::Record(record) => Properties(record).deserialize(deserializer)?,
            Slot::List(list) => deserializer.deserialize_seq(Items(list, field))?,
            Slot::Map(map) => deserializer.deserialize_map(Entries(map, field))?,
            Slot::Json(slot) => *slot = serde_json::Value::deserialize(deserializer)?,
            slot @ Slot::Union(_) => union(slot, field, deserializer)?,
            Slot::Xml(_) => return Err(D::Error::custom("an XML element can only be read from XML")),
            Slot::None => drop(IgnoredAny::deserialize(deserializer)?),
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Into<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        match self.0 {
            Slot::Option(option) if self.1.is(Flags::NILLABLE) => option.set_null(),
            Slot::Option(option) if matches!(self.1.shape, Shape::Any) => drop(option.fill()),
            Slot::Option(option) => option.clear(),
            _ => {}
        }
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Slot::Option(option) => Into(option.fill(), self.1).deserialize(deserializer),
            slot => Into(slot, self.1).deserialize(deserializer),
        }
    }
}

struct Items<'a>(&'a mut dyn ListSlot, &'a Field);

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let item = match &self.1.shape {
            Shape::List(schema) if !self.1.is(Flags::REPEATED) => &schema.item,
            _ => self.1,
        };
        while items.next_element_seed(Item(&mut *self.0, item))?.is_some() {}
        Ok(())
    }
}

/// The next item of a list: it gets its place only if it stands.
struct Item<'a>(&'a mut dyn ListSlot, &'a Field);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Into(self.0.push(), self.1).deserialize(deserializer)
    }
}

struct Entries<'a>(&'a mut dyn MapSlot, &'a Field);

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let value = match &self.1.shape {
            Shape::Map(schema) => &schema.value,
            _ => self.1,
        };
        while let Some(Name(key)) = map.next_key()? {
            if self.0.contains(&key).map_err(A::Error::custom)? {
                return Err(A::Error::custom(format!("duplicate key `{key}`")));
            }
            let slot = self.0.insert(&key).map_err(A::Error::custom)?;
            map.next_value_seed(Into(slot, value))?;
        }
        Ok(())
    }
}

fn scalar<'de, D: Deserializer<'de>>(slot: &mut dyn Scalar, field: &Field, deserializer: D) -> Result<(), D::Error> {
    let kind = match field.shape {
        Shape::Enum(schema) if schema.set => {
            let values = Vec::<String>::deserialize(deserializer)?;
            return slot.read(&values.join(" ")).map_err(D::Error::custom);
        }
        Shape::Enum(schema) if schema.integer => {
            // What is unknown may be text.
            let text = match serde_json::Value::deserialize(deserializer)? {
                serde_json::Value::String(text) => text,
                value => value.to_string(),
            };
            return slot.read(&text).map_err(D::Error::custom);
        }
        Shape::Scalar(Kind::Bool) | Shape::Simple(Kind::Bool, _) => {
            let truth = bool::deserialize(deserializer)?;
            return slot.read(if truth { "true" } else { "false" }).map_err(D::Error::custom);
        }
        Shape::Scalar(kind) | Shape::Simple(kind, _) if numeric(kind) => kind,
        _ => {
            let Name(text) = Name::deserialize(deserializer)?;
            return slot.read(&text).map_err(D::Error::custom);
        }
    };
    let number = serde_json::Number::deserialize(deserializer)?.to_string();
    let text = lexical(kind, &number).ok_or_else(|| D::Error::custom("expected an integer"))?;
    slot.read(&text).map_err(D::Error::custom)
}

/// Which alternative stands shows only once all of it is known.
fn union<'de, D: Deserializer<'de>>(slot: Slot<'_>, field: &Field, deserializer: D) -> Result<(), D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    let text = serde_json::to_vec(&value).map_err(D::Error::custom)?;
    let decoder = Decoder::new(&text).map_err(D::Error::custom)?;
    decoder.read(slot, field).map(drop).map_err(D::Error::custom)
}
