//! The server as a client meets it: beginning and end, and everything that a client can do wrong.
#![cfg(feature = "z3")]
#![expect(clippy::disallowed_methods, reason = "tests write files")]

use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::Duration;

use bailiwick_lsp::{Ending, serve};
use lsp_server::{Connection, Message, Notification, Request, RequestId, Response};
use serde_json::{Value, json};

/// Longer than anything takes, so that what never comes is noticed.
const LONG: Duration = Duration::from_mins(1);

/// A client of a server of its own.
struct Client {
    connection: Connection,
    server: JoinHandle<Ending>,
    last: i32,
    /// What the server has said without being asked.
    heard: Vec<Notification>,
}

impl Client {
    /// A client that has said nothing yet.
    fn new() -> Self {
        let (connection, served) = Connection::memory();
        let server = std::thread::spawn(move || serve(served));
        Self { connection, server, last: 0, heard: Vec::new() }
    }

    /// A client at work.
    fn working(capabilities: &Value) -> Self {
        let mut client = Self::new();
        client.ask(
            "initialize",
            json!({ "capabilities": capabilities, "initializationOptions": { "asOf": "2026-11-22" } }),
        );
        client.tell("initialized", json!({}));
        client
    }

    fn tell(&self, method: &str, params: Value) {
        let note = Notification { method: method.to_owned(), params };
        self.connection.sender.send(note.into()).expect("the server is there");
    }

    fn send(&mut self, method: &str, params: Value) -> i32 {
        self.last += 1;
        let request = Request { id: self.last.into(), method: method.to_owned(), params };
        self.connection.sender.send(request.into()).expect("the server is there");
        self.last
    }

    /// The answer to a request; what comes in between is kept.
    fn answer(&mut self, id: i32) -> Response {
        loop {
            match self.connection.receiver.recv_timeout(LONG).expect("an answer") {
                Message::Response(response) if response.id == id.into() => return response,
                Message::Notification(note) => self.heard.push(note),
                Message::Request(_) | Message::Response(_) => {}
            }
        }
    }

    /// The result of a request.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.send(method, params);
        self.answer(id).response_result.unwrap_or_else(|error| unreachable!("{method}: {}", error.message))
    }

    /// The code of the error that comes of a request, and its message.
    fn refused(&mut self, method: &str, params: Value) -> (i32, String) {
        let id = self.send(method, params);
        let error = self.answer(id).response_result.expect_err("it is refused");
        (error.code, error.message)
    }

    fn open(&self, path: &Path, text: &str) -> Value {
        let uri = json!(format!("file://{}", path.display()));
        let document = json!({ "uri": uri, "languageId": "bailiwick", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document }));
        uri
    }

    fn change(&self, uri: &Value, version: i32, text: &str) {
        let document = json!({ "uri": uri, "version": version });
        let changes = json!([{ "text": text }]);
        self.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// What is underlined at last: the first list that fulfils a condition.
    fn underlined(&mut self, uri: &Value, wanted: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        loop {
            let note = if self.heard.is_empty() {
                match self.connection.receiver.recv_timeout(LONG).expect("more") {
                    Message::Notification(note) => note,
                    _ => continue,
                }
            } else {
                self.heard.remove(0)
            };
            if note.method == "textDocument/publishDiagnostics" && note.params["uri"] == *uri {
                let found = note.params["diagnostics"].as_array().expect("a list").clone();
                if wanted(&found) {
                    return found;
                }
            }
        }
    }

    /// Says that it goes, and goes.
    fn leave(mut self) -> Ending {
        self.ask("shutdown", Value::Null);
        self.tell("exit", Value::Null);
        self.server.join().expect("the server ends")
    }
}

const POLICY: &str = "\
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
human ana \"\u{1f980} Ana\" in corp { owner ana }
store notes is files in corp { owner ana }
service bot in corp { may read on notes }
prove closed { never bot causes read on notes }
";

fn file(folder: &tempfile::TempDir) -> PathBuf {
    folder.path().join("main.bwk")
}

fn codes(found: &[Value]) -> Vec<&str> {
    found.iter().filter_map(|one| one["code"].as_str()).collect()
}

