//! Messages over standard input and output. What is no message is answered with an error, and the next one is read: nothing
//! that somebody sends ends the server.

use std::io::{BufRead, Read as _, Write as _};

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::{Connection, ErrorCode, Message};
use serde_json::{Value, json};

/// Nobody has a message longer than this; what claims to be longer is passed over.
const LONGEST: u64 = 256 << 20;

/// A connection over standard input and output. It ends with the input.
pub fn stdio() -> Connection {
    let (to_server, receiver) = unbounded();
    let (sender, to_client) = unbounded();
    std::thread::spawn(move || read_all(&mut std::io::stdin().lock(), &to_server, &mut answer));
    std::thread::spawn(move || write_all(&to_client));
    Connection { sender, receiver }
}

/// Passes everything on that can be read as a message, and complains about the rest.
fn read_all(input: &mut dyn BufRead, to_server: &Sender<Message>, complain: &mut dyn FnMut(&Value)) {
    while let Some(content) = next(input) {
        let message = content.and_then(|bytes| message(&bytes));
        match message {
            Err(answer) => complain(&answer),
            Ok(message) => {
                if to_server.send(message).is_err() {
                    return;
                }
            }
        }
    }
}

/// What says how long a message is.
const LENGTH: &str = "content-length:";

/// The content of the next message, or what to answer instead; nothing at the end of the input. Whoever loses count of a
/// message is in step again with the next one.
fn next(input: &mut dyn BufRead) -> Option<Result<Vec<u8>, Value>> {
    let mut length: Option<u64> = None;
    let mut is_said = false;
    loop {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line).ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches(['\r', '\n']).to_ascii_lowercase();
        // The rest of a message that was longer than it said stands before the next one.
        let header = text.rfind(LENGTH).map(|at| text[at + LENGTH.len()..].trim());
        match (header, length) {
            // The empty line before the content.
            (None, Some(length)) if text.is_empty() => return content(input, length),
            (None, None) if text.is_empty() && is_said => {
                let why = "a message begins with `Content-Length` and a number of bytes";
                return Some(Err(error(&Value::Null, ErrorCode::ParseError, why)));
            }
            (Some(value), _) => length = value.parse().ok(),
            // Another header, or something between two messages that is none.
            (None, _) => {}
        }
        is_said |= !text.is_empty();
    }
}

fn content(input: &mut dyn BufRead, length: u64) -> Option<Result<Vec<u8>, Value>> {
    if length > LONGEST {
        let skipped = std::io::copy(&mut input.take(length), &mut std::io::sink()).ok()?;
        let why = format!("a message of {length} bytes is too long");
        return (skipped == length).then(|| Err(error(&Value::Null, ErrorCode::ParseError, &why)));
    }
    let mut bytes = Vec::new();
    let read = input.take(length).read_to_end(&mut bytes).ok()?;
    (read as u64 == length).then_some(Ok(bytes))
}

/// A message, or what to answer to something that is none.
fn message(bytes: &[u8]) -> Result<Message, Value> {
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|why| error(&Value::Null, ErrorCode::ParseError, &format!("this is no JSON: {why}")))?;
    let said = value.get("id");
    let is_id = |id: &&Value| id.is_string() || id.as_i64().is_some_and(|number| i32::try_from(number).is_ok());
    let id = said.filter(is_id).cloned().unwrap_or_default();
    if said.is_some() && id.is_null() && value.get("method").is_some() {
        let why = "an `id` is a text, or an integer of 32 bits";
        return Err(error(&Value::Null, ErrorCode::InvalidRequest, why));
    }
    serde_json::from_value(value)
        .map_err(|_| error(&id, ErrorCode::InvalidRequest, "this is no request, no response and no notification"))
}

fn error(id: &Value, code: ErrorCode, message: &str) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
}

/// Answers at once: a whole message is written under one lock.
fn answer(answer: &Value) {
    let text = answer.to_string();
    let mut output = std::io::stdout().lock();
    _ = write!(output, "Content-Length: {}\r\n\r\n{text}", text.len());
    _ = output.flush();
}

fn write_all(messages: &Receiver<Message>) {
    for message in messages {
        // A client that is gone reads nothing any more; the end of its input ends the server.
        if message.write(&mut std::io::stdout().lock()).is_err() {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn framed(text: &str) -> Vec<u8> {
        format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
    }

    #[test]
    fn what_is_no_message_is_answered_and_the_next_one_is_read() {
        let mut input = Vec::new();
        input.extend(b"noise\r\n\r\n");
        input.extend(framed("{\"jsonrpc\":"));
        input.extend(framed("[1, 2]"));
        input.extend(framed("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":5}"));
        input.extend(framed("\u{1f980}"));
        for id in ["99999999999", "1.5", "[1]", "null"] {
            input.extend(framed(&format!("{{\"jsonrpc\":\"2.0\",\"id\":{id},\"method\":\"shutdown\"}}")));
        }
        // Whatever a message says of its length, the next one is read.
        let lost = "{\"jsonrpc\":\"2.0\",\"method\":\"lost\"}";
        for length in ["many", "-5", "99999999999999999999999", "32"] {
            input.extend(format!("Content-Length: {length}\r\n\r\n{lost}").into_bytes());
        }
        input.extend(format!("Content-Type: x\r\n\r\n{lost}").into_bytes());
        input.extend(b"Content-Type: x\r\n");
        input.extend(framed("{\"jsonrpc\":\"2.0\",\"method\":\"initialized\",\"params\":{}}"));
        input.extend(b"Content-Length: 10\r\n\r\nshort");
        let (sender, receiver) = unbounded();
        let mut answers = Vec::new();
        read_all(&mut input.as_slice(), &sender, &mut |answer| answers.push(answer.clone()));
        let codes: Vec<i64> = answers.iter().filter_map(|answer| answer["error"]["code"].as_i64()).collect();
        let (parse, invalid) = (-32700, -32600);
        assert_eq!(codes[..5], [parse, parse, invalid, invalid, parse], "noise, half a message, no message, no JSON");
        assert_eq!(codes[5..9], [invalid; 4], "no ids");
        assert_eq!(codes[9..], [parse; 5], "no lengths");
        assert_eq!(answers[3]["id"], 7);
        drop(sender);
        let read: Vec<Message> = receiver.iter().collect();
        assert!(matches!(read.as_slice(), [Message::Notification(one)] if one.method == "initialized"));
    }
}
