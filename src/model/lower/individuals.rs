//! The two symbolic individuals of each dimension, and who belongs to which.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::{Finding, closest};
use crate::logic::{Conjunction, Domain, Set};
use crate::model::errors::{UNKNOWN_DIMENSION, WRONG_VALUE};
use crate::model::lower::arguments::{after, clauses_of};
use crate::model::lower::context::Lowering;
use crate::names::{DefinitionId, Place, Space};
use crate::source::Span;
use crate::syntax::ast::{Argument, Path, Statement};

/// Each dimension doubles what is kept apart by it.
const MOST_DIMENSIONS: usize = 4;

/// For each dimension the individual, 1 or 2, that something belongs to.
pub(crate) type Individuals = BTreeMap<String, u32>;

/// How something is kept apart.
#[derive(Clone, Debug, Default)]
pub(crate) struct Apart {
    /// The dimensions over which it is copied.
    pub(crate) dimensions: BTreeSet<String>,
    /// Those of them that whoever has access is bound to.
    pub(crate) partitions: BTreeSet<String>,
    /// Whether each session has its own.
    pub(crate) per_session: bool,
}

/// One choice of individuals for each copy, in order. Without dimensions there is one.
pub(crate) fn copies(dimensions: &BTreeSet<String>) -> Vec<Individuals> {
    let mut copies = vec![Individuals::new()];
    for dimension in dimensions {
        let extended = |one: &Individuals| {
            [1, 2].map(|individual| {
                let mut further = one.clone();
                further.insert(dimension.clone(), individual);
                further
            })
        };
        copies = copies.iter().flat_map(extended).collect();
    }
    copies
}

/// How a copy's name ends.
pub(crate) fn suffix(individuals: &Individuals) -> String {
    let mut suffix = String::new();
    for individual in individuals.values() {
        suffix.push('·');
        suffix.push_str(&individual.to_string());
    }
    suffix
}

/// Whether two copies can belong together: equal in every dimension that they share.
pub(crate) fn agree(one: &Individuals, other: &Individuals) -> bool {
    one.iter().all(|(dimension, individual)| other.get(dimension).is_none_or(|also| also == individual))
}

impl Lowering<'_> {
    /// What `per` and `partitioned by` say in the block of a declaration.
    pub(crate) fn apart(&mut self, id: DefinitionId) -> Apart {
        let mut apart = Apart::default();
        let Some(statement) = self.statement(id) else { return apart };
        let place = self.place(id);
        for path in per(statement) {
            apart.dimensions.extend(self.dimension(place, path));
        }
        for clause in clauses_of(statement, "partitioned") {
            let by = after(&clause.arguments, "by").unwrap_or_default();
            for path in by.iter().flat_map(Argument::paths) {
                match path.text().as_str() {
                    "none" | "unknown" | "purpose" | "team" => {}
                    "session" | "subject" => apart.per_session = true,
                    _ => apart.partitions.extend(self.dimension(place, path)),
                }
            }
        }
        apart.dimensions.extend(apart.partitions.iter().cloned());
        if apart.dimensions.len() > MOST_DIMENSIONS {
            let span = self.definition(id).span;
            let message = format!("this is kept apart by more than {MOST_DIMENSIONS} kinds of individuals");
            self.report(Finding::new(&WRONG_VALUE, span, message).here("each of them doubles it"));
            return Apart { per_session: apart.per_session, ..Apart::default() };
        }
        apart
    }

    /// The dimension that a name stands for.
    pub(crate) fn dimension(&mut self, place: Place, path: &Path) -> Option<String> {
        let text = path.text();
        let declared = self.names.resolve(place, path, Space::Attributes).ok().map(|id| self.name(id).to_owned());
        let found = declared.unwrap_or_else(|| text.clone());
        if self.attributes.dimensions.contains_key(&found) {
            return Some(found);
        }
        let finding = self.unknown_dimension(&text, path.span);
        self.report(finding);
        None
    }

    fn unknown_dimension(&self, text: &str, span: Span) -> Finding {
        let finding =
            Finding::new(&UNKNOWN_DIMENSION, span, format!("`{text}` is no individual to keep things apart by"))
                .here("not declared as an individual");
        match closest(text, self.attributes.dimensions.keys().map(String::as_str)) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                span,
                near.to_owned(),
            ),
            None => finding.help(format!("declare `context {text} individual session`")),
        }
    }

    /// `subject.DIMENSION = i` for each of these individuals.
    pub(crate) fn subject_is(&self, individuals: &Individuals) -> Conjunction {
        let mut condition = Conjunction::always();
        for (dimension, individual) in individuals {
            let Some(variable) = self.attributes.dimensions.get(dimension) else { continue };
            let values = Set::single(i64::from(*individual));
            let constraint = Conjunction::constraint(*variable, &values, &Domain::Individual);
            // Different attributes can not contradict each other.
            condition = constraint.and_then(|constraint| condition.and(&constraint)).unwrap_or(condition);
        }
        condition
    }
}

fn per(statement: &Statement) -> impl Iterator<Item = &Path> {
    clauses_of(statement, "per").flat_map(|clause| clause.arguments.iter().flat_map(Argument::paths))
}
