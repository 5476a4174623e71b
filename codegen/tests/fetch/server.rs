//! A server on the loopback interface that does what a test wants, also what no server should do.

use std::{
    io::{Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

/// What a server does with a request.
pub enum Reply {
    /// Sends these bytes as they are, and hangs up.
    Raw(Vec<u8>),
    /// Sends a body without end.
    Endless,
    /// Sends nothing, and does not hang up.
    Silent,
}

pub struct Server {
    pub address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Answers requests by their target, such as `/User.svc?wsdl`.
    pub fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let (answer, seen) = (Arc::new(answer), Arc::clone(&heads));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, seen) = (Arc::clone(&answer), Arc::clone(&seen));
                thread::spawn(move || serve(stream, &*answer, &seen));
            }
        });
        Self { address, heads }
    }

    /// The address of something on the server.
    pub fn url(&self, target: &str) -> String {
        format!("http://{}{target}", self.address)
    }

    /// The heads of all requests, in order.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, answer: &dyn Fn(&str) -> Reply, seen: &Mutex<Vec<String>>) {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|count| count == 1) {
        head.push(byte[0]);
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.split(' ').nth(1).unwrap_or_default().to_owned();
    seen.lock().unwrap().push(head);
    match answer(&target) {
        Reply::Raw(bytes) => drop(stream.write_all(&bytes)),
        Reply::Endless => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n");
            while stream.write_all(&[b'x'; 4096]).is_ok() {}
        }
        Reply::Silent => thread::sleep(Duration::from_secs(30)),
    }
}

/// An answer with a body, and some lines in its head.
pub fn answer(status: &str, lines: &str, body: &[u8]) -> Reply {
    let head = format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{lines}\r\n", body.len());
    Reply::Raw([head.as_bytes(), body].concat())
}

/// A description that was changed on a day.
pub fn xml(body: &str) -> Reply {
    answer(
        "200 OK",
        "Content-Type: text/xml; charset=utf-8\r\nLast-Modified: Sat, 01 Aug 2026 08:00:00 GMT\r\n",
        body.as_bytes(),
    )
}

pub fn html(body: &str) -> Reply {
    answer("200 OK", "Content-Type: text/html\r\n", body.as_bytes())
}

pub fn not_found() -> Reply {
    answer("404 Not Found", "Content-Type: text/html\r\n", b"<html>gone</html>")
}

pub fn redirect(to: &str) -> Reply {
    answer("302 Found", &format!("Location: {to}\r\n"), b"")
}
