//! Plain HTTP. `Thing` stands in the request and in the response of `post`.

use super::{between, expect, lines};

/// A document with one operation, whose parts are given as YAML in one line.
struct Made<'a> {
    path: &'a str,
    method: &'a str,
    id: &'a str,
    operation: &'a str,
    parameters: &'a str,
    media: &'a str,
    responses: &'a str,
    thing: &'a str,
    schemes: &'a str,
}

impl Default for Made<'_> {
    fn default() -> Self {
        Self {
            path: "/thing",
            method: "post",
            id: "post",
            operation: "",
            parameters: "",
            media: "application/json",
            responses: "",
            thing: "{type: object, properties: {a: {type: integer}}}",
            schemes: "",
        }
    }
}

impl Made<'_> {
    fn text(&self) -> String {
        let Self { path, method, id, operation, parameters, media, responses, thing, schemes } = self;
        format!(
            "openapi: 3.0.3
info: {{title: Shop, version: '1'}}
paths:
  {path}:
    {method}:
      operationId: {id}
      tags: [Shop]
      {operation}
      parameters: [{parameters}]
      requestBody: {{required: true, content: {{{media}: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
      responses:
        '200': {{description: Fine, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}
        {responses}
components:
  schemas:
    Thing: {thing}
  securitySchemes:
    key: {{type: apiKey, in: header, name: X-Key}}
    token: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: 'https://example.com', scopes: {{read: r, write: w}}}}}}}}
    {schemes}
"
        )
    }
}

fn thing(thing: &str) -> String {
    Made { thing, ..Made::default() }.text()
}

fn parameters(parameters: &str) -> String {
    Made { parameters, ..Made::default() }.text()
}

fn operation(operation: &str) -> String {
    Made { operation, ..Made::default() }.text()
}

#[test]
fn routes_and_names() {
    let old = Made::default().text();
    expect(
        &old,
        &Made { path: "/things", ..Made::default() }.text(),
        &["route-changed Shop.post: breaking/breaking/–"],
    );
    expect(&old, &Made { method: "put", ..Made::default() }.text(), &["route-changed Shop.post: breaking/breaking/–"]);
    let renamed = lines(&between(&old, &Made { id: "create", ..Made::default() }.text()));
    assert_eq!(renamed[0], "operation-renamed Shop.post: information/information/breaking", "{renamed:?}");
    let gone = lines(&between(&old, &Made { id: "get", path: "/other", ..Made::default() }.text()));
    assert_eq!(
        gone,
        [
            "operation-removed Shop.post: breaking/breaking/breaking",
            "operation-added Shop.get: compatible/compatible/compatible"
        ]
    );
}

#[test]
fn parameters_are_part_of_requests() {
    let q = |rest: &str| parameters(&format!("{{name: q, in: query, schema: {{type: string}}{rest}}}"));
    let none = Made::default().text();
    expect(&none, &q(", required: true"), &["required-field-added Shop.post(q): breaking/–/breaking"]);
    expect(&none, &q(""), &["optional-field-added Shop.post(q): compatible/–/breaking"]);
    expect(&q(""), &none, &["field-removed Shop.post(q): compatible/–/breaking"]);
    expect(&q(""), &q(", required: true"), &["field-made-required Shop.post(q): breaking/–/breaking"]);
    let header = parameters("{name: q, in: header, schema: {type: string}}");
    expect(&q(""), &header, &["parameter-style-changed Shop.post(q): breaking/–/–"]);
    let list = |style: &str| {
        parameters(&format!("{{name: q, in: query, schema: {{type: array, items: {{type: string}}}}{style}}}"))
    };
    expect(&list(""), &list(", explode: false"), &["parameter-style-changed Shop.post(q): breaking/–/–"]);
}

