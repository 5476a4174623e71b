/// The names that are looked through for one that is meant.
const CANDIDATES: usize = 5_000;

/// The name that was probably meant: the nearest one, if it is near enough.
pub(crate) fn suggest<'a>(wrong: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if wrong.len() > 200 {
        return None;
    }
    let bound = ((wrong.chars().count() + 1) / 3).clamp(1, 3);
    candidates
        .take(CANDIDATES)
        .filter(|name| *name != wrong && name.len().abs_diff(wrong.len()) <= bound + 2)
        .filter_map(|name| Some((distance(wrong, name, bound)?, name)))
        .min()
        .map(|(_, name)| name)
}

/// The number of insertions, deletions and replacements between two texts, apart from case; `None` above the bound.
fn distance(a: &str, b: &str, bound: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, y) in row.iter_mut().skip(1).zip(&b) {
            let above = *slot;
            left = (diagonal + usize::from(x != y)).min(above + 1).min(left + 1);
            diagonal = above;
            *slot = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().filter(|distance| *distance <= bound)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names = ["ArrayOfContact", "Contact", "Person"];
        assert_eq!(suggest("Contcat", names.into_iter()), Some("Contact"));
        assert_eq!(suggest("contact", names.into_iter()), Some("Contact"));
        assert_eq!(suggest("Appointment", names.into_iter()), None);
    }
}
