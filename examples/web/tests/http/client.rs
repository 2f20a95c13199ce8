//! A server on loopback, and as much of HTTP as it takes to ask it anything, what is wrong included.

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::OnceLock,
    thread,
    time::Duration,
};

use formwork_example_web::{Limits, app};
use serde_json::Value;

/// The limits that are tested: short, so that the tests are.
pub(crate) const LIMITS: Limits = Limits { body: 16 * 1024, time: Duration::from_secs(2) };

/// The one server of all tests.
pub(crate) fn server() -> SocketAddr {
    static SERVER: OnceLock<SocketAddr> = OnceLock::new();
    *SERVER.get_or_init(|| {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        listener.set_nonblocking(true).unwrap();
        thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, app(LIMITS)).await.unwrap();
            });
        });
        address
    })
}

/// What the server says.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

/// Posts a body with some headers more.
pub(crate) fn post(headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut head = format!("POST /sessions/auth0 HTTP/1.1\r\nContent-Length: {}\r\n", body.len());
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    send(&head, body, false)
}

/// Sends a head without its end, and a body, and perhaps says that no more will come.
pub(crate) fn send(head: &str, body: &[u8], ends: bool) -> Answer {
    let mut stream = TcpStream::connect(server()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut request = format!("{head}Host: localhost\r\nConnection: close\r\n\r\n").into_bytes();
    request.extend_from_slice(body);
    // A server that refuses a body need not read it to its end.
    let _ = stream.write_all(&request);
    if ends {
        stream.shutdown(Shutdown::Write).unwrap();
    }
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {answer:?}"));
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}
