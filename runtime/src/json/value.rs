//! Free values.

use serde_json::{Map, Number, Value};

use super::cursor::{Cursor, Fail, Read};

impl Cursor<'_> {
    /// Any value. The nesting is bounded by the cursor, and with it the stack.
    pub(super) fn any(&mut self) -> Read<Value> {
        match self.peek() {
            b'{' => self.object(),
            b'[' => self.array(),
            b'"' => Ok(Value::String(self.string()?.into_owned())),
            b't' => self.word("true").map(|()| Value::Bool(true)),
            b'f' => self.word("false").map(|()| Value::Bool(false)),
            b'n' => self.word("null").map(|()| Value::Null),
            _ => {
                let start = self.offset();
                let number = self.number()?.parse::<Number>();
                Ok(Value::Number(number.map_err(|_| Fail::new(start, "a number"))?))
            }
        }
    }

    fn array(&mut self) -> Read<Value> {
        self.open()?;
        let mut items = Vec::new();
        if self.peek() == b']' {
            self.close();
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.any()?);
            if !self.more(b']')? {
                return Ok(Value::Array(items));
            }
        }
    }

    fn object(&mut self) -> Read<Value> {
        self.open()?;
        let mut properties = Map::new();
        if self.peek() == b'}' {
            self.close();
            return Ok(Value::Object(properties));
        }
        loop {
            let name = self.key()?.into_owned();
            let value = self.any()?;
            // A property that is given twice has its last value, as everywhere where nothing is known about the type.
            properties.insert(name, value);
            if !self.more(b'}')? {
                return Ok(Value::Object(properties));
            }
        }
    }
}
