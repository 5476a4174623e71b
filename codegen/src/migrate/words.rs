//! Names without what descriptions spell differently: case, underscores, and words that only say what a thing is.

use heck::ToSnakeCase;

/// Words that say that something is a service rather than which.
const SERVICE_WORDS: [&str; 10] =
    ["agent", "api", "binding", "client", "controller", "endpoint", "port", "service", "soap", "type"];

/// What two spellings of a name have in common: its letters and digits, in lower case.
pub fn key(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a name, in lower case.
pub fn words(name: &str) -> Vec<String> {
    name.to_snake_case().split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The key of a service: `User`, `User_Agent`, `UserSoap` and `v1UserAgent` are the same.
pub fn service_key(name: &str) -> String {
    let words = words(name);
    let is_version =
        |word: &str| word.strip_prefix('v').is_some_and(|rest| rest.chars().all(|digit| digit.is_ascii_digit()));
    let telling: String =
        words.iter().filter(|word| !SERVICE_WORDS.contains(&word.as_str()) && !is_version(word)).cloned().collect();
    if telling.is_empty() { key(name) } else { telling }
}

/// The key of a type: that of the last part of a dotted name.
pub fn type_key(name: &str) -> String {
    let last = name.rsplit(['.', '+', '/']).next().filter(|last| !last.is_empty());
    key(last.unwrap_or(name))
}

/// The key of a header: vendors' prefixes such as `X-` and `SO-` say nothing.
pub fn header_words(name: &str) -> Vec<String> {
    let mut words = words(name);
    if words.len() > 1 && words[0].len() <= 2 {
        words.remove(0);
    }
    words
}

/// Whether each word begins as the other's does: `application token` and `app token`.
pub fn abbreviates(left: &[String], right: &[String]) -> bool {
    let begins = |long: &str, short: &str| short.len() >= 3 && long.starts_with(short);
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| left == right || begins(left, right) || begins(right, left))
}

/// Whether the words of one end in those of the other: `command action result` and `action result`.
pub fn ends_alike(left: &str, right: &str) -> bool {
    let (left, right) = (words(left), words(right));
    !left.is_empty() && !right.is_empty() && (left.ends_with(&right) || right.ends_with(&left))
}

#[cfg(test)]
mod tests {
    use super::{abbreviates, ends_alike, header_words, key, service_key, type_key};

    #[test]
    fn spellings_of_one_name_have_one_key() {
        assert_eq!(key("chat_session-entityId"), key("ChatSessionEntityId"));
        for name in ["User", "User_Agent", "UserSoap", "v1UserAgent", "UserServicePort", "user"] {
            assert_eq!(service_key(name), "user", "{name}");
        }
        // What consists of such words alone keeps them.
        assert_eq!(service_key("Service"), "service");
        assert_eq!(type_key("SuperOffice.CRM.Services.MDOListItem"), "mdolistitem");
        assert_eq!(type_key("odd."), "odd");
    }

    #[test]
    fn headers_are_told_without_prefix_and_abbreviation() {
        assert!(abbreviates(&header_words("ApplicationToken"), &header_words("SO-AppToken")));
        assert!(abbreviates(&header_words("TimeZone"), &header_words("SO-TimeZone")));
        assert!(!abbreviates(&header_words("TimeZone"), &header_words("SO-Language")));
        assert!(ends_alike("CommandActionResult", "ActionResult") && !ends_alike("Result", "ResultSet"));
    }
}
