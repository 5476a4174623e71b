use std::{error::Error, fmt};

use crate::value::Element;

use super::{List, ListSlot, MapSlot, MapView, OptionSlot, Record, Union};

/// What a field holds, borrowed for writing.
pub enum View<'a> {
    /// Nothing stands.
    Absent,
    /// `xsi:nil` or `null` stands.
    Null,
    /// A boolean.
    Bool(bool),
    /// A 32-bit integer.
    I32(i32),
    /// A 64-bit integer.
    I64(i64),
    /// A double.
    F64(f64),
    /// Text.
    Text(&'a str),
    /// Another simple value, through its lexical form.
    Scalar(&'a dyn Scalar),
    /// A record.
    Record(&'a dyn Record),
    /// A list, whether it stands as one value or as a field that repeats.
    List(&'a dyn List),
    /// Keys to values.
    Map(&'a dyn MapView),
    /// One of several.
    Union(&'a dyn Union),
    /// A raw XML element.
    Xml(&'a Element),
    /// A raw JSON value.
    Json(&'a serde_json::Value),
}

/// Where the value of a field goes, borrowed for reading.
pub enum Slot<'a> {
    /// There is no such field.
    None,
    /// A boolean.
    Bool(&'a mut bool),
    /// A 32-bit integer.
    I32(&'a mut i32),
    /// A 64-bit integer.
    I64(&'a mut i64),
    /// A double.
    F64(&'a mut f64),
    /// Text.
    Text(&'a mut String),
    /// An optional boolean.
    OptionBool(&'a mut Option<bool>),
    /// An optional 32-bit integer.
    OptionI32(&'a mut Option<i32>),
    /// An optional 64-bit integer.
    OptionI64(&'a mut Option<i64>),
    /// An optional double.
    OptionF64(&'a mut Option<f64>),
    /// Optional text.
    OptionText(&'a mut Option<String>),
    /// Another simple value, through its lexical form.
    Scalar(&'a mut dyn Scalar),
    /// An optional value of any other kind, or one with three states.
    Option(&'a mut dyn OptionSlot),
    /// A record.
    Record(&'a mut dyn Record),
    /// A list.
    List(&'a mut dyn ListSlot),
    /// Keys to values.
    Map(&'a mut dyn MapSlot),
    /// One of several.
    Union(&'a mut dyn Union),
    /// A raw XML element.
    Xml(&'a mut Element),
    /// A raw JSON value.
    Json(&'a mut serde_json::Value),
}

impl Slot<'_> {
    /// The same slot, borrowed for a shorter time.
    pub fn reborrow(&mut self) -> Slot<'_> {
        match self {
            Self::None => Slot::None,
            Self::Bool(value) => Slot::Bool(value),
            Self::I32(value) => Slot::I32(value),
            Self::I64(value) => Slot::I64(value),
            Self::F64(value) => Slot::F64(value),
            Self::Text(value) => Slot::Text(value),
            Self::OptionBool(value) => Slot::OptionBool(value),
            Self::OptionI32(value) => Slot::OptionI32(value),
            Self::OptionI64(value) => Slot::OptionI64(value),
            Self::OptionF64(value) => Slot::OptionF64(value),
            Self::OptionText(value) => Slot::OptionText(value),
            Self::Scalar(value) => Slot::Scalar(*value),
            Self::Option(value) => Slot::Option(*value),
            Self::Record(value) => Slot::Record(*value),
            Self::List(value) => Slot::List(*value),
            Self::Map(value) => Slot::Map(*value),
            Self::Union(value) => Slot::Union(*value),
            Self::Xml(value) => Slot::Xml(value),
            Self::Json(value) => Slot::Json(value),
        }
    }
}

/// A value that a field may hold.
///
/// Implemented for scalars, containers and every [`Record`]; emitted enumerations and unions implement it themselves.
pub trait Value: Send + Sync + 'static {
    /// The value, borrowed for writing.
    fn view(&self) -> View<'_>;

    /// The value, borrowed for reading into.
    fn slot(&mut self) -> Slot<'_>;

    /// The slot of an optional value; scalars override it with a variant that costs no dynamic call.
    fn option_slot(option: &mut Option<Self>) -> Slot<'_>
    where
        Self: Default + Sized,
    {
        Slot::Option(option)
    }
}

impl<T: Record> Value for T {
    fn view(&self) -> View<'_> {
        View::Record(self)
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Record(self)
    }
}

/// The empty message: nothing is written, and nothing is read.
impl Value for () {
    fn view(&self) -> View<'_> {
        View::Absent
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::None
    }
}

/// A simple value that is read from and written as its lexical form (XML Schema 1.0 part 2, section 2.3).
pub trait Scalar: Send + Sync {
    /// Takes the value that a lexical form stands for. White space around it has been dealt with by the caller as the
    /// type demands.
    fn read(&mut self, text: &str) -> Result<(), ScalarError>;

    /// Appends the canonical lexical form.
    fn write(&self, out: &mut String);

    /// The bytes, where the value is bytes: bodies and parts hold them as they are.
    fn bytes(&self) -> Option<&[u8]> {
        None
    }

    /// Takes bytes as they are. False for a value that is no bytes.
    fn set_bytes(&mut self, _bytes: &[u8]) -> bool {
        false
    }
}

/// A text that is not in the lexical space of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScalarError {
    /// What was expected, such as `an integer from -32768 to 32767`.
    pub expected: &'static str,
}

impl fmt::Display for ScalarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}", self.expected)
    }
}

impl Error for ScalarError {}
