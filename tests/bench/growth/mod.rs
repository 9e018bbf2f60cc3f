//! The table of how the cost of a check grows with a policy.

mod shapes;
mod table;

use std::io::{Result, Write};
use std::time::Duration;

/// Prints the table: policies of each shape with so many agents, row by row as they are measured.
pub(crate) fn print(out: &mut impl Write, sizes: &[u32], patience: Duration) -> Result<()> {
    writeln!(out, "{}", table::HEADER)?;
    for shape in shapes::Shape::ALL {
        for row in table::rows(shape, sizes, patience) {
            writeln!(out, "{row}")?;
        }
    }
    Ok(())
}
