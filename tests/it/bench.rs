//! The benchmark, at a size at which it costs nothing: its policies have no errors, and the table has its columns.

use std::time::Duration;

use crate::growth::print;

#[test]
fn the_benchmark_runs() {
    let mut out = Vec::new();
    print(&mut out, &[3, 6], Duration::ZERO).expect("memory takes everything");
    let table = String::from_utf8(out).expect("text");
    let rows: Vec<Vec<&str>> = table.lines().skip(1).map(|line| line.split_whitespace().collect()).collect();
    let begins: Vec<[&str; 2]> = rows.iter().map(|row| [row[0], row[1]]).collect();
    let shapes = ["ring", "star", "clouds", "layers"];
    assert_eq!(begins, shapes.map(|shape| [[shape, "3"], [shape, "6"]]).concat(), "{table}");
    for (at, row) in rows.iter().enumerate() {
        assert_eq!(row.len(), 12, "{table}");
        let is_second = at % 2 == 1;
        let growth: Result<f64, _> = row[3].parse();
        assert_eq!(growth.is_ok_and(|growth| growth > 0.0), is_second, "{table}");
        let [proved, refuted, unknown] = [9, 10, 11].map(|column| row[column].parse().unwrap_or(0));
        assert_eq!(proved + refuted + unknown, 4, "{table}");
    }
}
