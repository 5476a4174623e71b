//! Peers that answer from a script, byte by byte.

use std::{
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    sync::mpsc,
    thread,
    time::Duration,
};

/// What a peer does once it has read a request.
#[derive(Clone, Debug)]
pub enum Step {
    Write(Vec<u8>),
    Pause(Duration),
    /// Ends the connection with data unread, which resets it.
    Reset,
}

/// A peer that listens on the loopback interface.
pub struct Peer {
    pub url: String,
    requests: mpsc::Receiver<String>,
}

impl Peer {
    /// Answers one connection per script, in this order, and then no more.
    pub fn new(scripts: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for script in scripts {
                let Ok((stream, _)) = listener.accept() else { return };
                stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
                let _ = play(stream, script, &sender);
            }
        });
        Self { url, requests }
    }

    /// The next request, head and body.
    pub fn request(&self) -> String {
        self.requests.recv_timeout(Duration::from_secs(20)).expect("a request")
    }

    /// Whether no further request has come.
    pub fn is_idle(&self) -> bool {
        self.requests.recv_timeout(Duration::from_millis(200)).is_err()
    }
}

fn play(mut stream: TcpStream, script: Vec<Step>, requests: &mpsc::Sender<String>) -> std::io::Result<()> {
    if matches!(script.first(), Some(Step::Reset)) {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        return Ok(());
    }
    let request = read_request(&mut stream)?;
    let _ = requests.send(request);
    for step in script {
        match step {
            Step::Write(bytes) => stream.write_all(&bytes)?,
            Step::Pause(time) => thread::sleep(time),
            Step::Reset => return Ok(()),
        }
    }
    Ok(())
}

/// Reads a head and as many bytes as it announces, both bounded.
fn read_request(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    while bytes.len() < 1 << 20 {
        let count = stream.read(&mut chunk)?;
        bytes.extend_from_slice(&chunk[..count]);
        let text = String::from_utf8_lossy(&bytes);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
            let chunked = head.to_ascii_lowercase().contains("transfer-encoding: chunked");
            if body.len() >= length.unwrap_or(0) && (!chunked || body.ends_with("0\r\n\r\n")) {
                return Ok(text.into_owned());
            }
        }
        if count == 0 {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A whole response, after which the connection ends.
pub fn response(status: &str, content_type: &str, body: &str) -> Vec<Step> {
    let head = head(status, content_type, body.len());
    vec![Step::Write([head.as_bytes(), body.as_bytes()].concat())]
}

/// The head of a response.
pub fn head(status: &str, content_type: &str, length: usize) -> String {
    let content_type =
        if content_type.is_empty() { String::new() } else { format!("Content-Type: {content_type}\r\n") };
    format!("HTTP/1.1 {status}\r\n{content_type}Content-Length: {length}\r\nConnection: close\r\n\r\n")
}

pub const XML: &str = "text/xml; charset=utf-8";
pub const SOAP12: &str = "application/soap+xml; charset=utf-8";

/// A SOAP 1.1 envelope.
pub fn envelope(header: &str, body: &str) -> String {
    envelope_in("http://schemas.xmlsoap.org/soap/envelope/", header, body)
}

/// An envelope in a namespace.
pub fn envelope_in(namespace: &str, header: &str, body: &str) -> String {
    format!(
        "<e:Envelope xmlns:e=\"{namespace}\" xmlns:d=\"http://example.org/desk\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">{header}<e:Body>{body}</e:Body></e:Envelope>"
    )
}

/// The body of an answer to `GetPresence`.
pub const PRESENT: &str = "<d:GetPresenceResponse><d:Response><d:UserId>5</d:UserId><d:Name>Ann</d:Name></d:Response>\
                           </d:GetPresenceResponse>";
