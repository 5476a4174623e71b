//! Both descriptions, read at once.

use std::thread;

use super::super::{
    exit::{Exit, Failure},
    input::{self, Access},
    side::{Bindings, Place},
};
use crate::{
    Reading,
    diagnostic::Severity,
    diff::{Count, Version},
};

/// A description, and how its bindings are generated.
pub(super) struct Side {
    place: Place,
    reading: Reading,
}

impl Side {
    pub fn version(&self) -> Version<'_> {
        let Place { config, module, .. } = &self.place;
        Version { reading: &self.reading, config, module: &config.modules[module.unwrap_or(0)] }
    }

    /// A description without a title is called as it was given.
    pub fn label(&self, count: &mut Count) {
        if count.title.is_empty() {
            count.title.clone_from(&self.place.name);
        }
    }
}

/// Reads both descriptions at once.
pub(super) fn read(old: &str, new: &str, bindings: &Bindings, access: &Access) -> Result<(Side, Side), Failure> {
    let (old, new) = (Place::find(old, bindings)?, Place::find(new, bindings)?);
    let take = |place: Place| -> Result<Side, Failure> {
        let sources = input::sources(&place.inputs, access)?;
        let reading = crate::read(sources, &access.options());
        Ok(Side { place, reading })
    };
    let (first, second) = thread::scope(|scope| {
        let second = scope.spawn(|| take(new));
        (take(old), second.join())
    });
    let second = second.map_err(|_| Failure::new(Exit::Description, "the new description could not be read"))?;
    Ok((first?, second?))
}

/// Reports what was found wrong, and tells whether anything is an error.
pub(super) fn report(sides: &[&Side]) -> bool {
    for side in sides {
        input::report(&side.reading.diagnostics, &side.reading.sources);
    }
    sides.iter().flat_map(|side| &side.reading.diagnostics).any(|finding| finding.severity == Severity::Error)
}
