//! Projects on the disk, as they stand in an editor.

use std::path::Path;

use bailiwick::analysis;
use bailiwick::ide::{ProjectId, Settings, Workspace};
use bailiwick::source::{Database, File};

use crate::support::{AS_OF, folder};

fn workspace() -> Workspace {
    Workspace::new(Settings::default(), AS_OF)
}

/// The codes of what is found in the project of a file.
fn codes(workspace: &Workspace, path: &Path) -> Vec<String> {
    let (id, _) = workspace.locate(path).expect("it belongs to a project");
    let snapshot = workspace.snapshot(id).expect("a project");
    let found = analysis::findings(&snapshot.db, snapshot.project);
    let own = found.iter().filter(|finding| !finding.about.code.starts_with("BW10"));
    own.map(|finding| format!("{} {}", finding.about.code, finding.message)).collect()
}

fn below(workspace: &Workspace, id: ProjectId) -> Vec<String> {
    let snapshot = workspace.snapshot(id).expect("a project");
    let db: &Database = &snapshot.db;
    let name = |(_, file): &(std::path::PathBuf, File)| file.below(db).to_string();
    workspace.files(id).iter().map(name).collect()
}

#[test]
fn what_is_open_counts_before_the_disk() {
    let folder = folder(&[("a.bwk", "domain corp is tenant\n"), ("b.bwk", "use a [corp]\nhuman ana in corp\n")]);
    let (a, b) = (folder.path().join("a.bwk"), folder.path().join("b.bwk"));
    let mut workspace = workspace();
    workspace.put(&b, "use a [corp]\nhuman ana in corp\n");
    assert_eq!(codes(&workspace, &b), [""; 0]);
    assert_eq!(workspace.take_changed(), [ProjectId(0)]);
    workspace.put(&a, "domain firm is tenant\n");
    assert_eq!(codes(&workspace, &b).len(), 1, "the other file's buffer counts");
    workspace.close(&a);
    assert_eq!(codes(&workspace, &b), [""; 0], "the disk counts again");
    assert_eq!(workspace.take_changed(), [ProjectId(0)]);
    workspace.put(&b, "use a [corp]\nhuman ana in corp\n");
    assert_eq!(workspace.take_changed(), [], "the same text is no change");
}

#[test]
fn a_text_that_was_never_saved_is_part_of_the_project() {
    let folder = folder(&[("a.bwk", "use new [corp]\nhuman ana in corp\n")]);
    let (a, new) = (folder.path().join("a.bwk"), folder.path().join("new.bwk"));
    let mut workspace = workspace();
    workspace.put(&a, "use new [corp]\nhuman ana in corp\n");
    assert_eq!(codes(&workspace, &a).len(), 1);
    workspace.put(&new, "domain corp is tenant\n");
    assert_eq!(codes(&workspace, &a), [""; 0]);
    assert_eq!(workspace.locate(&new).map(|(id, _)| id), Some(ProjectId(0)));
    workspace.close(&new);
    assert_eq!(codes(&workspace, &a).len(), 1);
    assert_eq!(workspace.locate(&new), None);
}

#[test]
fn the_manifest_around_a_file_decides() {
    let manifest = "name = \"pay\"\nedition = 2026\nsources = [\"policies\"]\n";
    let folder = folder(&[
        ("bailiwick.toml", manifest),
        ("policies/sub/a.bwk", "domain corp is tenant\n"),
        ("policies/b.bwk", "use sub.a [corp]\nhuman ana in corp\n"),
        ("aside/c.bwk", "human bo\n"),
    ]);
    let root = folder.path();
    let mut workspace = workspace();
    workspace.put(&root.join("policies/sub/a.bwk"), "domain corp is tenant\n");
    assert_eq!(below(&workspace, ProjectId(0)), ["bailiwick.toml", "policies/b.bwk", "policies/sub/a.bwk"]);
    workspace.put(&root.join("aside/c.bwk"), "human bo\n");
    assert_eq!(
        workspace.locate(&root.join("aside/c.bwk")).map(|(id, _)| id),
        Some(ProjectId(1)),
        "it stands for itself"
    );
    // The unsaved manifest counts.
    workspace
        .put(&root.join("bailiwick.toml"), "name = \"pay\"\nedition = 2026\nsources = [\"policies\", \"aside\"]\n");
    assert!(below(&workspace, ProjectId(0)).contains(&"aside/c.bwk".to_owned()));
    assert_eq!(workspace.locate(&root.join("aside/c.bwk")).map(|(id, _)| id), Some(ProjectId(0)));
    workspace.put(&root.join("bailiwick.toml"), "name = \"pay\"\nedition = 2026\nsorces = []\n");
    assert!(codes(&workspace, &root.join("bailiwick.toml")).iter().any(|code| code.starts_with("BW0502")));
}

#[test]
fn files_come_and_go_on_the_disk() {
    let folder = folder(&[("a.bwk", "use b [corp]\nhuman ana in corp\n"), ("b.bwk", "domain corp is tenant\n")]);
    let (a, b) = (folder.path().join("a.bwk"), folder.path().join("b.bwk"));
    let mut workspace = workspace();
    workspace.put(&a, "use b [corp]\nhuman ana in corp\n");
    std::fs::write(&b, "domain firm is tenant\n").expect("a file");
    workspace.changed_on_disk(std::slice::from_ref(&b), false);
    assert_eq!(codes(&workspace, &a).len(), 1);
    std::fs::write(&b, "domain corp is tenant\n").expect("a file");
    workspace.changed_on_disk(std::slice::from_ref(&b), false);
    assert_eq!(codes(&workspace, &a), [""; 0]);
    std::fs::remove_file(&b).expect("it is there");
    workspace.changed_on_disk(std::slice::from_ref(&b), true);
    assert_eq!(codes(&workspace, &a).len(), 1);
    std::fs::write(&b, [0xff, 0xfe]).expect("a file");
    workspace.changed_on_disk(std::slice::from_ref(&b), true);
    assert!(workspace.problems(ProjectId(0))[0].contains("is not UTF-8 text"));
    assert!(workspace.snapshot(ProjectId(0)).is_none());
    std::fs::write(&b, "domain corp is tenant\n").expect("a file");
    workspace.changed_on_disk(&[b], true);
    assert_eq!(codes(&workspace, &a), [""; 0]);
}

#[test]
fn another_day_is_another_answer() {
    let folder = folder(&[("a.bwk", "")]);
    let a = folder.path().join("a.bwk");
    let mut workspace = workspace();
    workspace.put(&a, "human ana\n");
    assert_eq!(workspace.take_changed(), [ProjectId(0)]);
    workspace.set_today(AS_OF);
    assert_eq!(workspace.take_changed(), []);
    workspace.set_today(AS_OF + 1);
    assert_eq!(workspace.take_changed(), [ProjectId(0)]);
    let snapshot = workspace.snapshot(ProjectId(0)).expect("a project");
    assert_eq!(*snapshot.project.as_of(&snapshot.db), AS_OF + 1);
}
