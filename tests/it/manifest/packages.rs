//! Packages that depend on one another.

use bailiwick::source::Database;

use super::{folder, found, help, project};

const PEOPLE: &str = "domain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }\n";

fn package(name: &str, rest: &str) -> String {
    format!("name = \"{name}\"\nedition = 2026\n{rest}")
}

fn depending(name: &str, on: &[&str]) -> String {
    let lines: Vec<String> = on.iter().map(|other| format!("{other} = {{ path = \"../{other}\" }}\n")).collect();
    package(name, &format!("[dependencies]\n{}", lines.concat()))
}

#[test]
fn a_dependency_is_known_by_its_name() {
    let app = depending("app", &["people"]);
    let files = [
        ("app/bailiwick.toml", app.as_str()),
        ("app/main.bwk", "use people.staff [corp]\nhuman bo in corp { owner people.staff.ana }\n"),
        ("people/bailiwick.toml", &package("people", "")),
        ("people/staff.bwk", PEOPLE),
        ("people/teams/more.bwk", "use staff [corp]\nhuman cy in corp { owner staff.ana }\n"),
    ];
    assert_eq!(found(&files, "app"), [""; 0]);
    assert_eq!(found(&files, "people"), [""; 0]);
    let folder = folder(&files);
    let db = Database::default();
    let project = project(&db, folder.path(), "app", None);
    let modules: Vec<&str> =
        project.files(&db).iter().map(|file| &**file.module(&db)).filter(|name| !name.starts_with("std.")).collect();
    assert_eq!(modules, ["main", "people.staff", "people.teams.more"]);
    let below: Vec<&str> =
        project.files(&db).iter().map(|file| &**file.below(&db)).filter(|path| !path.starts_with("stdlib")).collect();
    assert_eq!(below, ["main.bwk", "../people/staff.bwk", "../people/teams/more.bwk"]);
}

