//! Which services are compiled: left to Cargo's features, or decided when the code is emitted.

use std::collections::BTreeSet;

use crate::output::Source;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree, token_stream};

/// Who decides about features.
pub enum Features {
    /// Cargo, when the crate is compiled.
    Cargo,
    /// These are on, all others are off.
    Chosen(BTreeSet<String>),
}

impl Features {
    /// Whether what stands behind a feature may be compiled.
    pub fn allow(&self, feature: &str) -> bool {
        match self {
            Self::Cargo => true,
            Self::Chosen(chosen) => chosen.contains(feature),
        }
    }

    /// The tokens without conditions where these are decided: what is off is gone, what is on stands without its `cfg`.
    pub fn settle(&self, tokens: TokenStream) -> TokenStream {
        match self {
            Self::Cargo => tokens,
            Self::Chosen(_) => self.decide(tokens),
        }
    }

    /// The same of a file.
    pub fn settled(&self, source: Source) -> Source {
        let settle = |tokens: Vec<TokenStream>| tokens.into_iter().map(|tokens| self.settle(tokens)).collect();
        Source { head: settle(source.head), items: settle(source.items), ..source }
    }

    fn decide(&self, tokens: TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        let mut trees = tokens.into_iter();
        let (mut attributes, mut holds) = (TokenStream::new(), true);
        while let Some(tree) = trees.next() {
            match attribute(&tree, &trees) {
                Some(attribute) => {
                    trees.next();
                    match self.condition(&attribute) {
                        Some(condition) => holds &= condition,
                        None => attributes.extend([tree, TokenTree::Group(attribute)]),
                    }
                    continue;
                }
                None if holds => {
                    out.extend(std::mem::take(&mut attributes));
                    out.extend([match tree {
                        TokenTree::Group(group) => {
                            TokenTree::Group(Group::new(group.delimiter(), self.decide(group.stream())))
                        }
                        other => other,
                    }]);
                }
                None => {
                    attributes = TokenStream::new();
                    skip(tree, &mut trees);
                }
            }
            holds = true;
        }
        out
    }

    /// What a `cfg` of emitted code comes to: features, `any` and `all` of several. `None` for another attribute.
    fn condition(&self, attribute: &Group) -> Option<bool> {
        let mut trees = attribute.stream().into_iter();
        match (trees.next(), trees.next()) {
            (Some(TokenTree::Ident(name)), Some(TokenTree::Group(features))) if name == "cfg" => {
                Some(self.holds(features.stream()).into_iter().all(|holds| holds))
            }
            _ => None,
        }
    }

    /// What each condition of a list comes to.
    fn holds(&self, conditions: TokenStream) -> Vec<bool> {
        let (mut holds, mut word) = (Vec::new(), String::new());
        for tree in conditions {
            match tree {
                TokenTree::Ident(name) => word = name.to_string(),
                TokenTree::Literal(feature) => holds.push(self.allow(feature.to_string().trim_matches('"'))),
                TokenTree::Group(several) => {
                    let several = self.holds(several.stream());
                    holds.push(if word == "all" { !several.contains(&false) } else { several.contains(&true) });
                }
                TokenTree::Punct(_) => {}
            }
        }
        holds
    }
}

/// The brackets of an attribute that begins with this token.
fn attribute(tree: &TokenTree, rest: &token_stream::IntoIter) -> Option<Group> {
    match (tree, rest.clone().next()) {
        (TokenTree::Punct(hash), Some(TokenTree::Group(group)))
            if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group)
        }
        _ => None,
    }
}

/// Passes over the rest of an item or of an entry of a list.
fn skip(first: TokenTree, rest: &mut token_stream::IntoIter) {
    let mut next = Some(first);
    while let Some(tree) = next {
        match tree {
            TokenTree::Punct(end) if matches!(end.as_char(), ';' | ',') => break,
            TokenTree::Group(body) if body.delimiter() == Delimiter::Brace => {
                // What holds a block may end with a semicolon behind it.
                if matches!(rest.clone().next(), Some(TokenTree::Punct(end)) if end.as_char() == ';') {
                    rest.next();
                }
                break;
            }
            _ => next = rest.next(),
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::Features;

    #[test]
    fn what_is_off_is_gone_and_what_is_on_has_no_condition() {
        let tokens = quote! {
            #[cfg(feature = "on")]
            pub mod a;
            /// Documented.
            #[cfg(feature = "off")]
            pub fn b() -> Vec<u8> { vec![1] }
            #[cfg(any(feature = "off", feature = "on"))]
            pub use self::c::*;
            #[derive(Debug)]
            pub struct D;
            #[cfg(all(feature = "on", any(feature = "off", feature = "on")))]
            const _: () = { kept!(); };
            #[cfg(all(feature = "off", any(feature = "off", feature = "on")))]
            const _: () = { gone!(); };
            pub fn e() { f(vec![#[cfg(feature = "off")] g::G, #[cfg(feature = "on")] h::H]) }
        };
        let expected = quote! {
            pub mod a;
            pub use self::c::*;
            #[derive(Debug)]
            pub struct D;
            const _: () = { kept!(); };
            pub fn e() { f(vec![h::H]) }
        };
        let features = Features::Chosen(["on".to_owned()].into());
        assert_eq!(features.settle(tokens.clone()).to_string(), expected.to_string());
        assert_eq!(Features::Cargo.settle(tokens.clone()).to_string(), tokens.to_string());
    }
}
