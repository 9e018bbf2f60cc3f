//! The values of literals.

use crate::syntax::grammar::Rule;

/// The value of a literal.
///
/// # Errors
///
/// The nearest value that is possible, and what is wrong with what stands there.
pub(crate) fn value(rule: Rule, text: &str) -> Result<i64, (i64, String)> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let too_big = || (i64::MAX, format!("`{text}` is too big a number"));
    let number = || digits.parse::<i64>().map_err(|_| too_big());
    match rule {
        Rule::date => date(text),
        Rule::time => time(text),
        Rule::duration => {
            let unit = match text.chars().last() {
                Some('m') => 60,
                Some('h') => 3_600,
                Some('d') => 86_400,
                Some('w') => 604_800,
                Some('y') => 31_536_000,
                _ => 1,
            };
            number()?.checked_mul(unit).ok_or_else(|| (i64::MAX, format!("`{text}` is too long a time")))
        }
        Rule::percent => match number()? {
            share @ 0..=100 => Ok(share),
            _ => Err((100, format!("`{text}` is more than everything"))),
        },
        _ => number(),
    }
}

fn date(text: &str) -> Result<i64, (i64, String)> {
    let impossible = |_| (0, format!("there is no day `{text}`"));
    let date: jiff::civil::Date = text.parse().map_err(impossible)?;
    let since = date.since(jiff::civil::date(1970, 1, 1)).map_err(impossible)?;
    Ok(i64::from(since.get_days()))
}

fn time(text: &str) -> Result<i64, (i64, String)> {
    let mut fields = text.split(':').map(|field| field.parse::<i64>().unwrap_or(i64::MAX));
    match (fields.next(), fields.next()) {
        (Some(hours @ 0..=23), Some(minutes @ 0..=59)) => Ok(hours * 60 + minutes),
        _ => Err((0, format!("there is no time `{text}`; a day goes from `00:00` to `23:59`"))),
    }
}

/// The text between quotes, its escapes resolved. A line break of two characters counts as one, so that what a text says
/// does not depend on the system it was written on.
///
/// # Errors
///
/// An escape that stands for nothing, with the byte at which it begins.
pub(crate) fn unquoted(text: &str) -> Result<String, (usize, &str)> {
    let quotes = if text.starts_with("\"\"\"") { 3 } else { 1 };
    let inside = text.get(quotes..text.len().saturating_sub(quotes)).unwrap_or_default();
    let mut value = String::with_capacity(inside.len());
    let mut characters = inside.char_indices();
    while let Some((at, character)) = characters.next() {
        if character == '\r' {
            continue;
        }
        if character != '\\' {
            value.push(character);
            continue;
        }
        match characters.next() {
            Some((_, 'n')) => value.push('\n'),
            Some((_, 't')) => value.push('\t'),
            Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
            other => {
                let end = other.map_or(inside.len(), |(next, character)| next + character.len_utf8());
                return Err((quotes + at, &inside[at..end]));
            }
        }
    }
    Ok(value)
}
