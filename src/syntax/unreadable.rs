//! What can stand nowhere, and what to write instead.

use crate::finding::Finding;
use crate::source::{File, Span};
use crate::syntax::complaint::shortened;
use crate::syntax::errors::UNREADABLE;
use crate::syntax::scan::{Bad, Kind, Token, is_name};

/// Characters that word processors and web pages put for others.
const LOOKALIKES: [(char, &str); 17] = [
    ('\u{201C}', "\""),
    ('\u{201D}', "\""),
    ('\u{201E}', "\""),
    ('\u{2018}', "\""),
    ('\u{2019}', "\""),
    ('\u{00AB}', "\""),
    ('\u{00BB}', "\""),
    ('\u{2013}', "-"),
    ('\u{2014}', "-"),
    ('\u{2212}', "-"),
    ('\u{2026}', ".."),
    ('\u{2264}', "<="),
    ('\u{2265}', ">="),
    ('\u{2260}', "is not"),
    ('\u{2192}', "to"),
    ('\u{00A0}', " "),
    ('\u{FEFF}', ""),
];

/// What is wrong with a token by itself, wherever it stands.
pub(crate) fn finding(file: File, text: &str, token: Token) -> Option<Finding> {
    let span = Span { file, start: token.start, end: token.end };
    let written = token.text(text);
    let shown = shortened(written);
    Some(match token.kind {
        Kind::Bad(Bad::Control) => hidden(span, written),
        Kind::Bad(Bad::Unterminated) => {
            let finding = Finding::new(&UNREADABLE, span, "the text that begins here has no end");
            finding.help("close it with `\"` on the same line, or with `\"\"\"` where it began with `\"\"\"`")
        }
        Kind::Bad(Bad::Name) => name(span, written, &shown),
        Kind::Bad(Bad::Literal) => {
            let finding = Finding::new(&UNREADABLE, span, format!("`{shown}` is no number, date or time"));
            finding
                .help("numbers are like `400`, durations `15m` (s, m, h, d, w, y), dates `2026-11-22`, times `22:00`")
        }
        Kind::Bad(Bad::Character) => character(span, written, &shown),
        _ => {
            let start = token.flaw?;
            let hidden_text = text.get(start as usize..token.end as usize).unwrap_or_default();
            let length = hidden_text.chars().next().map_or(1, char::len_utf8);
            let end = start + u32::try_from(length).unwrap_or(1);
            hidden(Span { start, end, ..span }, &hidden_text[..length.min(hidden_text.len())])
        }
    })
}

fn hidden(span: Span, written: &str) -> Finding {
    let first = written.chars().next().map_or(0, u32::from);
    let finding =
        Finding::new(&UNREADABLE, span, format!("a character that nobody can see stands here (U+{first:04X})"));
    finding.help("delete it").replace("delete it", span, "")
}

fn name(span: Span, written: &str, shown: &str) -> Finding {
    let finding = Finding::new(&UNREADABLE, span, format!("`{shown}` is no name"))
        .help("names consist of letters a to z, digits and `_`, joined by single `-`, a letter first");
    let joined: Vec<&str> = written.split('-').filter(|part| !part.is_empty()).collect();
    let repaired = joined.join("-").trim_start_matches('_').to_owned();
    if is_name(&repaired) { finding.replace(format!("write `{repaired}`"), span, repaired) } else { finding }
}

fn character(span: Span, written: &str, shown: &str) -> Finding {
    let instead = LOOKALIKES.iter().find(|(known, _)| written.starts_with(*known)).map(|(_, instead)| *instead);
    let finding = Finding::new(&UNREADABLE, span, format!("`{shown}` means nothing in this language"));
    match instead {
        Some(blank) if blank.trim().is_empty() => {
            finding.help("write a plain blank").replace("write a blank", span, blank).safely()
        }
        Some(instead) => {
            finding.help(format!("write `{instead}`")).replace(format!("write `{instead}`"), span, instead)
        }
        None => finding.help("names consist of letters a to z; anything else stands in texts and comments only"),
    }
}
