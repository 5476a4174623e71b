//! Sessions that block the thread.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod desk;

use std::{thread, time::Duration};

use bindery_runtime::{CallOptions, Caller as _, ErrorKind, blocking::Session};
use desk::{
    api::{Desk, GetPresence},
    peer::{PRESENT, Peer, Step, XML, envelope, response},
    run,
};

const ASKED: GetPresence = GetPresence { user_id: Some(5) };

#[test]
fn threads_share_a_session() {
    let answer = || response("200 OK", XML, &envelope("", PRESENT));
    let peer = Peer::new(vec![answer(), answer(), answer(), answer()]);
    let session = Session::<Desk>::builder(&peer.url).no_proxy().build().unwrap();
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let session = session.clone();
            thread::spawn(move || session.call(&ASKED).map(|reply| reply.as_ref().unwrap().user_id))
        })
        .collect();
    for call in calls {
        assert_eq!(call.join().unwrap().unwrap(), 5);
    }
    // Inside an asynchronous runtime it blocks, but it does not panic.
    run(async { session.call(&ASKED) }).unwrap();
}

#[test]
fn times_are_bounded() {
    let peer = Peer::new(vec![vec![Step::Pause(Duration::from_secs(5))]]);
    let session = Session::<Desk>::builder(&peer.url).no_proxy().build().unwrap();
    let session = session.with(CallOptions::new().timeout(Duration::from_millis(200))).unwrap();
    assert_eq!(session.call(&ASKED).unwrap_err().kind(), ErrorKind::Timeout);
}
