use super::{ENVELOPE_11, ENVELOPE_12, Fault, FaultCode, QName, Reason};
use crate::{
    operation::SoapVersion,
    record::Name,
    xml::{Cursor, DecodeError, Decoder},
};

/// How deep subcodes may nest.
const MAX_SUBCODES: usize = 16;

/// The version of the fault that the element entered last is.
pub(super) fn fault_version(cursor: &mut Cursor<'_>) -> Option<SoapVersion> {
    [SoapVersion::V11, SoapVersion::V12].into_iter().find(|version| cursor.is(version.name("Fault")))
}

/// Reads the fault whose element was entered last. What it holds beyond the standard is skipped: a fault must not hide
/// behind another error.
pub(super) fn read_fault(decoder: &mut Decoder<'_>, version: SoapVersion) -> Result<Fault, DecodeError> {
    let mut fault = Fault::new(FaultCode::Receiver, "");
    fault.reasons.clear();
    while decoder.cursor.child()? {
        match (version, decoder.cursor.local()) {
            (SoapVersion::V11, "faultcode") => {
                let code = read_qname(&mut decoder.cursor)?;
                (fault.code, fault.subcodes) = code_11(code);
            }
            (SoapVersion::V11, "faultstring") => {
                let lang = decoder.cursor.attribute(Name::new(crate::xml::XML, "lang")).map(str::to_owned);
                let text = decoder.cursor.text()?.trim().to_owned();
                fault.reasons.push(Reason { lang, text });
            }
            (SoapVersion::V11, "faultactor") | (SoapVersion::V12, "Role") => {
                fault.role = Some(decoder.cursor.text()?.trim().into());
            }
            (SoapVersion::V12, "Node") => fault.node = Some(decoder.cursor.text()?.trim().into()),
            (SoapVersion::V12, "Code") => {
                let mut codes = Vec::new();
                read_codes(&mut decoder.cursor, &mut codes)?;
                let mut codes = codes.into_iter();
                fault.code = codes.next().map_or(FaultCode::Receiver, code_12);
                fault.subcodes = codes.collect();
            }
            (SoapVersion::V12, "Reason") => {
                while decoder.cursor.child()? {
                    let lang = decoder.cursor.attribute(Name::new(crate::xml::XML, "lang")).map(str::to_owned);
                    let text = decoder.cursor.text()?.trim().to_owned();
                    fault.reasons.push(Reason { lang, text });
                }
            }
            (SoapVersion::V11, "detail") | (SoapVersion::V12, "Detail") => {
                fault.detail = Some(Box::new(decoder.raw()?));
            }
            _ => decoder.cursor.skip()?,
        }
    }
    Ok(fault)
}

/// Reads `Code` or `Subcode`, the outermost code first.
fn read_codes(cursor: &mut Cursor<'_>, codes: &mut Vec<QName>) -> Result<(), DecodeError> {
    while cursor.child()? {
        match cursor.local() {
            "Value" => {
                let code = read_qname(cursor)?;
                codes.push(code);
            }
            "Subcode" if codes.len() < MAX_SUBCODES => read_codes(cursor, codes)?,
            _ => cursor.skip()?,
        }
    }
    Ok(())
}

/// Reads the text of the element entered last as a qualified name. A prefix that is not bound is kept with the name.
fn read_qname(cursor: &mut Cursor<'_>) -> Result<QName, DecodeError> {
    let scope: Vec<(String, String)> =
        cursor.declarations().map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())).collect();
    let text = cursor.text()?;
    let text = text.trim();
    let (prefix, local) = text.split_once(':').unwrap_or(("", text));
    Ok(match scope.iter().rev().find(|(bound, _)| bound == prefix) {
        Some((_, uri)) => QName { namespace: uri.clone(), local: local.to_owned() },
        None => QName { namespace: String::new(), local: text.to_owned() },
    })
}

/// The code of SOAP 1.1, and what narrows it down behind a dot.
fn code_11(name: QName) -> (FaultCode, Vec<QName>) {
    let (head, rest) = name.local.split_once('.').unwrap_or((&name.local, ""));
    let Some(code) = standard(&name.namespace, head) else { return (FaultCode::Other(Box::new(name)), Vec::new()) };
    let subcodes = rest
        .split('.')
        .filter(|part| !part.is_empty())
        .take(MAX_SUBCODES)
        .map(|part| QName { namespace: ENVELOPE_11.to_owned(), local: part.to_owned() })
        .collect();
    (code, subcodes)
}

fn code_12(name: QName) -> FaultCode {
    standard(&name.namespace, &name.local).unwrap_or_else(|| FaultCode::Other(Box::new(name)))
}

/// The standard code of either version. Services that forget the prefix are forgiven.
fn standard(namespace: &str, local: &str) -> Option<FaultCode> {
    if !matches!(namespace, "" | ENVELOPE_11 | ENVELOPE_12) {
        return None;
    }
    Some(match local {
        "VersionMismatch" => FaultCode::VersionMismatch,
        "MustUnderstand" => FaultCode::MustUnderstand,
        "DataEncodingUnknown" => FaultCode::DataEncodingUnknown,
        "Client" | "Sender" => FaultCode::Sender,
        "Server" | "Receiver" => FaultCode::Receiver,
        _ => return None,
    })
}
