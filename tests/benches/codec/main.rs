//! Reading and writing messages by tables, beside raw quick-xml tokenization and serde-derived structs over quick-xml.
//!
//! `cargo bench -p bindery-tests --bench codec` measures everything in one run, and prints how the three compare at the end.
#![allow(clippy::unwrap_used, clippy::panic)]

mod derived;
mod payload;
mod tables;

use std::{
    alloc::System,
    cell::RefCell,
    collections::BTreeMap,
    hint::black_box,
    time::{Duration, Instant},
};

use criterion::{Criterion, Throughput, measurement::WallTime};
use quick_xml::{Reader, events::Event};
use serde::{Serialize, de::DeserializeOwned};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use payload::Item;

/// Counts allocations: the same cost for everything that is measured.
#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const NS: &str = "http://www.superoffice.net/ws/crm/NetServer/Services88";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";
const ENVELOPE: &str = "http://www.w3.org/2003/05/soap-envelope";

/// Nanoseconds of each measurement, by payload and contender.
#[derive(Default)]
struct Times(RefCell<BTreeMap<(String, &'static str), Vec<f64>>>);

impl Times {
    fn measure<R>(
        &self,
        group: &mut criterion::BenchmarkGroup<'_, WallTime>,
        payload: &str,
        contender: &'static str,
        bytes: usize,
        mut run: impl FnMut() -> R,
    ) {
        // Looking at the clock must not count where messages are small.
        let batch = (500_000 / bytes as u64).clamp(1, 100);
        group.bench_function(contender, |bencher| {
            bencher.iter_custom(|times| {
                let mut taken = Duration::ZERO;
                let mut results = Vec::with_capacity(batch as usize);
                let mut left = times;
                while left > 0 {
                    let count = left.min(batch);
                    let start = Instant::now();
                    results.extend((0..count).map(|_| black_box(run())));
                    taken += start.elapsed();
                    // Giving up what was read is not reading.
                    results.clear();
                    left -= count;
                }
                let each = taken.as_nanos() as f64 / times as f64;
                self.0.borrow_mut().entry((payload.to_owned(), contender)).or_default().push(each);
                taken
            });
        });
    }

    /// The median of a contender.
    fn of(&self, payload: &str, contender: &'static str) -> Option<f64> {
        let times = self.0.borrow();
        let mut samples = times.get(&(payload.to_owned(), contender))?.clone();
        samples.sort_by(f64::total_cmp);
        samples.get(samples.len() / 2).copied()
    }
}

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

fn bench<T: Item, D: Serialize + DeserializeOwned>(
    criterion: &mut Criterion,
    times: &Times,
    summary: &mut Vec<String>,
    what: &str,
    items: &Vec<T>,
) {
    let plain = payload::encode(items, String::new());
    let prefixed = payload::prefixed(items);
    assert!(payload::decode::<T>(&plain) == *items);
    assert!(payload::decode::<T>(&prefixed) == *items);
    for (style, xml) in [("plain", &plain), ("prefixed", &prefixed)] {
        let name = format!("decode {what} {style}");
        let mut group = criterion.benchmark_group(&name);
        group.throughput(Throughput::Bytes(xml.len() as u64));
        assert_eq!(
            quick_xml::de::from_str::<derived::Envelope<D>>(xml).unwrap().body.answer.response.items.len(),
            items.len()
        );
        times.measure(&mut group, &name, "raw", xml.len(), || tokens(xml));
        times.measure(&mut group, &name, "tables", xml.len(), || payload::decode::<T>(xml));
        times.measure(&mut group, &name, "serde", xml.len(), || {
            quick_xml::de::from_str::<derived::Envelope<D>>(xml).unwrap()
        });
        group.finish();
        let allocations = allocations(|| payload::decode::<T>(xml));
        let theirs = crate::allocations(|| quick_xml::de::from_str::<derived::Envelope<D>>(xml).unwrap());
        if let (Some(raw), Some(tables), Some(serde)) =
            (times.of(&name, "raw"), times.of(&name, "tables"), times.of(&name, "serde"))
        {
            summary.push(format!(
                "{name}: {:.2}× raw, {:.2}× serde; {allocations} allocations (serde {theirs})",
                tables / raw,
                serde / tables
            ));
        }
    }
    let name = format!("encode {what}");
    let envelope = quick_xml::de::from_str::<derived::Envelope<D>>(&plain).unwrap();
    let mut group = criterion.benchmark_group(&name);
    group.throughput(Throughput::Bytes(plain.len() as u64));
    let mut buffer = String::new();
    times.measure(&mut group, &name, "tables", plain.len(), || {
        let xml = payload::encode(items, std::mem::take(&mut buffer));
        buffer = xml;
        buffer.len()
    });
    times.measure(&mut group, &name, "serde", plain.len(), || quick_xml::se::to_string(&envelope).unwrap());
    group.finish();
    let ours = allocations(|| buffer = payload::encode(items, std::mem::take(&mut buffer)));
    let theirs = allocations(|| quick_xml::se::to_string(&envelope).unwrap());
    if let (Some(tables), Some(serde)) = (times.of(&name, "tables"), times.of(&name, "serde")) {
        summary.push(format!("{name}: {:.2}× serde; {ours} allocations (serde {theirs})", serde / tables));
    }
}

fn allocations<R>(run: impl FnOnce() -> R) -> usize {
    let region = Region::new(ALLOCATOR);
    let result = run();
    let count = region.change().allocations;
    drop(result);
    count
}

fn main() {
    let mut criterion = Criterion::default().sample_size(20).configure_from_args();
    let times = Times::default();
    let mut summary = Vec::new();
    let presence = tables::ChatPresence {
        user_id: Some(0),
        display_name: Some(String::new()),
        ongoing_chats: Some(0),
        present: Some(false),
        chat_topics: Some(vec![0]),
        ..Default::default()
    };
    type Chat = derived::ChatPresence;
    bench::<_, Chat>(&mut criterion, &times, &mut summary, "the documented ChatPresence", &vec![presence]);
    for count in [1_000, 10_000] {
        let items = payload::items::<tables::ChatPresence>(count);
        bench::<_, Chat>(&mut criterion, &times, &mut summary, &format!("{count} ChatPresence"), &items);
    }
    let contact = payload::items::<tables::ContactEntity>(1);
    bench::<_, derived::ContactEntity>(&mut criterion, &times, &mut summary, "1 ContactEntity", &contact);
    for count in [1_000, 10_000] {
        let items = payload::items::<tables::AppointmentEntity>(count);
        let what = format!("{count} AppointmentEntity");
        bench::<_, derived::AppointmentEntity>(&mut criterion, &times, &mut summary, &what, &items);
    }
    criterion.final_summary();
    println!("\n{}", summary.join("\n"));
}
