//! From what the protocol says to what the compiler knows.

use std::path::PathBuf;

use gen_lsp_types::Uri;

/// The path of a document that is a file.
pub(crate) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    let at = rest.find('/')?;
    let (host, path) = rest.split_at(at);
    let path = decoded(path.split(['?', '#']).next().unwrap_or_default())?;
    let path = match host {
        "" | "localhost" => path,
        host => format!("//{host}{path}"),
    };
    // `/c:/folder` on systems with drives.
    let drive = path.strip_prefix('/').filter(|rest| cfg!(windows) && rest.get(1..2) == Some(":"));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// A text with `%20` and its like replaced by what they stand for.
fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let digits = rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.filter(|_| *first == b'%').and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = rest.get(2..).unwrap_or_default();
            }
            None => bytes.push(*first),
        }
    }
    String::from_utf8(bytes).ok().filter(|path| !path.contains('\0'))
}

/// A day like `2026-11-22`, in days since 1970-01-01.
pub(crate) fn day(text: &str) -> Option<i64> {
    jiff::civil::Date::strptime("%Y-%m-%d", text).ok().map(days)
}

/// Today in UTC, in days since 1970-01-01.
pub(crate) fn today() -> i64 {
    days(jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date())
}

fn days(date: jiff::civil::Date) -> i64 {
    date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_have_paths_and_nothing_else_has() {
        let cases = [
            ("file:///a/b.bwk", Some("/a/b.bwk")),
            ("file://localhost/a/b.bwk", Some("/a/b.bwk")),
            ("file:///a%20b/%C3%A4.bwk#top", Some("/a b/\u{e4}.bwk")),
            ("file:///a%2", Some("/a%2")),
            ("file:///a%FF", None),
            ("file:///a%00", None),
            ("file:a", None),
            ("untitled:Untitled-1", None),
            ("", None),
        ];
        for (uri, expected) in cases {
            assert_eq!(path(&Uri(uri.to_owned())), expected.map(PathBuf::from), "{uri}");
        }
    }

    #[test]
    fn days_are_counted() {
        assert_eq!(day("1970-01-02"), Some(1));
        assert_eq!(day("2026-11-22"), Some(20_779));
        assert_eq!(day("2026-13-01"), None);
        assert_eq!(day("tomorrow"), None);
    }
}
