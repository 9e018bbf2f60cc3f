//! Measures how the cost of a check grows with a policy; see `README.md` beside this file.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads the clock and its arguments")]

mod growth;

use std::time::Duration;

/// How many agents the policies have, each time twice as many.
const SIZES: [u32; 3] = [25, 50, 100];

/// For how long the closure of a small policy is repeated; the shortest time counts.
const PATIENCE: Duration = Duration::from_millis(300);

fn main() -> std::io::Result<()> {
    let sizes: Vec<u32> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { SIZES.to_vec() } else { sizes };
    growth::print(&mut std::io::stdout().lock(), &sizes, PATIENCE)
}
