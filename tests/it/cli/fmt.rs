//! `fmt`.

use super::{code, folder, run};

#[test]
fn files_are_put_in_order() {
    let folder =
        folder(&[("policy.bwk", "human   ana in corp {\nowner ana\n}\n\n\n\n// end\n"), ("bad.bwk", "human {\n")]);
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "policy.bwk"])), 1);
    assert_eq!(code(&run(folder.path(), &["fmt", "policy.bwk"])), 0);
    let text = std::fs::read_to_string(folder.path().join("policy.bwk")).expect("a policy");
    assert_eq!(text, "human ana in corp {\n  owner ana\n}\n\n// end\n");
    assert_eq!(code(&run(folder.path(), &["fmt", "--check", "policy.bwk"])), 0);
    assert_eq!(code(&run(folder.path(), &["fmt", "bad.bwk"])), 2);
    assert_eq!(std::fs::read_to_string(folder.path().join("bad.bwk")).expect("a file"), "human {\n");
}