#[test]
fn everything_that_a_dependency_declares_counts() {
    let people = "use std.operations [*]\nuse std.levels [*]\ndomain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }
store s is files in corp { holds internal }\nprove nobody-reads { never ana causes read on s }\n";
    let files = [
        ("app/bailiwick.toml", depending("app", &["people"])),
        (
            "app/main.bwk",
            "use people.staff [ana, s]\nuse std.operations [read]\naccess a for ana { may read on s }\n".to_owned(),
        ),
        ("people/bailiwick.toml", package("people", "")),
        ("people/staff.bwk", people.to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    let folder = folder(&files);
    let verdict = |path: &str| {
        let db = Database::default();
        bailiwick::analysis::check(&db, project(&db, folder.path(), path, None)).verdicts[0].status.word()
    };
    assert_eq!(verdict("people"), "proved");
    assert_eq!(verdict("app"), "refuted", "what one package proves another one can break");
}

#[test]
fn what_a_dependency_depends_on_is_found_and_not_known() {
    let files = [
        ("app/bailiwick.toml", depending("app", &["teams"])),
        ("app/main.bwk", "use teams.all [bo]\nuse people.staff [ana]\nhuman cy in corp { owner ana }\n".to_owned()),
        ("people/bailiwick.toml", package("people", "")),
        ("people/staff.bwk", PEOPLE.to_owned()),
        ("teams/bailiwick.toml", depending("teams", &["people"])),
        ("teams/all.bwk", "use people.staff [corp]\nhuman bo in corp { owner bo }\n".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(
        found(&files, "app"),
        ["BW0204 main.bwk:2: there is no module `people.staff`", "BW0201 main.bwk:3: `corp` is not declared",]
    );
    let rendered = help(&files, "app");
    assert_eq!(
        rendered,
        [
            "name `people` below `[dependencies]` in the manifest of this file's package",
            "name the package of `people.staff` below `[dependencies]` to use it here",
        ]
    );
}

#[test]
fn a_dependency_does_not_know_who_depends_on_it() {
    let files = [
        ("app/bailiwick.toml", depending("app", &["people"])),
        ("app/main.bwk", PEOPLE.to_owned()),
        ("people/bailiwick.toml", package("people", "")),
        ("people/staff.bwk", "use main [corp]\nhuman bo in corp { owner bo }\n".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(found(&files, "app"), ["BW0204 ../people/staff.bwk:1: there is no module `main`"]);
}

#[test]
fn circles_of_packages_are_told_whole() {
    let files = [
        ("a/bailiwick.toml", depending("a", &["b", "d"])),
        ("a/main.bwk", PEOPLE.to_owned()),
        ("b/bailiwick.toml", depending("b", &["c"])),
        ("c/bailiwick.toml", depending("c", &["a", "d"])),
        ("d/bailiwick.toml", depending("d", &["d"])),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(
        found(&files, "a"),
        [
            "BW0513 ../c/bailiwick.toml:4: packages depend on one another in a circle: `a` → `b` → `c` → `a`",
            "BW0513 ../d/bailiwick.toml:4: the package `d` depends on itself",
        ]
    );
}

#[test]
fn files_may_use_one_another_in_circles() {
    let files = [
        ("bailiwick.toml", package("app", "")),
        ("one.bwk", "use two [bo]\ndomain corp is tenant { trusted yes }\nhuman ana in corp { owner bo }\n".to_owned()),
        ("two.bwk", "use one [corp, ana]\nhuman bo in corp { owner ana }\n".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(found(&files, "."), [""; 0]);
}

#[test]
fn a_diamond_is_no_circle_and_is_read_once() {
    let files = [
        ("app/bailiwick.toml", depending("app", &["left", "right"])),
        (
            "app/main.bwk",
            "use left.l [ana]\nuse right.r [bo]\nuse left.l\nhuman cy in left.l.home { owner ana }\n".to_owned(),
        ),
        ("left/bailiwick.toml", depending("left", &["people"])),
        (
            "left/l.bwk",
            "use people.staff [corp]\ndomain home is tenant { trusted yes }\nhuman ana in corp { owner ana }\n"
                .to_owned(),
        ),
        ("right/bailiwick.toml", depending("right", &["people"])),
        ("right/r.bwk", "use people.staff [corp]\nhuman bo in corp { owner bo }\n".to_owned()),
        ("people/bailiwick.toml", package("people", "")),
        ("people/staff.bwk", "domain corp is tenant { trusted yes }\n".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(found(&files, "app"), [""; 0]);
}

#[test]
fn what_is_wrong_with_dependencies_is_said_where_they_are_named() {
    let app = package(
        "app",
        "sources = [\"policy\", \"nowhere\", \"people\", \"../other/part.bwk\"]
[dependencies]
gone = { path = \"../gone\" }
called = { path = \"../other\" }
here = { path = \"../here\" }
twin = { path = \"../twin\" }
",
    );
    let files = [
        ("app/bailiwick.toml", app),
        ("app/policy/here/main.bwk", PEOPLE.to_owned()),
        ("app/policy/inside/bailiwick.toml", package("inside", "")),
        ("app/policy/inside/unread.bwk", "human broken in nowhere\n".to_owned()),
        ("app/people/bailiwick.toml", package("people", "")),
        ("other/bailiwick.toml", package("other", "")),
        ("other/part.bwk", String::new()),
        ("here/bailiwick.toml", package("here", "fail-of = \"error\"\n")),
        ("twin/bailiwick.toml", package("app", "")),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(
        found(&files, "app"),
        [
            "BW0502 ../here/bailiwick.toml:3: a manifest has no key `fail-of`",
            "BW0512 ../twin/bailiwick.toml:1: two packages of this project are called `app`",
            "BW0515 bailiwick.toml:1: `policy/inside` is a package of its own, and was not read with this one",
            "BW0510 bailiwick.toml:3: the source `nowhere` is not there",
            "BW0510 bailiwick.toml:3: the source `people` belongs to another package, which can be named below `[dependencies]`",
            "BW0510 bailiwick.toml:3: the source `../other/part.bwk` belongs to another package, which can be named below `[dependencies]`",
            "BW0511 bailiwick.toml:5: there is no package in `../gone`",
            "BW0512 bailiwick.toml:6: the package in `../other` is called `other`, not `called`",
            "BW0514 bailiwick.toml:7: `here` is a package and the beginning of a module's name as well",
            "BW0512 bailiwick.toml:8: the package in `../twin` is called `app`, not `twin`",
        ]
    );
}

#[test]
fn names_of_missing_packages_are_reported_once() {
    let files = [
        ("bailiwick.toml", package("app", "[dependencies]\ngone = { path = \"../gone\" }\n")),
        ("main.bwk", "use gone.people [corp]\nhuman ana in corp { owner ana }\n".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(found(&files, "."), ["BW0511 bailiwick.toml:4: there is no package in `../gone`"]);
}

#[test]
fn editions_agree() {
    let at = |edition: &str| {
        let text = format!("{edition}{PEOPLE}");
        found(&[("bailiwick.toml", &package("app", "")), ("main.bwk", &text)], ".")
    };
    assert_eq!(at("edition 2026\n"), [""; 0]);
    assert_eq!(at("edition 2027\n"), ["BW0505 main.bwk:1: this build knows no edition `2027`"]);
    let old = "name = \"app\"\nedition = 2020\n";
    assert_eq!(
        found(&[("bailiwick.toml", old), ("main.bwk", &format!("edition 2026\n{PEOPLE}"))], "."),
        [
            "BW0505 bailiwick.toml:2: this build knows no edition `2020`",
            "BW0506 main.bwk:1: this file is of edition `2026`, its package of `2020`",
        ]
    );
    assert_eq!(
        found(&[("main.bwk", &format!("edition 1\n{PEOPLE}"))], "."),
        ["BW0505 main.bwk:1: this build knows no edition `1`"]
    );
}

#[test]
fn sources_are_roots_of_modules() {
    let manifest = package("app", "sources = [\"policies\", \"extra/people.bwk\", \"./policies/deep/\"]\n");
    let files = [
        ("bailiwick.toml", manifest.as_str()),
        ("policies/deep/more.bwk", "use people [corp]\nhuman bo in corp { owner people.ana }\n"),
        ("extra/people.bwk", PEOPLE),
        ("drafts/unread.bwk", "human broken in nowhere\n"),
    ];
    assert_eq!(found(&files, "."), [""; 0]);
    assert_eq!(found(&files, "policies/deep"), [""; 0], "a folder inside stands for the project");
    let folder = folder(&files);
    let modules = |path: &str| -> Vec<String> {
        let db = Database::default();
        let project = project(&db, folder.path(), path, None);
        let all = project.files(&db).iter().map(|file| format!("{} {}", file.module(&db), file.below(&db)));
        all.filter(|name| !name.starts_with("std.")).collect()
    };
    let whole = ["deep.more policies/deep/more.bwk", "people extra/people.bwk"];
    for path in [".", "policies", "policies/deep", "bailiwick.toml"] {
        assert_eq!(modules(path), whole, "{path}");
    }
    assert_eq!(modules("policies/deep/more.bwk"), ["deep.more policies/deep/more.bwk"], "a file stands for itself");
    assert_eq!(modules("drafts/unread.bwk"), ["drafts.unread drafts/unread.bwk"]);
}

#[test]
fn a_package_inside_is_read_if_something_depends_on_it() {
    let files = [
        ("bailiwick.toml", package("app", "[dependencies]\ntools = { path = \"vendor/tools\" }\n")),
        ("main.bwk", "use tools.people [corp]\nhuman bo in corp { owner bo }\n".to_owned()),
        ("vendor/tools/bailiwick.toml", package("tools", "")),
        ("vendor/tools/people.bwk", PEOPLE.to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(found(&files, "."), [""; 0]);
}

#[test]
fn a_package_is_used_by_its_modules() {
    let files = [
        ("app/bailiwick.toml", depending("app", &["people"])),
        ("app/main.bwk", format!("use people\n{PEOPLE}")),
        ("people/bailiwick.toml", package("people", "")),
        ("people/staff.bwk", "domain home is tenant { trusted yes }\n".to_owned()),
    ];
    let files = files.each_ref().map(|(path, text)| (*path, text.as_str()));
    assert_eq!(found(&files, "app"), ["BW0204 main.bwk:1: there is no module `people`"]);
    assert_eq!(help(&files, "app"), ["name a module in it: `people.staff`"]);
    let mistyped = format!("use people.staf\n{PEOPLE}");
    let files = files.map(|(path, text)| (path, if path == "app/main.bwk" { mistyped.as_str() } else { text }));
    assert_eq!(help(&files, "app"), ["did you mean `people.staff`?"]);
}
