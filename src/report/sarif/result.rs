//! Findings and verdicts as results.

use serde_json::{Value, json};

use crate::finding::{Accepted, Finding, Fix};
use crate::proof::story;
use crate::proof::{Verdict, Witness};
use crate::report::account::{account, state};
use crate::report::sarif::location::Artifacts;
use crate::report::sarif::message::{plain, sentence};
use crate::report::sarif::rule::{Rules, level, of_property};
use crate::source::Span;

/// What GitHub takes of one result; a file with more is refused whole.
const MOST_RELATED: usize = 999;
const MOST_STEPS: usize = 10_000;

/// What all results have in common.
pub(super) struct Results<'a, 'db> {
    pub(super) rules: &'a Rules,
    pub(super) artifacts: &'a Artifacts<'a, 'db>,
    /// Whether a baseline was looked at, so that each result is new or is not.
    pub(super) is_compared: bool,
}

impl Results<'_, '_> {
    pub(super) fn finding(&self, finding: &Finding, mark: &str) -> Value {
        let (rules, artifacts) = (self.rules, self.artifacts);
        let mut sentences = vec![sentence(&finding.message)];
        sentences.extend(finding.here.iter().map(|here| sentence(&format!("Here: {here}"))));
        sentences.extend(finding.notes.iter().map(|note| sentence(note)));
        sentences.extend(finding.help.iter().map(|help| sentence(&format!("Help: {help}"))));
        let mut result = json!({
            "ruleId": finding.about.code,
            "ruleIndex": rules.index(finding.about.code),
            "kind": "fail",
            "level": level(finding.severity),
            "message": { "text": sentences.join("\n") },
            "locations": [artifacts.location(finding.span, None)],
            "partialFingerprints": fingerprints(mark),
        });
        let labels = finding.labels.iter().map(|label| (label.span, label.text.clone())).collect();
        relate(&mut result, labels, artifacts);
        if let Some(fix) = &finding.fix {
            result["fixes"] = json!([fixed(fix, artifacts)]);
        }
        suppress(&mut result, finding.accepted.as_ref(), artifacts);
        self.compare(&mut result, finding.known);
        result
    }

    pub(super) fn verdict(&self, verdict: &Verdict, mark: &str) -> Value {
        let (rules, artifacts) = (self.rules, self.artifacts);
        let id = of_property(verdict);
        let headline = format!("`{}` is {}", verdict.name, verdict.status.word());
        let lines: Vec<String> = std::iter::once(sentence(&headline)).chain(account(verdict)).collect();
        // That nothing is known is no pass: readers that know no other kind must not take it for one.
        let mut result = json!({
            "ruleId": id,
            "ruleIndex": rules.index(&id),
            "kind": "fail",
            "level": "error",
            "message": { "text": plain(&lines.join("\n")) },
            "locations": [artifacts.location(verdict.span, None)],
            "partialFingerprints": fingerprints(mark),
            "properties": { "status": verdict.status.word() },
        });
        let mut related: Vec<(Span, String)> = Vec::new();
        related.extend(verdict.rests_on.iter().map(|one| (one.place.span, format!("rests on {}", one.what))));
        let conflicts = verdict.conflicts.iter().flat_map(|one| &one.places);
        related.extend(conflicts.map(|place| (place.span, place.text.clone())));
        let changes = verdict.cuts.iter().flat_map(|cut| &cut.changes);
        related.extend(changes.map(|change| (change.place.span, format!("{}: {}", change.place.text, change.action))));
        relate(&mut result, related, artifacts);
        if let Some(witness) = &verdict.witness {
            result["codeFlows"] = json!([{ "threadFlows": [{ "locations": flow(witness, verdict.span, artifacts) }] }]);
        }
        suppress(&mut result, verdict.accepted.as_ref(), artifacts);
        self.compare(&mut result, verdict.known);
        result
    }

    fn compare(&self, result: &mut Value, known: bool) {
        if self.is_compared {
            result["baselineState"] = json!(if known { "unchanged" } else { "new" });
        }
    }
}

fn fingerprints(mark: &str) -> Value {
    // GitHub looks at the first alone, and would else make one of the lines around.
    json!({ "primaryLocationLineHash": format!("{mark}:1"), "bailiwick/v1": mark })
}

fn relate(result: &mut Value, mut related: Vec<(Span, String)>, artifacts: &Artifacts<'_, '_>) {
    let mut seen = Vec::new();
    related.retain(|one| {
        !seen.contains(one) && {
            seen.push(one.clone());
            true
        }
    });
    let related = related.iter().take(MOST_RELATED).zip(1..).map(|((span, text), id)| {
        let mut location = artifacts.location(*span, (!text.is_empty()).then_some(text));
        location["id"] = json!(id);
        location
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
}

/// The clauses along a witness. What follows from earlier sentences alone stands where the last clause was.
fn flow(witness: &Witness, property: Span, artifacts: &Artifacts<'_, '_>) -> Vec<Value> {
    let mut steps = Vec::new();
    let mut last = property;
    for chapter in story(witness) {
        let when = chapter.condition.map(|condition| format!(", when {condition}")).unwrap_or_default();
        let told = format!("{}{when}", chapter.sentence);
        if let Some((first, others)) = chapter.places.split_first() {
            steps.push((first.span, told));
            steps.extend(others.iter().map(|place| (place.span, place.text.clone())));
            last = others.last().unwrap_or(first).span;
        } else {
            steps.push((last, told));
        }
    }
    let step = |(span, text): &(Span, String)| json!({ "location": artifacts.location(*span, Some(text)) });
    steps.iter().take(MOST_STEPS).map(step).collect()
}

fn fixed(fix: &Fix, artifacts: &Artifacts<'_, '_>) -> Value {
    let mut files: Vec<Span> = Vec::new();
    for edit in &fix.edits {
        if !files.iter().any(|known| known.file == edit.span.file) {
            files.push(edit.span);
        }
    }
    let changes = files.iter().map(|file| {
        let edits = fix.edits.iter().filter(|edit| edit.span.file == file.file);
        let replacements = edits.map(
            |edit| json!({ "deletedRegion": artifacts.region(edit.span), "insertedContent": { "text": edit.text } }),
        );
        json!({ "artifactLocation": artifacts.artifact(*file), "replacements": replacements.collect::<Vec<_>>() })
    });
    json!({
        "description": { "text": sentence(&format!("{} ({})", fix.title, fix.applicability.word())) },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}

fn suppress(result: &mut Value, accepted: Option<&Accepted>, artifacts: &Artifacts<'_, '_>) {
    if let Some(by) = accepted {
        result["suppressions"] = json!([{
            "kind": "external",
            "status": "accepted",
            "justification": state(Some(by), false),
            "location": artifacts.location(by.span, None),
        }]);
    }
}
