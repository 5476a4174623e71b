//! The catalogues of all that is generated here.

use bindery_runtime::catalogue::Catalogue;

macro_rules! catalogues {
    ($($module:ident),* $(,)?) => { vec![$((stringify!($module), bindery_golden::$module::catalogue())),*] };
}

/// The cases, by the name of their module.
#[allow(dead_code, reason = "each test that shares this module uses a part of it")]
pub fn cases() -> Vec<(&'static str, Catalogue)> {
    catalogues![
        abstract_types,
        all,
        anonymous_types,
        any,
        any_attribute,
        attribute_group,
        attributes,
        both_wires,
        built_in_types,
        chameleon_include,
        choice,
        choice_repeating,
        colliding_names,
        default_fixed,
        dictionary,
        document_bare,
        document_wrapped,
        endless,
        facets,
        flags,
        form,
        group,
        headers,
        hostile_text,
        import_without_location,
        imports,
        lists,
        local_prefixes,
        mime,
        minified,
        mixed,
        naming,
        nillable,
        one_way,
        polymorphism,
        ports_and_services,
        recursion,
        redefine,
        references,
        restriction,
        rpc_encoded,
        rpc_literal,
        sequence,
        serialization_types,
        several_schemas,
        simple_content,
        soap12,
        substitution_group,
        typed_faults,
        union,
        unqualified,
    ]
}

/// The operations over plain HTTP, of the cases and of the generated crate.
#[allow(dead_code, reason = "each test that shares this module uses a part of it")]
pub fn plain() -> Vec<(&'static str, Catalogue)> {
    use bindery_services::{graph, superoffice, symphony};
    macro_rules! cases {
        ($($module:ident),* $(,)?) => { vec![$((stringify!($module), bindery_golden::rest::$module::catalogue())),*] };
    }
    let mut all = cases![
        answers,
        bodies,
        deprecated,
        enumerations,
        hostile_text,
        latest,
        naming,
        objects,
        open_types,
        parameters,
        recursion,
        security,
        servers,
        swagger,
        unions,
    ];
    all.push(("superoffice", superoffice::rest::catalogue()));
    all.push(("graph", graph::catalogue()));
    all.push(("symphony", symphony::catalogue()));
    all
}

/// The services of the generated crate.
#[allow(dead_code, reason = "each test that shares this module uses a part of it")]
pub fn services() -> Vec<(&'static str, Catalogue)> {
    use bindery_services::superoffice::{services86, services88};
    vec![("services86", services86::catalogue()), ("services88", services88::catalogue())]
}
