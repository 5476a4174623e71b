use base64::{Engine, engine::general_purpose::STANDARD};

use crate::record::{Scalar, ScalarError};

macro_rules! bytes {
    ($($(#[$docs:meta])* $name:ident)*) => {$(
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(pub Vec<u8>);

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }
    )*};
}

bytes! {
    /// Bytes that stand as base64 (`xs:base64Binary`).
    Base64
    /// Bytes that stand as hexadecimal digits (`xs:hexBinary`).
    Hex
    /// Bytes that stand as they are; where only text can stand, as base64.
    Binary
}

fn decode(text: &str) -> Result<Vec<u8>, ScalarError> {
    let error = |_| ScalarError { expected: "base64" };
    if text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        let dense: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
        return STANDARD.decode(dense).map_err(error);
    }
    STANDARD.decode(text).map_err(error)
}

impl Scalar for Base64 {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        self.0 = decode(text)?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        STANDARD.encode_string(&self.0, out);
    }

    fn bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }

    fn set_bytes(&mut self, bytes: &[u8]) -> bool {
        self.0 = bytes.to_vec();
        true
    }
}

impl Scalar for Binary {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        self.0 = decode(text)?;
        Ok(())
    }

    fn write(&self, out: &mut String) {
        STANDARD.encode_string(&self.0, out);
    }

    fn bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }

    fn set_bytes(&mut self, bytes: &[u8]) -> bool {
        self.0 = bytes.to_vec();
        true
    }
}

impl Scalar for Hex {
    fn read(&mut self, text: &str) -> Result<(), ScalarError> {
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let bytes: Option<Vec<u8>> =
            pairs.iter().map(|&[high, low]| Some((digit(high)? * 16 + digit(low)?) as u8)).collect();
        match bytes {
            Some(bytes) if rest.is_empty() => {
                self.0 = bytes;
                Ok(())
            }
            _ => Err(ScalarError { expected: "an even number of hexadecimal digits" }),
        }
    }

    fn write(&self, out: &mut String) {
        for byte in &self.0 {
            for nibble in [byte >> 4, byte & 15] {
                out.push(char::from_digit(u32::from(nibble), 16).map_or('0', |digit| digit.to_ascii_uppercase()));
            }
        }
    }

    fn bytes(&self) -> Option<&[u8]> {
        Some(&self.0)
    }

    fn set_bytes(&mut self, bytes: &[u8]) -> bool {
        self.0 = bytes.to_vec();
        true
    }
}
