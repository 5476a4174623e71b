//! Any body of any operation over plain HTTP survives JSON, and no bytes make the reader panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod packages;

use std::{fmt, sync::OnceLock};

use bindery_runtime::{
    catalogue::Entry,
    json::{Decoder, Writer},
    operation::{Binding, Media},
    record::{Field, Record, Slot, Value, View, equal},
    xml::Tolerance,
};
use bindery_tests::arbitrary::{Entropy, fill_slot};
use proptest::{collection::vec, prelude::*};

/// A body in JSON: that of a request, or that of an answer which is itself the output or the fault.
#[derive(Clone, Copy)]
struct Body {
    entry: &'static Entry,
    place: Place,
    field: &'static Field,
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} {:?}", self.entry, self.place)
    }
}

#[derive(Clone, Copy, Debug)]
enum Place {
    Request(usize),
    Output,
    Fault,
}

/// What a body stands in.
enum Made {
    Request(Box<dyn Record>, usize),
    Value(Box<dyn Value>),
}

impl Made {
    fn slot(&mut self) -> Slot<'_> {
        match self {
            Self::Request(request, index) => Record::slot(&mut **request, *index),
            Self::Value(value) => value.slot(),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Self::Request(request, index) => Record::view(&**request, *index),
            Self::Value(value) => value.view(),
        }
    }

    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Request(one, _), Self::Request(other, _)) => equal(&**one, &**other),
            _ => match (self.view(), other.view()) {
                (View::Record(one), View::Record(other)) => equal(one, other),
                _ => true,
            },
        }
    }
}

impl Body {
    fn make(&self) -> Made {
        match self.place {
            Place::Request(index) => Made::Request((self.entry.request)(), index),
            Place::Output => Made::Value((self.entry.response)()),
            Place::Fault => Made::Value((self.entry.fault)()),
        }
    }

    fn write(&self, made: &Made) -> Result<String, String> {
        let mut writer = Writer::new();
        writer
            .value(made.view(), self.field)
            .map_err(|error| format!("{self:?}: {}: {}", error.path(), error.what()))?;
        Ok(String::from_utf8(writer.into_bytes()).expect("JSON is UTF-8"))
    }

    fn read(&self, text: &[u8], tolerance: Tolerance) -> Result<Made, String> {
        let mut made = self.make();
        let decoder = Decoder::new(text).map_err(|error| error.to_string())?.tolerance(tolerance);
        let told = decoder.read(made.slot(), self.field).map_err(|error| format!("{self:?}: {error}"))?;
        match tolerance {
            Tolerance::Report if !told.is_empty() => Err(format!("{self:?}: {told:?}")),
            _ => Ok(made),
        }
    }
}

fn is_json(media: &[Media]) -> bool {
    media.iter().any(|media| media.variant.is_none() && media.name.ends_with("json"))
}

fn bodies() -> &'static [Body] {
    static ALL: OnceLock<Vec<Body>> = OnceLock::new();
    ALL.get_or_init(|| {
        let mut all = Vec::new();
        for (_, catalogue) in packages::plain() {
            for entry in catalogue.entries() {
                let Binding::Http(binding) = &entry.info().binding else { continue };
                // A body without a field of its own is the whole request, which SOAP writes as well.
                if let Some(index) = binding.body.filter(|body| is_json(body.media)).and_then(|body| body.field) {
                    let field = &(entry.request)().schema().fields[index];
                    all.push(Body { entry, place: Place::Request(index), field });
                }
                for (rows, place) in [(binding.responses, Place::Output), (binding.errors, Place::Fault)] {
                    let mut whole = rows.iter().filter(|row| row.variant.is_none()).filter_map(|row| row.body);
                    if let Some(body) = whole.find(|body| is_json(body.media)) {
                        all.push(Body { entry, place, field: body.field });
                    }
                }
            }
        }
        all
    })
}

fn survives(body: &Body, bytes: &[u8]) -> Result<(), TestCaseError> {
    let mut entropy = Entropy::json(bytes);
    let mut made = body.make();
    fill_slot(made.slot(), body.field, &mut entropy);
    let fail = |error: String| TestCaseError::fail(error);
    let written = body.write(&made).map_err(fail)?;
    serde_json::from_str::<serde::de::IgnoredAny>(&written).map_err(|error| fail(format!("{error}: {written}")))?;
    let read = body.read(written.as_bytes(), Tolerance::Report).map_err(|error| fail(format!("{error}\n{written}")))?;
    let again = body.write(&read).map_err(fail)?;
    if entropy.ambiguous() {
        // An alternative that nothing tells may be read as another one; what has been read once stays what it is.
        let read = body.read(again.as_bytes(), Tolerance::Report).map_err(fail)?;
        prop_assert_eq!(body.write(&read).map_err(fail)?, again);
        return Ok(());
    }
    prop_assert_eq!(&written, &again, "{:?}", body);
    prop_assert!(
        entropy.raw() || made.equals(&read),
        "{:?}: another value is read than was written\n{}",
        body,
        written
    );
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_body_survives(pick in any::<prop::sample::Index>(), bytes in vec(any::<u8>(), 0..700)) {
        survives(&bodies()[pick.index(bodies().len())], &bytes)?;
    }

    #[test]
    fn any_bytes_never_panic(pick in any::<prop::sample::Index>(), bytes in vec(any::<u8>(), 0..300)) {
        let body = &bodies()[pick.index(bodies().len())];
        for tolerance in [Tolerance::Strict, Tolerance::Lenient] {
            let _ = body.read(&bytes, tolerance);
        }
    }

    #[test]
    fn mutated_bodies_never_panic(
        pick in any::<prop::sample::Index>(),
        bytes in vec(any::<u8>(), 0..300),
        edits in vec((any::<prop::sample::Index>(), 0_usize..5, any::<char>()), 1..6),
    ) {
        let body = &bodies()[pick.index(bodies().len())];
        let mut made = body.make();
        fill_slot(made.slot(), body.field, &mut Entropy::json(&bytes));
        let mut text: Vec<char> = body.write(&made).unwrap().chars().collect();
        for (place, kind, character) in edits {
            if text.is_empty() {
                break;
            }
            let at = place.index(text.len());
            match kind {
                0 => drop(text.remove(at)),
                1 => text.insert(at, character),
                2 => text.truncate(at.max(1)),
                3 => text.splice(at..at, "{\"x\":[null,1e999]}".chars()).for_each(drop),
                _ => text.splice(at..at, "\\ud800".chars()).for_each(drop),
            }
        }
        let text: String = text.into_iter().collect();
        for tolerance in [Tolerance::Strict, Tolerance::Lenient] {
            // Reading may fail or not; what was read can be written, or that is refused.
            if let Ok(read) = body.read(text.as_bytes(), tolerance) {
                let _ = body.write(&read);
            }
        }
    }
}

/// Tables of types that contain themselves can be shown.
#[test]
fn every_table_has_a_finite_form() {
    for body in bodies() {
        assert!(format!("{:?}", body.entry.info()).contains(body.entry.info().name));
    }
}

/// Each body once, with everything that may stand standing: none escapes by the luck of the draw.
#[test]
fn a_full_value_of_every_body_survives() {
    assert!(bodies().len() > 250, "{}", bodies().len());
    let mut failures = Vec::new();
    for body in bodies() {
        for seed in [1_u8, 2, 7, 131] {
            let bytes: Vec<u8> = (0..4_000_u32).map(|n| ((n * 31 + u32::from(seed) * 17) >> 2) as u8 | 1).collect();
            if let Err(error) = survives(body, &bytes) {
                failures.push(error.to_string());
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(5)].join("\n\n"));
}
