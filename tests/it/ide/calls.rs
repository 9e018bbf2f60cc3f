//! Who can cause this, and what this can cause.

use bailiwick::ide::{Call, incoming, outgoing, party_at};

use super::{Marked, POLICY};

fn marked(before: &str, word: &str) -> Marked {
    let place = POLICY.find(&format!("{before}{word}")).expect("the text is there") + before.len() + 1;
    let (start, end) = POLICY.split_at(place);
    Marked::one(&format!("{start}$0{end}"))
}

fn told(calls: &[Call]) -> Vec<String> {
    calls.iter().map(|call| format!("{}: {}", call.party.name, call.effects.join("; "))).collect()
}

#[test]
fn who_can_cause_something_is_told() {
    let marked = marked("store ", "inbox");
    let party = party_at(&marked.db, marked.project, marked.file, marked.offset).expect("a store");
    let found = incoming(&marked.db, marked.project, party.id);
    // Whoever writes to a queue knows what is in it, and a domain that is not trusted knows what its people know.
    assert_eq!(
        told(&found),
        ["web: read on inbox", "anyone: read on inbox; write on inbox", "desk.reader: read on inbox"]
    );
    let places = marked.places(found.iter().flat_map(|call| call.places.clone()));
    assert!(places.contains(&"main.bwk:11 may write on inbox".to_owned()), "{places:?}");
}

#[test]
fn what_somebody_can_cause_is_told() {
    let marked = marked("agent ", "reader");
    let party = party_at(&marked.db, marked.project, marked.file, marked.offset).expect("an agent");
    let found = outgoing(&marked.db, marked.project, party.id);
    assert_eq!(told(&found), ["inbox: read on inbox", "out: send on out when `mfa` is yes"]);
}

#[test]
fn nothing_is_known_of_a_policy_with_errors() {
    let marked = Marked::one(&format!("{}\nstore", POLICY.replacen("store inbox", "store $0inbox", 1)));
    let party = party_at(&marked.db, marked.project, marked.file, marked.offset).expect("a store");
    assert_eq!(incoming(&marked.db, marked.project, party.id), []);
}

#[test]
fn a_word_is_nobody() {
    let marked = marked("is ", "queue");
    assert_eq!(party_at(&marked.db, marked.project, marked.file, marked.offset), None);
}
