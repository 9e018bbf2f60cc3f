/// The candidate nearest to what was typed, if one is near enough to be what was meant.
///
/// Near enough is an edit distance (with transpositions) of at most a third of the longer word, at least one and at most
/// three, and never the word itself. Among equally near candidates the first in the order given wins.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed_lower = typed.to_lowercase();
    let (typed_length, typed_letters) = (typed.chars().count(), letters(&typed_lower));
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == typed {
            continue;
        }
        let length = candidate.chars().count();
        let longest = typed_length.max(length);
        let most = (longest / 3).clamp(1, 3);
        // There may be many candidates, and the distance takes long: whoever is too far anyway is not measured.
        if longest > 64 || typed_length.abs_diff(length) > most {
            continue;
        }
        let lower = candidate.to_lowercase();
        if (typed_letters & !letters(&lower)).count_ones() as usize > most {
            continue;
        }
        let distance = strsim::osa_distance(&typed_lower, &lower);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Which letters a word has, a bit for each. Every letter that another word lacks takes an edit.
fn letters(word: &str) -> u64 {
    word.chars().fold(0, |bits, letter| bits | 1 << (letter as u32 % 64))
}
