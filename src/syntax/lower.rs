//! From pest's pairs to the tree.

use pest::iterators::Pair;

use crate::source::{File, Span};
use crate::syntax::ast::{
    Action, Argument, Bare, Binding, Block, Clause, Comparison, Condition, Modifier, Number, Path, Permission,
    PermissionClause, Resources, Selection, Sign, Statement, Text, Use, Word,
};
use crate::syntax::grammar::Rule;
use crate::syntax::literal;

/// Turns the pairs of a piece of a file into the tree.
pub(crate) struct Lower {
    pub(crate) file: File,
    /// Where the piece begins.
    pub(crate) base: u32,
    /// Literals whose values are impossible, with what is wrong.
    pub(crate) impossible: Vec<(Span, String)>,
}

pub(crate) type Node<'i> = Pair<'i, Rule>;

pub(crate) fn children(pair: Node<'_>) -> Vec<Node<'_>> {
    pair.into_inner().collect()
}

pub(crate) fn first(pair: Node<'_>, rule: Rule) -> Option<Node<'_>> {
    pair.into_inner().find(|child| child.as_rule() == rule)
}

impl Lower {
    /// From its first to its last token. A pair itself may reach over the blanks and comments behind its last token.
    pub(crate) fn span(&self, pair: &Node<'_>) -> Span {
        let start = pair.as_span().start();
        let mut last = pair.clone();
        while let Some(inner) = last.clone().into_inner().next_back() {
            last = inner;
        }
        let end = last.as_span().end();
        Span { file: self.file, start: self.base + to_u32(start), end: self.base + to_u32(end) }
    }

    pub(crate) fn word(&self, pair: &Node<'_>) -> Word {
        Word { text: pair.as_str().to_owned(), span: self.span(pair) }
    }

    pub(crate) fn path(&self, pair: &Node<'_>) -> Path {
        let span = self.span(pair);
        let mut segments = Vec::with_capacity(1 + pair.as_str().matches('.').count());
        let mut start = span.start;
        for part in pair.as_str().split('.') {
            let end = start + to_u32(part.len());
            segments.push(Word { text: part.to_owned(), span: Span { file: self.file, start, end } });
            start = end + 1;
        }
        Path { segments, span }
    }

    /// The number of an edition.
    pub(crate) fn edition(&mut self, pair: Node<'_>) -> Option<Number> {
        first(pair, Rule::number).map(|number| self.number(&number))
    }

    /// An import.
    pub(crate) fn import(&self, pair: Node<'_>) -> Option<Use> {
        let span = self.span(&pair);
        let mut module = None;
        let mut bare = Bare::Nothing;
        for child in children(pair) {
            match child.as_rule() {
                Rule::path => module = Some(self.path(&child)),
                Rule::everything => bare = Bare::Everything,
                Rule::names_in_brackets => {
                    let names = children(child).into_iter().filter(|name| name.as_rule() == Rule::path);
                    bare = Bare::Names(names.map(|name| self.word(&name)).collect());
                }
                _ => {}
            }
        }
        Some(Use { module: module?, bare, span })
    }

    /// A declaration.
    pub(crate) fn declaration(&mut self, pair: Node<'_>) -> Option<Statement> {
        let mut docs = Vec::new();
        for child in children(pair) {
            match child.as_rule() {
                Rule::documentation => docs = documentation(child),
                Rule::statement => return self.statement(child, docs),
                _ => {}
            }
        }
        None
    }

    fn statement(&mut self, pair: Node<'_>, docs: Vec<String>) -> Option<Statement> {
        let span = self.span(&pair);
        let (mut found, mut block) = (None, None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::plain => found = self.plain(child),
                Rule::block => block = Some(self.block(child)),
                _ => {}
            }
        }
        let (head, arguments) = found?;
        Some(Statement { docs, head, arguments, block, span })
    }

    fn plain(&mut self, pair: Node<'_>) -> Option<(Word, Vec<Argument>)> {
        let mut parts = children(pair).into_iter();
        let head = self.word(&parts.next()?);
        let mut arguments: Vec<Argument> = parts.filter_map(|part| self.argument(part)).collect();
        // Trees are kept for as long as the file: room for arguments that never come is not.
        arguments.shrink_to_fit();
        Some((head, arguments))
    }

    fn block(&mut self, pair: Node<'_>) -> Block {
        let span = self.span(&pair);
        let inside = children(pair).into_iter().filter(|child| child.as_rule() == Rule::clause);
        let mut clauses: Vec<Clause> = inside.filter_map(|clause| self.clause(clause)).collect();
        clauses.shrink_to_fit();
        Block { clauses, span }
    }

    /// One clause of a block.
    pub(crate) fn clause(&mut self, pair: Node<'_>) -> Option<Clause> {
        let whole = self.span(&pair);
        let (mut docs, mut clause, mut begin) = (Vec::new(), None, whole.start);
        for child in children(pair) {
            let start = self.span(&child).start;
            match child.as_rule() {
                Rule::inner_documentation => docs = children(child).into_iter().flat_map(documentation).collect(),
                Rule::sentence => (begin, clause) = (start, self.sentence(child).map(Clause::Sentence)),
                Rule::logic => (begin, clause) = (start, self.logic(child).map(Clause::Logic)),
                Rule::header => (begin, clause) = (start, self.header(child)),
                Rule::block => {
                    let inner = Some(self.block(child));
                    match &mut clause {
                        Some(Clause::Permission(permission)) => permission.block = inner,
                        Some(Clause::Statement(statement)) => statement.block = inner,
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        let span = Span { start: begin, ..whole };
        match &mut clause {
            Some(Clause::Permission(one)) => (one.docs, one.span) = (docs, span),
            Some(Clause::Statement(one)) => (one.docs, one.span) = (docs, span),
            Some(Clause::Sentence(one)) => (one.docs, one.span) = (docs, span),
            Some(Clause::Logic(one)) => (one.docs, one.span) = (docs, span),
            None => {}
        }
        clause
    }

    /// What stands before a block.
    pub(crate) fn header(&mut self, pair: Node<'_>) -> Option<Clause> {
        let span = self.span(&pair);
        let child = children(pair).into_iter().next()?;
        match child.as_rule() {
            Rule::permission => self.permission(child).map(Clause::Permission),
            Rule::plain => {
                let (head, arguments) = self.plain(child)?;
                Some(Clause::Statement(Statement { docs: Vec::new(), head, arguments, block: None, span }))
            }
            _ => None,
        }
    }

    fn arguments(&mut self, pair: Node<'_>) -> Vec<Argument> {
        children(pair).into_iter().filter_map(|one| self.argument(one)).collect()
    }

    pub(crate) fn argument(&mut self, pair: Node<'_>) -> Option<Argument> {
        let span = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::guard => Argument::When(self.guard(pair)?),
            Rule::selection => Argument::Selection(self.selection(pair)?),
            Rule::text => Argument::Text(self.text(&pair)),
            Rule::range => self.range(pair, span)?,
            Rule::date => Argument::Date(self.number(&pair)),
            Rule::time => Argument::Time(self.number(&pair)),
            Rule::duration => Argument::Duration(self.number(&pair)),
            Rule::percent => Argument::Percent(self.number(&pair)),
            Rule::number => Argument::Number(self.number(&pair)),
            Rule::less => Argument::Less(span),
            Rule::list | Rule::terms => Argument::List(self.arguments(pair), span),
            Rule::call => {
                let mut inside = children(pair).into_iter();
                let name = self.word(&inside.next()?);
                Argument::Call(name, inside.filter_map(|one| self.argument(one)).collect(), span)
            }
            Rule::counted => {
                let (binding, condition) = self.bound_things(pair)?;
                Argument::Counted(Box::new(binding), Box::new(condition?), span)
            }
            Rule::term => self.term(pair, span)?,
            Rule::loose_path | Rule::path | Rule::no_word => Argument::Path(self.path(&pair)),
            _ => return None,
        })
    }

    fn term(&mut self, pair: Node<'_>, span: Span) -> Option<Argument> {
        let mut parts = children(pair).into_iter();
        let first = parts.next().and_then(|first| self.argument(first))?;
        let mut rest = Vec::new();
        while let (Some(sign), Some(term)) = (parts.next(), parts.next()) {
            let sign = if sign.as_str() == "+" { Sign::Plus } else { Sign::Minus };
            rest.push((sign, self.argument(term)?));
        }
        Some(if rest.is_empty() { first } else { Argument::Sum(Box::new(first), rest, span) })
    }

    /// Things that are bound to a name, and the condition behind them.
    pub(crate) fn bound_things(&mut self, pair: Node<'_>) -> Option<(Binding, Option<Condition>)> {
        let (mut binding, mut condition) = (None, None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::binding => binding = self.binding(child),
                Rule::condition => condition = self.condition(child),
                _ => {}
            }
        }
        Some((binding?, condition))
    }

    pub(crate) fn binding(&self, pair: Node<'_>) -> Option<Binding> {
        let span = self.span(&pair);
        let (mut kinds, mut name, mut within) = (Vec::new(), None, None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::kinds => kinds = self.kinds(child),
                Rule::name => name = Some(self.word(&child)),
                Rule::path => within = Some(self.path(&child)),
                _ => {}
            }
        }
        Some(Binding { kinds, name: name?, within, span })
    }

    fn kinds(&self, pair: Node<'_>) -> Vec<Path> {
        let each = children(pair).into_iter().filter(|kind| kind.as_rule() == Rule::kind);
        each.map(|kind| self.path(&kind)).collect()
    }

    fn text(&mut self, pair: &Node<'_>) -> Text {
        let span = self.span(pair);
        let value = literal::unquoted(pair.as_str()).unwrap_or_else(|(at, escape)| {
            let start = span.start + to_u32(at);
            let span = Span { start, end: start + to_u32(escape.len()), ..span };
            self.impossible.push((span, format!("`{escape}` stands for no character; a backslash is written `\\\\`")));
            String::new()
        });
        Text { value, span }
    }

    fn range(&mut self, pair: Node<'_>, span: Span) -> Option<Argument> {
        let written = pair.as_str().to_owned();
        let [low, high] = <[Argument; 2]>::try_from(self.arguments(pair)).ok()?;
        if std::mem::discriminant(&low) != std::mem::discriminant(&high) {
            self.impossible.push((span, format!("the ends of `{written}` are not of one kind")));
        }
        Some(Argument::Range(Box::new(low), Box::new(high), span))
    }

    pub(crate) fn number(&mut self, pair: &Node<'_>) -> Number {
        let span = self.span(pair);
        let value = literal::value(pair.as_rule(), pair.as_str()).unwrap_or_else(|(nearest, why)| {
            self.impossible.push((span, why));
            nearest
        });
        Number { value, span }
    }

    /// The condition in a guard or exemption.
    pub(crate) fn guard(&mut self, pair: Node<'_>) -> Option<Condition> {
        let condition = first(pair, Rule::condition)?;
        self.condition(condition)
    }

    pub(crate) fn selection(&mut self, pair: Node<'_>) -> Option<Selection> {
        let span = self.span(&pair);
        let (mut quantifier, mut kinds, mut condition) = (None, Vec::new(), None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::quantifier => quantifier = Some(self.word(&child)),
                Rule::kinds => kinds = self.kinds(child),
                Rule::condition => condition = self.condition(child).map(Box::new),
                _ => {}
            }
        }
        Some(Selection { quantifier: quantifier?, kinds, condition, span })
    }

    pub(crate) fn condition(&mut self, pair: Node<'_>) -> Option<Condition> {
        let (mut parts, mut or) = (Vec::new(), false);
        for child in children(pair) {
            match child.as_rule() {
                Rule::or_word => or = true,
                Rule::negation => parts.push(self.negation(child)?),
                _ => {}
            }
        }
        if parts.len() == 1 {
            return parts.pop();
        }
        Some(if or { Condition::Or(parts) } else { Condition::And(parts) })
    }

    fn negation(&mut self, pair: Node<'_>) -> Option<Condition> {
        let span = self.span(&pair);
        let (mut negated, mut inside) = (false, None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::not_word => negated = true,
                Rule::condition => inside = self.condition(child),
                Rule::test => inside = self.test(child),
                _ => {}
            }
        }
        let inside = inside?;
        Some(if negated { Condition::Not(Box::new(inside), span) } else { inside })
    }

    fn test(&mut self, pair: Node<'_>) -> Option<Condition> {
        let span = self.span(&pair);
        let mut parts = children(pair).into_iter();
        let left = parts.next()?;
        match left.as_rule() {
            Rule::quantified => {
                let is_none = children(left.clone()).first()?.as_rule() == Rule::no_word;
                let (binding, condition) = self.bound_things(left)?;
                return Some(Condition::Quantified(is_none, Box::new(binding), Box::new(condition?), span));
            }
            Rule::claim => return Some(Condition::Fact(Box::new(self.fact(left)?), span)),
            _ => {}
        }
        let left = Box::new(self.argument(left)?);
        let Some(how) = parts.next() else { return Some(Condition::Holds(left)) };
        if how.as_rule() == Rule::mentions {
            return Some(Condition::Mentions(left, self.names(how), span));
        }
        let how = match children(how).first()?.as_rule() {
            Rule::is_not => Comparison::IsNot,
            Rule::is_word => Comparison::Is,
            Rule::not_in => Comparison::NotIn,
            Rule::in_word => Comparison::In,
            Rule::at_most => Comparison::AtMost,
            Rule::less => Comparison::Less,
            Rule::at_least => Comparison::AtLeast,
            _ => Comparison::Greater,
        };
        let right = parts.next()?;
        Some(Condition::Compare(left, how, Box::new(self.argument(right)?)))
    }

    fn permission(&mut self, pair: Node<'_>) -> Option<PermissionClause> {
        let span = self.span(&pair);
        let (mut forbids, mut action, mut modifiers) = (false, None, Vec::new());
        for child in children(pair) {
            let place = self.span(&child);
            match child.as_rule() {
                Rule::forbidding => forbids = true,
                Rule::calling | Rule::spawning | Rule::holding | Rule::permissions => action = self.action(child),
                Rule::guard => modifiers.push(Modifier::When(self.guard(child)?)),
                Rule::exemption => modifiers.push(Modifier::Unless(self.guard(child)?)),
                Rule::during => modifiers.extend(self.names(child).pop().map(Modifier::During)),
                Rule::expiry => {
                    let date = first(child, Rule::date)?;
                    modifiers.push(Modifier::Until(self.number(&date)));
                }
                Rule::delegable => {
                    let number = first(child, Rule::number).map(|number| self.number(&number));
                    modifiers.push(Modifier::Delegable(number, place));
                }
                _ => {}
            }
        }
        Some(PermissionClause { docs: Vec::new(), forbids, action: action?, modifiers, block: None, span })
    }

    pub(crate) fn action(&mut self, pair: Node<'_>) -> Option<Action> {
        Some(match pair.as_rule() {
            Rule::calling => Action::Call(self.names(pair)),
            Rule::spawning => Action::Spawn(self.names(pair)),
            Rule::holding => Action::Hold(self.names(pair)),
            Rule::permissions => Action::On(self.permissions(pair)),
            _ => return None,
        })
    }

    pub(crate) fn permissions(&mut self, pair: Node<'_>) -> Vec<Permission> {
        let each = children(pair).into_iter().filter(|one| one.as_rule() == Rule::on_resources);
        each.filter_map(|one| self.on_resources(one)).collect()
    }

    fn on_resources(&mut self, pair: Node<'_>) -> Option<Permission> {
        let span = self.span(&pair);
        let (mut operations, mut resources) = (Vec::new(), None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::operations => operations = self.names(child),
                Rule::resources => {
                    let inside = children(child).into_iter().next()?;
                    resources = Some(match inside.as_rule() {
                        Rule::any_selection => Resources::Any(self.selection(first(inside, Rule::selection)?)?),
                        _ => Resources::Names(self.names(inside)),
                    });
                }
                _ => {}
            }
        }
        Some(Permission { operations, resources: resources?, span })
    }

    /// All names in a pair, however deep.
    pub(crate) fn names(&self, pair: Node<'_>) -> Vec<Path> {
        if pair.as_rule() == Rule::path {
            return vec![self.path(&pair)];
        }
        children(pair).into_iter().flat_map(|child| self.names(child)).collect()
    }
}

fn documentation(pair: Node<'_>) -> Vec<String> {
    let lines = children(pair).into_iter().filter(|line| line.as_rule() == Rule::documentation_line);
    lines.map(|line| documentation_line(line.as_str())).collect()
}

/// A line of documentation without its slashes and the blank behind them.
pub(crate) fn documentation_line(line: &str) -> String {
    let line = line.strip_prefix("///").unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line).trim_end().to_owned()
}

fn to_u32(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