#[test]
fn properties() {
    let of = |properties: &str| thing(&format!("{{type: object, {properties}}}"));
    let a = of("properties: {a: {type: integer}}");
    let required = of("required: [b], properties: {a: {type: integer}, b: {type: string}}");
    let optional = of("properties: {a: {type: integer}, b: {type: string}}");
    expect(&a, &required, &["required-field-added Thing.b: breaking/compatible/breaking"]);
    expect(&a, &optional, &["optional-field-added Thing.b: compatible/compatible/breaking"]);
    expect(&optional, &a, &["field-removed Thing.b: compatible/breaking/breaking"]);
    expect(&optional, &required, &["field-made-required Thing.b: breaking/compatible/breaking"]);
    expect(&required, &optional, &["field-made-optional Thing.b: compatible/breaking/breaking"]);
    let nullable = of("properties: {a: {type: integer, nullable: true}}");
    expect(&a, &nullable, &["nillability-widened Thing.a: compatible/breaking/breaking"]);
    expect(&nullable, &a, &["nillability-narrowed Thing.a: breaking/compatible/breaking"]);
    let text = of("properties: {a: {type: integer, format: int32}}");
    expect(&a, &text, &["type-changed Thing.a: breaking/breaking/breaking"]);
}

#[test]
fn who_may_set_a_property() {
    let of = |access: &str| thing(&format!("{{type: object, properties: {{a: {{type: integer{access}}}}}}}"));
    expect(&of(""), &of(", readOnly: true"), &["field-removed Thing.a: compatible/–/–"]);
    expect(&of(""), &of(", writeOnly: true"), &["field-removed Thing.a: –/breaking/–"]);
    expect(&of(", readOnly: true"), &of(""), &["optional-field-added Thing.a: compatible/–/–"]);
    let added =
        thing("{type: object, required: [b], properties: {a: {type: integer}, b: {type: string, readOnly: true}}}");
    expect(&of(""), &added, &["required-field-added Thing.b: –/compatible/breaking"]);
}

#[test]
fn closed_types() {
    let of = |rest: &str| thing(&format!("{{type: object, properties: {{a: {{type: integer}}}}{rest}}}"));
    let (open, closed) = (of(""), of(", additionalProperties: false"));
    let told = lines(&between(&open, &closed));
    assert!(told.iter().any(|line| line == "content-closed Thing: breaking/compatible/–"), "{told:?}");
    let told = lines(&between(&closed, &open));
    assert!(told.iter().any(|line| line == "content-opened Thing: compatible/warning/–"), "{told:?}");
    let both =
        thing("{type: object, properties: {a: {type: integer}, b: {type: string}}, additionalProperties: false}");
    expect(&both, &closed, &["closed-field-removed Thing.b: breaking/breaking/breaking"]);
}

#[test]
fn enumerations_open_and_closed() {
    let of = |schema: &str| thing(&format!("{{type: object, properties: {{a: {schema}}}}}"));
    let (two, three) = (of("{type: string, enum: [s, m]}"), of("{type: string, enum: [s, m, l]}"));
    let told = lines(&between(&two, &three));
    assert!(
        told.len() == 1 && told[0].starts_with("value-added") && told[0].ends_with(": compatible/breaking/compatible"),
        "{told:?}"
    );
    let told = lines(&between(&three, &two));
    assert!(
        told.len() == 1 && told[0].starts_with("value-removed") && told[0].ends_with(": breaking/compatible/breaking"),
        "{told:?}"
    );
    let open = |values: &str| of(&format!("{{anyOf: [{{type: string, enum: [{values}]}}, {{type: string}}]}}"));
    let told = lines(&between(&open("s, m"), &open("s, m, l")));
    assert!(
        told.len() == 1
            && told[0].starts_with("open-value-added")
            && told[0].ends_with(": compatible/compatible/compatible"),
        "{told:?}"
    );
    let told = lines(&between(&two, &of("{type: string}")));
    assert_eq!(told[0], "facets-loosened Thing.a: compatible/breaking/breaking", "{told:?}");
}

#[test]
fn facets() {
    let of = |facets: &str| thing(&format!("{{type: object, properties: {{a: {{type: number, {facets}}}}}}}"));
    expect(&of("minimum: 1"), &of("minimum: 2"), &["facets-tightened Thing.a: breaking/compatible/–"]);
    expect(&of("maximum: 1"), &of("maximum: 2"), &["facets-loosened Thing.a: compatible/breaking/–"]);
    expect(
        &of("minimum: 1"),
        &of("minimum: 1, exclusiveMinimum: true"),
        &["facets-tightened Thing.a: breaking/compatible/–"],
    );
}

