//! What is to be proved: sentences with their names known, and the mode in which they are examined.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::model::errors::MISPLACED_CONDITION;
use crate::model::lower::arguments::{after, clauses, clauses_of, first_word, has, text};
use crate::model::lower::bounds::{Situation, asks_for_approval};
use crate::model::lower::context::{Lowering, one_line};
use crate::model::lower::expand::Expanded;
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::{PRINCIPAL, TRANSFORMER};
use crate::model::{Agents, Mode, Need, PrincipalId, PrincipalKind, Property, Question, Statement};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Clause, Condition, Fact, Opening, Sentence, Statement as Declaration};

/// A sentence in the making.
pub(crate) struct Asked {
    pub(crate) place: Place,
    /// The first selection that selected nothing, as it is written.
    pub(crate) vacuous: Option<String>,
}

impl Lowering<'_> {
    /// Every property, in the order of the text.
    pub(crate) fn properties(&mut self) -> Vec<Property> {
        let mut properties = Vec::new();
        for id in self.all(Sort::Prove) {
            let Some(statement) = self.statement(id) else { continue };
            let sentence = clauses(statement).iter().find_map(|clause| match clause {
                Clause::Sentence(sentence) => Some(sentence),
                _ => None,
            });
            properties.extend(sentence.and_then(|sentence| self.property(id, statement, sentence)));
        }
        properties
    }

    fn property(&mut self, id: DefinitionId, declaration: &Declaration, sentence: &Sentence) -> Option<Property> {
        let place = self.place(id);
        let mode = self.mode(place, declaration);
        let mut property = self.sentence(place, sentence)?;
        if matches!(property.statement, Statement::Possible(_)) && self.assumes(declaration) {
            return None;
        }
        self.name(id).clone_into(&mut property.name);
        property.label = text(&declaration.arguments).map(str::to_owned);
        property.mode = mode?;
        for clause in clauses_of(declaration, "assuming").filter(|clause| has(&clause.arguments, "trusted")) {
            for transformer in self.refer_all(place, &clause.arguments, TRANSFORMER) {
                property.bounds.trusted.extend(self.thing(transformer).transformer);
            }
        }
        property.bounds.trusted.sort_unstable();
        property.bounds.trusted.dedup();
        Some(property)
    }

    /// Whether a `possible` says how others behave, which has no meaning: it is about legitimate means alone.
    fn assumes(&mut self, declaration: &Declaration) -> bool {
        let mut found = false;
        for clause in ["even", "assuming"].into_iter().flat_map(|word| clauses_of(declaration, word)) {
            let message = "a `possible` is about legitimate means alone, whoever else is hostile";
            let finding = Finding::new(&MISPLACED_CONDITION, clause.span, message);
            self.report(finding.here("has no meaning here").help("remove this line"));
            found = true;
        }
        found
    }

    /// A sentence asked in a place, every agent being hostile.
    pub(crate) fn sentence(&mut self, place: Place, sentence: &Sentence) -> Option<Property> {
        let mut asked = Asked { place, vacuous: None };
        let (statement, situation) = self.statement_of(&mut asked, sentence)?;
        let bounds = self.bounds(&mut asked, sentence, &situation)?;
        let written = one_line(self.db, sentence.span);
        Some(Property {
            name: written.clone(),
            label: None,
            text: written,
            span: sentence.span,
            statement,
            bounds,
            mode: Mode { agents: Agents::AllCompromised, insiders: Vec::new() },
            vacuous: asked.vacuous,
            unanswered: None,
        })
    }

    fn statement_of(&mut self, asked: &mut Asked, sentence: &Sentence) -> Option<(Statement, Situation)> {
        match &sentence.opening {
            Opening::Never(fact) => {
                let (question, situation) = self.question(asked, fact)?;
                Some((Statement::Never(question), situation))
            }
            Opening::Possible(fact) => {
                let (question, situation) = self.question(asked, fact)?;
                Some((Statement::Possible(question), situation))
            }
            Opening::Always(permissions, condition) => {
                let expanded = self.asked_permissions(asked, permissions);
                let situation = Situation { parameters: expanded.parameters, requesters: Vec::new() };
                let need = self.need(asked.place, condition, &situation)?;
                Some((Statement::Always(expanded.permissions, need), situation))
            }
        }
    }

    fn question(&mut self, asked: &mut Asked, fact: &Fact) -> Option<(Question, Situation)> {
        let mut situation = Situation::default();
        let question =
            match fact {
                Fact::Causes(subjects, permissions) => {
                    let subjects = self.subjects(asked, subjects)?;
                    let expanded = self.asked_permissions(asked, permissions);
                    situation.parameters = expanded.parameters;
                    situation.requesters.clone_from(&subjects);
                    Question::Causes(subjects, expanded.permissions)
                }
                Fact::Reaches(data, to) if data.of_another.is_some() => {
                    Question::ReachesAnother(self.pairs_of_another(asked, data, to)?)
                }
                Fact::Reaches(data, to) => Question::Reaches(self.asked_data(asked, data)?, self.nodes(asked, to)?),
                Fact::Extracts(subjects, data) => {
                    Question::Extracts(self.subjects(asked, subjects)?, self.asked_data(asked, data)?)
                }
                Fact::Obtains(subjects, credentials) => {
                    Question::Obtains(self.subjects(asked, subjects)?, self.asked_credentials(asked, credentials)?)
                }
                Fact::Influences(subjects, targets) => {
                    Question::Influences(self.subjects(asked, subjects)?, self.subjects(asked, targets)?)
                }
                Fact::Starts(subjects, started) => {
                    let subjects = self.subjects(asked, subjects)?;
                    situation.requesters.clone_from(&subjects);
                    Question::Causes(subjects, self.starting(asked, started)?)
                }
                Fact::May(party, ..) => {
                    let message = "what somebody may do is written, not proved";
                    let finding = Finding::new(&MISPLACED_CONDITION, party.span, message);
                    self.report(finding.here("asks for a permission").help(
                        "ask what they can bring about: `never ... causes ...`; a `test` can `expect` a permission",
                    ));
                    return None;
                }
            };
        Some((question, situation))
    }

    /// The permissions a sentence speaks of.
    fn asked_permissions(&mut self, asked: &mut Asked, permissions: &[crate::syntax::ast::Permission]) -> Expanded {
        let mut all = Expanded::default();
        for permission in permissions {
            let one = self.expand(asked.place, &Wanted::of(permission));
            if one.permissions.is_empty() {
                asked.vacuous.get_or_insert_with(|| one_line(self.db, permission.span));
            }
            all.extend(one);
        }
        all
    }

    /// What `always ... needs` asks for: one approval, or conditions over attributes.
    fn need(&mut self, place: Place, condition: &Condition, situation: &Situation) -> Option<Need> {
        if matches!(condition, Condition::Holds(_)) && asks_for_approval(condition) {
            let gates = self.gates_in(place, condition, situation)?;
            return gates.first().map(|gate| Need::Approved(*gate));
        }
        self.answerable(place, condition, situation, "write a sentence of its own: `always ... needs approved(GATE)`")?;
        let unmet = self.outside(place, condition, situation)?;
        Some(Need::Condition { unmet })
    }

    /// `even if ...` and `assuming ...`. If agents are assumed to behave, those that are named are hostile and the others can be
    /// steered; everybody else who is named is an insider.
    fn mode(&mut self, place: Place, declaration: &Declaration) -> Option<Mode> {
        let mut agents = None;
        let mut named: BTreeSet<PrincipalId> = BTreeSet::new();
        let mut insiders: BTreeSet<PrincipalId> = BTreeSet::new();
        for clause in clauses_of(declaration, "assuming") {
            agents = match first_word(&clause.arguments) {
                Some("agents") if has(&clause.arguments, "honest") => Some(Agents::Honest),
                Some("agents") if has(&clause.arguments, "steps") => Some(Agents::FollowSteps),
                _ => agents,
            };
        }
        for clause in clauses_of(declaration, "even") {
            let who = after(&clause.arguments, "if").unwrap_or_default();
            if is_every_agent(who) {
                if let Some(assumed) = agents.filter(|one| *one != Agents::AllCompromised) {
                    let finding = Finding::new(
                        &MISPLACED_CONDITION,
                        clause.span,
                        "agents can not be compromised and behave as assumed at once",
                    );
                    self.report(finding.here("contradicts `assuming`").help(match assumed {
                        Agents::Honest => "remove this line, or `assuming agents are honest`",
                        _ => "remove this line, or `assuming agents follow their steps`",
                    }));
                    return None;
                }
                agents = Some(Agents::AllCompromised);
                continue;
            }
            for principal in self.who(place, who, PRINCIPAL) {
                let is_agent = matches!(self.base.principal(principal).kind, PrincipalKind::Agent { .. });
                if is_agent {
                    named.insert(principal)
                } else {
                    insiders.insert(principal)
                };
            }
        }
        let agents = match agents {
            // Without an assumption every agent is hostile anyway: `even if` never makes a proof say less.
            None | Some(Agents::AllCompromised) => Agents::AllCompromised,
            Some(assumed) if named.is_empty() => assumed,
            Some(_) => Agents::Compromised(named.into_iter().collect()),
        };
        Some(Mode { agents, insiders: insiders.into_iter().collect() })
    }
}

/// `every agent`
fn is_every_agent(who: &[Argument]) -> bool {
    match who.first() {
        Some(Argument::Selection(selection)) => {
            selection.condition.is_none() && matches!(selection.kinds.as_slice(), [only] if only.text() == "agent")
        }
        _ => false,
    }
}
