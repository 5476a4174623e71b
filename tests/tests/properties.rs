//! Any value of any type of the generated crate survives encoding and decoding, and no bytes make the reader panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod packages;

use std::sync::OnceLock;

use bindery_runtime::{
    catalogue::{Catalogue, Content},
    record::{View, equal},
    soap::Document,
    xml::Tolerance,
};
use bindery_tests::{
    arbitrary::{Entropy, fill, fill_output, stand},
    canonical,
    messages::{Direction, Exchange, exchanges},
};
use proptest::{collection::vec, prelude::*};

/// The catalogues of everything that is generated here: the services and the cases.
fn catalogues() -> &'static [(&'static str, Catalogue)] {
    static ALL: OnceLock<Vec<(&str, Catalogue)>> = OnceLock::new();
    ALL.get_or_init(|| packages::services().into_iter().chain(packages::cases()).collect())
}

fn every_exchange() -> Vec<Exchange<'static>> {
    catalogues().iter().flat_map(|(_, catalogue)| exchanges(catalogue)).collect()
}

/// A message with values in all places that the choices name.
fn any_message(exchange: &Exchange<'_>, direction: Direction, entropy: &mut Entropy<'_>) -> Document {
    let mut message = exchange.empty(direction).expect("a message");
    fill(&mut *message.headers, entropy);
    let blocks = match direction {
        Direction::Request => exchange.binding.request_headers,
        Direction::Response => exchange.binding.response_headers,
    };
    for block in blocks.iter().filter(|block| block.required) {
        if matches!(message.headers.view(block.field), View::Absent) {
            stand(&mut *message.headers, block.field, entropy);
        }
    }
    match &mut message.content {
        Content::Request(body) => fill(&mut **body, entropy),
        Content::Response(body) => {
            if let Some(info) = &exchange.binding.response {
                fill_output(body.slot(), info, entropy);
            }
        }
    }
    message
}

fn bodies_equal(one: &Document, other: &Document) -> bool {
    match (&one.content, &other.content) {
        (Content::Request(one), Content::Request(other)) => equal(&**one, &**other),
        _ => true,
    }
}

fn survives(exchange: &Exchange<'_>, direction: Direction, bytes: &[u8]) -> Result<(), TestCaseError> {
    let mut entropy = Entropy::new(bytes);
    let message = any_message(exchange, direction, &mut entropy);
    let version = exchange.version();
    let name = format!("{exchange:?} {direction:?}");
    let written =
        exchange.encode(&message, version).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
    let read = exchange
        .decode(direction, &written, Tolerance::Report)
        .map_err(|error| TestCaseError::fail(format!("{name}: {error}\n{written}")))?;
    let again = exchange.encode(&read, version).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
    if entropy.ambiguous() {
        // A member of a union is told by its text alone: `0` may have been a number, and is read as a boolean. What has
        // been read once stays what it is.
        let read = exchange
            .decode(direction, &again, Tolerance::Report)
            .map_err(|error| TestCaseError::fail(format!("{name}: {error}\n{again}")))?;
        let third = exchange.encode(&read, version).map_err(|error| TestCaseError::fail(format!("{name}: {error}")))?;
        prop_assert_eq!(canonical::difference(&again, &third), None);
        return Ok(());
    }
    if let Some(difference) = canonical::difference(&written, &again) {
        return Err(TestCaseError::fail(format!("{name}\n{difference}\n{written}")));
    }
    if !entropy.raw() && !bodies_equal(&message, &read) {
        return Err(TestCaseError::fail(format!("{name}: another value is read than was written\n{written}")));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_value_survives(pick in any::<prop::sample::Index>(), response in any::<bool>(), bytes in vec(any::<u8>(), 0..700)) {
        let all = every_exchange();
        let exchange = &all[pick.index(all.len())];
        let direction = if response && exchange.binding.response.is_some() { Direction::Response } else { Direction::Request };
        survives(exchange, direction, &bytes)?;
    }

    #[test]
    fn any_bytes_are_refused_and_never_panic(pick in any::<prop::sample::Index>(), bytes in vec(any::<u8>(), 0..300)) {
        let all = every_exchange();
        let exchange = &all[pick.index(all.len())];
        let text = String::from_utf8_lossy(&bytes);
        for direction in [Direction::Request, Direction::Response] {
            prop_assert!(exchange.decode(direction, &text, Tolerance::Lenient).is_err());
        }
    }

    #[test]
    fn mutated_messages_never_panic(
        pick in any::<prop::sample::Index>(),
        bytes in vec(any::<u8>(), 0..300),
        edits in vec((any::<prop::sample::Index>(), 0_usize..6, any::<char>()), 1..6),
    ) {
        let all = every_exchange();
        let exchange = &all[pick.index(all.len())];
        let message = any_message(exchange, Direction::Request, &mut Entropy::new(&bytes));
        let mut text: Vec<char> = exchange.encode(&message, exchange.version()).unwrap().chars().collect();
        for (place, kind, character) in edits {
            if text.is_empty() {
                break;
            }
            let at = place.index(text.len());
            match kind {
                0 => drop(text.remove(at)),
                1 => text.insert(at, character),
                2 => text.truncate(at.max(1)),
                3 => text.splice(at..at, "<x xmlns='urn:x' a='1'/>".chars()).for_each(drop),
                4 => text.splice(at..at, "&#0;".chars()).for_each(drop),
                _ => {
                    let piece: Vec<char> = text[at..text.len().min(at + 40)].to_vec();
                    text.splice(at..at, piece).for_each(drop);
                }
            }
        }
        let text: String = text.into_iter().collect();
        for tolerance in [Tolerance::Strict, Tolerance::Report, Tolerance::Lenient] {
            // Reading may fail or not; what was read can be written.
            if let Ok(read) = exchange.decode(Direction::Request, &text, tolerance) {
                let _ = exchange.encode(&read, exchange.version());
            }
        }
    }
}

/// Each operation once, with everything that may stand standing: no operation escapes by the luck of the draw.
#[test]
fn a_full_value_of_every_operation_survives() {
    let mut failures = Vec::new();
    for exchange in every_exchange() {
        for direction in [Direction::Request, Direction::Response] {
            if direction == Direction::Response && exchange.binding.response.is_none() {
                continue;
            }
            for seed in [1_u8, 2, 7, 131] {
                let bytes: Vec<u8> = (0..4_000_u32).map(|n| ((n * 31 + u32::from(seed) * 17) >> 2) as u8 | 1).collect();
                if let Err(error) = survives(&exchange, direction, &bytes) {
                    failures.push(error.to_string());
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures\n{}", failures.len(), failures[..failures.len().min(5)].join("\n\n"));
}

/// What a default value lacks is told by name: a required record may not stand, say. It is never a panic.
#[test]
fn default_values_are_written_or_refused() {
    for exchange in every_exchange() {
        for direction in [Direction::Request, Direction::Response] {
            let Some(message) = exchange.empty(direction) else { continue };
            if let Err(error) = exchange.encode(&message, exchange.version()) {
                assert!(!error.is_empty());
            }
        }
    }
}