#[test]
fn statuses_headers_and_media_types() {
    let with = |responses: &str| Made { responses, ..Made::default() }.text();
    let plain = Made::default().text();
    let error = with("'404': {description: Gone}");
    expect(&plain, &error, &["error-status-added Shop.post → 404: –/warning/–"]);
    expect(&error, &plain, &["error-status-removed Shop.post → 404: –/compatible/–"]);
    let created = with("'204': {description: Nothing}");
    let told = lines(&between(&plain, &created));
    assert!(told.contains(&"success-status-added Shop.post → 204: –/compatible/–".to_owned()), "{told:?}");
    let told = lines(&between(&created, &plain));
    assert!(told.contains(&"success-status-removed Shop.post → 204: –/breaking/–".to_owned()), "{told:?}");
    let media = Made { media: "application/vnd.shop+json", ..Made::default() }.text();
    expect(
        &plain,
        &media,
        &["media-type-removed Shop.post: breaking/–/–", "media-type-added Shop.post: compatible/–/–"],
    );
    let headed = |header: &str| with(&format!("'404': {{description: Gone, headers: {{{header}}}}}"));
    let (none, some) = (headed(""), headed("X-Left: {schema: {type: integer}}"));
    expect(&none, &some, &["header-added Shop.post → 404 header X-Left: –/compatible/–"]);
    expect(&some, &none, &["header-removed Shop.post → 404 header X-Left: –/breaking/–"]);
}

#[test]
fn credentials() {
    let of = |security: &str| operation(&format!("security: {security}"));
    let (none, key, read, write) =
        (of("[]"), of("[{key: []}]"), of("[{token: [read]}]"), of("[{token: [read, write]}]"));
    expect(&none, &key, &["security-required Shop.post: breaking/–/–"]);
    expect(&key, &none, &["security-relaxed Shop.post: compatible/–/–"]);
    expect(&read, &write, &["security-required Shop.post: breaking/–/–"]);
    expect(&write, &read, &["security-relaxed Shop.post: compatible/–/–"]);
    expect(&key, &of("[{key: []}, {token: [read]}]"), &["security-relaxed Shop.post: compatible/–/–"]);
    expect(&key, &of("[{key: [], token: [read]}]"), &["security-required Shop.post: breaking/–/–"]);
    let renamed = key.replace("X-Key", "X-Token");
    expect(&key, &renamed, &["security-scheme-changed security scheme key: breaking/–/–"]);
}

#[test]
fn unions_and_discriminators() {
    let of = |tag: &str, names: &[&str]| {
        let member = |name: &&str| format!("{{$ref: '#/components/schemas/{name}'}}");
        let members: Vec<String> = names.iter().map(member).collect();
        let text = thing(&format!("{{oneOf: [{}], discriminator: {{propertyName: {tag}}}}}", members.join(", ")));
        let schema = |name: &str| {
            format!(
                "    {name}: {{type: object, required: [kind, sort], properties: {{kind: {{type: string}}, sort: {{type: string}}}}}}\n"
            )
        };
        text.replace(
            "  securitySchemes:",
            &format!("{}{}{}  securitySchemes:", schema("Cup"), schema("Pot"), schema("Jar")),
        )
    };
    let (two, three) = (of("kind", &["Cup", "Pot"]), of("kind", &["Cup", "Pot", "Jar"]));
    let told = lines(&between(&two, &three));
    assert!(told.contains(&"alternative-added Thing.Jar: compatible/breaking/compatible".to_owned()), "{told:?}");
    let told = lines(&between(&three, &two));
    assert!(told.contains(&"alternative-removed Thing.Jar: breaking/compatible/breaking".to_owned()), "{told:?}");
    let told = lines(&between(&two, &of("sort", &["Cup", "Pot"])));
    assert!(told.contains(&"discriminator-changed Thing: breaking/breaking/–".to_owned()), "{told:?}");
}

#[test]
fn deprecation_and_documentation_are_information() {
    let old = operation("description: One");
    expect(&old, &operation("description: Two"), &["documentation-changed Shop.post: information/information/–"]);
    let told = lines(&between(&old, &operation("description: One\n      deprecated: true")));
    assert_eq!(told, ["deprecated Shop.post: information/information/–"]);
}
