//! Conditions: what the library computes by itself, what Z3 says, and what counting every case says.

mod operations;
mod random;
mod sets;
mod without_solver;

#[cfg(feature = "z3")]
mod canonical;
#[cfg(feature = "z3")]
mod smtlib;
#[cfg(feature = "z3")]
mod solver;
