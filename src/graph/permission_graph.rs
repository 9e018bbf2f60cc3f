use std::collections::{BTreeSet, VecDeque};

use petgraph::graph::{DiGraph, NodeIndex};

use crate::model::SourceId;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person or a member of a team.
    Human,
    /// An outsider.
    Origin,
    /// An agent or a blueprint.
    Agent,
    /// A workload that is no agent.
    Service,
    /// The back end of a tool.
    Tool,
    /// A domain.
    Domain,
    /// A store or a part of one.
    Store,
    /// A sink.
    Sink,
    /// A model.
    Model,
    /// A log.
    Log,
    /// A gate.
    Gate,
    /// A credential.
    Credential,
    /// A transformer.
    Transformer,
    /// An entry.
    Entry,
    /// A class of data.
    Class,
}

/// Something that is declared. Symbolic individuals are one node.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node {
    /// Its declared name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// A declared connection.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// The position of the node it goes out from.
    pub from: usize,
    /// The position of the node it goes to.
    pub to: usize,
    /// What connects them, as a verb: "may read", "uses", "runs".
    pub what: String,
    /// The clause that says so.
    pub source: SourceId,
    /// Whether it holds under a condition only.
    pub conditional: bool,
}

/// The graph, equal to another if its sorted nodes and edges are.
#[derive(Clone, Debug, Default)]
pub struct PermissionGraph {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    /// The same for walking; its node and edge numbers are the positions above.
    view: DiGraph<(), ()>,
}

impl PartialEq for PermissionGraph {
    fn eq(&self, other: &Self) -> bool {
        (&self.nodes, &self.edges) == (&other.nodes, &other.edges)
    }
}

impl Eq for PermissionGraph {}

impl PermissionGraph {
    /// The graph of these nodes and edges; an edge's ends are given as nodes.
    pub(crate) fn new(nodes: BTreeSet<Node>, edges: BTreeSet<(Node, Node, String, SourceId, bool)>) -> Self {
        let nodes: Vec<Node> = nodes.into_iter().collect();
        let place = |node: &Node| nodes.binary_search(node).ok();
        let placed = edges.into_iter().filter_map(|(from, to, what, source, conditional)| {
            Some(Edge { from: place(&from)?, to: place(&to)?, what, source, conditional })
        });
        let mut edges: Vec<Edge> = placed.collect();
        edges.sort();
        let mut view = DiGraph::with_capacity(nodes.len(), edges.len());
        for _ in &nodes {
            view.add_node(());
        }
        for edge in &edges {
            view.add_edge(NodeIndex::new(edge.from), NodeIndex::new(edge.to), ());
        }
        Self { nodes, edges, view }
    }

    /// The nodes, sorted by name.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The edges, sorted.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// What lies within so many steps, in either direction, of the nodes with this name or below it; `None` if there are
    /// none.
    pub fn around(&self, name: &str, steps: usize) -> Option<Self> {
        let below = format!("{name}.");
        let is_named = |node: &Node| node.name == name || node.name.starts_with(&below);
        let starts: Vec<usize> = (0..self.nodes.len()).filter(|at| is_named(&self.nodes[*at])).collect();
        if starts.is_empty() {
            return None;
        }
        let mut kept: BTreeSet<usize> = starts.iter().copied().collect();
        let mut open: VecDeque<(usize, usize)> = starts.into_iter().map(|at| (at, 0)).collect();
        while let Some((at, distance)) = open.pop_front() {
            if distance == steps {
                continue;
            }
            for next in self.view.neighbors_undirected(NodeIndex::new(at)) {
                if kept.insert(next.index()) {
                    open.push_back((next.index(), distance + 1));
                }
            }
        }
        let nodes = kept.iter().map(|at| self.nodes[*at].clone()).collect();
        let inside = self.edges.iter().filter(|edge| kept.contains(&edge.from) && kept.contains(&edge.to));
        let edges = inside.map(|edge| {
            let (from, to) = (self.nodes[edge.from].clone(), self.nodes[edge.to].clone());
            (from, to, edge.what.clone(), edge.source, edge.conditional)
        });
        Some(Self::new(nodes, edges.collect()))
    }
}

impl Kind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Origin => "origin",
            Self::Agent => "agent",
            Self::Service => "service",
            Self::Tool => "tool",
            Self::Domain => "domain",
            Self::Store => "store",
            Self::Sink => "sink",
            Self::Model => "model",
            Self::Log => "log",
            Self::Gate => "gate",
            Self::Credential => "credential",
            Self::Transformer => "transformer",
            Self::Entry => "entry",
            Self::Class => "class",
        }
    }
}
