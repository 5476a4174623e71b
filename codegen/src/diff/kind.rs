//! The rules: every kind of change with what it means on the wire, for requests and for responses, and in Rust.

use serde::{Serialize, Serializer};

use super::{Area, Verdict};

/// What a kind of change means, whoever it happens to.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The kind.
    pub kind: Kind,
    /// Its stable name, as reports and ignore files know it.
    pub name: &'static str,
    /// What happened, in a few words.
    pub title: &'static str,
    /// What it happened to, unless the place says otherwise.
    pub area: Area,
    /// Whether an old client's requests still work, and why.
    pub request: (Verdict, &'static str),
    /// Whether an old client still reads the responses, and why.
    pub response: (Verdict, &'static str),
    /// What a program that uses the emitted crate notices when it is compiled again; `None` for nothing, or where only
    /// the emitted types of the two versions tell.
    pub rust: Option<Verdict>,
}

macro_rules! rules {
    ($($(#[$docs:meta])* $kind:ident, $name:literal, $title:literal, $area:ident,
        $request:ident $why_request:literal, $response:ident $why_response:literal, $rust:expr;)*) => {
        /// The kinds of changes. Each is a row of [`RULES`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Kind { $(#[doc = $title] $(#[$docs])* $kind,)* }

        /// The table of all rules, in the order of [`Kind`].
        pub const RULES: &[Rule] = &[$(Rule {
            kind: Kind::$kind,
            name: $name,
            title: $title,
            area: Area::$area,
            request: (Verdict::$request, $why_request),
            response: (Verdict::$response, $why_response),
            rust: $rust,
        },)*];
    };
}

const BREAKS: Option<Verdict> = Some(Verdict::Breaking);
const ADDS: Option<Verdict> = Some(Verdict::Compatible);

rules! {
    OperationAdded, "operation-added", "operation added", Operation,
        Compatible "old clients never call it", Compatible "old clients never call it", ADDS;
    OperationRemoved, "operation-removed", "operation removed", Operation,
        Breaking "old clients still call it", Breaking "it no longer answers", BREAKS;
    OperationRenamed, "operation-renamed", "operation renamed, same on the wire", Operation,
        Information "the wire is the same", Information "the wire is the same", BREAKS;
    ProtocolChanged, "protocol-changed", "protocol changed", Operation,
        Breaking "old clients speak the other protocol", Breaking "it answers in the other protocol", BREAKS;
    ExchangeChanged, "exchange-changed", "one-way and answered calls changed", Operation,
        Breaking "old clients wait for an answer that never comes, or for none", Breaking "old clients expect the other exchange", BREAKS;
    RouteChanged, "route-changed", "method or path changed", Operation,
        Breaking "old clients call the old method and path", Breaking "nothing answers where old clients ask", None;

    EndpointAdded, "endpoint-added", "endpoint added", Endpoint,
        Compatible "old clients use another one", Compatible "old clients use another one", None;
    EndpointRemoved, "endpoint-removed", "endpoint removed", Endpoint,
        Breaking "old clients call an address that is gone", Breaking "nothing answers there", None;
    EndpointMoved, "endpoint-moved", "address changed", Endpoint,
        Breaking "old clients call the old address", Breaking "nothing answers at the old address", None;

    NamespaceChanged, "namespace-changed", "namespace changed", Binding,
        Breaking "old clients write the old namespace", Breaking "old clients look for the old namespace", None;
    SoapVersionAdded, "soap-version-added", "SOAP version added", Binding,
        Compatible "old clients keep to theirs", Compatible "old clients are answered in theirs", None;
    SoapVersionRemoved, "soap-version-removed", "SOAP version removed", Binding,
        Breaking "old clients write the old envelope", Breaking "old clients expect the old envelope", None;
    SoapActionChanged, "soap-action-changed", "SOAP action changed", Binding,
        Breaking "old clients send the old action", Breaking "the call is not answered", None;
    BodyStyleChanged, "body-style-changed", "binding style changed", Binding,
        Breaking "old clients write the body in the old style", Breaking "old clients read the body in the old style", None;
    MessageElementChanged, "message-element-changed", "element of the body renamed", Binding,
        Breaking "old clients write the old element", Breaking "old clients look for the old element", None;
    ParameterStyleChanged, "parameter-style-changed", "place or style of a parameter changed", Parameter,
        Breaking "old clients write it in the old way", Breaking "it is read in the old way", None;
    PartEncodingChanged, "part-encoding-changed", "encoding of a form or multipart body changed", MediaType,
        Breaking "old clients write the parts in the old way", Breaking "old clients read the parts in the old way", None;

    RequiredHeaderAdded, "required-header-added", "required header added", Header,
        Breaking "old clients do not send it", Compatible "old clients pass over it", None;
    HeaderAdded, "header-added", "header added", Header,
        Compatible "it may be left out", Compatible "old clients pass over it", None;
    HeaderRemoved, "header-removed", "header removed", Header,
        Compatible "what old clients send is passed over", Breaking "old clients look for it", None;
    HeaderMadeRequired, "header-made-required", "header became required", Header,
        Breaking "old clients may leave it out", Compatible "it always stands now", None;
    HeaderMadeOptional, "header-made-optional", "header became optional", Header,
        Compatible "it may still stand", Breaking "old clients rely on it", None;

    FaultAdded, "fault-added", "fault added", Fault,
        Compatible "requests stay as they are", Warning "old clients do not know this failure", ADDS;
    FaultRemoved, "fault-removed", "fault removed", Fault,
        Compatible "requests stay as they are", Compatible "old clients wait for a failure that no longer comes", BREAKS;
    SuccessStatusAdded, "success-status-added", "success status added", Status,
        Compatible "requests stay as they are", Compatible "any success is read", None;
    SuccessStatusRemoved, "success-status-removed", "success status removed", Status,
        Compatible "requests stay as they are", Breaking "old clients expect this status", None;
    ErrorStatusAdded, "error-status-added", "error status added", Status,
        Compatible "requests stay as they are", Warning "old clients do not know this failure", None;
    ErrorStatusRemoved, "error-status-removed", "error status removed", Status,
        Compatible "requests stay as they are", Compatible "old clients wait for a failure that no longer comes", None;
    MediaTypeAdded, "media-type-added", "media type added", MediaType,
        Compatible "old clients send the one they know", Compatible "old clients ask for the one they know", None;
    MediaTypeRemoved, "media-type-removed", "media type removed", MediaType,
        Breaking "old clients send it", Breaking "old clients ask for it", None;
    BodyAdded, "body-added", "body added", MediaType,
        Compatible "it may be left out", Compatible "old clients pass over it", None;
    BodyRemoved, "body-removed", "body removed", MediaType,
        Compatible "what old clients send is passed over", Breaking "old clients read it", None;

    SecurityRequired, "security-required", "security scheme or scope added", Security,
        Breaking "what old clients present is no longer enough", Compatible "answers stay as they are", None;
    SecurityRelaxed, "security-relaxed", "fewer or other credentials accepted", Security,
        Compatible "what old clients present is still enough", Compatible "answers stay as they are", None;
    SecuritySchemeChanged, "security-scheme-changed", "credential changed", Security,
        Breaking "old clients present the old credential", Compatible "answers stay as they are", None;

    TypeAdded, "type-added", "type added", Type,
        Information "nothing old refers to it", Information "nothing old refers to it", ADDS;
    TypeRemoved, "type-removed", "type removed", Type,
        Information "where it stood, the members tell", Information "where it stood, the members tell", BREAKS;
    TypeRenamed, "type-renamed", "type renamed, same on the wire", Type,
        Information "no message carries its name", Information "no message carries its name", BREAKS;
    TypeKindChanged, "type-kind-changed", "type became something else", Type,
        Breaking "old clients write the old form", Breaking "old clients read the old form", BREAKS;
    TypeMadeAbstract, "type-made-abstract", "type became abstract", Type,
        Breaking "old clients may write the type itself", Compatible "only derived types stand now", None;
    TypeMadeConcrete, "type-made-concrete", "type is no longer abstract", Type,
        Compatible "derived types may still stand", Breaking "old clients expect a derived type", None;
    DerivedTypeAdded, "derived-type-added", "derived type added", Type,
        Compatible "old clients never write it", Breaking "old clients do not know it", ADDS;
    DerivedTypeRemoved, "derived-type-removed", "derived type removed", Type,
        Breaking "old clients may write it", Compatible "it no longer comes", BREAKS;
    ContentClosed, "content-closed", "further content forbidden", Type,
        Breaking "old clients may write further content", Compatible "less may come", None;
    ContentOpened, "content-opened", "further content allowed", Type,
        Compatible "nothing more is asked", Warning "old clients may meet content that they forbid", None;
    WildcardRemoved, "wildcard-removed", "wildcard or additional properties removed", Type,
        Breaking "old clients may write what only the wildcard takes", Compatible "less may come", None;
    WildcardAdded, "wildcard-added", "wildcard or additional properties added", Type,
        Compatible "nothing more is asked", Warning "old clients may meet content that they do not know", None;
    MixedAllowed, "mixed-allowed", "text between elements allowed", Type,
        Compatible "nothing more is asked", Breaking "old clients expect elements only", None;
    MixedForbidden, "mixed-forbidden", "text between elements forbidden", Type,
        Breaking "old clients may write text", Compatible "less may come", None;
    SequenceReordered, "sequence-reordered", "order of elements changed", Type,
        Breaking "old clients write the old order", Breaking "old clients expect the old order", None;
    ContentModelChanged, "content-model-changed", "sequence, choice or all changed", Type,
        Breaking "old clients write by the old model", Breaking "old clients read by the old model", None;

    RequiredFieldAdded, "required-field-added", "required field added", Field,
        Breaking "old clients do not send it", Compatible "old clients pass over it", BREAKS;
    OptionalFieldAdded, "optional-field-added", "optional field added", Field,
        Compatible "it may be left out", Compatible "old clients pass over it", BREAKS;
    FieldRemoved, "field-removed", "field removed", Field,
        Compatible "what old clients send is passed over", Breaking "old clients look for it", BREAKS;
    ClosedFieldRemoved, "closed-field-removed", "field of a closed type removed", Field,
        Breaking "the type is closed, and old clients may still send it", Breaking "old clients look for it", BREAKS;
    FieldMadeRequired, "field-made-required", "field became required", Field,
        Breaking "old clients may leave it out", Compatible "it always stands now", None;
    FieldMadeOptional, "field-made-optional", "field became optional", Field,
        Compatible "it may still stand", Breaking "old clients rely on it", None;
    CardinalityWidened, "cardinality-widened", "more occurrences allowed", Field,
        Compatible "nothing more is asked", Breaking "more may come than old clients take", None;
    CardinalityNarrowed, "cardinality-narrowed", "fewer occurrences allowed", Field,
        Breaking "old clients may send more or fewer", Compatible "what comes, old clients take", None;
    NillabilityWidened, "nillability-widened", "may be null now", Field,
        Compatible "nothing more is asked", Breaking "old clients do not expect null", None;
    NillabilityNarrowed, "nillability-narrowed", "may no longer be null", Field,
        Breaking "old clients may send null", Compatible "null no longer comes", None;
    TypeChanged, "type-changed", "type changed", Field,
        Breaking "old clients write the old type", Breaking "old clients read the old type", None;
    EncodingChanged, "encoding-changed", "encoding changed", Field,
        Breaking "old clients write it in the old place or form", Breaking "old clients look for it in the old place or form", None;
    QualificationChanged, "qualification-changed", "namespace or element form changed", Field,
        Breaking "old clients write the old qualified name", Breaking "old clients look for the old qualified name", None;
    FacetsTightened, "facets-tightened", "values restricted", Field,
        Breaking "old clients may send values that are refused now", Compatible "what comes, old clients take", None;
    FacetsLoosened, "facets-loosened", "more values allowed", Field,
        Compatible "what old clients send is still taken", Breaking "values may come that old clients refuse", None;
    FixedChanged, "fixed-changed", "fixed value changed", Field,
        Breaking "old clients send the old value", Breaking "old clients expect the old value", None;
    DefaultChanged, "default-changed", "default changed", Field,
        Warning "what is left out means something else", Warning "what is left out means something else", None;

    ValueAdded, "value-added", "value added", Value,
        Compatible "old clients never send it", Breaking "old clients do not know it", ADDS;
    OpenValueAdded, "open-value-added", "value of an open enumeration added", Value,
        Compatible "old clients never send it", Compatible "old clients are told to expect further values", ADDS;
    ValueRemoved, "value-removed", "value removed", Value,
        Breaking "old clients may send it", Compatible "it no longer comes", BREAKS;
    ValueNumberChanged, "value-number-changed", "number of a value changed", Value,
        Information "values stand by name on the wire", Information "values stand by name on the wire", None;
    AlternativeAdded, "alternative-added", "alternative added", Value,
        Compatible "old clients never send it", Breaking "old clients do not know it", ADDS;
    AlternativeRemoved, "alternative-removed", "alternative removed", Value,
        Breaking "old clients may send it", Compatible "it no longer comes", BREAKS;
    DiscriminatorChanged, "discriminator-changed", "what tells alternatives apart changed", Type,
        Breaking "old clients tell them apart in the old way", Breaking "old clients look for the old discriminator", None;

    Deprecated, "deprecated", "deprecated", Documentation,
        Information "it still works", Information "it still works", None;
    NoLongerDeprecated, "no-longer-deprecated", "no longer deprecated", Documentation,
        Information "it stays", Information "it stays", None;
    DocumentationChanged, "documentation-changed", "documentation changed", Documentation,
        Information "only the words changed", Information "only the words changed", None;

    RustNameChanged, "rust-name-changed", "name in Rust changed", Rust,
        Information "the wire is the same", Information "the wire is the same", BREAKS;
    RustTypeChanged, "rust-type-changed", "type in Rust changed", Rust,
        Information "the wire is the same", Information "the wire is the same", BREAKS;

    NotComparable, "not-comparable", "not comparable", Description,
        Warning "part of a description could not be read", Warning "part of a description could not be read", None;
}

impl Kind {
    /// What it means.
    pub fn rule(self) -> &'static Rule {
        &RULES[self as usize]
    }

    /// Its stable name.
    pub fn name(self) -> &'static str {
        self.rule().name
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::RULES;

    #[test]
    fn every_kind_has_a_row_and_a_name_of_its_own() {
        let mut names = HashSet::new();
        for (index, rule) in RULES.iter().enumerate() {
            assert_eq!(rule.kind as usize, index, "{}", rule.name);
            assert!(names.insert(rule.name), "{} stands twice", rule.name);
            assert!(rule.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{}", rule.name);
        }
    }
}
