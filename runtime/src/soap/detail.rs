//! The entries of a fault's detail: as they are, and as declared faults.

use xmltree::{Element, XMLNode};

use super::Fault;
use crate::{
    operation::FaultInfo,
    record::{Field, Slot},
    xml::{DecodeError, Decoder, Limits, Tolerance},
};

/// Reads the entry of the detail that is a declared fault, and notes which one it is. An entry that cannot be read stays
/// raw: a fault must not hide behind another error.
pub(super) fn read(fault: &mut Fault, declared: &'static [FaultInfo], into: Slot<'_>, limits: Limits) {
    let Some(detail) = &fault.detail else { return };
    for entry in detail.get().children.iter().filter_map(XMLNode::as_element) {
        let namespace = entry.namespace.as_deref().unwrap_or_default();
        let fits = |info: &&FaultInfo| info.detail.name.local == entry.name && info.detail.name.namespace == namespace;
        if let Some(info) = declared.iter().find(fits) {
            if matches!(read_entry(entry, info, into, limits), Ok(true)) {
                fault.declared = Some(info);
            }
            return;
        }
    }
}

fn read_entry(entry: &Element, info: &'static FaultInfo, into: Slot<'_>, limits: Limits) -> Result<bool, DecodeError> {
    let mut text = String::new();
    if super::write::raw(&mut text, entry).is_err() {
        return Ok(false);
    }
    let mut decoder = Decoder::new(&text, Tolerance::Lenient, limits)?;
    decoder.cursor.child()?;
    let Slot::Union(union) = into else { return decoder.value(info.detail, into).map(|()| true) };
    let fits = |variant: &Field| variant.name == info.detail.name;
    match union.schema().variants.iter().position(fits) {
        Some(index) => decoder.value(info.detail, union.select(index)).map(|()| true),
        None => Ok(false),
    }
}
