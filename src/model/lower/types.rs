//! Which attribute a name in a condition stands for, and comparisons of attributes.

use std::collections::BTreeSet;

use crate::finding::{Finding, closest};
use crate::logic::{Domain, Set, VariableId};
use crate::model::errors::{COMPARED_ATTRIBUTES, UNKNOWN_ATTRIBUTE, WRONG_VALUE};
use crate::model::lower::arguments::after;
use crate::model::lower::built_in::BuiltIn;
use crate::model::lower::condition::{Reading, Term};
use crate::model::lower::context::Lowering;
use crate::names::{Sort, Space, Unresolved};
use crate::source::Span;
use crate::syntax::ast::{Argument, Comparison, Path};

/// What a name in a condition stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Attribute {
    /// Something with values.
    Variable(VariableId),
    /// The individual of the record: `record.tenant`.
    OfRecord(String),
    /// The individual of the subject: `subject.tenant`.
    OfSubject(String),
    /// A parameter of text, of which nothing can be said.
    Text,
}

impl Lowering<'_> {
    /// `mfa` for `mfa is yes`.
    pub(crate) fn flag(&mut self, reading: &Reading<'_>, argument: &Argument, negated: bool) -> Option<Vec<Term>> {
        let Argument::Path(path) = argument else {
            let finding = Finding::new(&WRONG_VALUE, argument.span(), "this is no condition");
            self.report(finding.here("neither holds nor fails").help("compare an attribute with it: `amount <= 500`"));
            return None;
        };
        if let Some(dimension) = self.relation(reading, path) {
            return self.related(&dimension, argument, negated);
        }
        if let Some(built_in) = self.built_in(reading, path) {
            let word = built_in.word();
            let finding = Finding::new(&WRONG_VALUE, path.span, format!("`{word}` is not yes or no"));
            self.report(finding.here("has other values").help(format!("compare it: `{word} is ...`")));
            return None;
        }
        let attribute = self.attribute(reading, path)?;
        if let Attribute::Variable(variable) = attribute
            && self.base.vocabulary.variable(variable).domain == Domain::Boolean
        {
            return Some(self.constraint(variable, &Set::single(i64::from(!negated))));
        }
        let message = format!("`{}` is not yes or no", path.text());
        let finding = Finding::new(&WRONG_VALUE, path.span, message).here("has other values");
        self.report(finding.help(format!("compare it: `{} is ...`", path.text())));
        None
    }

    /// The dimension of the record that a relation is about: `patient` for `treats relation of [human, patient]`.
    fn relation(&self, reading: &Reading<'_>, path: &Path) -> Option<String> {
        let id = self.names.resolve(reading.place, path, Space::Attributes).ok()?;
        let arguments = after(&self.statement(id)?.arguments, "relation")?;
        let dimensions = after(arguments, "of")?.first().map(Argument::paths).unwrap_or_default();
        dimensions.last().map(|dimension| dimension.text())
    }

    /// The subject is in a relation with the record: whoever belongs to the same individual, and nobody else.
    fn related(&mut self, dimension: &str, argument: &Argument, negated: bool) -> Option<Vec<Term>> {
        if negated {
            let finding =
                Finding::new(&COMPARED_ATTRIBUTES, argument.span(), "that two are not related can not be asked for");
            self.report(finding.here("stands behind `not`").help("say who may, not who may not"));
            return None;
        }
        if !self.attributes.dimensions.contains_key(dimension) {
            let message = format!("nothing is kept apart by `{dimension}`");
            let finding = Finding::new(&UNKNOWN_ATTRIBUTE, argument.span(), message).here("relates to it");
            self.report(finding.help(format!("declare it: `context {dimension} individual session`")));
            return None;
        }
        Some(vec![Term { same: BTreeSet::from([dimension.to_owned()]), ..Term::always() }])
    }

    /// `env is ci`, `amount <= 500`, `record.tenant is subject.tenant`
    pub(crate) fn compare(
        &mut self,
        reading: &Reading<'_>,
        left: &Argument,
        comparison: Comparison,
        right: &Argument,
    ) -> Option<Vec<Term>> {
        let Argument::Path(path) = left else {
            // `500 >= amount` says the same as `amount <= 500`.
            if let (Argument::Path(_), Some(mirrored)) = (right, mirrored(comparison)) {
                return self.compare(reading, right, mirrored, left);
            }
            let finding = Finding::new(&WRONG_VALUE, left.span(), "a comparison begins with an attribute");
            self.report(finding.here("is a value").help("write the attribute first: `amount <= 500`"));
            return None;
        };
        if let Some(built_in) = self.built_in(reading, path) {
            return self.compare_built_in(reading, built_in, comparison, right);
        }
        let attribute = self.attribute(reading, path)?;
        if let Argument::Path(other) = right
            && let Some(second) = self.second_attribute(reading, &attribute, other)
        {
            return self.compare_attributes(&attribute, &second, comparison, left.span().to(right.span()));
        }
        match attribute {
            Attribute::Variable(variable) => {
                let values = self.values(variable, comparison, right)?;
                Some(self.constraint(variable, &values))
            }
            Attribute::Text => {
                let message = format!("`{}` is text, which conditions do not look into", path.text());
                let finding = Finding::new(&WRONG_VALUE, path.span, message).here("a parameter without values");
                self.report(finding.help("give the parameter a type: `one of [...]`, `integer 0..100`"));
                None
            }
            Attribute::OfRecord(dimension) | Attribute::OfSubject(dimension) => {
                let message = format!("`{}` is somebody, who has no name here", path.text());
                let finding = Finding::new(&WRONG_VALUE, right.span(), message).here("can not be compared with this");
                let (record, subject) = (of("record", &dimension), of("subject", &dimension));
                self.report(finding.help(format!("write `{record} is {subject}`")));
                None
            }
        }
    }

    /// The attribute on the right, unless it is a word that the left one can have as a value.
    fn second_attribute(&mut self, reading: &Reading<'_>, left: &Attribute, right: &Path) -> Option<Attribute> {
        if let Attribute::Variable(variable) = left {
            let domain = &self.base.vocabulary.variable(*variable).domain;
            if super::values::word_value(domain, &right.text()).is_some() {
                return None;
            }
        }
        self.known_attribute(reading, right)
    }

    fn compare_attributes(
        &mut self,
        left: &Attribute,
        right: &Attribute,
        comparison: Comparison,
        span: Span,
    ) -> Option<Vec<Term>> {
        let dimension = match (left, right) {
            (Attribute::OfRecord(one), Attribute::OfSubject(other))
            | (Attribute::OfSubject(one), Attribute::OfRecord(other))
                if one == other =>
            {
                one
            }
            _ => {
                let finding = Finding::new(&COMPARED_ATTRIBUTES, span, "two attributes can not be compared")
                    .here("attributes on both sides")
                    .help("compare each of them with a value, or write `record.tenant is subject.tenant`");
                self.report(finding);
                return None;
            }
        };
        if comparison == Comparison::Is {
            return Some(vec![Term { same: BTreeSet::from([dimension.clone()]), ..Term::always() }]);
        }
        let finding = Finding::new(&COMPARED_ATTRIBUTES, span, "individuals are compared for equality only")
            .here("asks that they differ")
            .help(format!("write `{} is {}`", of("record", dimension), of("subject", dimension)));
        self.report(finding);
        None
    }

    fn attribute(&mut self, reading: &Reading<'_>, path: &Path) -> Option<Attribute> {
        let found = self.known_attribute(reading, path);
        if found.is_none() {
            match self.names.resolve(reading.place, path, Space::Attributes) {
                Err(Unresolved::Reported) => {}
                Ok(_) | Err(Unresolved::Elsewhere(_) | Unresolved::Because(_)) => {
                    self.unknown_attribute(reading, &path.text(), path.span);
                }
            }
        }
        found
    }

    fn known_attribute(&self, reading: &Reading<'_>, path: &Path) -> Option<Attribute> {
        let text = path.text();
        if let Some(parameter) = reading.parameters.get(&text) {
            return Some(parameter.map_or(Attribute::Text, Attribute::Variable));
        }
        if text == "subject" {
            return Some(Attribute::OfSubject(text));
        }
        if text.starts_with("now.") {
            return self.attributes.variables.get(&text).copied().map(Attribute::Variable);
        }
        if let Some((owner @ ("record" | "subject"), dimension)) = text.split_once('.') {
            let declared = Path { segments: path.segments.get(1..)?.to_vec(), span: path.span };
            let declared = self.names.resolve(reading.place, &declared, Space::Attributes).ok();
            let dimension = declared.map_or(dimension, |id| self.name(id)).to_owned();
            let known = self.attributes.dimensions.contains_key(&dimension);
            let attribute =
                if owner == "record" { Attribute::OfRecord(dimension) } else { Attribute::OfSubject(dimension) };
            return known.then_some(attribute);
        }
        let id = self.names.resolve(reading.place, path, Space::Attributes).ok()?;
        let variable = match self.sort(id) {
            Sort::Parameter => self.attributes.variables.get(&self.definition(id).name),
            _ => self.attributes.variables.get(self.name(id)),
        };
        match (variable, self.sort(id)) {
            (Some(variable), _) => Some(Attribute::Variable(*variable)),
            (None, Sort::Parameter) => Some(Attribute::Text),
            (None, _) => None,
        }
    }

    /// Reports an attribute that is not known, with what was probably meant.
    pub(crate) fn unknown_attribute(&mut self, reading: &Reading<'_>, text: &str, span: Span) {
        let finding = Finding::new(&UNKNOWN_ATTRIBUTE, span, format!("`{text}` is no attribute that is known here"))
            .here("not known");
        let finding = self.suggest_attribute(finding, reading, text, span);
        self.report(finding);
    }

    fn suggest_attribute(&self, finding: Finding, reading: &Reading<'_>, text: &str, span: Span) -> Finding {
        if self.attributes.dimensions.contains_key(text) {
            return finding.help(format!("write `{} is {}`", of("record", text), of("subject", text)));
        }
        if BuiltIn::ALL.into_iter().any(|one| one.word() == text) {
            return finding.note("the language gives it, but nothing is declared here that it could be").help(
                "declare what it is compared with first: a `purpose`, a `domain`, a `level`, the `tier` of a workflow",
            );
        }
        let parameters = self.names.used().filter(|(_, definition)| definition.sort == Sort::Parameter);
        let mut elsewhere = parameters.filter(|(_, definition)| definition.name == text);
        if let Some(parent) = elsewhere.next().and_then(|(_, definition)| definition.parent) {
            let owner = format!("{} `{}`", self.sort(parent).noun(), self.name(parent));
            return finding
                .label(self.definition(parent).span, format!("a parameter of {owner}"))
                .help(format!("conditions over `{text}` stand where {owner} is permitted"));
        }
        let known = self.attributes.variables.keys().chain(reading.parameters.keys());
        let contexts = known.map(String::as_str).chain(["approved"]);
        match closest(text, contexts) {
            Some("approved") => finding.help("did you mean `approved(GATE)`?"),
            Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                span,
                near.to_owned(),
            ),
            None => finding.help(format!("declare it: `context {text} boolean`")),
        }
    }
}

/// `record.tenant`; the dimension `subject` is the subject itself.
fn of(owner: &str, dimension: &str) -> String {
    if owner == dimension { owner.to_owned() } else { format!("{owner}.{dimension}") }
}

/// The same comparison read from right to left.
fn mirrored(comparison: Comparison) -> Option<Comparison> {
    match comparison {
        Comparison::Is | Comparison::IsNot => Some(comparison),
        Comparison::Less => Some(Comparison::Greater),
        Comparison::Greater => Some(Comparison::Less),
        Comparison::AtMost => Some(Comparison::AtLeast),
        Comparison::AtLeast => Some(Comparison::AtMost),
        Comparison::In | Comparison::NotIn => None,
    }
}
