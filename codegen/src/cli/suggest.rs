//! Names that may have been meant.

/// At most three known names that are close to a mistaken one, the closest first.
pub(super) fn close<'a>(mistaken: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let wanted = mistaken.to_lowercase();
    let mut scored: Vec<(bool, usize, &str)> = known
        .into_iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let distance = strsim::damerau_levenshtein(&wanted, &lower);
            let contained = wanted.len() >= 3 && (lower.contains(&wanted) || wanted.contains(&lower));
            let near = distance <= wanted.chars().count().max(3) / 3;
            (near || contained).then_some((!near, distance, name))
        })
        .collect();
    scored.sort_unstable();
    scored.dedup();
    scored.into_iter().take(3).map(|(_, _, name)| name).collect()
}

/// A sentence that names them, or what else to do.
pub(super) fn did_you_mean(close: &[&str], otherwise: &str) -> String {
    match close {
        [] => otherwise.to_owned(),
        [one] => format!("did you mean `{one}`?"),
        many => format!(
            "did you mean one of {}?",
            many.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::close;

    #[test]
    fn what_is_near_comes_before_what_contains() {
        let known = ["GetUser", "GetUserPresenceStatus", "SetUserPresenceStatus", "GetUserGroup", "Import"];
        assert_eq!(
            close("GetUserPresenseStatus", known),
            ["GetUserPresenceStatus", "SetUserPresenceStatus", "GetUser"]
        );
        assert_eq!(close("getuser", known), ["GetUser", "GetUserGroup", "GetUserPresenceStatus"]);
        assert!(close("Zebra", known).is_empty());
    }
}
