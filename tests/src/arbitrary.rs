//! Values of any emitted type, made from bytes by walking its table.
//!
//! The bytes are choices: no byte left means the simplest choice, so that a property test which shrinks the bytes
//! shrinks the value. One walk serves every type, because every type is a `Schema` beside slots.

mod lexical;

use bindery_runtime::{
    operation::BodyInfo,
    record::{Field, Flags, Form, Kind, Name, Record, Shape, Slot, Tag, UnionSchema, field},
};
use xmltree::{Element, XMLNode};

/// How deep values may nest.
const DEPTH: usize = 7;

/// Choices, taken from bytes.
#[derive(Debug)]
pub struct Entropy<'a> {
    bytes: &'a [u8],
    ambiguous: bool,
    raw: bool,
    /// Values are to be such as JSON holds.
    json: bool,
}

impl<'a> Entropy<'a> {
    /// Choices from these bytes.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, ambiguous: false, raw: false, json: false }
    }

    /// Choices from these bytes, for values that JSON can hold: no number is infinite.
    pub fn json(bytes: &'a [u8]) -> Self {
        Self { json: true, ..Self::new(bytes) }
    }

    /// Whether a value was made that may be read as another one that is written the same: a member of a union that
    /// nothing on the wire tells apart.
    pub fn ambiguous(&self) -> bool {
        self.ambiguous
    }

    /// Whether something was made that holds more than is written: a raw element its prefixes, which mean nothing, an
    /// alternative of a union its own value of the property that tells it.
    pub fn raw(&self) -> bool {
        self.raw
    }

    /// A number below a bound; 0 when no bytes are left.
    fn below(&mut self, bound: usize) -> usize {
        let Some((&first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        if bound <= 256 {
            return usize::from(first) % bound.max(1);
        }
        let second = self.below(256);
        (usize::from(first) * 256 + second) % bound
    }

    fn toss(&mut self) -> bool {
        self.below(3) != 0
    }

    fn number(&mut self) -> u64 {
        (0..8).fold(0, |number, _| number << 8 | self.below(256) as u64)
    }
}

/// Fills a record.
pub fn fill(record: &mut dyn Record, entropy: &mut Entropy<'_>) {
    fill_record(record, entropy, 0);
}

/// Fills a value that stands for itself: a record, a union, an enumeration or a set.
pub fn fill_alone(slot: Slot<'_>, entropy: &mut Entropy<'_>) {
    const ALONE: Field = field("", "", Shape::Any, Flags::NONE);
    match slot {
        Slot::Scalar(value) => {
            // Any name may be a value of an enumeration.
            let _ = value.read(&lexical::name(entropy));
        }
        slot => fill_value(slot, &ALONE, entropy, 0),
    }
}

/// Fills the output of an operation.
pub fn fill_output(slot: Slot<'_>, body: &BodyInfo, entropy: &mut Entropy<'_>) {
    match (body.schema.fields, slot) {
        ([row], slot) if body.unwrapped => fill_field(slot, row, entropy, 0),
        (_, Slot::Record(record)) => fill_record(record, entropy, 0),
        _ => {}
    }
}

/// Fills a place of its own, such as the body of an answer.
pub fn fill_slot(slot: Slot<'_>, row: &Field, entropy: &mut Entropy<'_>) {
    fill_value(slot, row, entropy, 0);
}

/// Makes a field stand, with any value.
pub fn stand(record: &mut dyn Record, index: usize, entropy: &mut Entropy<'_>) {
    if let Some(row) = record.schema().fields.get(index) {
        fill_value(record.slot(index), row, entropy, 0);
    }
}

fn fill_record(record: &mut dyn Record, entropy: &mut Entropy<'_>, depth: usize) {
    let schema = record.schema();
    for (index, row) in schema.fields.iter().enumerate() {
        fill_field(record.slot(index), row, entropy, depth);
    }
}

fn fill_field(slot: Slot<'_>, row: &Field, entropy: &mut Entropy<'_>, depth: usize) {
    let required = row.is(Flags::REQUIRED);
    if !required && (depth > DEPTH || !entropy.toss()) {
        return;
    }
    if row.is(Flags::REPEATED) {
        // A list that repeats in place is written as its items alone: one without items cannot be told from none.
        let count = if depth > DEPTH { usize::from(required) } else { entropy.below(3) + 1 };
        match slot {
            Slot::Option(option) => items(option.fill(), row, count, entropy, depth),
            other => items(other, row, count, entropy, depth),
        }
        return;
    }
    fill_value(slot, row, entropy, depth);
}

fn items(slot: Slot<'_>, row: &Field, count: usize, entropy: &mut Entropy<'_>, depth: usize) {
    if let Slot::List(list) = slot {
        for _ in 0..count {
            fill_value(list.push(), row, entropy, depth + 1);
        }
    }
}

fn fill_value(slot: Slot<'_>, row: &Field, entropy: &mut Entropy<'_>, depth: usize) {
    let can_be_null = row.is(Flags::NILLABLE);
    match slot {
        Slot::None => {}
        Slot::Bool(value) => *value = entropy.toss(),
        Slot::I32(value) => *value = entropy.number() as i32,
        Slot::I64(value) => *value = entropy.number() as i64,
        Slot::F64(value) => *value = lexical::double(entropy),
        Slot::Text(value) => *value = text(row, entropy),
        Slot::OptionBool(value) => *value = unless_null(can_be_null, entropy).then(|| entropy.toss()),
        Slot::OptionI32(value) => *value = unless_null(can_be_null, entropy).then(|| entropy.number() as i32),
        Slot::OptionI64(value) => *value = unless_null(can_be_null, entropy).then(|| entropy.number() as i64),
        Slot::OptionF64(value) => *value = unless_null(can_be_null, entropy).then(|| lexical::double(entropy)),
        Slot::OptionText(value) => *value = unless_null(can_be_null, entropy).then(|| text(row, entropy)),
        Slot::Scalar(value) => {
            let lexical = scalar(&row.shape, entropy);
            if value.read(&lexical).is_err() {
                // The simplest value that each lexical space holds is the one that a default value has.
                debug_assert!(false, "{lexical:?} is not in the lexical space of {row:?}");
            }
        }
        Slot::Option(option) => {
            if unless_null(can_be_null, entropy) {
                fill_value(option.fill(), row, entropy, depth);
            } else {
                option.set_null();
            }
        }
        Slot::Record(record) => fill_record(record, entropy, depth + 1),
        Slot::List(list) => {
            if let Shape::List(schema) = row.shape {
                let count = if depth > DEPTH { 0 } else { entropy.below(4) };
                for _ in 0..count {
                    let mut item = list.push();
                    if schema.item.name == Name::NONE
                        && let Slot::Text(text) = &mut item
                    {
                        // Items that white space parts hold none.
                        **text = lexical::name(entropy);
                        continue;
                    }
                    fill_value(item, &schema.item, entropy, depth + 1);
                }
            }
        }
        Slot::Map(map) => {
            if let Shape::Map(schema) = row.shape {
                // The attributes that no other field takes stand by themselves: none of them is no map.
                let least = usize::from(row.form == Form::Rest);
                let count = if depth > DEPTH { least } else { least + entropy.below(3) };
                for _ in 0..count {
                    let key = match schema.key.shape {
                        _ if row.form == Form::Rest => lexical::name(entropy),
                        Shape::Scalar(Kind::String) => lexical::text(entropy),
                        _ => scalar(&schema.key.shape, entropy),
                    };
                    if let Ok(false) = map.contains(&key)
                        && let Ok(value) = map.insert(&key)
                    {
                        fill_field(value, &schema.value, entropy, depth + 1);
                    }
                }
            }
        }
        // A new union is its first finite alternative.
        Slot::Union(_) if depth > DEPTH => {}
        Slot::Union(union) => {
            let schema = union.schema();
            let index = alternative(schema, entropy);
            match schema.tag {
                Tag::Untagged => entropy.ambiguous = true,
                Tag::Property(_) => entropy.raw = true,
                _ => {}
            }
            match schema.variants.get(index) {
                Some(variant) if variant.is(Flags::REPEATED) => items(union.select(index), variant, 2, entropy, depth),
                Some(variant) => fill_value(union.select(index), variant, entropy, depth + 1),
                None => {}
            }
        }
        Slot::Xml(element) => {
            entropy.raw = true;
            *element = any_element(entropy).into();
        }
        Slot::Json(value) => *value = serde_json::Value::from(lexical::text(entropy)),
    }
}

fn alternative(schema: &UnionSchema, entropy: &mut Entropy<'_>) -> usize {
    entropy.below(schema.variants.len())
}

fn unless_null(can_be_null: bool, entropy: &mut Entropy<'_>) -> bool {
    !can_be_null || entropy.below(4) != 1
}

fn text(row: &Field, entropy: &mut Entropy<'_>) -> String {
    let text = match row.shape {
        Shape::Scalar(Kind::String) | Shape::Simple(Kind::String, _) => lexical::text(entropy),
        _ => scalar(&row.shape, entropy),
    };
    // An empty element takes its default (XML Schema 1.0 part 1, section 3.3.1), and empty text is no text.
    let empty_means_another = row.default.is_some() || row.form == Form::Text;
    if text.is_empty() && empty_means_another { "x".to_owned() } else { text }
}

fn scalar(shape: &Shape, entropy: &mut Entropy<'_>) -> String {
    match shape {
        Shape::Scalar(kind) | Shape::Simple(kind, _) => lexical::of(*kind, entropy),
        Shape::Enum(schema) => {
            let one = |entropy: &mut Entropy<'_>| match entropy.below(schema.values.len() + 1) {
                unknown if unknown == schema.values.len() && schema.integer && entropy.json => {
                    (entropy.number() as i32).to_string()
                }
                unknown if unknown == schema.values.len() => format!("{}-unheard-of", lexical::name(entropy)),
                known => schema.values.get(known).map_or_else(String::new, |value| (*value).to_owned()),
            };
            if schema.set {
                let mut values: Vec<_> = (0..entropy.below(4)).map(|_| one(entropy)).collect();
                values.sort();
                values.dedup();
                values.retain(|value| !value.is_empty() && !value.contains(char::is_whitespace));
                values.join(" ")
            } else {
                one(entropy)
            }
        }
        _ => String::new(),
    }
}

fn any_element(entropy: &mut Entropy<'_>) -> Element {
    let mut element = Element::new(&lexical::name(entropy));
    element.namespace = Some("urn:example:anything".to_owned());
    element.prefix = Some("any".to_owned());
    let mut namespaces = xmltree::Namespace::empty();
    namespaces.put("any", "urn:example:anything");
    element.namespaces = Some(namespaces);
    let text = lexical::text(entropy);
    if !text.trim().is_empty() {
        element.children.push(XMLNode::Text(text));
    }
    element
}
