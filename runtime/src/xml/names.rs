use std::borrow::Cow;

/// The namespace declarations in scope.
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
    /// The binding of the empty prefix.
    default: usize,
    /// The declarations that have been made, those that were forgotten included.
    made: usize,
}

#[derive(Clone)]
struct Binding<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
    /// The string of a table that the URI was last found equal to, so that the next comparison is one of pointers.
    known: &'static str,
    /// How many declarations had been made before it.
    number: usize,
}

/// The binding of no prefix to no namespace.
pub(super) const UNBOUND: usize = 0;

impl<'a> Scope<'a> {
    pub(super) fn new() -> Self {
        let bind = |prefix, uri| Binding { prefix, uri: Cow::Borrowed(uri), known: uri, number: 0 };
        Self { bindings: vec![bind("", ""), bind("xml", super::XML)], default: UNBOUND, made: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>) {
        if prefix.is_empty() {
            self.default = self.bindings.len();
        }
        self.made += 1;
        self.bindings.push(Binding { prefix, uri, known: "", number: self.made });
    }

    /// Whether a prefix is declared beyond the first `outer` declarations.
    pub(super) fn declares(&self, prefix: &str, outer: usize) -> bool {
        self.bindings.iter().skip(outer).any(|binding| binding.prefix == prefix)
    }

    /// Forgets the declarations beyond the first `len`.
    pub(super) fn truncate(&mut self, len: usize) {
        self.bindings.truncate(len);
        if self.default >= len {
            self.default = self.bindings.iter().rposition(|binding| binding.prefix.is_empty()).unwrap_or(UNBOUND);
        }
    }

    /// The number of the innermost declaration. What was resolved under it is valid where it is the innermost one again.
    #[inline]
    pub(super) fn innermost(&self) -> usize {
        self.bindings.last().map_or(0, |binding| binding.number)
    }

    /// The binding of the empty prefix.
    pub(super) fn default(&self) -> usize {
        self.default
    }

    /// The binding of a prefix.
    #[inline]
    pub(super) fn find(&self, prefix: &str) -> Option<usize> {
        self.bindings.iter().rposition(|binding| super::scan::same(binding.prefix, prefix))
    }

    /// The namespace of a binding.
    pub(super) fn uri(&self, binding: usize) -> &str {
        self.bindings.get(binding).map_or("", |binding| &binding.uri)
    }

    /// Whether a binding is to a namespace of a table.
    #[inline]
    pub(super) fn is(&mut self, binding: usize, namespace: &'static str) -> bool {
        let Some(binding) = self.bindings.get_mut(binding) else { return false };
        if std::ptr::eq(binding.known, namespace) {
            return true;
        }
        if *binding.uri != *namespace {
            return false;
        }
        binding.known = namespace;
        true
    }

    /// Prefix and namespace of what is in scope, the outermost first; a prefix may stand several times, the last wins.
    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.bindings.iter().map(|binding| (binding.prefix, &*binding.uri))
    }
}
