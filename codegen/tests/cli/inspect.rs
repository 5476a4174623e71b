//! `bindery inspect`.

use crate::{bindery, own_schemas};

#[test]
fn tables() {
    let run = bindery(&["inspect", "shop.wsdl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    insta::assert_snapshot!(run.out);
}

#[test]
fn json_says_the_same_to_programs() {
    let run = bindery(&["inspect", "--json", "shop.wsdl"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let operation = &json["services"][0]["operations"][0];
    assert_eq!(operation["name"], "Order");
    assert_eq!(operation["documentation"], "Orders some articles.");
    assert_eq!(operation["soap"]["action"], "urn:example:shop/Order");
    assert_eq!(operation["soap"]["request_element"], "{urn:example:shop}Order");
    assert_eq!(operation["soap"]["request_headers"][0], "Key");
    assert_eq!(operation["input"][0]["name"], "Article");
    assert_eq!(operation["input"][0]["max"], serde_json::Value::Null);
    assert_eq!(operation["input"][1]["nillable"], true);
    assert_eq!(operation["faults"][0]["name"], "SoldOut");
    let named = |name: &str| json["types"].as_array().unwrap().iter().find(|ty| ty["name"] == name).unwrap().clone();
    assert_eq!(named("Size")["values"][1]["name"], "large");
    assert_eq!(named("Article")["fields"][3]["place"], "attribute");
}

#[test]
fn a_whole_agent() {
    let file = own_schemas().join("services88/User.wsdl");
    let run = bindery(&["inspect", file.to_str().unwrap()]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for part in ["97 operations", "194 messages", "GetUserPresenceStatus", "ApplicationToken", "Services88/User.svc"] {
        assert!(run.out.contains(part), "{part}");
    }
}
