//! Places as SARIF has them.

use std::cell::RefCell;
use std::fmt::Write as _;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::report::Places;
use crate::report::sarif::message::sentence;
use crate::source::{File, Span};

/// The folder in which the program was started: the root of the repository, where it is run for one.
const ROOT: &str = "SRCROOT";

/// The texts inside the program.
const LIBRARY: &str = "BAILIWICK";

/// What paths are relative to.
pub(super) fn bases() -> Value {
    json!({
        ROOT: { "description": { "text": "The folder in which bailiwick was started." } },
        LIBRARY: { "description": { "text": "The standard library inside of bailiwick." } },
    })
}

/// The files of which something is said, numbered as they are named.
pub(super) struct Artifacts<'a, 'db> {
    places: &'a Places<'db>,
    files: RefCell<Vec<File>>,
}

impl<'a, 'db> Artifacts<'a, 'db> {
    pub(super) fn new(places: &'a Places<'db>) -> Self {
        Self { places, files: RefCell::default() }
    }

    pub(super) fn all(&self) -> Vec<Value> {
        let one = |file: &File| {
            let whole = Span { file: *file, start: 0, end: 0 };
            let text = self.places.text(whole);
            let mut hash = String::new();
            Sha256::digest(text.as_bytes()).iter().for_each(|byte| _ = write!(hash, "{byte:02x}"));
            json!({
                "location": self.named(whole),
                "length": text.len(),
                "hashes": { "sha-256": hash },
            })
        };
        self.files.borrow().iter().map(one).collect()
    }

    /// A place, with what is there.
    pub(super) fn location(&self, span: Span, message: Option<&str>) -> Value {
        let mut location = json!({ "physicalLocation": self.physical(span) });
        if let Some(message) = message {
            location["message"] = json!({ "text": sentence(message) });
        }
        location
    }

    pub(super) fn physical(&self, span: Span) -> Value {
        json!({ "artifactLocation": self.artifact(span), "region": self.region(span) })
    }

    pub(super) fn region(&self, span: Span) -> Value {
        let (start, end) = self.places.ends(span);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }

    pub(super) fn artifact(&self, span: Span) -> Value {
        let mut artifact = self.named(span);
        let mut files = self.files.borrow_mut();
        let at = files.iter().position(|file| *file == span.file).unwrap_or_else(|| {
            files.push(span.file);
            files.len() - 1
        });
        artifact["index"] = at.into();
        artifact
    }

    /// A file by its path below where the program was started, if it lies there; else below the root of its project.
    fn named(&self, span: Span) -> Value {
        let (path, below) = (self.places.tidy_path(span), self.places.below(span));
        if self.places.is_library(span) {
            return json!({ "uri": uri(below), "uriBaseId": LIBRARY });
        }
        let is_inside = !path.starts_with('/') && !path.split('/').any(|step| step == "..");
        json!({ "uri": uri(if is_inside { path } else { below }), "uriBaseId": ROOT })
    }
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
