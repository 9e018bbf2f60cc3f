//! Questions as text in SMT-LIB 2, which every other solver reads.

use super::condition::{Atom, Vocabulary};
use super::set::Set;
use super::term::{Term, atoms, variables};
use std::collections::BTreeSet;

/// Whether all `parts` can hold together, as a script. Attribute 3 is called `value3`; atoms are numbered in their order.
pub fn question(vocabulary: &Vocabulary, parts: &[Term]) -> String {
    let atoms = atoms(parts);
    let mut lines = vec!["(set-logic QF_LIA)".to_owned()];
    for id in variables(parts) {
        let variable = vocabulary.variable(id);
        let bounds = is_in(&format!("value{}", id.0), &variable.domain.all());
        lines.push(format!("; {:?}\n(declare-const value{} Int)\n(assert {bounds})", variable.name, id.0));
    }
    for (position, atom) in atoms.iter().enumerate() {
        lines.push(format!("; {atom:?}\n(declare-const atom{position} Bool)"));
    }
    for (position, (more, fewer)) in atoms.iter().skip(1).zip(&atoms).enumerate() {
        if more.implies(*fewer) {
            lines.push(format!("(assert (=> atom{} atom{position}))", position + 1));
        }
    }
    lines.extend(parts.iter().map(|part| format!("(assert {})", spell(part, &atoms))));
    lines.push("(check-sat)\n".to_owned());
    lines.join("\n")
}

fn spell(term: &Term, atoms: &BTreeSet<Atom>) -> String {
    match term {
        Term::Constant(value) => value.to_string(),
        Term::In(variable, values) => is_in(&format!("value{}", variable.0), values),
        Term::Holds(atom) => format!("atom{}", atoms.range(..atom).count()),
        Term::Not(inner) => format!("(not {})", spell(inner, atoms)),
        Term::All(parts) => application("and", "true", parts.iter().map(|part| spell(part, atoms))),
        Term::Any(parts) => application("or", "false", parts.iter().map(|part| spell(part, atoms))),
    }
}

fn is_in(name: &str, values: &Set) -> String {
    let spelled =
        values.intervals().iter().map(|(low, high)| format!("(<= {} {name} {})", number(*low), number(*high)));
    application("or", "false", spelled)
}

/// The operators want at least one operand.
fn application(operator: &str, neutral: &str, operands: impl Iterator<Item = String>) -> String {
    let mut text = format!("({operator} {neutral}");
    for operand in operands {
        text.push(' ');
        text.push_str(&operand);
    }
    text.push(')');
    text
}

/// There are no negative numerals, only the negation of positive ones.
fn number(value: i64) -> String {
    if value < 0 { format!("(- {})", value.unsigned_abs()) } else { value.to_string() }
}
