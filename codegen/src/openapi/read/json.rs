use super::{
    super::{
        Limits,
        node::{Mark, Node, Object, Value},
    },
    Budget, Malformed, Parsed,
};

/// Reads JSON (RFC 8259).
pub fn parse(text: &str, file: u32, limits: &Limits) -> Result<Parsed, Malformed> {
    let mut reader =
        Reader { text, at: 0, marked: 0, mark: Mark { file, line: 1, column: 1 }, budget: Budget::new(limits) };
    let root = reader.value(1)?;
    reader.space();
    if reader.peek().is_some() {
        return Err(reader.malformed("expected the end of the text"));
    }
    Ok(Parsed { root, doubles: reader.budget.doubles, oddities: Vec::new() })
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The place that `mark` tells: positions are counted on from it, so that counting is linear in the text.
    marked: usize,
    mark: Mark,
    budget: Budget,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.at += 1;
        }
    }

    fn here(&mut self) -> Mark {
        for character in self.text.get(self.marked..self.at).unwrap_or_default().chars() {
            if character == '\n' {
                self.mark.line += 1;
                self.mark.column = 1;
            } else {
                self.mark.column += 1;
            }
        }
        self.marked = self.at;
        self.mark
    }

    fn malformed(&mut self, message: impl Into<String>) -> Malformed {
        Malformed { message: message.into(), mark: self.here() }
    }

    fn expect(&mut self, byte: u8, what: &str) -> Result<(), Malformed> {
        self.space();
        if self.peek() == Some(byte) {
            self.at += 1;
            return Ok(());
        }
        let found = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(character) => format!("{character:?}"),
            None => "the end of the text".to_owned(),
        };
        Err(self.malformed(format!("expected {what}, found {found}")))
    }

    fn value(&mut self, depth: u32) -> Result<Node, Malformed> {
        self.space();
        let mark = self.here();
        self.budget.check_depth(depth, mark)?;
        self.budget.spend(1, mark)?;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            _ => self.word()?,
        };
        Ok(Node::new(value, mark))
    }

    fn object(&mut self, depth: u32) -> Result<Value, Malformed> {
        self.at += 1;
        let mut members = Object::new();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(members));
        }
        loop {
            self.space();
            let key = self.here();
            if self.peek() != Some(b'"') {
                return Err(self.malformed("expected the name of a property in quotes"));
            }
            let name = self.string()?;
            self.expect(b':', "`:` after the name of a property")?;
            let node = self.value(depth + 1)?;
            self.budget.insert(&mut members, name, key, node);
            self.space();
            if self.peek() == Some(b',') {
                self.at += 1;
                continue;
            }
            self.expect(b'}', "`,` or `}` after a property")?;
            return Ok(Value::Object(members));
        }
    }

    fn array(&mut self, depth: u32) -> Result<Value, Malformed> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.peek() == Some(b',') {
                self.at += 1;
                continue;
            }
            self.expect(b']', "`,` or `]` after an item")?;
            return Ok(Value::Array(items));
        }
    }

    fn string(&mut self) -> Result<String, Malformed> {
        let start = self.at;
        self.at += 1;
        let mut escaped = false;
        loop {
            match self.peek() {
                None => return Err(self.malformed("the text ends inside a string")),
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += 2;
                }
                Some(0..0x20) => return Err(self.malformed("a control character stands in a string")),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        let quoted = self.text.get(start..self.at).unwrap_or_default();
        if !escaped {
            return Ok(quoted.trim_matches('"').to_owned());
        }
        serde_json::from_str(quoted).map_err(|error| self.malformed(format!("a string is not valid: {error}")))
    }

    fn number(&mut self) -> Result<Value, Malformed> {
        let start = self.at;
        while matches!(self.peek(), Some(b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9')) {
            self.at += 1;
        }
        let number = self.text.get(start..self.at).unwrap_or_default();
        match serde_json::from_str::<serde_json::Number>(number) {
            Ok(_) => Ok(Value::Number(number.to_owned())),
            Err(_) => Err(self.malformed(format!("`{number}` is not a number"))),
        }
    }

    fn word(&mut self) -> Result<Value, Malformed> {
        for (word, value) in [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))] {
            if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.malformed("expected a value"))
    }
}
