//! Operations, parameters, bodies, responses and credentials: what the model holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod openapi_support;

use bindery_codegen::{
    ledger::LossKind,
    model::{
        Endpoint, Message, Parameter, ParameterPlace, ParameterStyle, Primitive, SecuritySchemeKind, StatusMatch,
        TypeKind, TypeRef, UnionTag,
    },
};
use openapi_support::*;

/// Reads the paths of a 3.0 document.
fn paths(text: &str) -> bindery_codegen::Reading {
    let indented: String = text.lines().map(|line| format!("  {line}\n")).collect();
    reading(&format!("openapi: 3.0.3\ninfo: {{title: Test, version: 1.0.0}}\npaths:\n{indented}"))
}

fn parameter<'a>(parameters: &'a [Parameter], name: &str) -> &'a Parameter {
    parameters.iter().find(|parameter| parameter.name == name).unwrap()
}

#[test]
fn parameters_in_every_place_and_style() {
    let reading = paths(
        "/a/{simple}/{label}/{matrix}/x('{key}'):
  parameters:
    - {name: simple, in: path, required: true, schema: {type: string}}
    - {name: shared, in: query, schema: {type: string}}
  get:
    operationId: find
    responses: {'204': {description: ok}}
    parameters:
      - {name: label, in: path, required: true, style: label, explode: true, schema: {type: array, items: {type: string}}}
      - {name: matrix, in: path, required: true, style: matrix, schema: {type: string}}
      - {name: key, in: path, required: true, schema: {type: integer, format: int64}}
      - {name: form, in: query, schema: {type: array, items: {type: string}}}
      - {name: csv, in: query, explode: false, schema: {type: array, items: {type: string}}}
      - {name: space, in: query, style: spaceDelimited, schema: {type: array, items: {type: string}}}
      - {name: pipe, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
      - {name: deep, in: query, style: deepObject, explode: true, schema: {type: object, properties: {a: {type: string}}}}
      - {name: raw, in: query, allowReserved: true, schema: {type: string}}
      - {name: json, in: query, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}
      - {name: X-Count, in: header, required: true, deprecated: true, schema: {type: integer, format: int32, default: 3}}
      - {name: sessionToken, in: header, schema: {type: string}}
      - {name: sid, in: cookie, schema: {type: string}}
      - {name: shared, in: query, description: Mine., schema: {type: boolean}}
",
    );
    let operation = operation(&reading.api, "find");
    let binding = http(operation);
    assert_eq!((binding.method.as_str(), binding.path.as_str()), ("GET", "/a/{simple}/{label}/{matrix}/x('{key}')"));
    let found = |name: &str| {
        let parameter = parameter(&binding.parameters, name);
        (parameter.place, parameter.style, parameter.explode)
    };
    use {ParameterPlace as P, ParameterStyle as S};
    assert_eq!(found("simple"), (P::Path, S::Simple, false));
    assert_eq!(found("label"), (P::Path, S::Label, true));
    assert_eq!(found("matrix"), (P::Path, S::Matrix, false));
    assert_eq!(found("key"), (P::Path, S::Simple, false));
    assert_eq!(found("form"), (P::Query, S::Form, true));
    assert_eq!(found("csv"), (P::Query, S::Form, false));
    assert_eq!(found("space"), (P::Query, S::SpaceDelimited, false));
    assert_eq!(found("pipe"), (P::Query, S::PipeDelimited, false));
    assert_eq!(found("deep"), (P::Query, S::DeepObject, true));
    assert!(parameter(&binding.parameters, "raw").allow_reserved);
    assert_eq!(parameter(&binding.parameters, "json").media_type.as_deref(), Some("application/json"));
    assert_eq!(found("X-Count"), (P::Header, S::Simple, false));
    assert_eq!(found("sid"), (P::Cookie, S::Form, true));
    let input = |name: &str| field(&reading.api, "find", name);
    assert!(input("sessionToken").secret && input("sid").secret && !input("X-Count").secret);
    assert_eq!(occurs(input("X-Count").cardinality), (1, false));
    assert!(input("X-Count").deprecated);
    assert_eq!(input("X-Count").default.as_deref(), Some("3"));
    assert_eq!(primitive(&input("shared").ty), Primitive::Bool, "the operation's own declaration stands");
    assert_eq!(input("shared").docs.text.as_deref(), Some("Mine."));
    assert_eq!(named(&reading.api, &input("json").ty), "find_json");
    assert_eq!(reading.ledger.losses, []);
}

#[test]
fn bodies_prefer_json_and_keep_every_media_type() {
    let reading = paths(
        "/a:
  post:
    operationId: send
    requestBody:
      required: true
      description: What to send.
      content:
        application/xml: {schema: {type: object, properties: {a: {type: string}}}}
        text/json: {schema: {type: object, properties: {a: {type: string}}}}
        application/json: {schema: {type: object, properties: {a: {type: string}}}}
        text/plain: {schema: {type: string}}
        application/octet-stream: {schema: {type: string, format: binary}}
        multipart/form-data:
          schema: {type: object, properties: {file: {type: string, format: binary}, tags: {type: array, items: {type: string}}}}
          encoding:
            file: {contentType: image/png, headers: {X-Part: {schema: {type: integer}}}}
            tags: {style: pipeDelimited, explode: false}
    responses: {'204': {description: ok}}
  put:
    operationId: store
    requestBody: {content: {image/png: {}}}
    responses: {'204': {description: ok}}
",
    );
    let api = &reading.api;
    let body = http(operation(api, "send")).request.as_ref().unwrap();
    let media: Vec<&str> = body.media.iter().map(|media| media.media_type.as_str()).collect();
    assert_eq!(
        media,
        [
            "application/json",
            "text/json",
            "application/xml",
            "text/plain",
            "application/octet-stream",
            "multipart/form-data"
        ]
    );
    assert_eq!((body.optional, body.field), (false, Some(0)));
    let input = field(api, "send", "body");
    assert_eq!((named(api, &input.ty), input.docs.text.as_deref()), ("send_body_media", Some("What to send.")));
    assert_eq!(body.ty, input.ty, "media types of different types make a union");
    assert_eq!(body.media[0].ty, body.media[1].ty, "what is the same stands once");
    assert_eq!(primitive(&body.media[3].ty), Primitive::String);
    assert_eq!(primitive(&body.media[4].ty), Primitive::Binary);
    let parts = &body.media[5].parts;
    assert_eq!(parts[0].content_type.as_deref(), Some("image/png"));
    assert_eq!(parts[0].headers[0].0.local, "X-Part");
    assert_eq!((parts[1].style, parts[1].explode), (Some(ParameterStyle::PipeDelimited), false));
    let stored = http(operation(api, "store")).request.as_ref().unwrap();
    assert!(stored.optional);
    assert_eq!(primitive(&stored.media[0].ty), Primitive::Binary);
    assert_loss(&reading, LossKind::Ignored, "headers of the part `file` are not sent");
}

#[test]
fn responses_by_status_range_and_default() {
    let missing = paths(
        "/a:
  get:
    operationId: read
    responses: {'200': {description: ok, headers: {X-Shared: {$ref: '#/components/headers/Shared'}}}}
",
    );
    let text = "the header is taken as a text: nothing stands at `#/components/headers/Shared`";
    assert_loss(&missing, LossKind::Repaired, text);
    let text = "openapi: 3.0.3
info: {title: Test, version: 1.0.0}
components:
  headers: {Shared: {schema: {type: string, format: uuid}}}
  responses: {Ok: {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}}
  schemas: {Error: {type: object, properties: {code: {type: integer}}}}
paths:
  /a:
    get:
      operationId: read
      responses:
        '200':
          description: Found.
          headers: {X-Rate: {required: true, schema: {type: integer, format: int32}}, X-Shared: {$ref: '#/components/headers/Shared'}}
          content: {application/json: {schema: {type: object, required: [a], properties: {a: {type: string}}}}}
        201: {description: Made., content: {application/json: {schema: {type: string}}}}
        '204': {description: Nothing.}
        4XX: {description: Wrong., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
        default: {description: Else., content: {application/json: {schema: {$ref: '#/components/schemas/Error'}}}}
    delete: {operationId: none, responses: {'204': {description: gone}, '404': {description: not there}}}
    put: {operationId: other, responses: {default: {description: all, content: {application/json: {schema: {type: string}}}}}}
    post: {operationId: same, responses: {'200': {$ref: '#/components/responses/Ok'}, '202': {$ref: '#/components/responses/Ok'}}}
    patch: {operationId: odd, responses: {ok: {description: what}}}
";
    let reading = reading(text);
    let api = &reading.api;
    let read = operation(api, "read");
    let statuses: Vec<StatusMatch> = http(read).responses.iter().map(|response| response.status).collect();
    assert_eq!(
        statuses,
        [
            StatusMatch::Code(200),
            StatusMatch::Code(201),
            StatusMatch::Code(204),
            StatusMatch::Range(4),
            StatusMatch::Default
        ]
    );
    let headers = &http(read).responses[0].headers;
    assert_eq!((headers[0].0.local.as_str(), primitive(&headers[0].1), headers[0].2), ("X-Rate", Primitive::I32, true));
    assert_eq!((primitive(&headers[1].1), headers[1].2), (Primitive::Guid, false));
    let TypeRef::Named(id) = whole(read) else { panic!("{:?}", read.output) };
    let TypeKind::Union(union) = &api.ty(*id).kind else { panic!("no union") };
    assert_eq!(union.tag, UnionTag::Status);
    let arms: Vec<_> =
        union.variants.iter().map(|arm| (arm.name.local.as_str(), arm.label.as_deref(), arm.ty.is_some())).collect();
    assert_eq!(arms, [("200", Some("Ok"), true), ("201", Some("Created"), true), ("204", Some("NoContent"), false)]);
    let faults: Vec<_> =
        read.faults.iter().map(|fault| (fault.name.as_str(), named(api, &fault.parts[0].ty))).collect();
    assert_eq!(faults, [("4XX", "Error"), ("default", "Error")]);
    assert_eq!(operation(api, "none").output, Some(Message::Empty(None)));
    assert_eq!(primitive(whole(operation(api, "other"))), Primitive::String);
    assert!(operation(api, "other").faults.is_empty(), "the default is the success where no other is declared");
    assert_eq!(named(api, whole(operation(api, "same"))), "Error");
    assert_eq!(operation(api, "odd").output, Some(Message::Empty(None)));
    assert_loss(&reading, LossKind::Ignored, "`ok` is no status; the response is left out");
}

#[test]
fn operations_get_stable_names() {
    let text = |first: &str, second: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{title: Some API, version: 1.0.0}}\npaths:\n{first}{second}  /c:\n    get: {{operationId: twice, responses: {{'204': {{description: ok}}}}}}\n    put: {{operationId: twice, responses: {{'204': {{description: ok}}}}}}\n"
        )
    };
    let first =
        "  /v1/user/{uid}/presence:\n    get: {tags: [Presence, Extra], responses: {'204': {description: ok}}}\n";
    let second = "  /v1/user-uid/presence:\n    get: {responses: {'204': {description: ok}}}\n  /v1/user/uid/presence:\n    get: {responses: {'204': {description: ok}}}\n";
    let names = |text: &str| -> Vec<(String, String)> {
        let reading = reading(text);
        let mut found: Vec<_> = reading
            .api
            .operations()
            .map(|(service, operation)| (service.name.clone(), operation.name.clone()))
            .collect();
        found.sort();
        found
    };
    let found = names(&text(first, second));
    let expected = [
        ("Presence", "get_v1_user_by_uid_presence"),
        ("Some API", "get_c"),
        ("Some API", "get_v1_user_uid_presence"),
        ("Some API", "get_v1_user_uid_presence_2"),
        ("Some API", "put_c"),
    ];
    assert_eq!(found, expected.map(|(service, name)| (service.to_owned(), name.to_owned())));
    assert_eq!(names(&text(second, first)), found, "the order of the paths changes nothing");
    let reading = reading(&text(first, second));
    assert_loss(
        &reading,
        LossKind::Repaired,
        "`operationId` is missing; called `get_v1_user_by_uid_presence` after method and path at api.yaml:5:5",
    );
    assert_loss(
        &reading,
        LossKind::Repaired,
        "`operationId` `twice` stands twice; called `put_c` after method and path",
    );
    assert_loss(
        &reading,
        LossKind::Ignored,
        "of several tags the first, `Presence`, is the service; `Extra` is not read",
    );
}

