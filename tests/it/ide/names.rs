//! Definitions, references, other names.

use bailiwick::ide::{definition, highlights, references, renamable, rename};

use super::{Marked, POLICY};

/// The policy with the cursor in the middle of what stands behind a text.
fn at(before: &str, word: &str) -> Marked {
    let place = POLICY.find(&format!("{before}{word}")).expect("the text is there") + before.len() + 1;
    let (start, end) = POLICY.split_at(place);
    Marked::one(&format!("{start}$0{end}"))
}

fn declared(marked: &Marked) -> String {
    let found = definition(&marked.db, marked.project, marked.file, marked.offset);
    found.map_or_else(|| "nothing".to_owned(), |found| marked.place(found.name))
}

#[test]
fn names_lead_to_where_they_are_declared() {
    let cases = [
        ("may write on ", "inbox", "main.bwk:14 inbox"),
        ("  owner ", "ana", "main.bwk:8 ana"),
        ("holds ", "internal", "stdlib/levels.bwk:2 internal"),
        ("may ", "write", "stdlib/operations.bwk"),
        ("possible ", "desk", "main.bwk:21 desk"),
        ("possible desk.", "reader", "main.bwk:23 reader"),
        ("send on out when ", "mfa", "main.bwk:29 mfa"),
        ("internal reaches ", "out", "main.bwk:19 out"),
        ("store ", "inbox", "main.bwk:14 inbox"),
        ("use ", "std.levels", "stdlib/levels.bwk:1 "),
        ("is ", "queue", "nothing"),
        ("", "store", "nothing"),
    ];
    for (before, word, expected) in cases {
        let found = declared(&at(before, word));
        assert!(found.starts_with(expected), "{before}{word}: {found}");
    }
}

#[test]
fn references_are_found_in_all_files_and_spaces() {
    let marked = Marked::new(&[
        (
            "a.bwk",
            "domain corp is tenant\nstore $0notes is files in corp { holds secret }\nclass secret at high\nlevel low < high\n",
        ),
        (
            "b.bwk",
            "use a [corp]\nuse std.operations [*]\nhuman notes in corp { may read on a.notes }\nprove p { never notes causes read on a.notes via [a.notes] }\n",
        ),
    ]);
    let found = references(&marked.db, marked.project, marked.file, marked.offset, true);
    let expected = ["a.bwk:2 notes", "b.bwk:3 notes", "b.bwk:4 notes", "b.bwk:4 notes"];
    assert_eq!(marked.places(found), expected);
    let found = references(&marked.db, marked.project, marked.file, marked.offset, false);
    assert_eq!(marked.places(found), expected[1..]);
}

#[test]
fn what_is_in_the_same_file_is_highlighted() {
    let marked = at("human ", "ana");
    let found = highlights(&marked.db, marked.project, marked.file, marked.offset);
    assert_eq!(
        marked.places(found.iter().map(|one| one.span)),
        ["main.bwk:8 ana", "main.bwk:15 ana", "main.bwk:22 ana"]
    );
    assert_eq!(found.iter().filter(|one| one.is_declaration).count(), 1);
}

