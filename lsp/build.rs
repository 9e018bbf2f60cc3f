//! Tells the loader where the library of Z3 is: what Bailiwick's own build found reaches no other package by itself.
#![expect(clippy::disallowed_methods, reason = "a build script is there to look at its surroundings")]

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=DEP_BAILIWICK_Z3_LIB_DIR");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let Ok(folder) = std::env::var("DEP_BAILIWICK_Z3_LIB_DIR") else { return };
    let beside_the_program = match system.as_str() {
        // Windows has no search path inside a program: the library has to stand beside it or in PATH.
        "windows" => return,
        "macos" => "@executable_path/../lib",
        _ => "$ORIGIN/../lib",
    };
    println!("cargo::rustc-link-arg=-Wl,-rpath,{beside_the_program}");
    println!("cargo::rustc-link-arg=-Wl,-rpath,{folder}");
}