#[test]
fn servers_and_credentials() {
    let reading = reading(
        "openapi: 3.0.3
info: {title: T, version: 1.0.0}
servers:
  - url: https://{host}/v1/{missing}
    description: main
    variables: {host: {default: a.example, enum: [a.example, b.example]}}
security: [{Token: []}, {Key: [], Auth: [read]}]
components:
  securitySchemes:
    Token: {type: http, scheme: Bearer}
    Key: {type: apiKey, in: header, name: X-Key}
    Auth: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.example', scopes: {read: Reading}}}}
    Open: {type: openIdConnect, openIdConnectUrl: 'https://a.example'}
    Digest: {type: http, scheme: digest}
    Tls: {type: mutualTLS}
paths:
  /a:
    get: {operationId: a, responses: {'204': {description: ok}}}
    put: {operationId: b, security: [], servers: [{url: 'https://up.example'}], responses: {'204': {description: ok}}}
    post: {operationId: c, security: [{}, {Unknown: []}, {'My Token Scheme': []}], responses: {'204': {description: ok}}}
",
    );
    let api = &reading.api;
    let endpoint = &api.services[0].endpoints[0];
    assert_eq!(
        endpoint,
        &Endpoint {
            name: "main".to_owned(),
            address: "https://{host}/v1/{missing}".to_owned(),
            variables: vec![
                ("host".to_owned(), "a.example".to_owned(), vec!["a.example".to_owned(), "b.example".to_owned()]),
                ("missing".to_owned(), String::new(), Vec::new()),
            ],
        }
    );
    let kinds: Vec<_> = api.security.iter().map(|scheme| (scheme.name.as_str(), &scheme.kind)).collect();
    assert_eq!(
        kinds,
        [
            ("Token", &SecuritySchemeKind::Bearer),
            ("Key", &SecuritySchemeKind::ApiKey { place: ParameterPlace::Header, name: "X-Key".to_owned() }),
            ("Auth", &SecuritySchemeKind::OAuth2),
            ("Open", &SecuritySchemeKind::OAuth2),
            ("Digest", &SecuritySchemeKind::Http("digest".to_owned())),
        ]
    );
    let asked = |name: &str| -> Vec<Vec<(String, Vec<String>)>> {
        http(operation(api, name)).security.iter().map(|requirement| requirement.schemes.clone()).collect()
    };
    assert_eq!(
        asked("a"),
        [
            vec![("Token".to_owned(), vec![])],
            vec![("Key".to_owned(), vec![]), ("Auth".to_owned(), vec!["read".to_owned()])]
        ]
    );
    assert!(asked("b").is_empty());
    assert_eq!(http(operation(api, "b")).servers[0].address, "https://up.example");
    assert_eq!(asked("c"), [vec![], vec![("Token".to_owned(), vec![])]]);
    assert_loss(&reading, LossKind::Repaired, "the server variable `missing` is not declared");
    assert_loss(&reading, LossKind::Repaired, "`Unknown` is not declared; left out");
    assert_loss(&reading, LossKind::Repaired, "`My Token Scheme` is not declared; `Token` is taken");
    assert_loss(&reading, LossKind::Ignored, "certificates of clients belong to the transport");
}