#[test]
fn a_client_comes_works_and_goes() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::working(&json!({}));
    let uri = client.open(&file(&folder), POLICY);
    let found = client.underlined(&uri, |found| codes(found).contains(&"refuted"));
    let refuted = found.iter().find(|one| one["code"] == "refuted").expect("it is refuted");
    assert_eq!(refuted["range"]["start"], json!({ "line": 6, "character": 15 }));
    assert!(refuted["relatedInformation"].as_array().is_some_and(|path| !path.is_empty()));
    client.change(&uri, 2, &POLICY.replace("may read", "must not read"));
    client.underlined(&uri, |found| !codes(found).iter().any(|code| ["refuted", "pending"].contains(code)));
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(client.leave(), Ending::Orderly);
}

#[test]
fn nothing_is_answered_before_the_beginning_and_after_the_end() {
    let mut client = Client::new();
    assert_eq!(client.refused("textDocument/hover", json!({})).0, -32002);
    assert_eq!(client.refused("shutdown", Value::Null).0, -32002);
    client.tell("textDocument/didOpen", json!({}));
    assert_eq!(client.refused("initialize", json!("nonsense")).0, -32602);
    let result = client.ask("initialize", json!({ "capabilities": {} }));
    assert_eq!(result["serverInfo"]["name"], "bailiwick-lsp");
    assert_eq!(client.refused("initialize", json!({ "capabilities": {} })).0, -32600);
    client.ask("shutdown", Value::Null);
    assert_eq!(client.refused("workspace/symbol", json!({ "query": "" })).0, -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.server.join().expect("the server ends"), Ending::Orderly);
}

#[test]
fn a_client_that_vanishes_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let client = Client::working(&json!({}));
    client.open(&file(&folder), POLICY);
    let Client { connection, server, .. } = client;
    drop(connection);
    assert_eq!(server.join().expect("the server ends"), Ending::Abrupt);
    let client = Client::working(&json!({}));
    client.tell("exit", Value::Null);
    assert_eq!(client.server.join().expect("the server ends"), Ending::Abrupt);
}

#[test]
fn nonsense_is_refused_and_the_server_lives_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::working(&json!({}));
    let uri = client.open(&file(&folder), POLICY);
    assert_eq!(client.refused("textDocument/nonsense", json!({})).0, -32601);
    assert_eq!(client.refused("$/nonsense", json!({})).0, -32601);
    assert_eq!(client.refused("textDocument/hover", json!({})).0, -32602);
    assert_eq!(client.refused("textDocument/hover", json!([1, 2])).0, -32602);
    assert_eq!(client.refused("textDocument/hover", json!({ "textDocument": { "uri": uri } })).0, -32602);
    let elsewhere =
        json!({ "textDocument": { "uri": "file:///nowhere/at/all.bwk" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(client.refused("textDocument/hover", elsewhere).0, -32602);
    let negative = json!({ "textDocument": { "uri": uri }, "position": { "line": -1, "character": 0 } });
    assert_eq!(client.refused("textDocument/hover", negative).0, -32602);
    assert_eq!(client.refused("workspace/executeCommand", json!({ "command": "rm" })).0, -32602);
    client.tell("$/nonsense", json!({}));
    client.tell("textDocument/didChange", json!({ "textDocument": 1 }));
    client.change(&json!("file:///nowhere/at/all.bwk"), 7, "text");
    client.tell("textDocument/didClose", json!({ "textDocument": { "uri": "file:///nowhere/at/all.bwk" } }));
    client.tell("$/cancelRequest", json!({ "id": 99 }));
    client.tell("$/cancelRequest", json!({}));
    assert!(client.ask("textDocument/hover", position(&uri, 3, 7)).is_object());
    assert_eq!(client.leave(), Ending::Orderly);
}

fn position(uri: &Value, line: u32, character: u32) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": { "line": line, "character": character } })
}

#[test]
fn positions_may_be_anywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::working(&json!({}));
    let uri = client.open(&file(&folder), POLICY);
    let methods = [
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/completion",
        "textDocument/documentHighlight",
        "textDocument/prepareCallHierarchy",
    ];
    // Within the crab, behind the end of a line, behind the end of everything.
    for (line, character) in [(3, 12), (3, 9_999), (0, u32::MAX), (99, 0), (u32::MAX, u32::MAX)] {
        for method in methods {
            client.ask(method, position(&uri, line, character));
        }
        let range = json!({ "start": { "line": line, "character": character }, "end": { "line": 0, "character": 0 } });
        let context = json!({ "diagnostics": [] });
        let asked = json!({ "textDocument": { "uri": uri }, "range": range, "context": context });
        client.ask("textDocument/codeAction", asked.clone());
        client.ask("textDocument/inlayHint", asked);
    }
    assert_eq!(client.leave(), Ending::Orderly);
}

