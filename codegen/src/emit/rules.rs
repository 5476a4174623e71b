//! Constraints as tables: what `validate` checks.

use serde_json::{Map, Value, json};

use crate::model::Constraints;

/// The rules of a row, if anything of a value is checked. Patterns are documented only.
pub fn of(constraints: &Constraints) -> Option<Value> {
    let Constraints { min_length, max_length, minimum, maximum, multiple_of, .. } = constraints;
    let bound = |bound: &(String, bool)| json!([bound.0, bound.1]);
    let rules = [
        ("min_length", min_length.filter(|least| *least > 0).map(Value::from)),
        ("max_length", max_length.map(Value::from)),
        ("minimum", minimum.as_ref().map(bound)),
        ("maximum", maximum.as_ref().map(bound)),
        ("multiple_of", multiple_of.as_deref().map(Value::from)),
        ("total_digits", constraints.total_digits.map(Value::from)),
        ("fraction_digits", constraints.fraction_digits.map(Value::from)),
        ("unique", constraints.unique.then_some(Value::Bool(true))),
    ];
    let rules: Map<String, Value> =
        rules.into_iter().filter_map(|(member, value)| Some((member.to_owned(), value?))).collect();
    (!rules.is_empty()).then_some(Value::Object(rules))
}
