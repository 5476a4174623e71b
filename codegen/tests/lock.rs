//! The lock file: inputs that changed, and names that stay whatever else is generated.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{collections::BTreeMap, fs, path::Path};

use bindery_codegen::{
    Generation,
    config::Config,
    emit::Runtime,
    generate,
    lock::{Change, FILE, Input, Lock, Review},
    names::Published,
    read,
    source::{Options, Source},
};

/// A WSDL with one operation, whose request has a field of each type given; `more` are further types.
fn wsdl(service: &str, operations: &[&str], types: &str) -> String {
    let mut elements = String::new();
    let (mut messages, mut port, mut binding) = (String::new(), String::new(), String::new());
    for operation in operations {
        elements.push_str(&format!(
            "<xs:element name='{operation}'><xs:complexType><xs:sequence><xs:element name='value' type='tns:Holder'/></xs:sequence></xs:complexType></xs:element>
             <xs:element name='{operation}Response'><xs:complexType><xs:sequence/></xs:complexType></xs:element>"
        ));
        for way in ["", "Response"] {
            messages.push_str(&format!(
                "<message name='{operation}{way}'><part name='p' element='tns:{operation}{way}'/></message>"
            ));
        }
        port.push_str(&format!("<operation name='{operation}'><input message='tns:{operation}'/><output message='tns:{operation}Response'/></operation>"));
        binding.push_str(&format!("<operation name='{operation}'><soap:operation soapAction='{operation}'/><input><soap:body use='literal'/></input><output><soap:body use='literal'/></output></operation>"));
    }
    format!(
        "<definitions xmlns='http://schemas.xmlsoap.org/wsdl/' xmlns:soap='http://schemas.xmlsoap.org/wsdl/soap/'
            xmlns:xs='http://www.w3.org/2001/XMLSchema' xmlns:tns='urn:x' targetNamespace='urn:x'>
          <types><xs:schema targetNamespace='urn:x' elementFormDefault='qualified'>{elements}{types}</xs:schema></types>{messages}
          <portType name='{service}'>{port}</portType>
          <binding name='{service}' type='tns:{service}'><soap:binding transport='http://schemas.xmlsoap.org/soap/http'/>{binding}</binding>
          <service name='{service}'><port name='{service}' binding='tns:{service}'><soap:address location='http://x/'/></port></service>
        </definitions>"
    )
}

fn holder(fields: &[(&str, &str)]) -> String {
    let fields: String = fields.iter().map(|(name, ty)| format!("<xs:element name='{name}' type='{ty}'/>")).collect();
    format!("<xs:complexType name='Holder'><xs:sequence>{fields}</xs:sequence></xs:complexType>")
}

fn empty(name: &str) -> String {
    format!(
        "<xs:complexType name='{name}'><xs:sequence><xs:element name='x' type='xs:int'/></xs:sequence></xs:complexType>"
    )
}

/// Generates under names that are published.
fn generated(texts: &[(&str, String)], published: &BTreeMap<String, Published>) -> Generation {
    let mut config = Config::for_crate("locked");
    config.published = published.clone();
    let options = Options { published: config.published(&config.modules[0]), ..Options::default() };
    let sources = texts.iter().map(|(path, text)| Source::new(*path, text.clone())).collect();
    let generation = generate(&config, vec![read(sources, &options)], &Runtime::Version, "test");
    assert_eq!(generation.diagnostics, []);
    generation
}

/// What a review of a generation under a lock says was renamed.
fn renames(known: &BTreeMap<String, Published>, now: &Generation) -> Vec<String> {
    let lock = Lock { names: known.clone(), ..Lock::default() };
    let review = Review::new(Some(&lock), Path::new(""), Vec::new(), &now.names);
    review.renames.iter().map(ToString::to_string).collect()
}

#[test]
fn a_newcomer_takes_no_name_away() {
    let old_types = [holder(&[("a-b", "tns:foo-bar"), ("c-d", "xs:int")]), empty("foo-bar")].concat();
    let old = generated(&[("s.wsdl", wsdl("Svc", &["do-it"], &old_types))], &BTreeMap::new());
    // Whose name on the wire is the name in Rust would come first.
    let fields = [("a-b", "tns:foo-bar"), ("c-d", "xs:int"), ("a_b", "tns:FooBar"), ("C.D", "xs:int")];
    let new_types = [holder(&fields), empty("foo-bar"), empty("FooBar")].concat();
    let new = [("s.wsdl", wsdl("Svc", &["do-it", "DoIt"], &new_types))];

    let anew = generated(&new, &BTreeMap::new());
    let lost = renames(&old.names, &anew);
    assert_eq!(
        lost,
        [
            "members of type {urn:x}Holder, a-b: `a_b` is now `a_b2`",
            "members of type {urn:x}Holder, c-d: `c_d` is now `c_d2`",
            "operation Svc.do-it, method: `do_it` is now `do_it2`",
            "operation Svc.do-it, type: `DoIt` is now `DoIt2`",
            "type {urn:x}foo-bar, type: `FooBar` is now `FooBar2`",
        ]
    );
    let kept = generated(&new, &old.names);
    assert_eq!(renames(&old.names, &kept), [] as [String; 0]);
    let types =
        kept.files.iter().find(|(path, text)| path.contains("types/") && text.contains("pub struct Holder")).unwrap().1;
    for part in ["pub a_b: FooBar,", "pub a_b2: FooBar2,", "pub c_d: i32,", "pub c_d2: i32,"] {
        assert!(types.contains(part), "{part} in {types}");
    }
    // A third generation keeps the newcomers' names as well.
    assert_eq!(generated(&new, &kept.names).files, kept.files);
}