#[test]
fn each_encoding_leads_to_the_same_places() {
    // `corp` behind the crab, whose length differs.
    for (encoding, column) in [("utf-8", 24), ("utf-16", 22), ("utf-32", 21)] {
        let folder = tempfile::tempdir().expect("a folder");
        let mut client = Client::new();
        let general = json!({ "general": { "positionEncodings": [encoding] } });
        let result = client.ask("initialize", json!({ "capabilities": general }));
        assert_eq!(result["capabilities"]["positionEncoding"], encoding);
        client.tell("initialized", json!({}));
        let uri = client.open(&file(&folder), POLICY);
        let found = client.ask("textDocument/definition", position(&uri, 3, column));
        assert_eq!(found["range"]["start"], json!({ "line": 2, "character": 7 }), "{encoding}");
        // The same line, changed behind the crab.
        let range =
            json!({ "start": { "line": 3, "character": column }, "end": { "line": 3, "character": column + 4 } });
        let change = json!({ "range": range, "text": "nowhere" });
        let document = json!({ "uri": uri, "version": 2 });
        client.tell("textDocument/didChange", json!({ "textDocument": document, "contentChanges": [change] }));
        let found = client.underlined(&uri, |found| {
            found.iter().any(|one| one["message"].as_str().is_some_and(|text| text.contains("nowhere")))
        });
        let unknown = found.iter().find(|one| one["code"] == "BW0201").expect("an unknown name");
        assert_eq!(unknown["range"]["start"], json!({ "line": 3, "character": column }), "{encoding}");
        assert_eq!(client.leave(), Ending::Orderly);
    }
}

#[test]
fn texts_that_are_no_files_are_held_and_nothing_is_known_of_them() {
    let mut client = Client::working(&json!({}));
    let uri = json!("untitled:Untitled-1");
    let document = json!({ "uri": uri, "languageId": "bailiwick", "version": 1, "text": POLICY });
    client.tell("textDocument/didOpen", json!({ "textDocument": document }));
    client.change(&uri, 2, "store");
    assert_eq!(client.ask("textDocument/hover", position(&uri, 0, 0)), Value::Null);
    let report = client.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
    assert_eq!(report["items"], json!([]));
    assert_eq!(client.leave(), Ending::Orderly);
}

#[test]
fn what_nobody_wants_any_more_is_answered_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::working(&json!({}));
    let uri = client.open(&file(&folder), POLICY);
    let id = client.send("textDocument/hover", position(&uri, 3, 7));
    client.tell("$/cancelRequest", json!({ "id": id }));
    // It was answered before, or it is not answered at all.
    match client.answer(id).response_result {
        Ok(result) => assert!(result.is_object()),
        Err(error) => assert_eq!(error.code, -32800),
    }
    assert!(client.ask("textDocument/hover", position(&uri, 3, 7)).is_object());
    assert_eq!(client.leave(), Ending::Orderly);
}

#[test]
fn edits_in_quick_succession_end_with_the_truth() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut client = Client::working(&json!({}));
    let uri = client.open(&file(&folder), POLICY);
    for version in 2..60 {
        let text =
            if version % 3 == 0 { POLICY.replace("store", "stroe") } else { POLICY.replace("causes", "causes  ") };
        client.change(&uri, version, &text);
        client.send("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
        if version % 7 == 0 {
            std::thread::sleep(Duration::from_millis(90));
        }
    }
    client.change(&uri, 60, POLICY);
    // Every request is answered, if only with the news that the text has changed.
    let last = client.last;
    if let Err(error) = client.answer(last).response_result {
        assert_eq!(error.code, -32801);
    }
    let tokens = client.ask("textDocument/semanticTokens/full", json!({ "textDocument": { "uri": uri } }));
    assert!(tokens["data"].as_array().is_some_and(|data| data.len() > 100));
    client.underlined(&uri, |found| codes(found).contains(&"refuted"));
    assert_eq!(client.leave(), Ending::Orderly);
}

