//! What groups and alternatives without a name are called: after what they hold.

use crate::xsd::tree::Particle;

/// The name of a group of particles: its elements, if they are few.
pub(super) fn of_group(particles: &[Particle]) -> String {
    let mut names = Vec::new();
    for particle in particles {
        match particle {
            Particle::Element(element) => names.push(element.name.local.to_string()),
            Particle::Group(group) => names.push(group.target.name.local.to_string()),
            Particle::Choice(_) => names.push("choice".to_owned()),
            Particle::Any(_) => names.push("any".to_owned()),
            Particle::Sequence(_) | Particle::All(_) => names.push("group".to_owned()),
        }
    }
    match names.as_slice() {
        [] => "empty".to_owned(),
        [only] => format!("{only}_group"),
        [first, second] => format!("{first}_and_{second}"),
        [first, .., last] => format!("{first}_to_{last}"),
    }
}
