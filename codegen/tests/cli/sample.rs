//! `bindery sample`.

use crate::{bindery, own_schemas};

#[test]
fn request_and_response_as_on_the_wire() {
    let run = bindery(&["sample", "shop.wsdl", "Order"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn one_message_alone_is_a_document() {
    let run = bindery(&["sample", "shop.wsdl", "order", "--only", "response"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let document = roxmltree::Document::parse(&run.out).unwrap();
    assert!(document.descendants().any(|node| node.has_tag_name(("urn:example:shop", "Number"))));
}

#[test]
fn an_unknown_operation_is_corrected() {
    let run = bindery(&["sample", "shop.wsdl", "Oder"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert_eq!(run.err, "error: there is no operation `Oder`\nhelp: did you mean `Order`?\n");
}

#[test]
fn types_that_contain_themselves_have_samples() {
    let file = own_schemas().join("services88/Chat.wsdl");
    let run = bindery(&["sample", file.to_str().unwrap(), "Chat.GetUserAgentList", "--only", "response"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("<services88:MDOListItem>") && run.out.len() < 10_000, "{}", run.out);
}

#[test]
fn a_response_of_success_holds_nothing_that_tells_failure() {
    let file = own_schemas().join("services88/Chat.wsdl");
    let config = own_schemas().join("../bindings.toml");
    let arguments = ["sample", file.to_str().unwrap(), "GetChatPresence", "--only", "response"];
    assert!(bindery(&arguments).out.contains("ExceptionInfo"));
    let run = bindery(&[&arguments[..], &["--config", config.to_str().unwrap()]].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains("Succeeded>true</") && !run.out.contains("ExceptionInfo"), "{}", run.out);
    let run = bindery(&["sample", "shop.wsdl", "Order", "--config", config.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("names shop.wsdl"), "{}", run.err);
}

#[test]
fn plain_http_in_all_its_places() {
    let run = bindery(&["sample", "orders.yaml", "Order"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let expected = r#"POST /shop/orders/1('AA%2F0')?tag=tag&tag=tag&filter%5Bfrom%5D=2026-01-31&api%20key=KEY HTTP/1.1
Host: eu.example.com
X-Trace: 00000000-0000-4000-8000-000000000001
Accept: application/json
Content-Type: application/json
Cookie: seen=true

{
  "name": "nam",
  "key": "key",
  "kind": 3,
  "price": 9.5,
  "sizes": {
    "key": {
      "width": 7
    }
  },
  "any": {},
  "pay": {
    "by": "card",
    "number": "number"
  }
}

HTTP/1.1 201 Created
Content-Type: application/json
Location: https://example.com/
"#;
    assert!(run.out.starts_with(expected), "{}", run.out);
    let answer: serde_json::Value =
        serde_json::from_str(&bindery(&["sample", "orders.yaml", "order", "--only", "response"]).out).unwrap();
    assert_eq!((&answer["id"], &answer["key"]), (&"id".into(), &serde_json::Value::Null));
}

#[test]
fn forms_of_several_parts_and_answers_without_content() {
    let run = bindery(&["sample", "orders.yaml", "Upload"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let expected = r#"PUT /shop/pictures HTTP/1.1
Host: eu.example.com
Authorization: Bearer TOKEN
Content-Type: multipart/form-data; boundary=part

--part
Content-Disposition: form-data; name="name"

name
--part
Content-Disposition: form-data; name="file"

…
--part
Content-Disposition: form-data; name="size"
Content-Type: application/json

{"width":7}
--part--

HTTP/1.1 204 No Content

"#;
    assert_eq!(run.out, expected);
}
