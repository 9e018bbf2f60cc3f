/// The candidate nearest to what was typed, if one is near enough to be what was meant.
///
/// Near enough is an edit distance (with transpositions) of at most a third of the longer word, at least one and at most
/// three, and never the word itself. Among equally near candidates the first in the order given wins.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed_lower = typed.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate == typed {
            continue;
        }
        let longest = typed.chars().count().max(candidate.chars().count());
        if longest > 64 {
            continue;
        }
        let distance = strsim::osa_distance(&typed_lower, &candidate.to_lowercase());
        if distance <= (longest / 3).clamp(1, 3) && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
