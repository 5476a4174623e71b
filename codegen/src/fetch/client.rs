//! Requests: hop by hop, each checked, within bounds.

use std::{
    collections::HashMap,
    fmt,
    io::{self, Read},
    net::SocketAddr,
    time::{Duration, Instant},
};

use flate2::read::MultiGzDecoder;
use reqwest::{
    blocking::{Client as Http, Response},
    header::{ACCEPT, ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_TYPE, DATE, HeaderName, LAST_MODIFIED, LOCATION},
    redirect::Policy,
};
use url::{Origin, Url};

use super::{
    Settings,
    address::{is_private, resolve},
    failure, shown,
};
use crate::diagnostic::Diagnostic;

const ACCEPTED: &str = "text/xml, application/xml, application/json, application/yaml, application/zip, */*;q=0.5";

/// What a server wants to know of the caller. Never shown.
#[derive(Clone)]
pub enum Credentials {
    /// A token, sent as `Authorization: Bearer`.
    Token(String),
    /// A user and a password, sent as `Authorization: Basic`.
    Password(String, String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// What a server sent.
pub(super) struct Answer {
    /// The address that was asked for first.
    pub url: Url,
    /// The address that answered, redirects followed: where relative references begin.
    pub at: Url,
    /// The media type, without parameters; empty where the server gives none.
    pub media_type: String,
    pub date: Option<String>,
    pub body: Vec<u8>,
}

/// Sends requests for one command.
pub(super) struct Client {
    settings: Settings,
    home: Option<Home>,
    start: Instant,
    bytes: u64,
    /// A client for each host, bound to the addresses that were checked.
    hosts: HashMap<String, Http>,
}

/// The address that was given: it alone is sent credentials, and where it is private, all may be.
struct Home {
    origin: Origin,
    is_private: bool,
}

type Result<T> = std::result::Result<T, Box<Diagnostic>>;

impl Client {
    /// A client for an address and what it leads to.
    pub fn new(home: &Url, settings: &Settings) -> Result<Self> {
        check_scheme(home)?;
        let is_private = resolve(home).iter().any(|address| is_private(address.ip()));
        if settings.credentials.is_some() && home.scheme() == "http" && !is_private {
            let error = failure("fetch::credentials", &shown(home), "credentials are not sent over plain HTTP");
            return Err(Box::new(error.help("use the address that begins with https://")));
        }
        let home = Home { origin: home.origin(), is_private };
        Ok(Self { home: Some(home), ..Self::anywhere(settings.clone()) })
    }

    /// A client for addresses of which none is trusted more than others.
    pub fn anywhere(settings: Settings) -> Self {
        Self { settings, home: None, start: Instant::now(), bytes: 0, hosts: HashMap::new() }
    }

    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    fn is_home(&self, url: &Url) -> bool {
        self.home.as_ref().is_some_and(|home| home.origin == url.origin())
    }

    fn home_is_private(&self) -> bool {
        self.home.as_ref().is_some_and(|home| home.is_private)
    }

    /// The answer at an address, redirects followed. Any status but 200 is an error.
    pub fn get(&mut self, url: &Url) -> Result<Answer> {
        let mut at = url.clone();
        at.set_fragment(None);
        for _ in 0..=self.settings.limits.redirects {
            let response = self.send(&at)?;
            let status = response.status();
            if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) {
                at = self.next(&at, &response)?;
                continue;
            }
            if status.as_u16() != 200 {
                let error = failure("fetch::status", &shown(&at), format!("the server answered {status}"));
                return Err(Box::new(match status.as_u16() {
                    401 | 403 => error.help("set BINDERY_TOKEN, or BINDERY_USER and BINDERY_PASSWORD"),
                    404 | 410 => error.help("check the address: a browser shows what stands there"),
                    _ => error.help("try again later"),
                }));
            }
            return self.read(url, &at, response);
        }
        let limit = self.settings.limits.redirects;
        let error = failure(
            "fetch::limit",
            &shown(url),
            format!("the server redirects more often than the limit `redirects` of {limit}"),
        );
        Err(Box::new(error.help("the last address it led to may be the right one: open it in a browser")))
    }

    fn send(&mut self, url: &Url) -> Result<Response> {
        let left = self.settings.limits.total_time.saturating_sub(self.start.elapsed());
        if left.is_zero() {
            let limit = self.settings.limits.total_time;
            return Err(Box::new(failure(
                "fetch::limit",
                &shown(url),
                format!("the limit `total_time` of {limit:?} is met"),
            )));
        }
        let http = self.http(url)?;
        let mut request = http.get(url.clone()).header(ACCEPT, ACCEPTED).header(ACCEPT_ENCODING, "gzip");
        request = request.timeout(left.min(self.settings.limits.request_time));
        if self.is_home(url) {
            request = match &self.settings.credentials {
                Some(Credentials::Token(token)) => request.bearer_auth(token),
                Some(Credentials::Password(user, password)) => request.basic_auth(user, Some(password)),
                None => request,
            };
        }
        request.send().map_err(|error| self.failed(url, &error))
    }

    /// The client for a host, which connects to nothing but addresses that were checked.
    fn http(&mut self, url: &Url) -> Result<Http> {
        let key = format!("{}:{}", url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
        if let Some(known) = self.hosts.get(&key) {
            return Ok(known.clone());
        }
        let addresses = resolve(url);
        self.may_connect(url, &addresses)?;
        let mut builder = Http::builder()
            .redirect(Policy::none())
            .referer(false)
            .connect_timeout(Duration::from_secs(20))
            .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")));
        if self.home_is_private() {
            builder = builder.no_proxy();
        }
        // A name that resolves to something else by now leads nowhere.
        if let (Some(url::Host::Domain(name)), false) = (url.host(), addresses.is_empty()) {
            builder = builder.resolve_to_addrs(name, &addresses);
        }
        let http = builder.build().map_err(|error| {
            Box::new(failure("fetch::client", &shown(url), format!("no request can be made: {}", chain(&error))))
        })?;
        self.hosts.insert(key, http.clone());
        Ok(http)
    }

    /// Whether a host may be connected to, which has these addresses. One without any that can be found out may have any.
    fn may_connect(&self, url: &Url, addresses: &[SocketAddr]) -> Result<()> {
        if self.settings.allow_private || self.home_is_private() || self.is_home(url) {
            return Ok(());
        }
        let text = match addresses.iter().find(|address| is_private(address.ip())) {
            Some(private) => format!("the server leads to the private address {}", private.ip()),
            None if addresses.is_empty() => "the address of the host cannot be found out, nor be checked".to_owned(),
            None => return Ok(()),
        };
        let error = failure("fetch::private", &shown(url), text);
        Err(Box::new(error.help("allow it with `--allow-private` where it is meant")))
    }

    /// Where a redirect leads, if it may.
    fn next(&self, from: &Url, response: &Response) -> Result<Url> {
        let location = response.headers().get(LOCATION).and_then(|value| value.to_str().ok());
        let Some(to) = location.and_then(|location| from.join(location).ok()) else {
            return Err(Box::new(failure(
                "fetch::redirect",
                &shown(from),
                "the server redirects, and does not say where to",
            )));
        };
        self.check(from, &to)?;
        Ok(to)
    }

    /// Where a location in a document leads, if it may.
    pub fn lead(&self, from: &Url, location: &str) -> Result<Url> {
        let mut to = from.join(location).map_err(|error| {
            failure("fetch::import", &shown(from), format!("the reference to `{location}` leads nowhere: {error}"))
        })?;
        to.set_fragment(None);
        // Services behind a proxy that speaks TLS for them name themselves by plain http.
        if from.scheme() == "https" && to.scheme() == "http" && to.host_str() == from.host_str() {
            let _ = to.set_scheme("https");
            let _ = to.set_port(from.port());
        }
        self.check(from, &to)?;
        Ok(to)
    }

    /// Whether an answer from one address may lead to another.
    fn check(&self, from: &Url, to: &Url) -> Result<()> {
        check_scheme(to).map_err(|mut error| {
            error.message = format!("the server leads to `{}`: {}", to.scheme(), error.message);
            error.origin.file = shown(from).into();
            error
        })?;
        if !to.username().is_empty() || to.password().is_some() {
            return Err(Box::new(failure(
                "fetch::redirect",
                &shown(from),
                "the server leads to an address with credentials in it",
            )));
        }
        if from.scheme() == "https" && to.scheme() == "http" {
            let text = format!("the server leads from https to plain http: {}", shown(to));
            return Err(Box::new(
                failure("fetch::redirect", &shown(from), text).help("what is read over plain http may be anybody's"),
            ));
        }
        Ok(())
    }

    fn read(&mut self, asked: &Url, at: &Url, response: Response) -> Result<Answer> {
        let header = |name: HeaderName| {
            let value = response.headers().get(name).and_then(|value| value.to_str().ok());
            value.map(str::trim).filter(|value| value.len() < 100).map(str::to_owned)
        };
        let media_type = header(CONTENT_TYPE).unwrap_or_default();
        let media_type = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let date = header(LAST_MODIFIED).or_else(|| header(DATE));
        let encodings = response.headers().get_all(CONTENT_ENCODING).iter();
        let encodings: Vec<String> = encodings.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned()).collect();
        let limit = self.settings.limits.file_bytes.min(self.settings.limits.total_bytes.saturating_sub(self.bytes));
        let too_long = || {
            let name = if limit < self.settings.limits.file_bytes { "total_bytes" } else { "file_bytes" };
            let text = format!("the answer is longer than the limit `{name}` allows: {limit} bytes");
            Box::new(
                failure("fetch::limit", &shown(at), text)
                    .help("raise the limit with `--max-bytes` if the description is that long"),
            )
        };
        let reader: Box<dyn Read> = match encodings.join(", ").as_str() {
            "" | "identity" => {
                if response.content_length().is_some_and(|length| length > limit) {
                    return Err(too_long());
                }
                Box::new(response)
            }
            "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(response)),
            other => {
                let text = format!("the answer is compressed as `{other}`, which was not asked for");
                return Err(Box::new(failure("fetch::encoding", &shown(at), text)));
            }
        };
        let mut body = Vec::new();
        reader.take(limit.saturating_add(1)).read_to_end(&mut body).map_err(|error| self.broken(at, &error))?;
        if body.len() as u64 > limit {
            return Err(too_long());
        }
        self.bytes += body.len() as u64;
        Ok(Answer { url: asked.clone(), at: at.clone(), media_type, date, body })
    }

    fn failed(&self, url: &Url, error: &reqwest::Error) -> Box<Diagnostic> {
        if error.is_timeout() {
            return self.late(url);
        }
        Box::new(failure("fetch::connection", &shown(url), format!("the server cannot be asked: {}", chain(error))))
    }

    fn broken(&self, url: &Url, error: &io::Error) -> Box<Diagnostic> {
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref::<reqwest::Error>());
        if error.kind() == io::ErrorKind::TimedOut || inner.is_some_and(reqwest::Error::is_timeout) {
            return self.late(url);
        }
        let text = format!("the answer ends early or is damaged: {}", chain(error));
        Box::new(failure("fetch::truncated", &shown(url), text).help("try again: nothing was kept of it"))
    }

