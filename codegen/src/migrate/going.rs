use serde::Serialize;

use crate::model::Primitive;

/// Whether values of one side can be said on the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Going {
    /// Every value can, and none is lost.
    #[default]
    Always,
    /// Some can: those that are too large, not set, or of a name that the other side lacks can't.
    Sometimes,
    /// None can.
    Never,
}

impl Going {
    /// The word of it in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Sometimes => "sometimes",
            Self::Never => "never",
        }
    }
}

/// Whether values can go, in both directions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Ways {
    /// From the old side to the new.
    pub forth: Going,
    /// From the new side to the old.
    pub back: Going,
}

impl Ways {
    /// Everything can go, in both directions.
    pub const FREE: Self = Self { forth: Going::Always, back: Going::Always };
    /// Nothing can.
    pub const CLOSED: Self = Self { forth: Going::Never, back: Going::Never };

    /// The two directions.
    pub const fn new(forth: Going, back: Going) -> Self {
        Self { forth, back }
    }

    /// What remains where both must hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { forth: self.forth.max(other.forth), back: self.back.max(other.back) }
    }

    /// The same for a value that may be left out, on the old side or on the new: nothing can always go.
    #[must_use]
    pub fn unless_absent(self, escape: Escape) -> Self {
        let eased = |going: Going, may_be_absent: bool| if may_be_absent { going.min(Going::Sometimes) } else { going };
        Self { forth: eased(self.forth, escape.old), back: eased(self.back, escape.new) }
    }

    fn turned(self) -> Self {
        Self { forth: self.back, back: self.forth }
    }
}

/// On which sides a value may be left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Escape {
    /// On the old side.
    pub old: bool,
    /// On the new side.
    pub new: bool,
}

impl Escape {
    /// On both sides.
    pub const BOTH: Self = Self { old: true, new: true };
}

/// How the values of two built-in types go: numbers into wider ones, everything into text by its lexical form, bytes into
/// bytes however they are written.
pub fn primitives(old: Primitive, new: Primitive) -> Ways {
    let upward = Ways::new(Going::Always, Going::Sometimes);
    if old == new || same_value_space(old, new) {
        Ways::FREE
    } else if widens(old, new) {
        upward
    } else if widens(new, old) {
        upward.turned()
    } else if numeric(old) && numeric(new) {
        Ways::new(Going::Sometimes, Going::Sometimes)
    } else if is_text(new) && old != Primitive::QName {
        upward
    } else if is_text(old) && new != Primitive::QName {
        upward.turned()
    } else {
        Ways::CLOSED
    }
}

fn same_value_space(old: Primitive, new: Primitive) -> bool {
    let bytes = |primitive| matches!(primitive, Primitive::Base64 | Primitive::Hex | Primitive::Binary);
    (is_text(old) && is_text(new)) || (bytes(old) && bytes(new))
}

/// Whether the values are any text.
pub fn is_text(primitive: Primitive) -> bool {
    use Primitive::{NormalizedString, String, Token, Uri};
    matches!(primitive, String | NormalizedString | Token | Uri)
}

/// Sign and bits of an integer; integers without a bound have as many as can be.
pub fn integer(primitive: Primitive) -> Option<(bool, u32)> {
    Some(match primitive {
        Primitive::I8 => (true, 8),
        Primitive::I16 => (true, 16),
        Primitive::I32 => (true, 32),
        Primitive::I64 => (true, 64),
        Primitive::U8 => (false, 8),
        Primitive::U16 => (false, 16),
        Primitive::U32 => (false, 32),
        Primitive::U64 => (false, 64),
        Primitive::Integer => (true, u32::MAX),
        _ => return None,
    })
}

fn numeric(primitive: Primitive) -> bool {
    integer(primitive).is_some() || matches!(primitive, Primitive::Decimal | Primitive::F32 | Primitive::F64)
}

fn widens(narrow: Primitive, wide: Primitive) -> bool {
    let (Some((signed, bits)), wide_integer) = (integer(narrow), integer(wide)) else {
        return narrow == Primitive::F32 && wide == Primitive::F64;
    };
    match (wide_integer, wide) {
        (Some((wide_signed, wide_bits)), _) => wide_bits > bits && (wide_signed || !signed),
        (None, Primitive::Decimal) => true,
        // The integers that a mantissa of 53 or of 24 bits holds.
        (None, Primitive::F64) => bits <= 32,
        (None, Primitive::F32) => bits <= 16,
        (None, _) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Going, Ways, primitives};
    use crate::model::Primitive;

    #[test]
    fn numbers_go_into_wider_ones_and_everything_into_text() {
        use Going::{Always, Never, Sometimes};
        use Primitive::{
            Base64, Binary, Bool, Date, Decimal, Duration, F32, F64, Guid, I32, I64, Integer, String, U32, Uri,
        };
        for (old, new, forth, back) in [
            (I32, I32, Always, Always),
            (I32, I64, Always, Sometimes),
            (U32, I64, Always, Sometimes),
            (U32, I32, Sometimes, Sometimes),
            (I64, Integer, Always, Sometimes),
            (Integer, Decimal, Always, Sometimes),
            (I32, F64, Always, Sometimes),
            (I64, F64, Sometimes, Sometimes),
            (F32, F64, Always, Sometimes),
            (Duration, String, Always, Sometimes),
            (String, Guid, Sometimes, Always),
            (String, Uri, Always, Always),
            (Base64, Binary, Always, Always),
            (Bool, I32, Never, Never),
            (Date, Duration, Never, Never),
        ] {
            assert_eq!(primitives(old, new), Ways::new(forth, back), "{old:?} to {new:?}");
            assert_eq!(primitives(new, old), Ways::new(back, forth), "{new:?} to {old:?}");
        }
    }
}
