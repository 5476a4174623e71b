//! Whatever an OpenAPI document holds, it reaches the output as a literal, as documentation, or as a sanitised name.
#![recursion_limit = "256"]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use bindery_codegen::{
    Generation,
    config::Config,
    emit::Runtime,
    generate, read,
    source::{Options, Source},
};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};

/// Texts that end what they may stand in, and go on as Rust, TOML or rustdoc.
const EVIL: &[&str] = &[
    "a\"; } pub fn evil() { std::process::abort() } /* \\ */ // \n#[no_mangle] pub fn evil2() {} '\u{202e}\r\u{0}",
    "\"#; pub mod evil; #![feature(x)] r#\"",
    "*/ evil!(); /*",
    "\n\n```\npanic!()\n```\n<script>alert(1)</script>",
    "\"\n[dependencies]\nevil = \"1\"\n#",
    "{0} {evil:?} {{}} \\u{7} \\",
    "../../../evil",
    "r#type::<evil>()",
];

/// A document with a text in every place that takes one. Places tell the texts apart, as a real document would.
struct Texts<'a>(&'a str);

impl Texts<'_> {
    fn at(&self, place: &str) -> String {
        format!("{place} {}", self.0)
    }

    /// A text that stands in a template: there braces mean something.
    fn plain(&self, place: &str) -> String {
        self.at(place).replace(['{', '}'], "")
    }

    /// A reference to a schema.
    fn schema(&self, name: &str) -> Value {
        json!({"$ref": format!("#/components/schemas/{}", self.at(name).replace('~', "~0").replace('/', "~1").replace('%', "%25"))})
    }

    fn document(&self) -> String {
        let at = |place: &str| self.at(place);
        let (id, schema) = (self.plain("id"), |name: &str| self.schema(name));
        let answer = |ty: Value| {
            json!({"description": at("answer"), "content": {at("x/media"): {"schema": {"type": "string"}}, "application/json": {"schema": ty, "example": at("example"), "examples": {at("one"): {"summary": at("summary"), "value": at("value")}}}},
            "headers": {at("X-Header"): {"description": at("header"), "schema": {"type": "string", "default": at("default")}}}})
        };
        json!({
            "openapi": "3.1.0",
            "info": {"title": at("title"), "version": at("1.0"), "summary": at("summary"), "description": at("info"), "termsOfService": at("terms"),
                "contact": {"name": at("name"), "url": at("url"), "email": at("mail")}, "license": {"name": at("licence"), "identifier": at("MIT")}},
            "x-rust-crate": at("evil"),
            "externalDocs": {"url": at("url"), "description": at("docs")},
            "servers": [{"url": format!("https://{{{}}}.example.com/{}", self.plain("host"), self.plain("path")), "description": at("server"),
                "variables": {self.plain("host"): {"default": at("a"), "enum": [at("a"), at("b")], "description": at("variable")}}}],
            "tags": [{"name": at("tag"), "description": at("about")}],
            "security": [{at("scheme"): [at("scope")], at("key"): []}],
            "paths": {format!("/{}/{{{id}}}", self.plain("p")): {
                "summary": at("item"), "description": at("item"),
                "post": {
                    "operationId": at("do"), "tags": [at("tag")], "summary": at("short"), "description": at("long"), "x-rust-name": at("evil"),
                    "parameters": [
                        {"name": id, "in": "path", "required": true, "description": at("parameter"), "schema": {"type": "string", "pattern": at("p"), "format": at("f")}},
                        {"name": at("query"), "in": "query", "schema": {"type": "string", "enum": [at("v1"), at("v2")], "default": at("v1")}, "example": at("v1")},
                        {"name": at("header"), "in": "header", "schema": {"type": "string"}},
                        {"name": at("cookie"), "in": "cookie", "content": {at("x/y"): {"schema": {"type": "string"}}}},
                    ],
                    "requestBody": {"description": at("body"), "required": true, "content": {"multipart/form-data": {"schema": schema("Form"), "encoding": {at("part"): {"contentType": at("text/x")}}}}},
                    "responses": {"200": answer(schema("Node")), "202": answer(schema("Kind")), "404": answer(schema("Union")), "default": answer(schema("Numbers"))},
                },
            }},
            "webhooks": {at("hook"): {"post": {"responses": {"200": {"description": at("ok")}}}}},
            "components": {
                "securitySchemes": {
                    at("scheme"): {"type": "oauth2", "description": at("oauth"), "flows": {"implicit": {"authorizationUrl": at("https://x"), "scopes": {at("scope"): at("scope")}}}},
                    at("key"): {"type": "apiKey", "in": "header", "name": at("X-Key"), "description": at("key")},
                    at("other"): {"type": "http", "scheme": at("digest"), "bearerFormat": at("jwt")},
                },
                "schemas": {
                    at("Form"): {"type": "object", "required": [at("part")], "properties": {at("part"): {"type": "string", "description": at("part")}}},
                    at("Node"): {"type": "object", "title": at("title"), "description": at("node"), "x-rust-type": "evil::Type", "required": [at("name")],
                        "additionalProperties": {"type": "string"},
                        "properties": {
                            at("name"): {"type": "string", "default": at("default"), "const": at("const"), "pattern": at("pattern"), "format": at("format"), "$comment": at("comment")},
                            at("next"): schema("Node"),
                            at("inner"): {"type": "object", "properties": {at("deep"): {"type": "array", "items": {"type": "object", "properties": {at("x"): {"type": "string"}}}}}},
                            at("number"): {"type": "integer", "minimum": 0, "multipleOf": 2},
                        }},
                    at("Kind"): {"type": "string", "enum": [at("one"), at("two"), at("three")], "x-enum-varnames": [at("One"), at("Two"), at("Three")], "x-enum-descriptions": [at("first"), at("second"), at("third")]},
                    at("Numbers"): {"type": "integer", "enum": [1, 2], "x-enum-varnames": [at("Un"), at("Deux")]},
                    at("A"): {"type": "object", "required": [at("tag")], "properties": {at("tag"): {"type": "string"}, at("a"): {"type": "string"}}},
                    at("B"): {"type": "object", "required": [at("tag")], "properties": {at("tag"): {"type": "string"}, at("b"): {"type": "string"}}},
                    at("Union"): {"oneOf": [schema("A"), schema("B")], "discriminator": {"propertyName": at("tag"), "mapping": {at("first"): schema("A")["$ref"], at("second"): schema("B")["$ref"]}}},
                },
            },
        })
        .to_string()
    }

    /// A document of Swagger 2.0, likewise.
    fn swagger(&self) -> String {
        let at = |place: &str| self.at(place);
        let (id, path) = (self.plain("id"), self.plain("p"));
        let schema = |name: &str| {
            let escaped = self.at(name).replace('~', "~0").replace('/', "~1").replace('%', "%25");
            json!({"$ref": format!("#/definitions/{escaped}")})
        };
        let answer = |ty: Value| {
            json!({"description": at("answer"), "schema": ty, "examples": {"application/json": at("example"), at("x/media"): at("example")},
            "headers": {at("X-Header"): {"description": at("header"), "type": "string", "default": at("default"), "enum": [at("v1"), at("v2")], "pattern": at("p")}}})
        };
        json!({
            "swagger": "2.0",
            "info": {"title": at("title"), "version": at("1.0"), "description": at("info"), "termsOfService": at("terms"),
                "contact": {"name": at("name"), "url": at("url"), "email": at("mail")}, "license": {"name": at("licence"), "url": at("url")}},
            "host": format!("example.com{}", self.plain("host").replace('/', "")), "basePath": format!("/{}", self.plain("base")), "schemes": ["https"],
            "consumes": ["application/json", at("x/in")], "produces": ["application/json", at("x/out")],
            "externalDocs": {"url": at("url"), "description": at("docs")},
            "x-rust-crate": at("evil"),
            "tags": [{"name": at("tag"), "description": at("about"), "externalDocs": {"url": at("url"), "description": at("docs")}}],
            "security": [{at("scheme"): [at("scope")], at("key"): []}],
            "paths": {format!("/{path}/{{{id}}}"): {
                "parameters": [{"$ref": format!("#/parameters/{}", at("shared").replace('~', "~0").replace('/', "~1").replace('%', "%25"))}],
                "post": {
                    "operationId": at("do"), "tags": [at("tag")], "summary": at("short"), "description": at("long"),
                    "externalDocs": {"url": at("url"), "description": at("docs")},
                    "parameters": [
                        {"name": id, "in": "path", "required": true, "type": "string", "description": at("parameter"), "pattern": at("p"), "format": at("f")},
                        {"name": at("query"), "in": "query", "type": "string", "enum": [at("v1"), at("v2")], "default": at("v1"), "description": at("query")},
                        {"name": at("list"), "in": "query", "type": "array", "items": {"type": "string", "enum": [at("i1"), at("i2")]}, "collectionFormat": "multi"},
                        {"name": at("body"), "in": "body", "required": true, "description": at("body"), "schema": schema("Node")},
                    ],
                    "responses": {"200": answer(schema("Node")), "404": answer(schema("Kind")), "default": answer(schema("Base"))},
                },
                "put": {
                    "operationId": at("form"), "tags": [at("tag")], "consumes": ["multipart/form-data"],
                    "parameters": [
                        {"name": id, "in": "path", "required": true, "type": "string"},
                        {"name": at("part"), "in": "formData", "type": "string", "description": at("part"), "default": at("default")},
                        {"name": at("file"), "in": "formData", "type": "file", "description": at("file")},
                    ],
                    "responses": {"204": {"description": at("done")}},
                },
            }},
            "parameters": {at("shared"): {"name": at("header"), "in": "header", "type": "string", "description": at("header"), "default": at("default")}},
            "securityDefinitions": {
                at("scheme"): {"type": "oauth2", "description": at("oauth"), "flow": "implicit", "authorizationUrl": at("https://x"), "scopes": {at("scope"): at("scope")}},
                at("key"): {"type": "apiKey", "in": "header", "name": at("X-Key"), "description": at("key")},
                at("basic"): {"type": "basic", "description": at("basic")},
            },
            "definitions": {
                at("Node"): {"type": "object", "title": at("title"), "description": at("node"), "x-rust-type": "evil::Type", "required": [at("name")], "example": at("example"),
                    "externalDocs": {"url": at("url"), "description": at("docs")}, "xml": {"name": at("xml"), "namespace": at("urn"), "prefix": at("p")},
                    "additionalProperties": {"type": "string"},
                    "properties": {
                        at("name"): {"type": "string", "default": at("default"), "pattern": at("pattern"), "format": at("format"), "description": at("name"), "xml": {"name": at("attribute"), "attribute": true}},
                        at("next"): schema("Node"),
                        at("inner"): {"type": "object", "properties": {at("deep"): {"type": "array", "items": {"type": "object", "properties": {at("x"): {"type": "string"}}}}}},
                        at("kind"): schema("Kind"),
                    }},
                at("Kind"): {"type": "string", "enum": [at("one"), at("two"), at("three")], "description": at("kind"), "x-enum-varnames": [at("One"), at("Two"), at("Three")], "x-ms-enum": {"name": at("Named"), "values": [{"value": at("one"), "description": at("first")}]}},
                at("Base"): {"type": "object", "discriminator": at("tag"), "required": [at("tag")], "description": at("base"), "properties": {at("tag"): {"type": "string"}}},
                at("A"): {"allOf": [schema("Base"), {"type": "object", "properties": {at("a"): {"type": "string"}}}], "x-discriminator-value": at("a")},
                at("B"): {"allOf": [schema("Base"), {"type": "object", "properties": {at("b"): {"type": "string"}}}]},
            },
        })
        .to_string()
    }

    fn generations(&self) -> [Generation; 2] {
        [Self::generated(self.document(), 1), Self::generated(self.swagger(), 2)]
    }

    fn generated(document: String, operations: usize) -> Generation {
        let reading = read(vec![Source::new("api.json", document)], &Options::default());
        assert_eq!(reading.diagnostics, []);
        assert_eq!(reading.api.operations().count(), operations);
        let generation = generate(&Config::for_crate("shop"), vec![reading], &Runtime::Version, "bindery generate");
        assert_eq!(generation.diagnostics, []);
        generation
    }
}