#[test]
fn options_that_mean_nothing_are_told() {
    let mut client = Client::new();
    let options = json!({ "asOf": "tomorrow", "profile": 7 });
    client.ask("initialize", json!({ "capabilities": {}, "initializationOptions": options }));
    let told: Vec<&str> = client.heard.iter().filter_map(|note| note.params["message"].as_str()).collect();
    assert!(told[0].contains("`asOf` is \"tomorrow\"") && told[1].contains("`profile` is 7"), "{told:?}");
    assert_eq!(client.leave(), Ending::Orderly);
}

/// Projects are known before any of their files is opened, with a manifest and without, and not any more when their folder goes.
#[test]
fn folders_come_and_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = folder.path();
    for (file, text) in [
        ("one/bailiwick.toml", "name = \"one\"\nedition = 2026\n"),
        ("one/policies/a.bwk", "domain corp is tenant\nhuman ana in corp\n"),
        ("two/b.bwk", "domain firm is tenant\nhuman anabel in firm\n"),
        // Without a manifest, what lies in a folder of policies is a part of it.
        ("two/inner/c.bwk", "use b [firm]\nhuman bo in firm\n"),
    ] {
        std::fs::create_dir_all(at.join(file).parent().expect("a parent")).expect("a folder");
        std::fs::write(at.join(file), text).expect("a file");
    }
    let uri = |below: &str| format!("file://{}", at.join(below).display());
    let folders = json!([{ "uri": uri("one"), "name": "one" }, { "uri": uri("two"), "name": "two" }]);
    let roots = [json!({ "rootUri": uri("") }), json!({ "rootUri": null, "workspaceFolders": folders })];
    for root in roots {
        let mut client = Client::new();
        let mut options = root.clone();
        options["capabilities"] = json!({});
        client.ask("initialize", options);
        client.tell("initialized", json!({}));
        let names = |client: &mut Client| -> Vec<String> {
            let found = client.ask("workspace/symbol", json!({ "query": "ana" }));
            let all = found.as_array().cloned().unwrap_or_default();
            all.iter().filter_map(|one| one["name"].as_str().map(str::to_owned)).collect()
        };
        assert_eq!(names(&mut client), ["ana", "anabel"], "{root}");
        let inner = client.ask("workspace/symbol", json!({ "query": "bo" }));
        assert_eq!(inner.as_array().map(Vec::len), Some(1), "{inner}");
        if root["rootUri"].is_string() {
            assert_eq!(client.leave(), Ending::Orderly);
            continue;
        }
        let removed = json!({ "event": { "added": [], "removed": [{ "uri": uri("one"), "name": "one" }] } });
        client.tell("workspace/didChangeWorkspaceFolders", removed);
        assert_eq!(names(&mut client), ["anabel"], "{root}");
        let added = json!({ "event": { "added": [{ "uri": uri("one"), "name": "one" }], "removed": [] } });
        client.tell("workspace/didChangeWorkspaceFolders", added);
        assert_eq!(names(&mut client), ["ana", "anabel"], "{root}");
        // What lies in no folder is known as long as it is open.
        let other = at.join("other/c.bwk");
        std::fs::create_dir_all(at.join("other")).expect("a folder");
        std::fs::write(&other, "domain else is tenant\nhuman anatol in else\n").expect("a file");
        let opened = client.open(&other, "domain else is tenant\nhuman anatol in else\n");
        assert_eq!(names(&mut client), ["ana", "anabel", "anatol"]);
        client.tell("textDocument/didClose", json!({ "textDocument": { "uri": opened } }));
        assert_eq!(names(&mut client), ["ana", "anabel"]);
        assert_eq!(client.leave(), Ending::Orderly);
    }
}

