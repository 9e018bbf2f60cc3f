//! Names in clauses from which no fact follows: whoever is named there must exist all the same.

use crate::model::lower::arguments::{after, clauses, clauses_of, header, permissions};
use crate::model::lower::context::Lowering;
use crate::model::lower::refer::{DOMAIN, Needed, PRINCIPAL};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Clause, Path, Statement};

const ANSWERABLE: Needed = Needed { sorts: &[Sort::Human, Sort::Team], phrase: "a human or a team" };
const HUMAN: Needed = Needed { sorts: &[Sort::Human], phrase: "a human" };
const PURPOSE: Needed = Needed { sorts: &[Sort::Purpose], phrase: "a purpose" };
const LEVEL: Needed = Needed { sorts: &[Sort::Level], phrase: "a level" };
const COMPARTMENT: Needed = Needed { sorts: &[Sort::Compartment], phrase: "a compartment" };
const MAKER: Needed =
    Needed { sorts: &[Sort::Human, Sort::Origin, Sort::Service], phrase: "a human, an origin or a service" };

/// A clause's head, the small word before the names (none: they come first), and what they have to stand for.
const MENTIONS: [(&str, Option<&str>, Needed); 20] = [
    ("owner", None, ANSWERABLE),
    ("sponsor", None, ANSWERABLE),
    ("accountable", None, HUMAN),
    ("maker", None, MAKER),
    ("stopped", Some("by"), PRINCIPAL),
    ("stopped", Some("through"), PRINCIPAL),
    ("monitored", Some("by"), PRINCIPAL),
    ("review", Some("by"), ANSWERABLE),
    ("reviewed", Some("by"), ANSWERABLE),
    ("state", Some("by"), ANSWERABLE),
    ("requested", Some("by"), PRINCIPAL),
    ("issued", Some("by"), PRINCIPAL),
    ("identity", Some("in"), DOMAIN),
    ("purpose", None, PURPOSE),
    ("for", None, PURPOSE),
    ("ceiling", None, LEVEL),
    ("accepts", Some("to"), LEVEL),
    ("accepts", Some("except"), COMPARTMENT),
    ("copies", Some("by"), PRINCIPAL),
    ("timeout", Some("to"), ANSWERABLE),
];

/// Words that stand for no declaration.
const WORDS: [&str; 5] = ["unknown", "none", "nobody", "any", "unlimited"];

impl Lowering<'_> {
    /// Looks up every name from which nothing follows.
    pub(crate) fn check_mentions(&mut self) {
        let used: Vec<DefinitionId> = self.names.used().map(|(id, _)| id).collect();
        for id in used {
            let Some(statement) = self.statement(id) else { continue };
            let place = self.place(id);
            if self.sort(id) == Sort::Team {
                self.refer_all(place, header(statement, "in").unwrap_or_default(), DOMAIN);
            }
            if self.sort(id) == Sort::Access {
                for approved in clauses_of(statement, "approved") {
                    self.mention(place, after(&approved.arguments, "by").unwrap_or_default(), ANSWERABLE);
                }
            }
            self.check_clauses(place, self.sort(id), clauses(statement));
        }
    }

    fn check_clauses(&mut self, place: Place, sort: Sort, clauses: &[Clause]) {
        for clause in clauses {
            match clause {
                Clause::Statement(inner) if Sort::of_noun(&inner.head.text).is_none_or(|noun| !noun.nests_in(sort)) => {
                    self.check_clause(place, sort, inner);
                }
                Clause::Permission(permission) => {
                    let record = permission.block.as_ref().map_or(&[][..], |block| &block.clauses);
                    self.check_clauses(place, sort, record);
                }
                _ => {}
            }
        }
    }

    fn check_clause(&mut self, place: Place, sort: Sort, clause: &Statement) {
        let head = clause.head.text.as_str();
        // The ceiling of an agent is a block of permissions, that of a log is a level.
        let is_level = head != "ceiling" || sort == Sort::Log;
        for (_, small, needed) in MENTIONS.iter().filter(|(known, ..)| *known == head && is_level) {
            let named = match small {
                Some(small) => after(&clause.arguments, small).unwrap_or_default(),
                None => &clause.arguments,
            };
            self.mention(place, named, *needed);
        }
        match head {
            // A boundary is what is meant to be; its permissions have to make sense.
            "boundary" => {
                for permission in permissions(clause) {
                    self.read_grant(place, permission);
                }
            }
            "contract" => {
                for inner in clauses(clause) {
                    if let Clause::Statement(inner) = inner {
                        self.check_clause(place, sort, inner);
                    }
                }
            }
            _ => {}
        }
    }

    fn mention(&mut self, place: Place, named: &[Argument], needed: Needed) {
        let stands_for_something = |path: &&Path| !WORDS.contains(&path.text().as_str());
        let Some(first) = named.first() else { return };
        for path in super::arguments::paths(first).into_iter().filter(stands_for_something) {
            self.refer(place, path, needed);
        }
    }
}
