//! Constraints as tables: what `validate` checks.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::File;
use crate::model::Constraints;

/// The rules of a row, if anything of a value is checked. Patterns are documented only.
pub fn of(file: &File<'_>, constraints: &Constraints) -> Option<TokenStream> {
    let some = file.prelude("Some");
    let mut rules = Vec::new();
    let count = |count: u64| {
        let count = Literal::u64_unsuffixed(count);
        quote!(#some(#count))
    };
    let bound =
        |(value, excluded): &(String, bool)| quote!(#some(record::Bound { value: #value, excluded: #excluded }));
    let Constraints { min_length, max_length, minimum, maximum, multiple_of, .. } = constraints;
    rules.extend(min_length.filter(|least| *least > 0).map(count).map(|value| quote!(min_length: #value)));
    rules.extend(max_length.map(count).map(|value| quote!(max_length: #value)));
    rules.extend(minimum.as_ref().map(bound).map(|value| quote!(minimum: #value)));
    rules.extend(maximum.as_ref().map(bound).map(|value| quote!(maximum: #value)));
    rules.extend(multiple_of.as_ref().map(|factor| quote!(multiple_of: #some(#factor))));
    let digits = constraints.total_digits.map(|digits| count(digits.into()));
    rules.extend(digits.map(|value| quote!(total_digits: #value)));
    let digits = constraints.fraction_digits.map(|digits| count(digits.into()));
    rules.extend(digits.map(|value| quote!(fraction_digits: #value)));
    rules.extend(constraints.unique.then(|| quote!(unique: true)));
    if rules.is_empty() {
        return None;
    }
    let value = quote!(record::Rules { #(#rules,)* ..record::Rules::NONE });
    let table = file.tables.borrow_mut().share("RULES", &quote!(record::Rules), &value);
    Some(quote!(.rules(&#table)))
}
