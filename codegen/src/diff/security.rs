//! Credentials: what an old client presents must still be enough.

use super::{
    Direction, Kind,
    context::Context,
    draft::{Draft, Found},
    side::Side,
};
use crate::model::{SecurityRequirement, SecurityScheme, SecuritySchemeKind};

/// Compares what an operation asks for. Each alternative of the old description is what some client presents.
pub(super) fn compare(
    context: &Context<'_>,
    of: &dyn Fn(Kind) -> Draft,
    old: &[SecurityRequirement],
    new: &[SecurityRequirement],
    found: &mut Found,
) {
    let (before, after) = (alternatives(old), alternatives(new));
    let enough = |presented: &SecurityRequirement, asked: &[SecurityRequirement]| {
        asked.iter().any(|asked| asked.schemes.iter().all(|(name, scopes)| covers(presented, name, scopes)))
    };
    let said = |kind: Kind| of(kind).only(Direction::Request).before(text(&before)).after(text(&after));
    if !before.iter().all(|presented| enough(presented, &after)) {
        found.push(said(Kind::SecurityRequired));
    } else if !after.iter().all(|presented| enough(presented, &before)) {
        found.push(said(Kind::SecurityRelaxed));
    }
    for (name, _) in before.iter().flat_map(|requirement| &requirement.schemes) {
        if let (Some(a), Some(b)) = (scheme(context.old, name), scheme(context.new, name))
            && a.kind != b.kind
        {
            let draft =
                Draft::new(Kind::SecuritySchemeChanged, format!("security scheme {name}")).at(&a.origin, &b.origin);
            found.push(draft.only(Direction::Request).before(kind_text(&a.kind)).after(kind_text(&b.kind)));
        }
    }
}

/// No requirement at all is one that asks for nothing.
fn alternatives(requirements: &[SecurityRequirement]) -> Vec<SecurityRequirement> {
    if requirements.is_empty() { vec![SecurityRequirement::default()] } else { requirements.to_vec() }
}

fn covers(presented: &SecurityRequirement, name: &str, scopes: &[String]) -> bool {
    let has =
        |(own, granted): &(String, Vec<String>)| own == name && scopes.iter().all(|scope| granted.contains(scope));
    presented.schemes.iter().any(has)
}

fn scheme<'a>(side: &'a Side, name: &str) -> Option<&'a SecurityScheme> {
    side.api.security.iter().find(|scheme| scheme.name == name)
}

fn text(requirements: &[SecurityRequirement]) -> String {
    let one = |requirement: &SecurityRequirement| {
        let schemes = requirement.schemes.iter().map(|(name, scopes)| match scopes.as_slice() {
            [] => name.clone(),
            scopes => format!("{name} ({})", scopes.join(", ")),
        });
        let schemes: Vec<String> = schemes.collect();
        if schemes.is_empty() { "nothing".to_owned() } else { schemes.join(" and ") }
    };
    requirements.iter().map(one).collect::<Vec<_>>().join(", or ")
}

fn kind_text(kind: &SecuritySchemeKind) -> String {
    match kind {
        SecuritySchemeKind::Basic => "HTTP basic".to_owned(),
        SecuritySchemeKind::Bearer => "bearer token".to_owned(),
        SecuritySchemeKind::ApiKey { place, name } => format!("key {name} ({})", format!("{place:?}").to_lowercase()),
        SecuritySchemeKind::OAuth2 => "OAuth 2".to_owned(),
        SecuritySchemeKind::Http(scheme) => format!("HTTP {scheme}"),
    }
}
