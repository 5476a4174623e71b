//! The second binding of operations that two modules of one configuration describe.

use toml::Spanned;

use super::routes::{self, Routes};
use crate::{
    config::Config,
    diagnostic::Diagnostic,
    ledger::{Ledger, SoapAlone},
    pass::Plan,
};

/// Gives the operations of each module that names one for REST their second binding, and the credentials that it takes. The
/// ledger names those that get none.
pub fn bind(plans: &mut [Plan], config: &Config, ledger: &mut Ledger, diagnostics: &mut Vec<Diagnostic>) {
    for (index, module) in config.modules.iter().enumerate().take(plans.len()) {
        let Some(wanted) = &module.rest else { continue };
        let other = config.modules.iter().position(|module| module.path == *wanted.get_ref());
        let Some(other) = other.filter(|other| *other != index && *other < plans.len()) else {
            diagnostics.push(unknown(config, wanted, index));
            continue;
        };
        let Routes { both, alone } = routes::routes(&plans[index], &plans[other]);
        if both.is_empty() {
            let message = format!("no operation of `{}` is one of `{}`, too", wanted.get_ref(), module.path);
            let error = Diagnostic::error("config::unmatched-rest", config.origin(wanted), message);
            diagnostics.push(error.help("`bindery migrate` tells what stands for what, and what differs"));
        }
        ledger.rest += both.len();
        let told = alone.into_iter().map(|it| SoapAlone { subject: it.subject, reason: it.reason, origin: it.origin });
        ledger.soap_alone.extend(told);
        let schemes = plans[other].api.security.clone();
        let plan = &mut plans[index];
        let known: Vec<String> = plan.api.security.iter().map(|scheme| scheme.name.clone()).collect();
        plan.api.security.extend(schemes.into_iter().filter(|scheme| !known.contains(&scheme.name)));
        plan.rest = both;
    }
    ledger.soap_alone.sort();
}

fn unknown(config: &Config, wanted: &Spanned<String>, index: usize) -> Diagnostic {
    let message = format!("there is no other module `{}`", wanted.get_ref());
    let others = config.modules.iter().enumerate().filter(|(other, _)| *other != index);
    let names: Vec<String> = others.map(|(_, module)| format!("`{}`", module.path)).collect();
    let error = Diagnostic::error("config::unknown-module", config.origin(wanted), message);
    match names.is_empty() {
        true => error.help("give the description of REST a `[[module]]` of its own"),
        false => error.help(format!("modules are: {}", names.join(", "))),
    }
}