    fn late(&self, url: &Url) -> Box<Diagnostic> {
        let limit = self.settings.limits.request_time;
        let text = format!("there was no whole answer within the limit `request_time` of {limit:?}");
        Box::new(failure("fetch::limit", &shown(url), text).help("try again, or raise the limit with `--timeout`"))
    }
}

/// Whether an address is one that is fetched.
pub(super) fn check_scheme(url: &Url) -> Result<()> {
    if matches!(url.scheme(), "http" | "https") && url.host().is_some() {
        return Ok(());
    }
    let error = failure("fetch::address", &shown(url), "only http and https are fetched");
    Err(Box::new(error.help("give files to `bindery generate` as they are")))
}

/// An error with what caused it; without the address, which stands beside it.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = String::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let said = error.to_string();
        // Each of reqwest's errors names the address.
        let said = said.split(" for url (").next().unwrap_or_default();
        if !said.is_empty() && !text.ends_with(said) {
            text.push_str(if text.is_empty() { "" } else { ": " });
            text.push_str(said);
        }
        next = error.source();
    }
    text
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// A client of a public address, which is not asked anything.
    fn with_client<T>(settings: &Settings, test: impl FnOnce(&mut Client) -> T) -> T {
        test(&mut Client::new(&Url::parse("https://93.184.216.34/User.svc").unwrap(), settings).unwrap())
    }

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn private_addresses_are_refused_unless_they_are_allowed() {
        let private =
            ["http://127.0.0.1/x", "https://169.254.169.254/latest", "https://[::1]/x", "https://10.0.0.1:8443/"];
        for address in private {
            let refused = with_client(&Settings::default(), |client| client.http(&url(address)).map(drop));
            let error = refused.unwrap_err();
            assert!(error.code == "fetch::private" && error.help.is_some(), "{address}: {error}");
            let allowed = Settings { allow_private: true, ..Settings::default() };
            assert!(with_client(&allowed, |client| client.http(&url(address)).is_ok()), "{address}");
        }
    }

    #[test]
    fn hosts_whose_addresses_are_unknown_are_refused_unless_they_are_the_one_given() {
        let settings = Settings::default();
        let check = |address: &str, known: &[SocketAddr]| {
            with_client(&settings, |client| client.may_connect(&url(address), known).map_err(|error| error.code))
        };
        let public: SocketAddr = "8.8.8.8:443".parse().unwrap();
        let private: SocketAddr = "10.0.0.1:443".parse().unwrap();
        assert_eq!(check("https://elsewhere.example/", &[]), Err("fetch::private"));
        assert_eq!(check("https://elsewhere.example/", &[public]), Ok(()));
        assert_eq!(check("https://elsewhere.example/", &[public, private]), Err("fetch::private"));
        assert_eq!(check("https://93.184.216.34/other", &[]), Ok(()), "the address given may stand behind a proxy");
    }

    #[test]
    fn nothing_leads_from_https_to_http() {
        let settings = Settings::default();
        let check =
            |from, to| with_client(&settings, |client| client.check(&url(from), &url(to)).map_err(|error| error.code));
        assert_eq!(check("https://a.example/", "http://a.example/"), Err("fetch::redirect"));
        assert_eq!(check("https://a.example/", "https://b.example/"), Ok(()));
        assert_eq!(check("http://a.example/", "http://b.example/"), Ok(()));
        assert_eq!(check("https://a.example/", "file:///x"), Err("fetch::address"));
    }

    #[test]
    fn credentials_are_not_sent_in_the_open() {
        let settings = Settings { credentials: Some(Credentials::Token("t".to_owned())), ..Settings::default() };
        let refused = Client::new(&url("http://93.184.216.34/User.svc"), &settings).err().unwrap();
        assert_eq!(refused.code, "fetch::credentials");
        assert_eq!(format!("{settings:?}").matches("\"t\"").count(), 0);
    }
}