#[test]
fn swagger_2_comes_to_the_same() {
    let reading = reading(
        "swagger: '2.0'
info: {title: T, version: 1.0.0}
host: a.example:8080
basePath: /pod/
schemes: [http, https]
consumes: [application/json]
produces: [application/json]
securityDefinitions:
  basic: {type: basic}
  key: {type: apiKey, in: query, name: k}
parameters:
  Skip: {name: skip, in: query, type: integer, format: int32, default: 0}
  Body: {name: user, in: body, required: true, schema: {$ref: '#/definitions/User'}}
responses:
  Wrong: {description: wrong, schema: {$ref: '#/definitions/User'}}
definitions:
  User: {type: object, properties: {name: {type: string, x-nullable: true}}}
paths:
  /users:
    post:
      operationId: add
      produces: [application/json, text/csv]
      parameters: [{$ref: '#/parameters/Body'}, {$ref: '#/parameters/Skip'}]
      responses:
        200: {description: ok, schema: {type: array, items: {$ref: '#/definitions/User'}}, headers: {X-N: {type: array, items: {type: integer}}}}
        400: {$ref: '#/responses/Wrong'}
    get:
      operationId: list
      produces: [image/png]
      parameters:
        - {name: a, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: b, in: query, type: array, items: {type: string}}
        - {name: c, in: query, type: array, items: {type: string}, collectionFormat: ssv}
        - {name: d, in: query, type: array, items: {type: string}, collectionFormat: tsv}
        - {name: e, in: query, type: array, items: {type: string}, collectionFormat: pipes}
        - {name: f, in: header, type: array, items: {type: string}, collectionFormat: pipes}
      responses: {200: {description: ok, schema: {type: file}}}
    put:
      operationId: upload
      consumes: [image/png, multipart/form-data]
      parameters: [{name: image, in: formData, type: file, required: true, description: Bitmap}]
      responses: {204: {description: ok}}
    patch:
      operationId: form
      parameters:
        - {name: a, in: formData, type: string, required: true}
        - {name: b, in: formData, type: array, items: {type: string}, collectionFormat: pipes}
      responses: {204: {description: ok}}
",
    );
    let api = &reading.api;
    let addresses: Vec<&str> = api.services[0].endpoints.iter().map(|endpoint| endpoint.address.as_str()).collect();
    assert_eq!(addresses, ["https://a.example:8080/pod", "http://a.example:8080/pod"], "encrypted first");
    let add = http(operation(api, "add"));
    let body = add.request.as_ref().unwrap();
    assert_eq!((named(api, &body.media[0].ty), body.optional), ("User", false));
    assert_eq!(field(api, "add", "skip").default.as_deref(), Some("0"));
    assert!(field(api, "User", "name").cardinality.nillable);
    assert!(matches!(whole(operation(api, "add")), TypeRef::List(item) if named(api, &item.ty) == "User"));
    assert_eq!(operation(api, "add").faults[0].name, "400");
    let media: Vec<_> =
        add.responses[0].body.as_ref().unwrap().media.iter().map(|media| media.media_type.as_str()).collect();
    assert_eq!(media, ["application/json"]);
    let left_out = losses(&reading, LossKind::Ignored);
    assert_eq!(left_out.len(), 2, "nothing tells how the list and the error stand in CSV: {left_out:?}");
    let list = &http(operation(api, "list")).parameters;
    let style = |name: &str| (parameter(list, name).style, parameter(list, name).explode);
    assert_eq!(style("a"), (ParameterStyle::Form, true));
    assert_eq!(style("b"), (ParameterStyle::Form, false));
    assert_eq!(style("c"), (ParameterStyle::SpaceDelimited, false));
    assert_eq!(style("d"), (ParameterStyle::TabDelimited, false));
    assert_eq!(style("e"), (ParameterStyle::PipeDelimited, false));
    assert_eq!(style("f"), (ParameterStyle::PipeDelimited, false));
    assert_eq!(primitive(whole(operation(api, "list"))), Primitive::Binary);
    let upload = http(operation(api, "upload")).request.as_ref().unwrap();
    let media: Vec<_> = upload.media.iter().map(|media| media.media_type.as_str()).collect();
    assert_eq!(media, ["multipart/form-data", "image/png"]);
    assert_eq!(primitive(&upload.media[1].ty), Primitive::Binary);
    assert_eq!(occurs(field(api, named(api, &upload.media[0].ty), "image").cardinality), (1, false));
    let form = &http(operation(api, "form")).request.as_ref().unwrap().media[0];
    assert_eq!(form.media_type, "application/x-www-form-urlencoded");
    assert_eq!(form.parts[0].style, Some(ParameterStyle::PipeDelimited));
    assert_eq!(api.security[0].kind, SecuritySchemeKind::Basic);
}

