//! A witness drawn: a box for each sentence, from top to bottom, and an arrow from everything that a sentence follows from.

use maud::{Markup, html};

use crate::proof::{Premise, Witness};
use crate::report::escape::escaped;

/// Letters in a line of a box, and the sizes of everything, in pixels of the drawing.
const LETTERS: usize = 39;
const WIDTH: usize = 340;
const LEFT: usize = 44;
const LINE: usize = 17;
const PADDING: usize = 9;
const GAP: usize = 24;

/// A box: a sentence in lines, and where it is.
struct Drawn {
    lines: Vec<String>,
    top: usize,
    height: usize,
}

impl Drawn {
    fn bottom(&self) -> usize {
        self.top + self.height
    }

    fn middle(&self) -> usize {
        self.top + self.height / 2
    }
}

/// The told hops of a witness as a drawing. It repeats the list beside it for those who see.
pub(super) fn path(witness: &Witness, title: &str) -> Markup {
    let (sentences, arrows) = told(witness);
    let mut top = 4;
    let mut boxes: Vec<Drawn> = Vec::new();
    for sentence in &sentences {
        let lines = broken(&escaped(sentence).replace('`', ""));
        let height = lines.len() * LINE + 2 * PADDING;
        boxes.push(Drawn { lines, top, height });
        top += height + GAP;
    }
    let height = boxes.last().map_or(8, |last| last.bottom() + 6);
    let last = boxes.len().saturating_sub(1);
    html! {
        svg.path viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label={ "The path to: " (escaped(title)) } {
            @for (from, to) in &arrows {
                @if let (Some(from_box), Some(to_box)) = (boxes.get(*from), boxes.get(*to)) { (arrow(from_box, to_box, to - from == 1)) }
            }
            @for (at, drawn) in boxes.iter().enumerate() {
                g.first[at == 0].last[at == last] {
                    rect x=(LEFT) y=(drawn.top) width=(WIDTH - LEFT - 2) height=(drawn.height) rx="6" {}
                    text.number x=(LEFT - 8) y=(drawn.middle() + 4) text-anchor="end" { (at + 1) }
                    @for (line, row) in drawn.lines.iter().zip(0..) {
                        text x=(LEFT + PADDING) y=(drawn.top + PADDING + 12 + row * LINE) { (line) }
                    }
                }
            }
        }
    }
}

/// The sentences that are told, each once, and which of them follows from which, both by their positions.
fn told(witness: &Witness) -> (Vec<&str>, Vec<(usize, usize)>) {
    let mut sentences: Vec<&str> = Vec::new();
    // Of each hop: the told sentences that it rests on without another told one between them.
    let mut behind: Vec<Vec<usize>> = Vec::new();
    let mut arrows = Vec::new();
    for hop in &witness.hops {
        let mut roots: Vec<usize> = Vec::new();
        for premise in &hop.premises {
            if let Premise::Hop(earlier) = premise {
                roots.extend(behind.get(*earlier).into_iter().flatten());
            }
        }
        roots.sort_unstable();
        roots.dedup();
        if hop.told {
            let known = sentences.iter().position(|sentence| *sentence == hop.sentence);
            let at = known.unwrap_or(sentences.len());
            if known.is_none() {
                sentences.push(&hop.sentence);
            }
            arrows.extend(roots.iter().filter(|root| **root < at).map(|root| (*root, at)));
            roots = vec![at];
        }
        behind.push(roots);
    }
    arrows.sort_unstable();
    arrows.dedup();
    (sentences, arrows)
}

/// An arrow to the next box goes straight down, one over others around them on the left.
fn arrow(from: &Drawn, to: &Drawn, is_next: bool) -> Markup {
    if is_next {
        let (x, end) = (LEFT + 24, to.top);
        let line = format!("M{x} {} V{}", from.bottom(), end - 6);
        return html! { path.line d=(line) {} path.head d={ "M" (x - 5) " " (end - 8) " L" (x) " " (end - 1) " L" (x + 5) " " (end - 8) } {} };
    }
    let (start, end) = (from.middle() + 12, to.middle() - 12);
    let line = format!("M{LEFT} {start} H14 Q8 {start} 8 {} V{} Q8 {end} 14 {end} H{}", start + 6, end - 6, LEFT - 7);
    html! { path.line d=(line) {} path.head d={ "M" (LEFT - 8) " " (end - 5) " L" (LEFT - 1) " " (end) " L" (LEFT - 8) " " (end + 5) } {} }
}

/// A sentence in lines, broken at spaces where it can be.
fn broken(sentence: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in sentence.split_whitespace() {
        let letters: Vec<char> = word.chars().collect();
        for piece in letters.chunks(LETTERS) {
            let piece: String = piece.iter().collect();
            match lines.last_mut() {
                Some(line) if line.chars().count() + 1 + piece.chars().count() <= LETTERS => {
                    line.push(' ');
                    line.push_str(&piece);
                }
                _ => lines.push(piece),
            }
        }
    }
    lines
}