/// How often each token stands in a file, documentation and the contents of literals apart: names count as one kind, for
/// they are what texts may change.
#[derive(Default)]
struct Census {
    tokens: BTreeMap<String, usize>,
    literals: Vec<String>,
}

impl Census {
    fn of(path: &str, text: &str) -> Self {
        syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
        let mut census = Self::default();
        census.walk(text.parse().unwrap());
        census
    }

    fn walk(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut index = 0;
        while let Some(token) = tokens.get(index) {
            index += 1;
            if is_documentation(&tokens[index - 1..]) {
                index += if matches!(tokens.get(index), Some(TokenTree::Punct(_))) { 2 } else { 1 };
                continue;
            }
            match token {
                TokenTree::Group(group) => {
                    self.count(format!("{:?}", group.delimiter()));
                    self.walk(group.stream());
                }
                TokenTree::Ident(ident) => self.ident(&ident.to_string()),
                // The formatter sets a comma at the end of lists that don't fit on a line.
                TokenTree::Punct(punct) if punct.as_char() == ',' => {}
                TokenTree::Punct(punct) => self.count(punct.as_char().to_string()),
                TokenTree::Literal(literal) => {
                    self.count("literal".to_owned());
                    if let Ok(syn::Lit::Str(text)) = syn::parse2(TokenTree::from(literal.clone()).into()) {
                        // Tables are a text of texts.
                        match serde_json::from_str(&text.value()) {
                            Ok(table @ Value::Object(_)) => strings(&table, &mut self.literals),
                            _ => self.literals.push(text.value()),
                        }
                    }
                }
            }
        }
    }