#[test]
fn defects_of_operations_are_repaired_and_named() {
    let reading = paths(
        "a/{undeclared}/{optional}:
  get:
    operationId: odd
    callbacks: {done: {}}
    parameters:
      - {name: optional, in: path, schema: {type: string}}
      - {name: twice, in: query, schema: {type: string}}
      - {name: twice, in: query, schema: {type: integer}}
      - {name: gone, in: path, required: true, schema: {type: string}}
      - {name: nowhere, in: body, schema: {type: string}}
      - {name: bare, in: query}
      - {in: query, schema: {type: string}}
      - {name: flag, in: query, required: 'true', style: odd, schema: {type: string}}
      - {name: Accept, in: header, schema: {type: string}}
      - {$ref: '#/components/parameters/Missing'}
  FETCH: {responses: {}}
/b:
  post: {operationId: none}
",
    );
    let api = &reading.api;
    let binding = http(operation(api, "odd"));
    assert_eq!(binding.path, "/a/{undeclared}/{optional}");
    let sent: Vec<&str> = binding.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
    assert_eq!(sent, ["optional", "twice", "nowhere", "bare", "flag", "undeclared"]);
    assert_eq!(field(api, "odd", "flag").cardinality.min, 1);
    for (kind, text) in [
        (LossKind::Repaired, "the path does not start with `/` at api.yaml:5:5"),
        (LossKind::Repaired, "`{undeclared}` stands in the path but is not declared"),
        (LossKind::Repaired, "the path parameter `optional` is not marked as required; it is at api.yaml:9:11"),
        (LossKind::Repaired, "the parameter `twice` is declared twice; the first is kept at api.yaml:11:11"),
        (LossKind::Ignored, "the path parameter `gone` does not stand in the path"),
        (LossKind::Repaired, "`in` is `body`; taken as `query`"),
        (LossKind::Repaired, "the parameter has no schema; taken as a text"),
        (LossKind::Repaired, "a parameter is left out: missing field `name`"),
        (LossKind::Repaired, "`style` is `odd`, which cannot stand here; the default is taken"),
        (LossKind::Ignored, "the header `Accept` is set by the media types"),
        (
            LossKind::Repaired,
            "a parameter is left out, dangling reference: nothing stands at `#/components/parameters/Missing`",
        ),
        (LossKind::OperationOmitted, "`FETCH` is no method that a path item may hold"),
        (LossKind::Ignored, "the callback `done` is a call to the client"),
    ] {
        assert_loss(&reading, kind, text);
    }
    assert!(losses(&reading, LossKind::Repaired).iter().any(|loss| loss.contains("no response is declared")));
}

#[test]
fn webhooks_are_named_and_paths_may_be_missing() {
    let reading = reading(
        "openapi: 3.1.0
info: {title: T, version: 1.0.0}
webhooks:
  changed: {post: {operationId: changed, responses: {'200': {description: ok}}}}
components: {schemas: {A: {type: [string, 'null']}}}
",
    );
    assert_eq!(reading.api.operations().count(), 0);
    assert_loss(&reading, LossKind::OperationOmitted, "webhooks are calls to the client");
    assert_eq!(reading.ledger.losses.len(), 1);
    assert_eq!(primitive(alias(&reading.api, "A")), Primitive::String);
}

#[test]
fn fields_of_one_name_are_told_apart() {
    let reading = paths(
        "/{id}:
  post:
    operationId: same
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: id, in: query, schema: {type: string}}
      - {name: body, in: query, schema: {type: string}}
    requestBody: {content: {application/json: {schema: {type: string}}}}
    responses: {'204': {description: ok}}
",
    );
    assert_eq!(field_names(structure(&reading.api, "same")), ["id", "id_query", "body", "request_body"]);
    let sent: Vec<&str> = http(operation(&reading.api, "same")).parameters.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(sent, ["id", "id", "body"], "the names on the wire stay");
}
