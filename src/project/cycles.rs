//! Packages that depend on one another in a circle.

use crate::finding::Finding;
use crate::project::errors::PACKAGE_CYCLE;
use crate::project::manifest;
use crate::project::packages::name_of;
use crate::source::{Db, Package, Span};

/// A dependency: who depends, where that is said, and on whom.
struct Edge {
    from: usize,
    span: Option<Span>,
    to: usize,
}

/// Every circle once, told from where it is closed.
pub(crate) fn cycles(db: &dyn Db, packages: &[Package]) -> Vec<Finding> {
    let mut search = Search { db, packages, way: Vec::new(), done: vec![false; packages.len()], findings: Vec::new() };
    for start in 0..packages.len() {
        search.follow(start);
    }
    search.findings
}

struct Search<'db> {
    db: &'db dyn Db,
    packages: &'db [Package],
    /// The dependencies that led here.
    way: Vec<Edge>,
    done: Vec<bool>,
    findings: Vec<Finding>,
}

impl Search<'_> {
    fn follow(&mut self, at: usize) {
        if std::mem::replace(&mut self.done[at], true) {
            return;
        }
        for edge in self.edges(at) {
            let to = edge.to;
            let start = self.way.iter().position(|earlier| earlier.from == to);
            self.way.push(edge);
            match start.or((to == at).then_some(self.way.len() - 1)) {
                Some(start) => self.report(start),
                None => self.follow(to),
            }
            self.way.pop();
        }
    }

    fn edges(&self, from: usize) -> Vec<Edge> {
        let package = &self.packages[from];
        let said = &manifest(self.db, package.manifest).manifest.dependencies;
        let edge = |(name, to): &(std::sync::Arc<str>, Option<usize>)| {
            let dependency = said.iter().find(|dependency| dependency.name.value == **name);
            let path = dependency.and_then(|dependency| dependency.path.as_ref());
            Some(Edge { from, span: path.map(|path| path.span), to: (*to)? })
        };
        package.dependencies.iter().filter_map(edge).collect()
    }

    /// The circle that the last dependency of the way closes.
    fn report(&mut self, start: usize) {
        let circle = &self.way[start..];
        let name = |at: usize| format!("`{}`", name_of(self.db, &self.packages[at]));
        let mut names: Vec<String> = circle.iter().map(|edge| name(edge.from)).collect();
        names.extend(circle.first().map(|edge| name(edge.from)));
        let Some((closing, before)) = circle.split_last() else { return };
        let Some(span) = closing.span else { return };
        let message = match before {
            [] => format!("the package {} depends on itself", names[0]),
            _ => format!("packages depend on one another in a circle: {}", names.join(" → ")),
        };
        let mut finding = Finding::new(&PACKAGE_CYCLE, span, message).here("closes the circle");
        for edge in before {
            if let Some(span) = edge.span {
                finding = finding.label(span, format!("{} depends on {}", name(edge.from), name(edge.to)));
            }
        }
        self.findings.push(finding.help("move what both need into a package of its own, or make one package of them"));
    }
}