    fn ident(&mut self, name: &str) {
        assert!(!["evil", "evil2", "abort", "no_mangle", "panic", "feature_x"].contains(&name), "{name}");
        let keyword = syn::parse_str::<syn::Ident>(name).is_err();
        self.count(if keyword { name } else { "name" }.to_owned());
    }

    fn count(&mut self, token: String) {
        *self.tokens.entry(token).or_default() += 1;
    }
}

/// The texts in a table.
fn strings(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) => found.push(text.clone()),
        Value::Array(items) => items.iter().for_each(|item| strings(item, found)),
        Value::Object(members) => members.values().for_each(|member| strings(member, found)),
        _ => {}
    }
}

/// Whether tokens begin with `#[doc = …]` or `#![doc = …]`.
fn is_documentation(tokens: &[TokenTree]) -> bool {
    let is = |token: &TokenTree, wanted: char| matches!(token, TokenTree::Punct(punct) if punct.as_char() == wanted);
    let group = match tokens {
        [hash, TokenTree::Group(group), ..] if is(hash, '#') => group,
        [hash, bang, TokenTree::Group(group), ..] if is(hash, '#') && is(bang, '!') => group,
        _ => return false,
    };
    matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc")
}

/// The census of all emitted files, whatever they are called.
fn census(generation: &Generation) -> Vec<BTreeMap<String, usize>> {
    let sources = generation.files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let mut all: Vec<_> = sources.map(|(path, text)| Census::of(path, text).tokens).collect();
    all.sort();
    all
}