/// Clients take a refusal for "there is nothing": whoever goes on typing is answered about what is there by then.
#[test]
fn typing_makes_nothing_disappear() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = include_str!("../../examples/helpdesk/flawed/helpdesk.bwk");
    let mut client = Client::working(&json!({ "textDocument": { "diagnostic": {} } }));
    let uri = client.open(&file(&folder), text);
    let line = text.lines().count();
    let asked = json!({ "textDocument": { "uri": uri } });
    for (version, typed) in (2..).zip(["s", "st", "sto", "stor", "store", "h", "hu", "hum", "huma", "human"]) {
        client.change(&uri, version * 2, &format!("{text}{typed}"));
        let place = json!({ "line": line, "character": typed.len() });
        let at = json!({ "textDocument": { "uri": uri }, "position": place });
        let requests =
            [("textDocument/completion", &at), ("textDocument/diagnostic", &asked), ("textDocument/codeLens", &asked)]
                .map(|(method, params)| client.send(method, params.clone()));
        client.change(&uri, version * 2 + 1, &format!("{text}{typed}x"));
        // In whatever order they are answered.
        let mut open: Vec<RequestId> = requests.iter().map(|id| (*id).into()).collect();
        while !open.is_empty() {
            if let Message::Response(answer) = client.connection.receiver.recv_timeout(LONG).expect("an answer") {
                assert!(answer.response_result.is_ok(), "{typed}: {:?}", answer.response_result);
                open.retain(|id| *id != answer.id);
            }
        }
    }
    assert_eq!(client.leave(), Ending::Orderly);
}

/// Options can change while it works; what is said of something else changes nothing.
#[test]
fn options_can_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let policy = "domain corp is tenant { trusted yes }\nhuman ana in corp\nstore s is cache in corp\n\
        exception e {\n  accepts missing-owner on s\n  because \"x\"\n  approved by ana on 2026-11-01\n  expires 2026-12-31\n}\n";
    let mut client = Client::working(&json!({}));
    let uri = client.open(&file(&folder), policy);
    client.underlined(&uri, |found| codes(found).contains(&"BW1003") && !codes(found).contains(&"BW1048"));
    client.tell("workspace/didChangeConfiguration", json!({ "settings": {} }));
    client.tell("workspace/didChangeConfiguration", json!({ "settings": { "bailiwick": { "asOf": "2027-02-01" } } }));
    client.underlined(&uri, |found| codes(found).contains(&"BW1048"));
    client.tell("workspace/didChangeConfiguration", json!({ "settings": { "asOf": "2026-11-22" } }));
    client.underlined(&uri, |found| codes(found).contains(&"BW1003") && !codes(found).contains(&"BW1048"));
    // On that day nobody had approved it yet; today somebody has.
    client.tell("workspace/didChangeConfiguration", json!({ "settings": { "asOf": "2020-01-01" } }));
    client.underlined(&uri, |found| codes(found).contains(&"BW1049"));
    client.tell("workspace/didChangeConfiguration", json!({ "settings": { "bailiwick": {} } }));
    client.underlined(&uri, |found| codes(found).contains(&"BW1003") && !codes(found).contains(&"BW1049"));
    client.tell("workspace/didChangeConfiguration", json!({ "settings": { "asOf": 7 } }));
    client.ask("textDocument/foldingRange", json!({ "textDocument": { "uri": uri } }));
    let told: Vec<&str> = client.heard.iter().filter_map(|note| note.params["message"].as_str()).collect();
    assert!(told.iter().any(|text| text.contains("`asOf` is 7")), "{told:?}");
    assert_eq!(client.leave(), Ending::Orderly);
}

#[test]
fn what_can_not_be_checked_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("bailiwick.toml"), "name = \"x\"\nedition = 2026\nas-of = \"required\"\n")
        .expect("a file");
    let mut client = Client::new();
    client.ask("initialize", json!({ "capabilities": {} }));
    client.tell("initialized", json!({}));
    client.open(&file(&folder), POLICY);
    loop {
        if let Message::Notification(note) = client.connection.receiver.recv_timeout(LONG).expect("more")
            && note.method == "window/showMessage"
        {
            assert!(note.params["message"].as_str().is_some_and(|text| text.contains("`asOf`")));
            break;
        }
    }
    assert_eq!(client.leave(), Ending::Orderly);
}
