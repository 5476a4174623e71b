//! Measuring contenders that take turns, so that what else the machine does hits all of them.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use stats_alloc::Region;

/// Contenders measure at least this long, and at least so many rounds.
const TIME: Duration = Duration::from_secs(3);
const ROUNDS: usize = 3;

/// Several ways to do the same to a message.
pub struct Contest<'a> {
    batch: usize,
    contenders: Vec<Contender<'a>>,
}

struct Contender<'a> {
    /// Takes a message so many times.
    run: Box<dyn FnMut(usize) -> Duration + 'a>,
    allocations: usize,
    /// Seconds that a message takes, in the best round.
    best: f64,
}

/// What a contest has shown of a contender.
#[derive(Clone, Copy)]
pub struct Measured {
    /// Seconds that a message takes, in the best round.
    pub seconds: f64,
    /// How often memory is allocated for a message.
    pub allocations: usize,
}

impl<'a> Contest<'a> {
    /// A contest over a message of so many bytes.
    pub fn new(bytes: usize) -> Self {
        // Looking at the clock must not count where messages are small.
        Self { batch: (500_000 / bytes).clamp(1, 100), contenders: Vec::new() }
    }

    /// Adds a contender.
    #[must_use]
    pub fn with<R>(mut self, mut run: impl FnMut() -> R + 'a) -> Self {
        let region = Region::new(crate::ALLOCATOR);
        let result = run();
        let allocations = region.change().allocations;
        drop(result);
        let run = Box::new(move |times| {
            let mut results = Vec::with_capacity(times);
            let start = Instant::now();
            results.extend((0..times).map(|_| black_box(run())));
            // Giving up what was read is not reading.
            start.elapsed()
        });
        self.contenders.push(Contender { run, allocations, best: f64::INFINITY });
        self
    }

    /// Lets them take turns. The results stand in the order of the contenders.
    pub fn run(mut self) -> Vec<Measured> {
        let start = Instant::now();
        let mut rounds = 0;
        while rounds < ROUNDS || start.elapsed() < TIME {
            for contender in &mut self.contenders {
                let each = (contender.run)(self.batch).as_secs_f64() / self.batch as f64;
                contender.best = contender.best.min(each);
            }
            rounds += 1;
        }
        let result =
            |contender: Contender<'_>| Measured { seconds: contender.best, allocations: contender.allocations };
        self.contenders.into_iter().map(result).collect()
    }
}
