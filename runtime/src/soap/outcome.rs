use crate::{
    operation::Outcome,
    record::{Flags, Record, View},
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

/// The texts that are credentials in what was sent, so that an answer that echoes them can be shown without.
pub(super) fn secrets(records: &[&dyn Record]) -> Vec<String> {
    let mut found = Vec::new();
    for record in records {
        gather(*record, &mut found);
    }
    found
}

fn gather(record: &dyn Record, found: &mut Vec<String>) {
    for (index, field) in record.schema().fields.iter().enumerate() {
        match record.view(index) {
            View::Record(inner) => gather(inner, found),
            View::Text(text) if field.is(Flags::SECRET) && !text.is_empty() => found.push(text.to_owned()),
            _ => {}
        }
    }
}