#[test]
fn names_in_rules_and_tests_are_found() {
    let text = "\
use std.operations [*]
domain corp is tenant
human a$0na in corp
human bo in corp { owner ana }
rule owned { for every human h where h.owner is ana  require h.owner is not ana }
test t {
  without ana
  expect ana may not read on bo
  expect finding owned on [bo, ana]
}
exception e { accepts owned on ana  because \"x\"  approved by ana on 2026-01-01  expires 2027-01-01 }
";
    let marked = Marked::one(
        &text
            .replace("ana  require", "ana\n  require")
            .replace("  because", "\n  because")
            .replace("  approved", "\n  approved")
            .replace("  expires", "\n  expires"),
    );
    let found = references(&marked.db, marked.project, marked.file, marked.offset, true);
    let lines: Vec<String> =
        marked.places(found).iter().map(|place| place.split(' ').next().unwrap_or_default().to_owned()).collect();
    let lines: Vec<&str> = lines.iter().filter_map(|place| place.strip_prefix("main.bwk:")).collect();
    assert_eq!(lines, ["3", "4", "5", "6", "8", "9", "10", "12", "14"]);
}

#[test]
fn another_name_is_given_everywhere() {
    let marked = at("store ", "inbox");
    let edits = rename(&marked.db, marked.project, marked.file, marked.offset, "mail").expect("a name");
    let text = marked.edited(&edits);
    assert_eq!(text, POLICY.replace("inbox", "mail"));
}

#[test]
fn a_name_that_means_something_else_is_refused() {
    let marked = at("store ", "inbox");
    let refused =
        |name: &str| rename(&marked.db, marked.project, marked.file, marked.offset, name).expect_err("it is refused");
    for name in ["", "1st", "a b", "when", "may", "a.b", "\u{e4}"] {
        assert!(refused(name).contains("is no name"), "{name}");
    }
    assert!(refused("out").starts_with("`inbox` can not be called `out`: "), "{}", refused("out"));
    assert!(refused("ana").contains("declared twice"), "{}", refused("ana"));
}

#[test]
fn what_is_not_declared_here_keeps_its_name() {
    let cases = [
        ("holds ", "internal", "standard library"),
        ("is ", "queue", "no name here"),
        ("use ", "std.levels", "rename the file"),
    ];
    for (before, word, expected) in cases {
        let marked = at(before, word);
        let refused = renamable(&marked.db, marked.project, marked.file, marked.offset).expect_err("it is refused");
        assert!(refused.contains(expected), "{word}: {refused}");
    }
}

#[test]
fn everything_in_the_examples_can_be_called_otherwise() {
    let text = include_str!("../../../examples/helpdesk/flawed/helpdesk.bwk");
    let names = [
        "class customer-data",
        "workflow helpdesk",
        "gate supervisor",
        "entry lookup",
        "agent copilot",
        "parameter     recipients",
        "origin customer",
    ];
    for declared in names {
        let place = text.find(declared).expect("it is declared") + declared.len();
        let (start, end) = text.split_at(place);
        let marked = Marked::one(&format!("{start}$0{end}"));
        let edits = rename(&marked.db, marked.project, marked.file, marked.offset, "other-name");
        assert!(edits.as_ref().is_ok_and(|edits| edits.len() > 1), "{declared}: {edits:?}");
    }
}

/// Two files can name the same in the same place.
#[test]
fn what_is_named_at_the_same_place_in_two_files_is_renamed_in_both() {
    let text = |number: &str| {
        format!(
            "domain corp is tenant\noperation op{number} is execute {{ parameter amount integer 0..9 }}\n\
             human a{number} in corp {{ may op{number} on s{number} when amount > 5 }}\nstore s{number} is files in corp\n"
        )
    };
    let one = text("1").replace("parameter amount", "parameter am$0ount");
    let marked = Marked::new(&[("a.bwk", &one), ("b.bwk", &text("2"))]);
    let edits = rename(&marked.db, marked.project, marked.file, marked.offset, "sum-total");
    assert_eq!(edits.map(|edits| edits.len()), Ok(4));
}

/// A name that the language has already means something else, although as much is found.
#[test]
fn a_name_under_which_the_policy_means_something_else_is_refused() {
    let marked = Marked::one(
        "use std.levels [*]\ndomain corp is tenant\ncontext ten$0ant individual session\n\
         class orders at restricted { per tenant }\nsink answer is subject in corp\n\
         store s is files in corp {\n  holds orders\n  partitioned by tenant\n}\n",
    );
    let rename = |name: &str| rename(&marked.db, marked.project, marked.file, marked.offset, name);
    assert!(rename("session").is_err(), "{:?}", rename("session"));
    assert!(rename("customer").is_ok(), "{:?}", rename("customer"));
}

/// A control stands in a text, under any name that it has, and leads to its framework; from there it leads to all that names it.
#[test]
fn controls_lead_to_their_frameworks_and_back() {
    let text = "use std.frameworks.owasp-asi-2026 [owasp-asi-2026]\n\
        framework own \"Own\" {\n  edition \"1\"\n  kind controls\n  control \"C1\" \"One\"\n  control \"C2\" \"Two\"\n}\n\
        mapping m for owasp-asi-2026 {\n  evidence for \"ASI03\" from missing-owner\n}\n\
        mapping n for own {\n  evidence for [\"C1\", \"C2\"] from missing-owner\n}\n\
        mapping o for own {\n  evidence for \"c-1\" from missing-purpose\n}\n";
    let asked = |before: &str| {
        let (start, end) = text.split_at(text.find(before).expect("it is there") + before.len());
        Marked::one(&format!("{start}$0{end}"))
    };
    for (before, expected) in [
        ("evidence for \"A", "stdlib/frameworks/owasp-asi-2026.bwk"),
        ("evidence for [\"C", "main.bwk:5 "),
        ("evidence for \"c", "main.bwk:5 "),
        ("\"C1\" \"O", "main.bwk:5 "),
        ("edition \"", "nothing"),
    ] {
        let found = declared(&asked(before));
        assert!(found.starts_with(expected), "{before}: {found}");
    }
    let everywhere = |before: &str, with_declaration| {
        let marked = asked(before);
        marked.places(references(&marked.db, marked.project, marked.file, marked.offset, with_declaration))
    };
    let named = ["main.bwk:12 \"C1\"", "main.bwk:15 \"c-1\""];
    assert_eq!(everywhere("evidence for \"c", false), named);
    let all = everywhere("control \"C", true);
    assert_eq!((all.len(), &all[1..]), (3, &named.map(str::to_owned)[..]));
    let shipped = everywhere("evidence for \"A", false);
    assert!(shipped.iter().any(|place| place.starts_with("main.bwk:9 ")), "{shipped:?}");
    assert!(shipped.iter().any(|place| place.starts_with("stdlib/frameworks/")), "{shipped:?}");
}
