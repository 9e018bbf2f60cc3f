//! Finds the Z3 library, or obtains it, and tells the linker and the loader where it is; and says which folders of texts are
//! part of the program.
//!
//! `Z3_LIB_DIR` names a folder that holds it. Without that, the pinned library comes out of the Python wheel named in
//! `.z3/requirements.txt` and is kept in the user's cache, so that each machine downloads it once.
#![expect(clippy::disallowed_methods, reason = "a build script is there to look at its surroundings")]

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use std::{env, fs, io, thread};

const REQUIREMENTS: &str = ".z3/requirements.txt";
const DOWNLOAD_ATTEMPTS: u64 = 3;
const WAY_OUT: &str = "set Z3_LIB_DIR to a folder that holds the library of Z3 5.3, \
    or build without Z3 by `--no-default-features --features cli`";

/// The library inside one platform's wheel.
struct Library {
    system: &'static str,
    processor: &'static str,
    /// The wheel's platform tag.
    platform: &'static str,
    /// What the linker looks for and what the loader looks for, where they differ.
    names: &'static [&'static str],
    sha256: &'static str,
}

const LIBRARIES: [Library; 5] = [
    Library {
        system: "linux",
        processor: "x86_64",
        platform: "manylinux_2_27_x86_64",
        names: &["libz3.so", "libz3.so.5.3"],
        sha256: "dec9b3180cf904803b0a67505746c90ffa55b9e8f3b05df44a8a7ab7b548ad80",
    },
    Library {
        system: "linux",
        processor: "aarch64",
        platform: "manylinux_2_38_aarch64",
        names: &["libz3.so", "libz3.so.5.3"],
        sha256: "914eed29252aac0261df2e038d7cfa93f098f459bcd73e9c666481b984f4b3d6",
    },
    Library {
        system: "macos",
        processor: "aarch64",
        platform: "macosx_13_0_arm64",
        names: &["libz3.dylib"],
        sha256: "a24ed85970d2ba11f22e3c06dfe91c9d6a2ed51a47a4fee37734a4f5cb1178a0",
    },
    Library {
        system: "macos",
        processor: "x86_64",
        platform: "macosx_13_0_x86_64",
        names: &["libz3.dylib"],
        sha256: "37bce693f9e1885fca1c1c29eba307c0f1ec7ea807dbfff2237aae7052664df9",
    },
    Library {
        system: "windows",
        processor: "x86_64",
        platform: "win_amd64",
        names: &["libz3.dll"],
        sha256: "b6a30c2922293c2a2cab4299637935302d8fb0427762b5a3d2dc16f392f27b8c",
    },
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={REQUIREMENTS}");
    println!("cargo::rerun-if-env-changed=Z3_LIB_DIR");
    // They are inside the program; the compiler itself does not notice that a text is new there or gone.
    for folder in ["grammar", "stdlib", "examples"] {
        println!("cargo::rerun-if-changed={folder}");
    }
    let is_set = |name: &str| env::var_os(name).is_some();
    // The documentation builder has no network and links nothing.
    if !is_set("CARGO_FEATURE_Z3") || is_set("CARGO_FEATURE_VENDORED_Z3") || is_set("DOCS_RS") {
        return;
    }
    match folder_of_library() {
        Ok(folder) => announce(&folder),
        Err(why) => println!("cargo::error=cannot obtain Z3: {why}; {WAY_OUT}"),
    }
}

/// Tells Cargo, the linker, the loader and the tests about the library.
fn announce(folder: &Path) {
    let path = folder.display();
    println!("cargo::metadata=lib_dir={path}");
    println!("cargo::rustc-link-search=native={path}");
    let beside_the_program = match target("OS").as_str() {
        // Windows has no search path inside a program: the library has to stand beside it or in PATH.
        "windows" => return,
        "macos" => "@executable_path/../lib",
        _ => "$ORIGIN/../lib",
    };
    println!("cargo::rustc-link-arg=-Wl,-rpath,{beside_the_program}");
    println!("cargo::rustc-link-arg=-Wl,-rpath,{path}");
}

fn folder_of_library() -> Result<PathBuf, String> {
    if let Some(given) = env::var_os("Z3_LIB_DIR") {
        let given = PathBuf::from(given);
        let there = given.is_dir();
        return if there { Ok(given) } else { Err(format!("Z3_LIB_DIR is no folder: {}", given.display())) };
    }
    let library = library_for_target()?;
    let requirements = fs::read(REQUIREMENTS).map_err(|error| format!("{REQUIREMENTS}: {error}"))?;
    let cache = cache_folder();
    let kept = cache.join(format!("z3-{}-{}", library.platform, &hash(&requirements)[..16]));
    if !is_intact(&kept, library) {
        fill(&cache, &kept, library)?;
    }
    for name in library.names {
        // A file that went missing makes Cargo run this script again.
        println!("cargo::rerun-if-changed={}", kept.join(name).display());
    }
    println!("cargo::rustc-env=BAILIWICK_Z3_PROGRAM={}", kept.join("z3").display());
    Ok(kept)
}

