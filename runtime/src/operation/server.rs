use crate::error::Error;

/// A server of an API (OpenAPI 3.0.3, "Server Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// What the description says of it, or empty.
    pub name: &'static str,
    /// The URL, with `{variables}`. It may be relative to where the description stands.
    pub url: &'static str,
    /// The variables of the URL.
    pub variables: &'static [ServerVariable],
}

/// A part of a server's URL that is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name in the URL.
    pub name: &'static str,
    /// The value unless another is given.
    pub default: &'static str,
    /// The values that may stand; empty where any may.
    pub values: &'static [&'static str],
}

impl Server {
    /// The URL, its variables at their defaults.
    pub fn address(&self) -> String {
        self.filled(&[])
    }

    /// The URL with values for some of its variables, the others at their defaults.
    ///
    /// # Errors
    /// When the server has no such variable, or the variable may not have that value.
    pub fn with(&self, values: &[(&str, &str)]) -> Result<String, Error> {
        for (name, value) in values {
            let Some(variable) = self.variables.iter().find(|variable| variable.name == *name) else {
                let known: Vec<&str> = self.variables.iter().map(|variable| variable.name).collect();
                let why = format!("it has no variable `{name}`; it has: {}", known.join(", "));
                return Err(Error::endpoint(self.url, &why));
            };
            if !variable.values.is_empty() && !variable.values.contains(value) {
                let why = format!("`{name}` may be: {}", variable.values.join(", "));
                return Err(Error::endpoint(self.url, &why));
            }
        }
        Ok(self.filled(values))
    }

    fn filled(&self, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.url;
        while let Some((before, tail)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, behind)) = tail.split_once('}') else {
                out.push('{');
                rest = tail;
                continue;
            };
            let given = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            let default = || self.variables.iter().find(|variable| variable.name == name).map(|it| it.default);
            out.push_str(given.or_else(default).unwrap_or_default());
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{Server, ServerVariable};

    const SERVER: Server = Server {
        name: "",
        url: "https://{region}.example.com/{tenant}/v1",
        variables: &[
            ServerVariable { name: "region", default: "eu", values: &["eu", "us"] },
            ServerVariable { name: "tenant", default: "demo", values: &[] },
        ],
    };

    #[test]
    fn variables_have_defaults_and_take_values() {
        assert_eq!(SERVER.address(), "https://eu.example.com/demo/v1");
        assert_eq!(
            SERVER.with(&[("region", "us"), ("tenant", "{region}")]).unwrap(),
            "https://us.example.com/{region}/v1"
        );
    }

    #[test]
    fn values_that_may_not_stand_are_refused() {
        let wrong = SERVER.with(&[("region", "mars")]).unwrap_err().to_string();
        assert!(wrong.contains("`region` may be: eu, us"), "{wrong}");
        let unknown = SERVER.with(&[("zone", "a")]).unwrap_err().to_string();
        assert!(unknown.contains("no variable `zone`"), "{unknown}");
    }
}
