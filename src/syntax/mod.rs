//! Layer 3: text to tree. Never fails, knows no names.

pub mod ast;
