use super::{Flags, Record, View};

/// The texts that are credentials in what was sent, so that an answer that echoes them can be shown without.
pub(crate) fn secrets(records: &[&dyn Record]) -> Vec<String> {
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
