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
