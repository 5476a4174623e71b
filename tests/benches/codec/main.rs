//! Reading and writing messages by tables, beside raw quick-xml tokenization and serde-derived structs over quick-xml.
//!
//! `cargo bench -p bindery-tests --bench codec` measures everything in one run, in which the three take turns, and prints how
//! they compare; a text after `--` picks the payloads whose name holds it.
#![allow(clippy::unwrap_used, clippy::panic)]

mod contest;
mod derived;
mod payload;
mod tables;

use std::{alloc::System, hint::black_box};

use quick_xml::{Reader, events::Event};
use serde::{Serialize, de::DeserializeOwned};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use contest::{Contest, Measured};
use payload::Item;

/// Counts allocations: the same cost for everything that is measured.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const NS: &str = "http://www.superoffice.net/ws/crm/NetServer/Services88";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
const ENVELOPE: &str = "http://www.w3.org/2003/05/soap-envelope";

/// What is wanted of a payload.
#[derive(Clone, Copy)]
struct Wanted {
    /// Decoding takes at most so many times as long as tokenization.
    raw: Option<f64>,
    /// Decoding is at least so many times as fast as serde, by style.
    decode: [f64; 2],
    /// Encoding is at least so many times as fast as serde.
    encode: f64,
}

const EVERY: Wanted = Wanted { raw: None, decode: [1.5, 2.5], encode: 3.5 };
const LARGE: Wanted = Wanted { raw: Some(1.6), decode: [2.0, 2.5], encode: 4.0 };

fn tokens(xml: &str) -> usize {
    let mut reader = Reader::from_str(xml);
    let mut count = 0;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return count,
            event => {
                black_box(&event);
                count += 1;
            }
        }
    }
}

fn bench<T: Item, D: Serialize + DeserializeOwned>(what: &str, items: &Vec<T>, wanted: Wanted) {
    let plain = payload::encode(items);
    let styles = [("plain", plain.clone()), ("prefixed", payload::prefixed(items))];
    for ((style, xml), wanted_serde) in styles.into_iter().zip(wanted.decode) {
        assert!(payload::decode::<T>(&xml) == *items);
        let derived = || quick_xml::de::from_str::<derived::Envelope<D>>(&xml).unwrap();
        assert_eq!(derived().body.answer.response.items.len(), items.len());
        let contest = Contest::new(xml.len()).with(|| payload::decode::<T>(&xml)).with(derived).with(|| tokens(&xml));
        let [tables, serde, raw] = contest.run()[..] else { panic!("three contend") };
        let of_raw = tables.seconds / raw.seconds;
        let limit = wanted.raw.map_or(String::new(), |limit| format!(" (≤ {limit}{})", missed(of_raw <= limit)));
        row(&format!("decode {what} {style}"), &xml, &format!("{of_raw:.2}{limit}"), [tables, serde], wanted_serde);
    }
    let envelope = quick_xml::de::from_str::<derived::Envelope<D>>(&plain).unwrap();
    let serde = || quick_xml::se::to_string(&envelope).unwrap();
    let contest = Contest::new(plain.len()).with(|| payload::encode(items)).with(serde);
    let [tables, serde] = contest.run()[..] else { panic!("two contend") };
    row(&format!("encode {what}"), &plain, "", [tables, serde], wanted.encode);
}

fn row(what: &str, xml: &str, of_raw: &str, [tables, serde]: [Measured; 2], wanted: f64) {
    let times = serde.seconds / tables.seconds;
    println!(
        "| {what} | {} | {:.1} | {of_raw} | {times:.2} (≥ {wanted}{}) | {} | {} |",
        xml.len(),
        tables.seconds * 1e6,
        missed(times >= wanted),
        tables.allocations,
        serde.allocations
    );
}

fn missed(met: bool) -> &'static str {
    if met { "" } else { ", MISSED" }
}

fn main() {
    let filter = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let picked = |what: &str| what.contains(&filter);
    println!("| payload | bytes | µs | time, of raw tokenization | times as fast as serde | allocations | serde's |");
    println!("|---|---|---|---|---|---|---|");
    let what = "the documented ChatPresence";
    if picked(what) {
        let presence = tables::ChatPresence {
            user_id: Some(0),
            display_name: Some(String::new()),
            ongoing_chats: Some(0),
            present: Some(false),
            chat_topics: Some(vec![0]),
            ..Default::default()
        };
        bench::<_, derived::ChatPresence>(what, &vec![presence], EVERY);
    }
    if picked("1 ContactEntity") {
        let items = payload::items::<tables::ContactEntity>(1);
        bench::<_, derived::ContactEntity>("1 ContactEntity", &items, LARGE);
    }
    for count in [1_000, 10_000] {
        let what = format!("{count} ChatPresence");
        if picked(&what) {
            bench::<_, derived::ChatPresence>(&what, &payload::items::<tables::ChatPresence>(count), EVERY);
        }
        let what = format!("{count} AppointmentEntity");
        if picked(&what) {
            bench::<_, derived::AppointmentEntity>(&what, &payload::items::<tables::AppointmentEntity>(count), LARGE);
        }
    }
}
