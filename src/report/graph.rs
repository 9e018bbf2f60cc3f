//! The permission graph as DOT, Mermaid and JSON.

use std::fmt::Write as _;

use serde_json::json;

use crate::graph::{Kind, PermissionGraph};
use crate::model::Base;
use crate::report::Places;
use crate::report::escape::{escaped, escaped_json};
use crate::report::json::region;

/// As DOT, for Graphviz.
pub fn dot(graph: &PermissionGraph) -> String {
    let mut text = String::from(
        "digraph policy {\n  rankdir=LR\n  node [fontname=\"sans-serif\"]\n  edge [fontname=\"sans-serif\", fontsize=10]\n",
    );
    for (at, node) in graph.nodes().iter().enumerate() {
        let shape = shape(node.kind);
        _ = writeln!(
            text,
            "  n{at} [label={}, shape={shape}]",
            quoted(&format!("{}\n{}", node.name, node.kind.word()))
        );
    }
    for edge in graph.edges() {
        let style = if edge.conditional { ", style=dashed" } else { "" };
        _ = writeln!(text, "  n{} -> n{} [label={}{style}]", edge.from, edge.to, quoted(&edge.what));
    }
    text + "}\n"
}

/// As Mermaid, for Markdown pages.
pub fn mermaid(graph: &PermissionGraph) -> String {
    let mut text = String::from("flowchart LR\n");
    for (at, node) in graph.nodes().iter().enumerate() {
        _ = writeln!(text, "  n{at}[\"{} ({})\"]", entities(&node.name), node.kind.word());
    }
    for edge in graph.edges() {
        let arrow = if edge.conditional { "-.->" } else { "-->" };
        _ = writeln!(text, "  n{} {arrow}|\"{}\"| n{}", edge.from, entities(&edge.what), edge.to);
    }
    text
}

/// As JSON, with the clause behind each edge.
pub fn graph_json(graph: &PermissionGraph, base: &Base, places: &Places<'_>) -> String {
    let nodes = graph.nodes().iter().map(|node| json!({ "name": node.name, "kind": node.kind.word() }));
    let edges = graph.edges().iter().map(|edge| {
        let source = &base.sources[edge.source.index()];
        json!({
            "from": edge.from,
            "to": edge.to,
            "what": edge.what,
            "conditional": edge.conditional,
            "declared": { "text": source.text, "region": region(source.span, places) },
        })
    });
    let document = json!({
        "schema": "bailiwick.graph/1",
        "nodes": nodes.collect::<Vec<_>>(),
        "edges": edges.collect::<Vec<_>>(),
    });
    escaped_json(&format!("{document:#}\n"))
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Human | Kind::Origin => "ellipse",
        Kind::Agent => "box3d",
        Kind::Service | Kind::Tool | Kind::Entry => "box",
        Kind::Domain => "folder",
        Kind::Store | Kind::Log => "cylinder",
        Kind::Sink => "cds",
        Kind::Model => "component",
        Kind::Gate => "diamond",
        Kind::Credential => "note",
        Kind::Transformer => "hexagon",
        Kind::Class => "plaintext",
    }
}

fn quoted(text: &str) -> String {
    let quoted: String = escaped(text)
        .chars()
        .map(|c| match c {
            '"' => "\\\"".to_owned(),
            '\\' => "\\\\".to_owned(),
            '\n' => "\\n".to_owned(),
            other => other.to_string(),
        })
        .collect();
    format!("\"{quoted}\"")
}

fn entities(text: &str) -> String {
    escaped(text).replace('#', "#35;").replace('"', "#quot;").replace('<', "#lt;").replace('>', "#gt;")
}
