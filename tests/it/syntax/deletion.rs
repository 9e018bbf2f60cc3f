//! Every single token, taken away or doubled: what is left is legal or is found wrong in its declaration, and every other
//! declaration is read as before.

use std::ops::Range;

use super::{Policy, declarations, policies, read, tokens, without_spans};
use crate::support::spread;

/// How many tokens of each text are tried.
const TRIED: usize = 100;

struct Broken<'a> {
    path: &'a str,
    /// The whole text, what it reads as, and where its declarations are.
    whole: &'a [String],
    declarations: &'a [Range<usize>],
}

/// The declarations of a text, without their places.
fn items(text: &str) -> Vec<String> {
    read(text).tree.items.iter().map(|item| without_spans(&format!("{item:?}"))).collect()
}

/// Whether the text is still legal.
fn check(broken: &Broken<'_>, text: &str, what: &str, at: usize, grown: isize) -> bool {
    let path = broken.path;
    let own = broken.declarations.iter().position(|range| range.contains(&at));
    let range = own.map_or(0..at + 1, |own| broken.declarations[own].clone());
    let end = range.end.checked_add_signed(grown).expect("within the text");
    let findings = read(text).findings;
    for finding in &findings {
        let place = finding.span.start as usize;
        assert!((range.start..=end).contains(&place), "{path}: {what} at {at}: `{}` at {place}", finding.message);
    }
    // Every other item is still there.
    let left = items(text);
    let lost = broken.whole.iter().filter(|item| !left.contains(item)).count();
    assert!(lost <= 1, "{path}: {what} at {at}: {lost} declarations are lost");
    findings.is_empty()
}

#[test]
fn a_missing_token_costs_its_declaration_at_most() {
    let mut legal = [0, 0];
    for Policy { path, text } in policies() {
        let (whole, declarations) = (items(&text), declarations(&text));
        let broken = Broken { path: &path, whole: &whole, declarations: &declarations };
        let all = tokens(&text).into_iter().filter(|token| !text[token.clone()].starts_with("//"));
        for token in spread(all.collect(), TRIED) {
            let without = format!("{}{}", &text[..token.start], &text[token.end..]);
            let what = format!("without `{}`", &text[token.clone()]);
            let length = isize::try_from(token.len()).expect("a short token");
            legal[usize::from(check(&broken, &without, &what, token.start, -length))] += 1;
        }
    }
    assert!(legal[0] > 2_000 && legal[1] > 400, "{legal:?}");
}

#[test]
fn a_token_too_many_costs_its_declaration_at_most() {
    let signs = ["}", "{", "[", ")", "=", "\"", "x", "when", "may"];
    let mut legal = [0, 0];
    for Policy { path, text } in policies() {
        let (whole, declarations) = (items(&text), declarations(&text));
        let broken = Broken { path: &path, whole: &whole, declarations: &declarations };
        let inside = tokens(&text).into_iter().filter(|token| {
            let (before, token) = (&text[..token.start], &text[token.clone()]);
            !token.starts_with("//") && !before.is_empty() && !before.ends_with('\n')
        });
        for (token, sign) in spread(inside.collect(), TRIED).into_iter().zip(signs.iter().cycle()) {
            let with = format!("{}{sign} {}", &text[..token.start], &text[token.start..]);
            let grown = isize::try_from(sign.len() + 1).expect("a short sign");
            legal[usize::from(check(&broken, &with, &format!("with `{sign}`"), token.start, grown))] += 1;
        }
    }
    assert!(legal[0] > 2_000 && legal[1] > 20, "{legal:?}");
}
