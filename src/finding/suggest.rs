/// The candidate nearest to what was typed, if one is near enough to be what was meant.
///
/// Near enough is an edit distance (with transpositions) of at most a third of the longer word, at least one and at most
/// three, and never the word itself. Among equally near candidates the first in the order given wins.
pub fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed_lower = typed.to_lowercase();
    let (typed_length, typed_letters) = (typed.chars().count(), letters(typed));
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
        let own_letters = letters(candidate);
        let (missing, besides) = (typed_letters & !own_letters, own_letters & !typed_letters);
        if missing.count_ones().max(besides.count_ones()) as usize > most {
            continue;
        }
        let lower = candidate.to_lowercase();
        let distance = strsim::osa_distance(&typed_lower, &lower);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Which letters a word has whatever their case, a bit for each. Every letter that only one of two words has takes an edit,
/// and no edit brings or takes more than one.
fn letters(word: &str) -> u64 {
    if word.is_ascii() {
        return word.bytes().fold(0, |bits, letter| bits | 1 << (letter.to_ascii_lowercase() % 64));
    }
    word.to_lowercase().chars().fold(0, |bits, letter| bits | 1 << (letter as u32 % 64))
}

#[cfg(test)]
mod tests {
    use super::closest;

    /// The same without leaving anybody out unmeasured.
    fn measured<'a>(typed: &str, candidates: &[&'a str]) -> Option<&'a str> {
        let distance = |one: &str| strsim::osa_distance(&typed.to_lowercase(), &one.to_lowercase());
        let is_near = |one: &&&str| {
            let (length, own) = (typed.chars().count(), one.chars().count());
            let most = (length.max(own) / 3).clamp(1, 3);
            **one != typed && length.abs_diff(own) <= most && distance(one) <= most
        };
        candidates.iter().filter(is_near).min_by_key(|one| distance(one)).copied()
    }

    #[test]
    fn who_is_left_out_was_too_far() {
        let mut random = fastrand::Rng::with_seed(1);
        let letters: Vec<char> = "abcdefgABC-1é\u{130}Σß".chars().collect();
        let mut word = |_| (0..random.usize(1..12)).map(|_| letters[random.usize(..letters.len())]).collect();
        let words: Vec<String> = (0..300).map(&mut word).collect();
        let all: Vec<&str> = words.iter().map(String::as_str).collect();
        let found: Vec<Option<&str>> = all.iter().map(|typed| closest(typed, all.iter().copied())).collect();
        let expected: Vec<Option<&str>> = all.iter().map(|typed| measured(typed, &all)).collect();
        assert_eq!(found, expected);
        let near = found.iter().flatten().count();
        assert!(50 < near && near < 250, "some have somebody near and some do not: {near}");
    }
}
