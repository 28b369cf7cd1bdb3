//! The faults of the product, one row each: what becomes of a good answer.

use serde_json::{Value, json};

use crate::support::endpoint::{Answer, End, Move, Request, parts_of, with_header};
use crate::support::vendor::{Vendor, Voice, wants_stream};

/// What may become of an article whose every answer is hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hope {
    /// It fails.
    Lost,
    /// It is as if nothing had happened.
    Harmless,
    /// Either; but if it succeeds it is right.
    Open,
}

use Hope::{Harmless, Lost, Open};

/// One row.
pub struct Fault {
    pub name: &'static str,
    /// Of a whole answer.
    pub whole: Hope,
    /// Of a stream.
    pub stream: Hope,
    /// Whom it can strike.
    scope: Scope,
    /// What becomes of a good answer.
    pub strike: fn(&Vendor, &Request, Answer) -> Answer,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scope {
    All,
    Chats,
    Engines,
}

impl Fault {
    /// Whether it can strike this vendor.
    pub fn suits(&self, vendor: &Vendor) -> bool {
        match (self.scope, &vendor.voice) {
            (Scope::All, _) => true,
            (Scope::Chats, Voice::Chat { .. }) => true,
            (Scope::Engines, Voice::Texts { .. }) => true,
            (Scope::Chats | Scope::Engines, _) => false,
        }
    }
}

const fn all(
    name: &'static str,
    hope: Hope,
    strike: fn(&Vendor, &Request, Answer) -> Answer,
) -> Fault {
    Fault {
        name,
        whole: hope,
        stream: hope,
        scope: Scope::All,
        strike,
    }
}

/// One that a stream may outlive: its answer has ended before its bytes.
const fn late(name: &'static str, strike: fn(&Vendor, &Request, Answer) -> Answer) -> Fault {
    Fault {
        stream: Open,
        ..all(name, Lost, strike)
    }
}

const fn chats(name: &'static str, strike: fn(&Vendor, &Request, Answer) -> Answer) -> Fault {
    Fault {
        scope: Scope::Chats,
        ..all(name, Lost, strike)
    }
}

const fn engines(name: &'static str, strike: fn(&Vendor, &Request, Answer) -> Answer) -> Fault {
    Fault {
        scope: Scope::Engines,
        ..all(name, Lost, strike)
    }
}

/// Every fault.
pub const FAULTS: &[Fault] = &[
    // The connection.
    all("closed", Lost, |_, _, _| Answer::Close),
    all("reset", Lost, |_, _, _| Answer::Raw(vec![Move::Reset])),
    all("reset in the body", Lost, |_, _, good| {
        let (kind, body) = bytes(good);
        let head = head(200, &kind, &format!("content-length: {}\r\n", body.len()));
        let half = body[..body.len() / 2].to_vec();
        Answer::Raw(vec![Move::Send(head), Move::Send(half), Move::Reset])
    }),
    all("no byte of the body", Lost, |_, _, good| cut(good, 0, 1)),
    all("a quarter", Lost, |_, _, good| cut(good, 1, 4)),
    all("half", Lost, |_, _, good| cut(good, 1, 2)),
    late("all but a byte", |_, _, good| {
        let (_, body) = bytes(good);
        let after = body.len() - 1;
        Answer::Cut { body, after }
    }),
    all("half of a chunked body", Lost, |_, _, good| {
        let (_, body) = bytes(good);
        let after = body.len() / 2;
        Answer::CutStream { body, after }
    }),
    all("half, length unknown", Lost, |_, _, good| {
        let (kind, body) = bytes(good);
        raw(200, &kind, "", body[..body.len() / 2].to_vec())
    }),
    late("all but two bytes, length unknown", |_, _, good| {
        let (kind, body) = bytes(good);
        raw(200, &kind, "", body[..body.len() - 3].to_vec())
    }),
    all("a head that is no HTTP", Lost, |_, _, _| {
        Answer::Raw(vec![Move::Send(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec())])
    }),
    all("half a head", Lost, |_, _, _| {
        Answer::Raw(vec![Move::Send(b"HTTP/1.1 200 OK\r\ncontent-le".to_vec())])
    }),
    all("an announced gigabyte", Lost, |_, _, good| {
        let (kind, body) = bytes(good);
        let head = head(200, &kind, "content-length: 1073741824\r\n");
        Answer::Raw(vec![Move::Send(head), Move::Send(body)])
    }),
    all("seventeen mebibytes", Lost, |_, _, good| {
        let (kind, _) = bytes(good);
        let head = head(200, &kind, "");
        Answer::Raw(vec![
            Move::Send(head),
            Move::Repeat(vec![b' '; 1 << 20], 17),
        ])
    }),
    // The body.
    all("nothing", Lost, |_, _, _| body(200, b"")),
    all("null", Lost, |_, _, _| body(200, b"null")),
    all("an empty object", Lost, |_, _, _| body(200, b"{}")),
    all("an empty list", Lost, |_, _, _| body(200, b"[]")),
    all("an empty string", Lost, |_, _, _| body(200, b"\"\"")),
    all("a number", Lost, |_, _, _| body(200, b"42")),
    all("a stranger's object", Lost, |_, _, _| {
        body(200, br#"{"status": "ok", "result": [1, 2, 3]}"#)
    }),
    all("plain words", Lost, |_, _, _| {
        body(200, b"Service temporarily unavailable")
    }),
    all("a web page", Lost, |_, _, _| {
        body(200, b"<!DOCTYPE html><html><title>Login</title></html>")
    }),
    all("a hundred thousand brackets", Lost, |_, _, _| {
        body(200, &[b'['; 100_000])
    }),
    all("bytes that are no UTF-8", Lost, |_, _, good| {
        let (kind, mut bytes) = bytes(good);
        let at = bytes
            .windows(3)
            .position(|three| three == b"Flo")
            .unwrap_or(bytes.len() / 2);
        bytes[at] = 0xff;
        whole(200, &kind, bytes)
    }),
    all("UTF-16", Lost, |_, _, good| {
        let (kind, body) = bytes(good);
        let text = String::from_utf8(body).unwrap();
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        whole(200, &kind, units.collect())
    }),
    all("packed, and said so", Lost, |_, _, good| {
        use std::io::Write;
        let (_, body) = bytes(good);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(&body).unwrap();
        let packed = self::body(200, &packer.finish().unwrap());
        with_header(packed, "content-encoding", "gzip")
    }),
    all("an error object", Lost, |_, _, _| {
        body(
            200,
            br#"{"error": {"message": "worker died", "type": "server_error"}}"#,
        )
    }),
    all("an error object in a list", Lost, |_, _, _| {
        body(
            200,
            br#"[{"error": {"code": 500, "message": "x", "status": "INTERNAL"}}]"#,
        )
    }),
    // What does no harm.
    all("a byte order mark", Harmless, |_, _, good| {
        let (kind, body) = bytes(good);
        whole(200, &kind, [b"\xef\xbb\xbf".to_vec(), body].concat())
    }),
    all("blanks around", Harmless, |_, _, good| {
        let (kind, body) = bytes(good);
        whole(
            200,
            &kind,
            [b"\n".to_vec(), body, b"\r\n\r\n".to_vec()].concat(),
        )
    }),
    all("a wrong type", Harmless, |_, _, good| {
        let (_, body) = bytes(good);
        whole(200, "text/plain; charset=iso-8859-1", body)
    }),
    all("an unknown length", Harmless, |_, _, good| {
        let (kind, body) = bytes(good);
        raw(200, &kind, "connection: close\r\n", body)
    }),
    all("crumbs", Harmless, |_, _, good| {
        let (kind, body) = bytes(good);
        let pieces = body.chunks(7).map(<[u8]>::to_vec).collect();
        Answer::Pieces {
            kind,
            pieces,
            end: End::Whole,
        }
    }),
    // The status, with the good answer below it.
    all("200 twice", Open, |_, _, good| {
        let (kind, body) = bytes(good);
        whole(200, &kind, [body.clone(), body].concat())
    }),
    all("201", Open, |_, _, good| status(good, 201)),
    all("204", Lost, |_, _, _| {
        Answer::Raw(vec![Move::Send(
            b"HTTP/1.1 204 No Content\r\n\r\n".to_vec(),
        )])
    }),
    all("206", Open, |_, _, good| status(good, 206)),
    all("301", Lost, |_, _, good| elsewhere(good, 301)),
    all("302", Lost, |_, _, good| elsewhere(good, 302)),
    all("303", Lost, |_, _, good| elsewhere(good, 303)),
    all("307", Lost, |_, _, good| elsewhere(good, 307)),
    all("308", Lost, |_, _, good| elsewhere(good, 308)),
    all("400", Lost, |_, _, good| status(good, 400)),
    all("401", Lost, |_, _, good| status(good, 401)),
    all("402", Lost, |_, _, good| status(good, 402)),
    all("403", Lost, |_, _, good| status(good, 403)),
    all("404", Lost, |_, _, good| status(good, 404)),
    all("405", Lost, |_, _, good| status(good, 405)),
    all("408", Lost, |_, _, good| status(good, 408)),
    all("409", Lost, |_, _, good| status(good, 409)),
    all("413", Lost, |_, _, good| status(good, 413)),
    all("418", Lost, |_, _, good| status(good, 418)),
    all("422", Lost, |_, _, good| status(good, 422)),
    all("429", Lost, |_, _, good| status(good, 429)),
    all("429, wait 0", Lost, |_, _, good| wait(good, 429, "0")),
    all("429, wait -1", Lost, |_, _, good| wait(good, 429, "-1")),
    all("429, wait NaN", Lost, |_, _, good| wait(good, 429, "NaN")),
    all("429, wait for ages", Lost, |_, _, good| {
        wait(good, 429, "1e300")
    }),
    all("429, wait an hour", Lost, |_, _, good| {
        wait(good, 429, "3600")
    }),
    all("429, wait until 9999", Lost, |_, _, good| {
        wait(good, 429, "Fri, 31 Dec 9999 23:59:59 GMT")
    }),
    all("456", Lost, |_, _, good| status(good, 456)),
    all("500", Lost, |_, _, good| status(good, 500)),
    all("501", Lost, |_, _, good| status(good, 501)),
    all("502", Lost, |_, _, good| status(good, 502)),
    all("503", Lost, |_, _, good| wait(good, 503, "0")),
    all("504", Lost, |_, _, good| status(good, 504)),
    all("529", Lost, |_, _, good| wait(good, 529, "0")),
    all("599", Lost, |_, _, good| status(good, 599)),
    // What was said.
    chats("a part dropped", |vendor, request, _| {
        say(vendor, request, |text, mark| {
            without(text, &mark("p2"), &mark("p3"))
        })
    }),
    chats("a part twice", |vendor, request, _| {
        say(vendor, request, |text, mark| {
            text.replace(
                &mark("p3"),
                &format!("{}\nAgain.\n{}", mark("p2"), mark("p3")),
            )
        })
    }),
    chats("parts swapped", |vendor, request, _| {
        say(vendor, request, |text, mark| {
            text.replace(&mark("p2"), "@")
                .replace(&mark("p3"), &mark("p2"))
                .replace('@', &mark("p3"))
        })
    }),
    chats("parts merged", |vendor, request, _| {
        say(vendor, request, |text, mark| {
            text.replace(&format!("{}\n", mark("p3")), "")
        })
    }),
    chats("a part empty", |vendor, request, _| {
        say(vendor, request, |text, mark| {
            let kept = without(text, &mark("p2"), &mark("p3"));
            kept.replace(&mark("p3"), &format!("{}\n\n{}", mark("p2"), mark("p3")))
        })
    }),
    chats("no end", |vendor, request, _| {
        say(vendor, request, |text, mark| text.replace(&mark("end"), ""))
    }),
    chats("on after the end", |vendor, request, _| {
        say(vendor, request, |text, _| {
            format!("{text}\nI hope this helps!")
        })
    }),
    chats("half of what is to be said", |vendor, request, _| {
        say(vendor, request, |text, _| {
            text.chars().take(text.chars().count() / 2).collect()
        })
    }),
    chats("the question again", |vendor, request, _| {
        let (_, user) = asked(vendor, request);
        answer(vendor, request, &user)
    }),
    chats("a refusal", |vendor, request, _| {
        answer(vendor, request, "I'm sorry, but I can't help with that.")
    }),
    chats("thoughts alone", |vendor, request, _| {
        say(vendor, request, |text, _| format!("<think>{text}"))
    }),
    chats("not a word", |vendor, request, _| {
        answer(vendor, request, "")
    }),
    engines("a text less", |vendor, request, good| {
        texts(vendor, request, good, |texts| {
            texts.pop();
        })
    }),
    engines("a text more", |vendor, request, good| {
        match vendor.service {
            // They answer one text at a time; there is no place for another.
            "papago" | "apertium" => body(200, b"{}"),
            _ => texts(vendor, request, good, |texts| {
                texts.push("One more.".to_owned())
            }),
        }
    }),
    engines("an empty text", |vendor, request, good| {
        texts(vendor, request, good, |texts| {
            if let Some(first) = texts.first_mut() {
                first.clear();
            }
        })
    }),
    engines("no texts", |vendor, request, good| {
        texts(vendor, request, good, Vec::clear)
    }),
    engines("null for a text", |vendor, request, good| {
        match texts(vendor, request, good, |texts| {
            texts[0] = "@null@".to_owned()
        }) {
            Answer::Reply { body, .. } => {
                let text = String::from_utf8(body).unwrap();
                self::body(200, text.replace("\"@null@\"", "null").as_bytes())
            }
            other => other,
        }
    }),
    engines("a number for a text", |vendor, request, good| {
        match texts(vendor, request, good, |texts| texts[0] = "@7@".to_owned()) {
            Answer::Reply { body, .. } => {
                let text = String::from_utf8(body).unwrap();
                self::body(200, text.replace("\"@7@\"", "7").as_bytes())
            }
            other => other,
        }
    }),
];

/// The type and the bytes of an answer.
fn bytes(answer: Answer) -> (String, Vec<u8>) {
    match answer {
        Answer::Reply { body, .. } => ("application/json".to_owned(), body),
        Answer::Pieces { kind, pieces, .. } => (kind, pieces.concat()),
        other => panic!("{other:?} is no good answer"),
    }
}

fn head(status: u16, kind: &str, more: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status} Status\r\ncontent-type: {kind}\r\n{more}\r\n").into_bytes()
}

fn raw(status: u16, kind: &str, more: &str, body: Vec<u8>) -> Answer {
    Answer::Raw(vec![Move::Send(head(status, kind, more)), Move::Send(body)])
}

fn whole(status: u16, kind: &str, body: Vec<u8>) -> Answer {
    Answer::Reply {
        status,
        headers: vec![("content-type".to_owned(), kind.to_owned())],
        body,
    }
}

fn body(status: u16, bytes: &[u8]) -> Answer {
    whole(status, "application/json", bytes.to_vec())
}

fn status(good: Answer, status: u16) -> Answer {
    let (kind, body) = bytes(good);
    whole(status, &kind, body)
}

fn elsewhere(good: Answer, status: u16) -> Answer {
    with_header(
        self::status(good, status),
        "location",
        "http://127.0.0.1:9/",
    )
}

fn wait(good: Answer, status: u16, time: &str) -> Answer {
    with_header(self::status(good, status), "retry-after", time)
}

fn cut(good: Answer, parts: usize, of: usize) -> Answer {
    let (_, body) = bytes(good);
    let after = body.len() * parts / of;
    Answer::Cut { body, after }
}

fn asked(vendor: &Vendor, request: &Request) -> (String, String) {
    match &vendor.voice {
        Voice::Chat { asked, .. } => asked(&request.json()),
        Voice::Texts { .. } => panic!("{} does not chat", vendor.service),
    }
}

/// An answer with that text, in the form that was asked for.
fn answer(vendor: &Vendor, request: &Request, text: &str) -> Answer {
    match &vendor.voice {
        Voice::Chat { .. } if wants_stream(request) => vendor.stream(text, End::Whole),
        Voice::Chat { whole, .. } => crate::support::endpoint::reply(200, &whole(text)),
        Voice::Texts { .. } => panic!("{} does not chat", vendor.service),
    }
}

/// The faithful answer, changed; the change is told how marks are written.
fn say(
    vendor: &Vendor,
    request: &Request,
    change: impl Fn(&str, &dyn Fn(&str) -> String) -> String,
) -> Answer {
    let stories: Vec<_> = (0..super::ARTICLES)
        .map(crate::support::story::story)
        .collect();
    let (_, user) = asked(vendor, request);
    let (boundary, _) = parts_of(&user);
    let text = vendor.text(request, &stories);
    let mark = |id: &str| format!("[[{boundary}:{id}]]");
    answer(vendor, request, &change(&text, &mark))
}

fn without(text: &str, from: &str, to: &str) -> String {
    match (text.find(from), text.find(to)) {
        (Some(start), Some(end)) if start < end => format!("{}{}", &text[..start], &text[end..]),
        _ => String::new(),
    }
}

/// The faithful texts, changed, in the engine's shape.
fn texts(
    vendor: &Vendor,
    request: &Request,
    good: Answer,
    change: impl Fn(&mut Vec<String>),
) -> Answer {
    let Voice::Texts { asked, whole } = &vendor.voice else {
        panic!("{} chats", vendor.service)
    };
    let mut texts: Vec<String> = asked(request)
        .iter()
        .enumerate()
        .map(|(number, _)| format!("Text {number} in English."))
        .collect();
    if texts.is_empty() {
        return good;
    }
    change(&mut texts);
    if texts.is_empty() && matches!(vendor.service, "papago" | "apertium") {
        return crate::support::endpoint::reply(200, &json!({"message": Value::Null}));
    }
    crate::support::endpoint::reply(200, &whole(&texts))
}
