use crate::{
    operation::Outcome,
    record::{Record, View},
};

/// Whether the header blocks of an answer say that the operation failed; if so, the message for people.
pub(super) fn failure(outcome: &Outcome, headers: &dyn Record) -> Option<Option<String>> {
    if !matches!(headers.view(outcome.success), View::Bool(false)) {
        return None;
    }
    let View::Record(exception) = headers.view(outcome.exception) else { return Some(None) };
    let message = exception.schema().fields.iter().position(|field| field.name.local == outcome.message);
    Some(message.and_then(|index| match exception.view(index) {
        View::Text(text) if !text.is_empty() => Some(text.to_owned()),
        _ => None,
    }))
}
