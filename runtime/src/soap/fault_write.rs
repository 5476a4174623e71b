use xmltree::XMLNode;

use super::{ENVELOPE_11, ENVELOPE_12, Fault, FaultCode, QName};
use crate::operation::SoapVersion;

/// Writes the envelope of a fault.
pub(super) fn envelope(fault: &Fault, version: SoapVersion) -> String {
    let mut out = String::new();
    open(&mut out, version);
    out.push_str("<s:Body><s:Fault>");
    match version {
        SoapVersion::V11 => write_11(&mut out, fault),
        SoapVersion::V12 => write_12(&mut out, fault),
    }
    out.push_str("</s:Fault>");
    close(&mut out);
    out
}

fn write_11(out: &mut String, fault: &Fault) {
    match &fault.code {
        FaultCode::Other(name) => name_element(out, "faultcode", name),
        code => {
            out.push_str("<faultcode>s:");
            out.push_str(local_11(code));
            for subcode in fault.subcodes.iter().filter(|subcode| subcode.namespace == ENVELOPE_11) {
                out.push('.');
                escape(out, &subcode.local);
            }
            out.push_str("</faultcode>");
        }
    }
    out.push_str("<faultstring>");
    escape(out, fault.reason());
    out.push_str("</faultstring>");
    if let Some(role) = &fault.role {
        out.push_str("<faultactor>");
        escape(out, role);
        out.push_str("</faultactor>");
    }
    if fault.detail.is_some() {
        out.push_str("<detail>");
        entries(out, fault);
        out.push_str("</detail>");
    }
}

fn write_12(out: &mut String, fault: &Fault) {
    out.push_str("<s:Code><s:Value>s:");
    out.push_str(local_12(&fault.code));
    out.push_str("</s:Value>");
    let own = match &fault.code {
        FaultCode::Other(name) => Some(&**name),
        _ => None,
    };
    let subcodes: Vec<&QName> = own.into_iter().chain(&fault.subcodes).collect();
    for subcode in &subcodes {
        out.push_str("<s:Subcode>");
        name_element(out, "s:Value", subcode);
    }
    for _ in &subcodes {
        out.push_str("</s:Subcode>");
    }
    out.push_str("</s:Code><s:Reason>");
    if fault.reasons.is_empty() {
        out.push_str("<s:Text xml:lang=\"en\"/>");
    }
    for reason in &fault.reasons {
        out.push_str("<s:Text xml:lang=\"");
        escape(out, reason.lang.as_deref().unwrap_or("en"));
        out.push_str("\">");
        escape(out, &reason.text);
        out.push_str("</s:Text>");
    }
    out.push_str("</s:Reason>");
    for (name, value) in [("Node", &fault.node), ("Role", &fault.role)] {
        if let Some(value) = value {
            out.push_str(&format!("<s:{name}>"));
            escape(out, value);
            out.push_str(&format!("</s:{name}>"));
        }
    }
    if fault.detail.is_some() {
        out.push_str("<s:Detail>");
        entries(out, fault);
        out.push_str("</s:Detail>");
    }
}

fn local_11(code: &FaultCode) -> &'static str {
    match code {
        FaultCode::VersionMismatch => "VersionMismatch",
        FaultCode::MustUnderstand => "MustUnderstand",
        FaultCode::Sender | FaultCode::DataEncodingUnknown => "Client",
        FaultCode::Receiver | FaultCode::Other(_) => "Server",
    }
}

fn local_12(code: &FaultCode) -> &'static str {
    match code {
        FaultCode::VersionMismatch => "VersionMismatch",
        FaultCode::MustUnderstand => "MustUnderstand",
        FaultCode::DataEncodingUnknown => "DataEncodingUnknown",
        FaultCode::Sender => "Sender",
        FaultCode::Receiver | FaultCode::Other(_) => "Receiver",
    }
}

/// An element whose text is a qualified name.
fn name_element(out: &mut String, element: &str, name: &QName) {
    out.push('<');
    out.push_str(element);
    match name.namespace.as_str() {
        "" => out.push('>'),
        ENVELOPE_11 | ENVELOPE_12 => out.push_str(">s:"),
        namespace => {
            out.push_str(" xmlns:c=\"");
            escape(out, namespace);
            out.push_str("\">c:");
        }
    }
    escape(out, &name.local);
    out.push_str("</");
    out.push_str(element);
    out.push('>');
}

fn entries(out: &mut String, fault: &Fault) {
    for node in fault.detail.iter().flat_map(|detail| &detail.get().children) {
        match node {
            // What cannot be written is left out: a fault must not hide behind another error.
            XMLNode::Element(element) => drop(super::write::raw(out, element)),
            XMLNode::Text(text) | XMLNode::CData(text) => escape(out, text),
            XMLNode::Comment(_) | XMLNode::ProcessingInstruction(..) => {}
        }
    }
}

/// The beginning of an envelope.
fn open(out: &mut String, version: SoapVersion) {
    out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"");
    out.push_str(version.namespace());
    out.push_str("\">");
}

/// The end of the body and of the envelope.
fn close(out: &mut String) {
    out.push_str("</s:Body></s:Envelope>");
}

/// Appends a text, escaped for content and for attributes in double quotes. What XML cannot carry is replaced.
fn escape(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(character),
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
}