fn library_for_target() -> Result<&'static Library, String> {
    let (system, processor, tools) = (target("OS"), target("ARCH"), target("ENV"));
    // The wheels are built for glibc, and their Windows library comes without what Microsoft's linker wants.
    let linkable = !matches!(tools.as_str(), "musl" | "msvc");
    let found = LIBRARIES.iter().find(|library| library.system == system && library.processor == processor);
    found.filter(|_| linkable).ok_or_else(|| format!("no ready-made library for {processor}-{system}-{tools}"))
}

fn target(what: &str) -> String {
    env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default()
}

/// The user's cache; the output folder of this build where there is none.
fn cache_folder() -> PathBuf {
    let below = |variable: &str, rest: &str| env::var_os(variable).map(|base| PathBuf::from(base).join(rest));
    let per_user = if cfg!(windows) {
        below("LOCALAPPDATA", "")
    } else if cfg!(target_os = "macos") {
        below("HOME", "Library/Caches")
    } else {
        below("XDG_CACHE_HOME", "").filter(|path| path.is_absolute()).or_else(|| below("HOME", ".cache"))
    };
    let own = per_user.map(|path| path.join("bailiwick")).filter(|path| fs::create_dir_all(path).is_ok());
    own.unwrap_or_else(|| PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()))
}

/// Whether every file is there with the pinned contents: a cache outlives crashes and full disks.
fn is_intact(folder: &Path, library: &Library) -> bool {
    library.names.iter().all(|name| fs::read(folder.join(name)).is_ok_and(|bytes| hash(&bytes) == library.sha256))
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

/// Downloads into a folder of our own and renames it, so that nobody ever sees half a library.
fn fill(cache: &Path, kept: &Path, library: &Library) -> Result<(), String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_nanos();
    let new = cache.join(format!(".new-{}-{now}", std::process::id()));
    let filled = download(&new, library).and_then(|()| {
        arrange(&new, library).map_err(|error| format!("the wheel is not as expected: {error}"))?;
        if !is_intact(&new.join("kept"), library) {
            return Err(format!("the library in the wheel differs from the one pinned for {}", library.platform));
        }
        put_in_place(&new, kept, library)
    });
    // What is left over is of no use to anybody; failing to remove it does no harm.
    let _ = fs::remove_dir_all(&new);
    filled
}

fn download(into: &Path, library: &Library) -> Result<(), String> {
    let mut why = String::new();
    for attempt in 0..DOWNLOAD_ATTEMPTS {
        thread::sleep(Duration::from_secs(2 * attempt));
        for python in ["python3", "python"] {
            match pip(python, into, library) {
                Ok(output) if output.status.success() => return Ok(()),
                Ok(output) => why = last_error(&output.stderr),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => why = error.to_string(),
            }
            break;
        }
        if why.is_empty() {
            return Err("it comes out of a Python wheel, and there is no `python3` on this machine".into());
        }
    }
    Err(format!("pip could not download it, perhaps for want of a network ({why})"))
}

fn pip(python: &str, into: &Path, library: &Library) -> io::Result<std::process::Output> {
    Command::new(python)
        .args(["-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", "--no-compile"])
        .args(["--retries", "5", "--timeout", "60", "--no-deps", "--only-binary", ":all:", "--require-hashes"])
        .args(["--platform", library.platform, "--requirement", REQUIREMENTS, "--target"])
        .arg(into)
        .output()
}

fn last_error(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or("without a word").trim().to_owned()
}

/// Picks the library and the `z3` program out of the unpacked wheel.
fn arrange(wheel: &Path, library: &Library) -> io::Result<()> {
    let kept = wheel.join("kept");
    fs::create_dir(&kept)?;
    for name in library.names {
        fs::rename(wheel.join("z3/lib").join(name), kept.join(name))?;
    }
    let program = format!("z3{}", if library.system == "windows" { ".exe" } else { "" });
    fs::rename(wheel.join("bin").join(&program), kept.join(&program))
}

fn put_in_place(new: &Path, kept: &Path, library: &Library) -> Result<(), String> {
    if kept.exists() && !is_intact(kept, library) {
        // A damaged one makes room; if another build did that first, there is nothing to move.
        let _ = fs::rename(kept, new.join("damaged"));
    }
    match fs::rename(new.join("kept"), kept) {
        // Another build was faster: what it put there is as good.
        Err(_) if is_intact(kept, library) => Ok(()),
        renamed => renamed.map_err(|error| format!("{}: {error}", kept.display())),
    }
}
