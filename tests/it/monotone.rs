//! More never takes away and handing on never widens, neither for the engine nor for the plain evaluator.

use bailiwick::facts;
use bailiwick::model::Base;

use crate::differential::{engines, lines};
use crate::plain::{Setting, evaluate};
use crate::random::monotone::{Closing, Known, handing_on, one_declared_fact_more, one_limit_less};

fn plain(base: &Base, setting: &Setting) -> Known {
    evaluate(base, setting).texts(base)
}

/// Without which gates open: the engine only asks that of gates that stand in some way.
fn engine(base: &Base, setting: &Setting) -> Known {
    let mut known = lines(base, &facts::close(base, &engines(setting)));
    known.retain(|text, _| !text.starts_with("opens("));
    known
}

const BOTH: [Closing; 2] = [plain, engine];

#[test]
fn one_declared_fact_more_takes_nothing_away() {
    BOTH.into_iter().for_each(one_declared_fact_more);
}

#[test]
fn one_limit_less_takes_nothing_away() {
    BOTH.into_iter().for_each(one_limit_less);
}

#[test]
fn handing_on_never_widens() {
    BOTH.into_iter().for_each(handing_on);
}
