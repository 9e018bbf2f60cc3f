//! Layer 7: who is connected to what, as declared, for people to see and walk. Nothing is derived here.

mod build;
mod permission_graph;

pub use build::build;
pub use permission_graph::{Edge, Kind, Node, PermissionGraph};