#[test]
fn what_stands_beside_an_operation_comes_before_new_operations() {
    let shop = include_str!("cli/shop.wsdl");
    let old = generated(&[("shop.wsdl", shop.to_owned())], &BTreeMap::new());
    let again = [
        (
            "<xs:element name=\"Key\"",
            "<xs:element name=\"OrderFault\"><xs:complexType/></xs:element><xs:element name=\"Key\"",
        ),
        (
            "<message name=\"OrderResponse\">",
            "<message name=\"OrderFault\"><part name=\"p\" element=\"tns:OrderFault\"/></message><message name=\"OrderResponse\">",
        ),
        ("</portType>", "<operation name=\"OrderFault\"><input message=\"tns:OrderFault\"/></operation></portType>"),
        (
            "</binding>",
            "<operation name=\"OrderFault\"><soap:operation soapAction=\"f\"/><input><soap:body use=\"literal\"/></input></operation></binding>",
        ),
    ];
    let text = again.iter().fold(shop.to_owned(), |text, (from, to)| text.replace(from, to));
    let new = [("shop.wsdl", text)];
    assert_eq!(
        renames(&old.names, &generated(&new, &BTreeMap::new())),
        ["operation Shop.Order, fault: `OrderFault` is now `OrderFault2`"]
    );
    assert_eq!(renames(&old.names, &generated(&new, &old.names)), [] as [String; 0]);
}

#[test]
fn the_definition_that_stood_for_all_services_still_does() {
    let text = |service: &str, field: &str| wsdl(service, &[&format!("Run{service}")], &holder(&[(field, "xs:int")]));
    let old = generated(&[("z.wsdl", text("Zoo", "old"))], &BTreeMap::new());
    let new = [("a.wsdl", text("Ark", "new")), ("b.wsdl", text("Bay", "new")), ("z.wsdl", text("Zoo", "old"))];
    let shared = |generation: &Generation| {
        let files = generation.files.iter().filter(|(path, _)| path.starts_with("src/types/"));
        files.map(|(_, text)| text.to_owned()).collect::<String>()
    };
    assert!(shared(&generated(&new, &BTreeMap::new())).contains("pub new: i32"), "most services use it");
    let kept = generated(&new, &old.names);
    assert!(shared(&kept).contains("pub old: i32") && !shared(&kept).contains("pub new: i32"));
    assert!(kept.files.get("src/ark/types.rs").unwrap().contains("pub new: i32"));
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    assert!(Lock::load(&file).unwrap().is_none());
    let types = [holder(&[("a", "tns:Value")]), "<xs:simpleType name='Value'><xs:restriction base='xs:string'><xs:enumeration value='&quot; = &#10;[x]'/><xs:enumeration value=''/></xs:restriction></xs:simpleType>".to_owned()].concat();
    let generation = generated(&[("s.wsdl", wsdl("Svc", &["Do"], &types))], &BTreeMap::new());
    let lock = Lock { inputs: vec![Input::new("s.wsdl", b"x")], names: generation.names, ..Lock::default() };
    assert!(lock.save(&file).unwrap());
    assert!(!lock.save(&file).unwrap(), "nothing to write");
    assert_eq!(Lock::load(&file).unwrap().as_ref(), Some(&lock));
    assert!(lock.render().contains("sha256 = \"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\""));
}

#[test]
fn a_lock_that_was_tampered_with_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    let with = |name: &str| format!("generator = \"0.1.0\"\n[names.x]\n\"type T\" = {{ type = \"{name}\" }}\n");
    for (text, code) in [
        (with("T { } mod evil"), "lock::name"),
        (with("struct"), "lock::name"),
        (with(""), "lock::name"),
        ("generator = 1".to_owned(), "lock::invalid"),
        ("generator = \"0.1.0\"\nextra = 1".to_owned(), "lock::invalid"),
    ] {
        fs::write(&file, &text).unwrap();
        let error = Lock::load(&file).unwrap_err();
        assert!(error.code == code && error.help.is_some(), "{text}: {error}");
    }
    fs::write(&file, with("r#type")).unwrap();
    assert!(Lock::load(&file).is_ok());
}

#[test]
fn inputs_that_changed_are_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.wsdl", "b.wsdl", "c.wsdl"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let known = Input { source: Some("https://x/".into()), date: Some("today".into()), ..Input::new("a.wsdl", b"x") };
    let gone = Input::new("gone.wsdl", b"x");
    let lock = Lock { inputs: vec![known.clone(), Input::new("b.wsdl", b"x"), gone], ..Lock::default() };
    let read = vec![Input::new("a.wsdl", b"y"), Input::new("c.wsdl", b"x")];
    let review = Review::new(Some(&lock), folder.path(), read, &BTreeMap::new());
    assert_eq!(review.changes, [Change::Changed("a.wsdl".into()), Change::New("c.wsdl".into())]);
    assert!(!review.is_current());
    // The source stays, the server's date does not: these are no longer the bytes that it sent.
    let next = &review.next;
    let paths: Vec<&str> = next.inputs.iter().map(|input| input.path.as_str()).collect();
    assert_eq!(paths, ["a.wsdl", "b.wsdl", "c.wsdl"]);
    let a = next.input("a.wsdl").unwrap();
    assert_eq!((a.source.as_deref(), a.date.as_deref()), (Some("https://x/"), None));
    let again = Review::new(Some(next), folder.path(), vec![Input::new("a.wsdl", b"y")], &BTreeMap::new());
    assert!(again.is_current() && again.notes().is_empty());
    let first = Review::new(None, folder.path(), vec![known], &BTreeMap::new());
    assert!(!first.is_current() && first.changes.is_empty());
}
