//! What somebody means who writes down a control.

use crate::frameworks::framework::{Cited, Control, Framework, Group, frameworks};
use crate::source::{Db, Project};

/// What an id stands for in a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer<'a> {
    /// A control of this edition.
    Control(&'a Control),
    /// A control that this edition has withdrawn.
    Withdrawn(&'a Control),
    /// The same id in another spelling: `ASI-01`, `AC-02`.
    Spelled(&'a Control),
    /// Somebody else's name for controls, with those that are meant.
    Cited(&'a Cited, Vec<&'a Control>),
    /// A group of controls.
    Group(&'a str),
    /// A group of which nothing is carried here, or something that would stand in it.
    LeftOut(&'a Group),
    /// Nothing, with the most similar control if there is any at all.
    Nothing(Option<&'a Control>),
}

/// What an id stands for in a framework.
pub fn find<'a>(framework: &'a Framework, id: &str) -> Answer<'a> {
    if let Some(control) = framework.controls.iter().find(|control| control.id == id) {
        return if control.is_withdrawn { Answer::Withdrawn(control) } else { Answer::Control(control) };
    }
    if let Some(cited) = framework.cited.iter().find(|cited| cited.names.iter().any(|name| is_same(name, id))) {
        let meant = cited.means.iter().filter_map(|(id, _)| framework.control(id)).collect();
        return Answer::Cited(cited, meant);
    }
    let mut alike = framework.controls.iter().filter(|control| is_same(&control.id, id));
    if let (Some(control), None) = (alike.next(), alike.next()) {
        return if control.is_withdrawn { Answer::Withdrawn(control) } else { Answer::Spelled(control) };
    }
    if let Some(group) = left_out(framework, id) {
        return Answer::LeftOut(group);
    }
    if let Some(group) = framework.group(id) {
        return Answer::Group(&group.title);
    }
    let existing = framework.controls.iter().filter(|control| !control.is_withdrawn);
    Answer::Nothing(nearest(id, existing))
}

/// The control of which most is said in an id that no control has: first by how both ids begin, then by the words and numbers of
/// ids and titles, then by letters, then by the last number. The first of several that are alike.
fn nearest<'a>(id: &str, existing: impl Iterator<Item = &'a Control>) -> Option<&'a Control> {
    let asked = words(id);
    let last = |words: &[String]| words.iter().rev().find_map(|word| word.parse::<u64>().ok());
    let letters = |id: &str| id.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let asked_letters = letters(id);
    existing.min_by_key(|control| {
        let (of_id, of_title) = (words(&control.id), words(&control.title));
        let begins = asked.iter().zip(&of_id).take_while(|(one, other)| one == other).count();
        let said = asked.iter().map(|word| {
            let is_there =
                |known: &String| if known == word { 2 } else { usize::from(known.starts_with(word.as_str())) };
            of_id.iter().chain(&of_title).map(is_there).max().unwrap_or(0)
        });
        let far = last(&asked).zip(last(&of_id)).map_or(0, |(one, other)| one.abs_diff(other));
        (
            std::cmp::Reverse((begins, said.sum::<usize>())),
            strsim::osa_distance(&asked_letters, &letters(&control.id)),
            far,
        )
    })
}

/// The group in which an id would stand, if the framework says nothing of what is in it.
fn left_out<'a>(framework: &'a Framework, id: &str) -> Option<&'a Group> {
    let asked = words(id);
    let is_empty = |group: &&Group| {
        !framework.controls.iter().any(|control| control.group.as_ref() == Some(&group.id))
            && !framework.groups.iter().any(|inner| inner.within.as_ref() == Some(&group.id))
    };
    framework.groups.iter().filter(is_empty).find(|group| asked.starts_with(&words(&group.id)))
}

/// What an id stands for in every framework that knows it, after the name or citation of a framework if it begins with one:
/// `NHI-01`, `nist-ai-rmf GOVERN 1.6`, `CSA MAESTRO GOV-02`.
pub fn ask<'a>(db: &'a dyn Db, project: Project, asked: &str) -> Vec<(&'a Framework, Answer<'a>)> {
    let mut found = Vec::new();
    for framework in frameworks(db, project) {
        let called = [framework.name.as_str(), framework.citation.as_str()];
        let after = called.iter().find_map(|called| without(asked, called));
        let answer = find(framework, after.unwrap_or(asked));
        if !matches!(answer, Answer::Nothing(_)) {
            found.push((framework, answer));
        }
    }
    found
}

/// What stands behind the name of a framework.
fn without<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let head = text.get(..name.len())?;
    let rest = text.get(name.len()..)?;
    head.eq_ignore_ascii_case(name).then(|| rest.trim_start_matches([' ', ':', ','])).filter(|rest| !rest.is_empty())
}

/// Whether two ids differ in capitals, signs, spaces and leading zeros alone.
fn is_same(one: &str, other: &str) -> bool {
    words(one) == words(other)
}

/// The words and numbers of an id: of `AC-02(1)` they are `ac`, `2`, `1`.
fn words(id: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for character in id.chars() {
        let kind = (character.is_ascii_digit(), character.is_alphanumeric());
        if kind.1 {
            if last != Some(kind) {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(character.to_lowercase());
            }
        }
        last = Some(kind);
    }
    for word in &mut words {
        let trimmed = word.trim_start_matches('0');
        if !trimmed.is_empty() && word.starts_with('0') {
            *word = trimmed.to_owned();
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{is_same, without};

    #[test]
    fn spellings_of_one_id_are_the_same() {
        for (one, other) in
            [("ASI01", "asi-1"), ("AC-2(1)", "AC-02 (01)"), ("GOVERN 1.6", "govern-1.6"), ("NHI1:2025", "NHI-01 2025")]
        {
            assert!(is_same(one, other), "{one} {other}");
        }
        for (one, other) in [("ASI01", "ASI10"), ("AC-2(1)", "AC-21"), ("AC-2", "AC-20"), ("1.1", "11")] {
            assert!(!is_same(one, other), "{one} {other}");
        }
    }

    #[test]
    fn a_framework_may_stand_before_an_id() {
        assert_eq!(without("nist-csf PR.AA-01", "nist-csf"), Some("PR.AA-01"));
        assert_eq!(without("CSA MAESTRO: GOV-02", "csa maestro"), Some("GOV-02"));
        assert_eq!(without("nist-csf", "nist-csf"), None);
        assert_eq!(without("GOV-02", "nist-csf"), None);
    }
}
