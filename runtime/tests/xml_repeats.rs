//! Start tags that stand again as they stood before: they are recognised, and what differs is still seen.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use bindery_runtime::{
    record::Name,
    xml::{Decoder, Limits, Tolerance},
};
use support::{ARRAYS, NS, Presence, Presences, XSD, XSI, leniencies, read, refused, refused_under, write};

/// An item with prefixes, types and indentation.
const ITEM: &str = "
   <t:Presence xsi:type='t:Presence'>
    <t:Rights xsi:type='t:Rights'><t:Pair><t:Key>a</t:Key><t:Value xsi:type='xsd:int'>1</t:Value></t:Pair></t:Rights>
    <t:UserId xsi:type='xsd:int'>5</t:UserId>
    <t:Name xsi:type='xsd:string'>N</t:Name>
    <t:Present xsi:type='xsd:boolean'>true</t:Present>
    <t:Topics><a:int>1</a:int><a:int>2</a:int></t:Topics>
   </t:Presence>";

/// A document of twenty items, the last one changed.
fn document(changed: &str) -> String {
    format!(
        "<t:Root xmlns:t='{NS}' xmlns:a='{ARRAYS}' {XSI} {XSD}>
  <t:Response>{}{changed}</t:Response>
</t:Root>",
        ITEM.repeat(19)
    )
}

fn last(xml: &str) -> Presence {
    let read: Presences = read(xml);
    let items = read.presence.unwrap();
    assert_eq!(items.len(), 20);
    assert_eq!(items[0], items[18]);
    assert_eq!(items[0].rights.as_ref().unwrap().get("a"), Some(&Some(1)));
    items[19].clone()
}

#[test]
fn items_that_stand_again_are_equal() {
    let presence = last(&document(ITEM));
    assert_eq!(presence, last(&document(&ITEM.replace("<a:int>", "<a:int >").replace("xsi:type='xsd:int'", ""))));
    assert_eq!(presence.topics, Some(vec![1, 2]));
    // Without prefixes, types and indentation too.
    let plain = write(&Presences { presence: Some(vec![presence.clone(); 40]) });
    let again: Presences = read(&plain);
    assert_eq!(again.presence.unwrap(), vec![presence; 40]);
}

#[test]
fn what_is_left_out_empty_or_nil_is_seen() {
    let left_out = ITEM.replace("<t:Name xsi:type='xsd:string'>N</t:Name>", "");
    assert_eq!(last(&document(&left_out)), Presence { name: None, ..last(&document(ITEM)) });
    let empty = ITEM.replace("<t:Name xsi:type='xsd:string'>N</t:Name>", "<t:Name xsi:type='xsd:string'/>");
    assert_eq!(last(&document(&empty)).name.as_deref(), Some(""));
    let nil = ITEM.replace("<t:Name xsi:type='xsd:string'>N</t:Name>", "<t:Name xsi:nil='true'/>");
    assert_eq!(last(&document(&nil)).name, None);
}

#[test]
fn another_type_is_refused() {
    let error = refused::<Presences>(&document(&ITEM.replace("xsd:boolean", "xsd:string")));
    assert!(error.contains("Root/Response/Presence[19]/Present"), "{error}");
    assert!(error.contains("boolean"), "{error}");
    let error = refused::<Presences>(&document(&ITEM.replace("xsi:type='t:Presence'", "xsi:type='a:Presence'")));
    assert!(error.contains("Presence[19]"), "{error}");
}

#[test]
fn the_same_bytes_under_another_declaration_mean_something_else() {
    let rebound = ITEM.replace("<t:Topics>", "<t:Topics xmlns:a='urn:other'>");
    let error = refused_under::<Presences>(&document(&rebound), Tolerance::Report);
    assert!(error.contains("urn:other"), "{error}");
    // A declaration that changes nothing, and one whose scope has ended.
    let declared = ITEM.replace("<t:Topics>", &format!("<t:Topics xmlns:a='{ARRAYS}'>"));
    assert_eq!(last(&document(&declared)), last(&document(ITEM)));
    let ended = format!("{}{ITEM}", rebound.replace("a:int", "t:other"));
    let (read, found) = leniencies::<Presences>(&document(&ended).replacen(ITEM, "", 1));
    assert_eq!(read.presence.unwrap()[19], last(&document(ITEM)));
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("Presence[18]/Topics/other"), "{found:?}");
}

#[test]
fn foreign_attributes_and_wrong_ends_are_seen() {
    let foreign = ITEM.replace("<t:UserId ", "<t:UserId more='1' ");
    let (_, found) = leniencies::<Presences>(&document(&foreign));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("Presence[19]/UserId") && found[0].contains("`more`"), "{found:?}");
    let error = refused::<Presences>(&document(&ITEM.replace("</t:UserId>", "</t:UserID>")));
    assert!(error.contains("`</t:UserId>`") && error.contains("`</t:UserID>`"), "{error}");
}

#[test]
fn the_bound_on_depth_holds() {
    let limits = |depth| Limits { depth, ..Limits::default() };
    let document = document(ITEM);
    let read = |depth| {
        let mut decoder = Decoder::new(&document, Tolerance::Strict, limits(depth)).unwrap();
        decoder.document(Name::new(NS, "Root"), &mut Presences::default())
    };
    read(6).unwrap();
    assert!(read(5).unwrap_err().to_string().contains("at most 5 deep"));
}