#[test]
fn no_text_of_a_document_adds_anything_to_the_tree() {
    let tame = Texts("word").generations().map(|generation| census(&generation));
    for tame in &tame {
        let total: usize = tame.iter().flat_map(BTreeMap::values).sum();
        assert!(total > 1_000, "the document holds next to nothing: {tame:#?}");
    }
    let hostile =
        EVIL.iter().flat_map(|evil| Texts(evil).generations().into_iter().zip(&tame).map(move |it| (evil, it)));
    for (evil, (hostile, tame)) in hostile {
        assert_eq!(census(&hostile), *tame, "{evil}");
        for (path, text) in hostile.files.iter() {
            assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/.".contains(&byte)), "{path}");
            assert!(!path.contains("..") && (path == "Cargo.toml" || path.starts_with("src/")), "{path}");
            assert!(!text.contains(['\u{202e}', '\0', '\r']), "{path} holds control characters");
            for line in text.lines().filter_map(|line| line.trim_start().strip_prefix("///")) {
                let line = line.trim_start();
                assert!(!line.starts_with("```") && !line.starts_with("~~~"), "{path}: a doctest: {line}");
            }
        }
        let manifest: toml::Table = hostile.files.get("Cargo.toml").unwrap().parse().unwrap();
        assert_eq!(manifest.keys().collect::<Vec<_>>(), ["dependencies", "features", "package"], "{evil}");
        assert_eq!(manifest["dependencies"].as_table().unwrap().keys().collect::<Vec<_>>(), ["bindery-runtime"]);
    }
}

