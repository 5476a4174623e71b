use std::collections::{HashMap, HashSet};

/// The names that stand in one namespace of one module. Only a scope mints names.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    /// The number that the next namesake gets.
    next: HashMap<String, usize>,
}

/// A name that is asked for.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The name that is wished for.
    name: String,
    /// Who comes first where several wish for one name.
    rank: Rank,
    /// What decides among equals.
    key: String,
}

/// Who comes first where several wish for one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The configuration gives the name.
    Given,
    /// The name stands in programs already.
    Published,
    /// The name on the wire is the wished one.
    Exact,
    /// All others.
    Made,
}

impl Wish {
    /// A wish for a name made from the local part of a name on the wire.
    pub fn new(local: &str, namespace: &str, name: String) -> Self {
        let is_exact = name.strip_prefix("r#").unwrap_or(&name) == local;
        let rank = if is_exact { Rank::Exact } else { Rank::Made };
        Self { name, rank, key: format!("{local}\0{namespace}") }
    }

    /// A wish for a name that the configuration gives, before all others.
    #[must_use]
    pub fn given(self, name: Option<String>) -> Self {
        self.instead(name, Rank::Given)
    }

    /// A wish for a name that is published already, before all that are not.
    #[must_use]
    pub fn published(self, name: Option<String>) -> Self {
        self.instead(name, Rank::Published)
    }

    fn instead(self, name: Option<String>, rank: Rank) -> Self {
        match name {
            Some(name) => Self { name, rank, ..self },
            None => self,
        }
    }
}

impl Scope {
    /// A scope in which some names are taken.
    pub fn reserving(names: &[&str]) -> Self {
        Self { taken: names.iter().map(|&name| name.to_owned()).collect(), next: HashMap::new() }
    }

    /// Takes the name, or, where it is taken, the first of `name2`, `name3`, … that is not.
    pub fn mint(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        // A name that ends in a digit gets its number parted from it.
        let stem = name.strip_prefix("r#").unwrap_or(name).trim_end_matches('_');
        let joint = if stem.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { "" };
        let next = self.next.entry(stem.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{stem}{joint}{next}");
            *next += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }

    /// Mints a name for each wish, given back in the order of the wishes.
    ///
    /// Names that are given or published come first, then those whose name on the wire is the wished name itself, then
    /// all others in the order of the names on the wire: so a newcomer cannot take a name away from who is called so.
    pub fn mint_all(&mut self, wishes: &[Wish]) -> Vec<String> {
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by_key(|&index| (wishes[index].rank, &wishes[index].key, index));
        let mut names = vec![String::new(); wishes.len()];
        for index in order {
            names[index] = self.mint(&wishes[index].name);
        }
        names
    }

    /// Whether a name stands.
    pub fn holds(&self, name: &str) -> bool {
        self.taken.contains(name)
    }
}
