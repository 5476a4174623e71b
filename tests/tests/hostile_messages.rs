//! Messages that are wrong, odd or made to hurt, read by emitted types: each is told with the path to the element, what
//! was expected and what was found; or it is read, and the leniency is reported.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod packages;

use std::{fmt::Write as _, time::Instant};

use bindery_runtime::{catalogue::Catalogue, xml::Tolerance};
use bindery_tests::messages::{Direction, Exchange, exchanges};

const KITCHEN: &str = "urn:example:kitchen";

fn catalogue(module: &str) -> Catalogue {
    packages::cases().into_iter().find(|(name, _)| *name == module).expect("a case").1
}

fn exchange<'a>(catalogue: &'a Catalogue, operation: &str) -> Exchange<'a> {
    exchanges(catalogue).find(|exchange| exchange.entry.info().name == operation).expect("an operation")
}

fn envelope(body: &str) -> String {
    format!(r#"<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>"#)
}

/// A request of `PlanMeal` around the content of the meal.
fn meal(content: &str) -> String {
    envelope(&format!(r#"<PlanMeal xmlns="{KITCHEN}"><Meal>{content}</Meal></PlanMeal>"#))
}

fn read(text: &str, tolerance: Tolerance) -> Result<Vec<String>, String> {
    let catalogue = catalogue("sequence");
    let read = exchange(&catalogue, "PlanMeal").decode(Direction::Request, text, tolerance);
    read.map(|read| read.leniencies.iter().map(ToString::to_string).collect())
}

/// Asserts that a text is refused in any tolerance, and that the error says all of this.
fn refused(text: &str, says: &[&str]) {
    let start = Instant::now();
    for tolerance in [Tolerance::Strict, Tolerance::Report, Tolerance::Lenient] {
        let error = read(text, tolerance).expect_err(says[0]);
        for part in says {
            assert!(error.contains(part), "expected `{part}` in: {error}");
        }
        assert!(error.len() < 1_000, "an error of {} bytes", error.len());
    }
    assert!(start.elapsed().as_secs() < 10, "took {:?}", start.elapsed());
}

/// Asserts that a text is an error when strict, and else is read with one report that says all of this.
fn tolerated(text: &str, says: &[&str]) {
    let strict = read(text, Tolerance::Strict).expect_err(says[0]);
    let reported = read(text, Tolerance::Report).unwrap();
    assert_eq!(reported.len(), 1, "{reported:?}");
    for part in says {
        assert!(strict.contains(part), "expected `{part}` in: {strict}");
        assert!(reported[0].contains(part), "expected `{part}` in: {}", reported[0]);
    }
    assert_eq!(read(text, Tolerance::Lenient).unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let good = meal("<Course>a</Course><Dessert>b</Dessert>");
    assert!(read(&good, Tolerance::Strict).is_ok());
    refused(&good.replace("</Course>", "</Curse>"), &["Course", "Curse"]);
    refused(&good.replace("<Course>", "<q:Course>").replace("</Course>", "</q:Course>"), &["q"]);
    refused(&good.replace("<Course>", "<Course x='1' x='2'>"), &["x"]);
    refused(&good.replace("<Course>a", "<Course>&nbsp;"), &["nbsp"]);
    refused(&good.replace("<Course>a", "<Course>&#0;"), &["Course"]);
    refused(&good.replace("<Course>a", "<Course>\u{1}"), &["Course"]);
    refused(&good.replace("<Course>a", "<Course><"), &["Course"]);
    for cut in [good.len() / 3, good.len() / 2, good.len() - 3] {
        refused(&good[..cut], &["expected"]);
    }
    refused(&format!("{good}<x/>"), &["expected"]);
    refused("", &["expected"]);
    refused("no XML at all", &["expected"]);
}

#[test]
fn document_types_and_their_entities_are_refused() {
    let good = meal("<Course>&thing;</Course><Dessert>b</Dessert>");
    refused(&format!(r#"<!DOCTYPE s [<!ENTITY thing "x">]>{good}"#), &["document type declaration"]);
    refused(
        &format!(r#"<!DOCTYPE s SYSTEM "file:///etc/passwd">{}"#, good.replace("&thing;", "x")),
        &["document type declaration"],
    );
}

#[test]
fn wrong_names_are_refused_with_their_path() {
    let good = meal("<Course>a</Course><Dessert>b</Dessert>");
    refused(&good.replace(KITCHEN, "urn:example:other"), &["PlanMeal", KITCHEN, "urn:example:other"]);
    refused(&good.replace("PlanMeal", "PlanWar"), &["PlanMeal", "PlanWar"]);
    refused(&good.replace("s:Body", "s:Torso"), &["Body"]);
    refused(&good.replace("schemas.xmlsoap.org/soap/envelope", "example.test/soap"), &["Envelope"]);
    refused("<html><body>Log in</body></html>", &["Envelope", "html"]);
    refused(&envelope(""), &["PlanMeal"]);
}

#[test]
fn wrong_values_are_refused_with_their_path() {
    let vintage = |text: &str| meal(&format!("<Course>a</Course><Vintage>{text}</Vintage><Dessert>b</Dessert>"));
    for text in ["x", "2147483648", "-2147483649", "1.0", "0x10", "1 2", "９", "--1", "NaN", "1e3"] {
        refused(&vintage(text), &["PlanMeal", "Meal", "Vintage", "expected"]);
    }
    // What is optional and written as nothing has no value.
    tolerated(&vintage(""), &["Meal/Vintage", "an empty value"]);
    refused(&vintage("<b>1</b>"), &["Vintage", "b"]);
    refused(&meal("<Course>a</Course>loose text<Dessert>b</Dessert>"), &["Meal", "loose text"]);
    let many = "9".repeat(100_000);
    refused(&vintage(&many), &["Vintage"]);
}

#[test]
fn wrong_values_of_every_kind_are_refused() {
    let catalogue = catalogue("built_in_types");
    let spell = exchange(&catalogue, "Spell");
    for (element, texts) in [
        ("Boolean", vec!["yes", "TRUE", "2", ""]),
        ("Byte", vec!["128", "-129", ""]),
        ("UnsignedByte", vec!["-1", "256"]),
        ("UnsignedLong", vec!["18446744073709551616", "-1"]),
        ("Long", vec!["9223372036854775808"]),
        ("Integer", vec!["1.5", "", "+-1"]),
        ("Decimal", vec!["1e5", "", ".", "1,5", "INF"]),
        ("Double", vec!["inf", "+INF1", "0x1p3", ""]),
        (
            "DateTime",
            vec![
                "2026-02-30T00:00:00",
                "2026-01-01",
                "2026-01-01T25:00:00",
                "2026-01-01T00:00:00+15:00",
                "26-01-01T00:00:00",
                "",
            ],
        ),
        ("Date", vec!["2026-13-01", "2026-1-1", "today", ""]),
        ("Time", vec!["24:00:01", "12:60:00", "noon"]),
        ("Duration", vec!["P", "PT", "1D", "P1S", "-P-1D", ""]),
        ("Base64Binary", vec!["A", "AAA", "A===", "!AAA"]),
        ("HexBinary", vec!["0", "0G"]),
    ] {
        for text in texts {
            let message =
                envelope(&format!(r#"<Spell xmlns="urn:example:alphabet"><{element}>{text}</{element}></Spell>"#));
            // Written as nothing is no value, unless reading is strict.
            let tolerance = if text.is_empty() { Tolerance::Strict } else { Tolerance::Report };
            let error = spell.decode(Direction::Request, &message, tolerance).err();
            let error = error.unwrap_or_else(|| panic!("{element} takes `{text}`"));
            assert!(error.contains(element) && error.contains("expected"), "{error}");
        }
    }
}

#[test]
fn unknown_content_is_reported_with_its_path() {
    let good = "<Course>a</Course><Dessert>b</Dessert>";
    tolerated(&meal(&format!("{good}<Surprise><Deep>1</Deep></Surprise>")), &["Meal", "Surprise"]);
    tolerated(&meal(&format!("<Surprise/>{good}")), &["Meal", "Surprise"]);
    tolerated(
        &meal("<Course xmlns:x='urn:x' x:y='1'>a</Course><Dessert>b</Dessert>")
            .replace("<Meal>", "<Meal odd='1'>")
            .replace(" xmlns:x='urn:x' x:y='1'", ""),
        &["Meal", "odd"],
    );
    // The right name in a wrong namespace is no unknown element, but a mistake.
    let foreign = meal(&format!("{good}<x:Course xmlns:x='urn:x'>c</x:Course>"));
    for tolerance in [Tolerance::Strict, Tolerance::Report] {
        let error = read(&foreign, tolerance).expect_err("another namespace");
        assert!(["Meal/Course", KITCHEN, "urn:x"].iter().all(|part| error.contains(part)), "{error}");
    }
}

#[test]
fn a_null_where_none_may_stand_is_reported() {
    let nil = r#"<Wine xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/>"#;
    tolerated(&meal(&format!("<Course>a</Course>{nil}<Dessert>b</Dessert>")), &["Wine", "nil"]);
}

#[test]
fn the_other_version_of_the_envelope_is_reported() {
    let other = meal("<Course>a</Course><Dessert>b</Dessert>")
        .replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope");
    tolerated(&other, &["SOAP 1.2"]);
}

#[test]
fn an_unknown_derived_type_is_kept_and_a_wrong_one_is_refused() {
    let catalogue = catalogue("polymorphism");
    let groom = exchange(&catalogue, "Groom");
    let animal = |ty: &str| {
        envelope(&format!(
            r#"<s0:Groom xmlns:s0="urn:example:stable" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><s0:Animal><s0:Name>a</s0:Name></s0:Animal><s0:Favourite i:type="{ty}"><s0:Name>a</s0:Name><s0:Hands>1</s0:Hands></s0:Favourite></s0:Groom>"#
        ))
    };
    let wrong = "nowhere:Horse";
    let error = groom.decode(Direction::Request, &animal(wrong), Tolerance::Lenient).map(drop).expect_err(wrong);
    assert!(error.contains("Favourite") && error.contains("type"), "{error}");
    assert!(groom.decode(Direction::Request, &animal("s0:Pony"), Tolerance::Strict).is_ok());
}

#[test]
fn a_type_that_cannot_stand_is_refused() {
    let typed = |ty: &str| {
        meal("<Course>a</Course><Dessert>b</Dessert>").replace(
            "<Meal>",
            &format!(
                r#"<Meal xmlns:k="{KITCHEN}" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:type="{ty}">"#
            ),
        )
    };
    assert!(read(&typed("k:Meal"), Tolerance::Strict).is_ok());
    for ty in ["k:Summary", "xs:int", "xs:Meal", "nowhere:Meal"] {
        for tolerance in [Tolerance::Strict, Tolerance::Report] {
            let error = read(&typed(ty), tolerance).expect_err(ty);
            assert!(error.contains("Meal") && error.contains("type"), "{error}");
        }
    }
}

#[test]
fn what_is_required_is_missed_by_name() {
    let missing = meal("<Course>a</Course>");
    for tolerance in [Tolerance::Strict, Tolerance::Report] {
        let error = read(&missing, tolerance).expect_err("no dessert");
        assert!(error.contains("Dessert") && error.contains("Meal"), "{error}");
    }
}

#[test]
fn documents_without_end_are_refused_in_linear_time() {
    let deep = format!("{}{}", "<x>".repeat(1_000_000), "</x>".repeat(1_000_000));
    // Unknown content is passed over, and that is bounded too.
    for text in [meal(&deep), meal(&"<x>".repeat(1_000_000))] {
        for tolerance in [Tolerance::Report, Tolerance::Lenient] {
            let error = read(&text, tolerance).expect_err("deep");
            assert!(error.contains("depth") && error.len() < 10_000, "{error}");
        }
    }
    let attributes = (0..800_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, " a{n}='1'");
        text
    });
    refused(&meal(&format!("<Course{attributes}>a</Course>")), &["attributes"]);
    let namespaces = (0..5_000).fold(String::new(), |mut text, n| {
        let _ = write!(text, " xmlns:n{n}='urn:{n}'");
        text
    });
    let error = read(&meal(&format!("<Course{namespaces}>a</Course>")), Tolerance::Report).expect_err("namespaces");
    assert!(error.contains("namespaces") || error.contains("attributes"), "{error}");
}

/// A type that contains itself, as deep as is allowed and deeper, and dropped again.
#[test]
fn deep_values_are_read_to_the_limit_and_dropped() {
    let catalogue = catalogue("recursion");
    let trace = exchange(&catalogue, "Trace");
    let family = |depth: usize| {
        let (open, close) = ("<Mother><Name>m</Name>".repeat(depth), "</Mother>".repeat(depth));
        envelope(&format!(r#"<Trace xmlns="urn:example:family"><Person><Name>a</Name>{open}{close}</Person></Trace>"#))
    };
    let message = trace.decode(Direction::Request, &family(100), Tolerance::Strict).unwrap();
    let written = trace.encode(&message, trace.version()).unwrap();
    assert_eq!(bindery_tests::canonical::difference(&family(100), &written), None);
    let error = trace.decode(Direction::Request, &family(100_000), Tolerance::Lenient).map(drop).expect_err("too deep");
    assert!(error.contains("depth"), "{error}");
}

/// Thousands of items cost in proportion, and leniencies are bounded.
#[test]
fn long_lists_are_read_in_linear_time() {
    let start = Instant::now();
    let courses: String = (0..100_000).map(|n| format!("<Guest>g{n}</Guest><Seat>{n}</Seat>")).collect();
    assert!(read(&meal(&format!("<Course>a</Course>{courses}<Dessert>b</Dessert>")), Tolerance::Strict).is_ok());
    let odd = "<Odd/>".repeat(100_000);
    let reports = read(&meal(&format!("<Course>a</Course><Dessert>b</Dessert>{odd}")), Tolerance::Report).unwrap();
    assert!(reports.len() <= 1_001, "{} reports", reports.len());
    assert!(start.elapsed().as_secs() < 20, "took {:?}", start.elapsed());
}