#[test]
fn the_wire_forms_stand_as_they_are() {
    for evil in &EVIL[..2] {
        let texts = Texts(evil);
        let common = ["query", "header", "X-Key", "v1", "one", "tag", "title", "1.0", "part"];
        for (generation, own) in texts.generations().iter().zip([&["cookie", "first"], &["file", "list"]]) {
            let sources = generation.files.iter().filter(|(path, _)| path.ends_with(".rs"));
            let literals: Vec<String> = sources.flat_map(|(path, text)| Census::of(path, text).literals).collect();
            for place in common.iter().chain(own) {
                assert!(literals.contains(&texts.at(place)), "{place} stands nowhere as it is: {evil}");
            }
        }
    }
}

#[test]
fn names_that_mean_something_to_a_system_or_to_rust_stay_inside() {
    let names = [
        "../x", "CON", "self", "Self", "crate", "super", "a", "A", "", "1", "日本", "a b", "a-b", "lib", "mod",
        "types", "nul.rs",
    ];
    let schemas: serde_json::Map<String, Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), json!({"type": "object", "properties": {*name: {"type": "string"}}})))
        .collect();
    let paths: serde_json::Map<String, Value> = names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            let reference = format!("#/components/schemas/{}", name.replace('/', "~1"));
            let answer =
                json!({"200": {"description": "", "content": {"application/json": {"schema": {"$ref": reference}}}}});
            (format!("/{index}"), json!({"get": {"tags": [name], "operationId": name, "responses": answer}}))
        })
        .collect();
    let document = json!({"openapi": "3.0.3", "info": {"title": "..", "version": "1"}, "paths": paths, "components": {"schemas": schemas}});
    let reading = read(vec![Source::new("api.json", document.to_string())], &Options::default());
    assert_eq!(reading.diagnostics, []);
    let generation = generate(&Config::for_crate("shop"), vec![reading], &Runtime::Version, "bindery generate");
    assert_eq!(generation.diagnostics, []);
    assert_eq!(generation.ledger.operations.emitted, names.len());
    let mut lower = Vec::new();
    for (path, text) in generation.files.iter() {
        assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_/.".contains(&byte)), "{path}");
        assert!(!path.contains("..") && (path == "Cargo.toml" || path.starts_with("src/")), "{path}");
        let stem = path.rsplit('/').next().unwrap().split('.').next().unwrap().to_ascii_lowercase();
        assert!(!["con", "nul", "aux", "prn"].contains(&stem.as_str()), "{path}");
        lower.push(path.to_ascii_lowercase());
        if path.ends_with(".rs") {
            syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    }
    let count = lower.len();
    lower.sort();
    lower.dedup();
    assert_eq!(lower.len(), count, "two files differ in case only");
}
