//! Memory that a writer leaves to the next one on its thread.

use std::cell::Cell;

use super::Prefix;

/// What a writer needs beside the document that it gives away.
#[derive(Default)]
pub(super) struct Spare {
    pub(super) out: String,
    pub(super) prefixes: Vec<Prefix>,
    pub(super) open: Vec<&'static str>,
}

thread_local! {
    static SPARE: Cell<Option<Spare>> = const { Cell::new(None) };
}

impl Spare {
    /// The longest document, in bytes, whose memory is kept for another one.
    pub(super) const LARGEST: usize = 64 * 1024;

    /// What the last writer left, or empty buffers.
    pub(super) fn take() -> Self {
        SPARE.try_with(Cell::take).ok().flatten().unwrap_or_default()
    }

    /// Leaves the memory, not the content.
    pub(super) fn keep(mut self) {
        if self.out.capacity() > 2 * Self::LARGEST {
            self.out = String::new();
        }
        self.out.clear();
        self.prefixes.clear();
        self.open.clear();
        // Where the thread is ending, nothing is kept.
        let _ = SPARE.try_with(|spare| spare.set(Some(self)));
    }
}
