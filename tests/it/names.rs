//! Names: modules and imports, what is known where, and what is said when nothing is.

use crate::support::Checked;

/// The findings about these files, as `CODE line`, each file's lines counted from 1.
fn codes(files: &[(&str, &str)]) -> Vec<String> {
    Checked::new(files).codes()
}

const PEOPLE: (&str, &str) =
    ("people.bwk", "domain corp is tenant { trusted yes }\nhuman ana in corp\nhuman bo in corp\n");

/// The files of a project, and the codes and lines that are expected.
type Case = (&'static [(&'static str, &'static str)], &'static [&'static str]);

#[test]
fn what_is_wrong_with_names_is_said_where_it_is() {
    let cases: &[Case] = &[
        (&[("a.bwk", "domain corp is tenant\nhuman ana in corp\n")], &[]),
        (&[("a.bwk", "domain corp is tenant\nhuman ana in crop\n")], &["BW0201 2"]),
        (&[("a.bwk", "domain corp is tenant\nhuman ana in corp\nhuman ana in corp\n")], &["BW0202 3"]),
        // A second declaration is left out; the first one counts.
        (&[("a.bwk", "domain corp is tenant\nhuman corp in corp\n")], &["BW0202 2"]),
        (&[PEOPLE, ("b.bwk", "use people\nteam all of [people.ana] in people.corp\n")], &[]),
        (&[PEOPLE, ("b.bwk", "use people [ana, corp]\nteam all of [ana, people.bo] in corp\n")], &[]),
        (&[PEOPLE, ("b.bwk", "use people [*]\nteam all of [ana, bo] in corp\n")], &[]),
        (&[PEOPLE, ("b.bwk", "team all of [ana] in corp\n")], &["BW0201 1", "BW0201 1"]),
        (&[PEOPLE, ("b.bwk", "use people [anna]\n")], &["BW0205 1"]),
        // What could not be imported is not reported again where it is used.
        (&[PEOPLE, ("b.bwk", "use people [anna, corp]\nteam all of [anna] in corp\n")], &["BW0205 1"]),
        (&[PEOPLE, ("b.bwk", "use poeple [ana]\nteam all of [ana] in poeple.corp\n")], &["BW0204 1"]),
        (&[PEOPLE, ("b.bwk", "use people\nteam all of [people.anna] in people.corp\n")], &["BW0201 2"]),
        (&[PEOPLE, ("b.bwk", "use poeple [*]\nteam all of [whoever] in corp\n")], &["BW0204 1"]),
        (&[PEOPLE, ("b.bwk", "use people [*]\nhuman ana in corp\n")], &["BW0203 1"]),
        (
            &[PEOPLE, ("c.bwk", "use people [corp]\nhuman ana in corp\n"), ("d.bwk", "use people [*]\nuse c [*]\n")],
            &["BW0206 2"],
        ),
        // Modules may use each other.
        (&[("a.bwk", "use b [y]\ndomain x is tenant of y\n"), ("b.bwk", "use a\ndomain y is tenant\n")], &[]),
        (&[("a.bwk", "use a [x]\ndomain x is tenant\n")], &[]),
        (&[("a/b.bwk", ""), ("a.b.bwk", "")], &["BW0207 1"]),
        (
            &[
                ("t/people.bwk", "domain d is tenant\n"),
                ("b.bwk", "use t.people\nhuman ana in t.people.d\nhuman bo in people.d\n"),
            ],
            &[],
        ),
    ];
    for (files, expected) in cases {
        assert_eq!(codes(files), *expected, "{files:?}");
    }
}

#[test]
fn what_is_declared_in_a_block_is_bare_inside_and_has_its_parent_outside() {
    let agent = "domain d is tenant\nworkflow w {\n  agent a in d { may call b }\n  agent b in d {\n    entry e\n    may call a\n  }\n}\n";
    let one = |tail: &str| codes(&[("a.bwk", &format!("{agent}{tail}"))]);
    assert_eq!(one("human h in d { may call w.b }\n"), [""; 0]);
    assert_eq!(one("human h in d { may call w.b.e }\n"), [""; 0]);
    assert_eq!(one("human h in d { may call b }\n"), ["BW0201 9"]);
    assert_eq!(one("human h in d { may call w.c }\n"), ["BW0201 9"]);
    assert_eq!(one("human h in d { may call b.e }\n"), ["BW0201 9"]);
    assert_eq!(one("human b in d\n"), ["BW0203 4"]);
}

#[test]
fn operations_and_things_do_not_clash() {
    let text = "domain d is tenant { trusted yes }\noperation reply is disclose\nsink reply is internal in d\n\
                human ana in d { may reply on reply }\n";
    let checked = Checked::new(&[("a.bwk", text)]);
    assert_eq!(checked.codes(), [""; 0]);
    assert_eq!(checked.facts_of("grant"), ["grant(ana, reply, reply, inf)"]);
    let swapped = text.replace("may reply on reply", "may d on reply");
    assert_eq!(codes(&[("a.bwk", &swapped)]), ["BW0301 4"]);
}

#[test]
fn nothing_of_the_library_is_known_without_use() {
    let text = "domain d is tenant\nstore s is files in d { holds public }\nhuman ana in d { may read on s }\n";
    assert_eq!(codes(&[("a.bwk", text)]), ["BW0201 2", "BW0201 3"]);
    assert!(Checked::new(&[("a.bwk", text)]).policy.base.atoms.len() == 2, "no atom but what is written by d and ana");
    let text = format!("use std.levels\nuse std.operations [read]\n{}", text.replace("public", "levels.public"));
    assert_eq!(codes(&[("a.bwk", &text)]), [""; 0]);
}

#[test]
fn the_same_name_in_two_modules_is_told_apart_in_the_facts() {
    let files = [
        ("a.bwk", "domain d is tenant { trusted yes }\nhuman ana in d { may observe on ana }\n"),
        ("b.bwk", "domain e is tenant { trusted yes }\nhuman ana in e { may observe on ana }\n"),
    ];
    let checked = Checked::new(&files);
    assert_eq!(checked.facts(), ["grant(a.ana, observe, a.ana, inf)", "grant(b.ana, observe, b.ana, inf)"]);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let files =
        [PEOPLE, ("b.bwk", "use people [anna, bo]\nteam all of [anna, bo] in people.corp { may observe on bo }\n")];
    let mut swapped = files;
    swapped.reverse();
    let (one, other) = (Checked::new(&files), Checked::new(&swapped));
    assert_eq!(one.rendered(), other.rendered());
    assert_eq!(one.facts(), other.facts());
}

#[test]
fn names_are_explained() {
    let files = [
        PEOPLE,
        (
            "w.bwk",
            "use people [corp, anna]\nuse poeple\nuse std.operations [*]\n\
             human ana in crop\nhuman ana in corp\n\
             workflow w {\n  agent people in corp { may call ana2 }\n  agent ana in corp\n  agent c in corp { may call peple }\n}\n\
             human bo in corp { may call [people, w.peeple, c] }\n\
             human dan in corp { may read on [read, public, corp] }\n",
        ),
    ];
    insta::assert_snapshot!(Checked::new(&files).rendered());
}

#[test]
fn a_declaration_that_can_not_be_read_is_not_missed_again() {
    let cases = [
        // The header is wrong, a noun is misspelt, a clause is wrong: whoever uses the name is told nothing.
        "human ana on corp\nteam t of [ana] in corp\n",
        "humn ana in corp\nteam t of [ana] in corp\n",
        "workflow w {\n  agnt a in corp\n}\nhuman bo in corp { may call w.a }\n",
        "workflow w {\n  agent a at corp\n}\nhuman bo in corp { may call w.a }\n",
    ];
    for text in cases {
        let checked = Checked::unread(&[("a.bwk", &format!("domain corp is tenant\n{text}"))]);
        assert_eq!(checked.codes(), [""; 0], "{text}");
    }
    // What else is wrong is said all the same.
    let text = "domain corp is tenant\nhuman ana on corp\nteam t of [ana, bo] in corp\n";
    assert_eq!(Checked::unread(&[("a.bwk", text)]).codes(), ["BW0201 3"]);
}
