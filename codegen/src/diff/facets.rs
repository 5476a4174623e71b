//! What values must obey: tightened, loosened, or changed so that nobody can tell which.

use super::{Kind, draft::Draft};
use crate::model::Constraints;

#[derive(Default)]
struct Verdicts {
    tightened: Vec<(String, String)>,
    loosened: Vec<(String, String)>,
}

impl Verdicts {
    /// A bound; `stricter` tells whether the second of two is.
    fn bound<T: Clone>(
        &mut self,
        name: &str,
        (old, new): (Option<T>, Option<T>),
        show: impl Fn(&T) -> String,
        stricter: impl Fn(&T, &T) -> Option<bool>,
    ) {
        let text = |value: &Option<T>| {
            value.as_ref().map_or_else(|| format!("no {name}"), |it| format!("{name} {}", show(it)))
        };
        let pair = (text(&old), text(&new));
        match (&old, &new) {
            (None, None) => {}
            (None, Some(_)) => self.tightened.push(pair),
            (Some(_), None) => self.loosened.push(pair),
            (Some(a), Some(b)) => match stricter(a, b) {
                Some(true) => self.tightened.push(pair),
                Some(false) => self.loosened.push(pair),
                None if show(a) == show(b) => {}
                None => {
                    self.tightened.push(pair.clone());
                    self.loosened.push(pair);
                }
            },
        }
    }
}

/// What changed between two sets of constraints, as at most two findings.
pub(super) fn compare(old: &Constraints, new: &Constraints, draft: impl Fn(Kind) -> Draft) -> Vec<Draft> {
    if old == new {
        return Vec::new();
    }
    let mut verdicts = Verdicts::default();
    let smaller = |a: &u64, b: &u64| (a != b).then_some(b < a);
    let fewer = |a: &u32, b: &u32| (a != b).then_some(b < a);
    verdicts.bound("minLength", (old.min_length, new.min_length), u64::to_string, |a, b| smaller(b, a));
    verdicts.bound("maxLength", (old.max_length, new.max_length), u64::to_string, smaller);
    verdicts.bound("totalDigits", (old.total_digits, new.total_digits), u32::to_string, fewer);
    verdicts.bound("fractionDigits", (old.fraction_digits, new.fraction_digits), u32::to_string, fewer);
    let shown = |(value, excluded): &(String, bool)| format!("{value}{}", if *excluded { " (excluded)" } else { "" });
    verdicts.bound("minimum", (old.minimum.clone(), new.minimum.clone()), shown, |a, b| stricter(a, b, |x, y| y > x));
    verdicts.bound("maximum", (old.maximum.clone(), new.maximum.clone()), shown, |a, b| stricter(a, b, |x, y| y < x));
    verdicts.bound("multipleOf", (old.multiple_of.clone(), new.multiple_of.clone()), String::clone, |_, _| None);
    patterns(old, new, &mut verdicts);
    let unique = |is: bool| is.then_some(());
    verdicts.bound("unique items", (unique(old.unique), unique(new.unique)), |()| String::new(), |(), ()| None);
    [(Kind::FacetsTightened, verdicts.tightened), (Kind::FacetsLoosened, verdicts.loosened)]
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(kind, found)| {
            let (before, after): (Vec<String>, Vec<String>) = found.into_iter().unzip();
            draft(kind).before(before.join(", ").trim()).after(after.join(", ").trim())
        })
        .collect()
}

/// One of several patterns must match: more of them loosen, fewer tighten.
fn patterns(old: &Constraints, new: &Constraints, verdicts: &mut Verdicts) {
    let within = |inner: &[String], outer: &[String]| inner.iter().all(|pattern| outer.contains(pattern));
    let text = |patterns: &[String]| match patterns {
        [] => "no pattern".to_owned(),
        patterns => format!("pattern {}", patterns.join(" or ")),
    };
    let pair = (text(&old.patterns), text(&new.patterns));
    match (old.patterns.as_slice(), new.patterns.as_slice()) {
        (a, b) if within(a, b) && within(b, a) => {}
        ([], _) => verdicts.tightened.push(pair),
        (_, []) => verdicts.loosened.push(pair),
        (a, b) if within(a, b) => verdicts.loosened.push(pair),
        (a, b) if within(b, a) => verdicts.tightened.push(pair),
        _ => {
            verdicts.tightened.push(pair.clone());
            verdicts.loosened.push(pair);
        }
    }
}

/// Whether the second of two limits leaves less; `None` where they are equal, or nobody can tell.
fn stricter(a: &(String, bool), b: &(String, bool), beyond: impl Fn(f64, f64) -> bool) -> Option<bool> {
    let (x, y): (f64, f64) = (a.0.parse().ok()?, b.0.parse().ok()?);
    if beyond(x, y) || beyond(y, x) {
        return Some(beyond(x, y));
    }
    // Numbers that differ beyond what a double holds are equal here, and different as texts.
    (a.1 != b.1 && x.to_bits() == y.to_bits()).then_some(b.1)
}
