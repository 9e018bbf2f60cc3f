//! The command `bailiwick`.

fn main() {}
