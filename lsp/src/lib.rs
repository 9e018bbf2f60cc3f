//! The language server: it translates between the protocol and `bailiwick::ide`, and decides nothing itself.
#![expect(clippy::disallowed_methods, reason = "a server looks at its surroundings: the clock, its input")]

mod capabilities;
mod client;
mod dispatch;
mod documents;
mod from_lsp;
mod lines;
mod pool;
mod proofs;
mod publish;
mod requests;
mod server;
mod session;
mod to_lsp;
pub mod transport;

pub use server::{Ending, serve};
