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

/// The text between quotes, its escapes resolved.
pub(crate) fn unquoted(text: &str) -> String {
    let inside = text
        .strip_prefix("\"\"\"")
        .and_then(|rest| rest.strip_suffix("\"\"\""))
        .or_else(|| text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')))
        .unwrap_or(text);
    let mut value = String::with_capacity(inside.len());
    let mut characters = inside.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                Some('n') => value.push('\n'),
                Some('t') => value.push('\t'),
                Some(other) => value.push(other),
                None => value.push('\\'),
            },
            other => value.push(other),
        }
    }
    value
}
