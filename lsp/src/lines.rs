//! Positions as the protocol counts them: lines, and units of the encoding that was agreed on.

use gen_lsp_types::{Position, PositionEncodingKind, Range};

/// What columns count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

/// A text with its lines.
pub(crate) struct Lines<'t> {
    text: &'t str,
    encoding: Encoding,
    /// Where each line begins, and where it ends without its line break.
    ends: Vec<(usize, usize)>,
}

impl Encoding {
    /// The best one that a client knows: bytes are what the compiler counts.
    pub(crate) fn best(known: &[PositionEncodingKind]) -> Self {
        let wanted = [(PositionEncodingKind::UTF8, Self::Utf8), (PositionEncodingKind::UTF32, Self::Utf32)];
        let found = wanted.into_iter().find(|(kind, _)| known.contains(kind));
        // Everybody has to know this one.
        found.map_or(Self::Utf16, |(_, encoding)| encoding)
    }

    pub(crate) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How long a character is.
    fn length(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str, encoding: Encoding) -> Self {
        let mut lines = Vec::new();
        let (mut start, bytes) = (0, text.as_bytes());
        for (at, byte) in bytes.iter().enumerate() {
            let is_first_of_two = *byte == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if matches!(byte, b'\n' | b'\r') && !is_first_of_two {
                let is_second_of_two = *byte == b'\n' && at > start && bytes.get(at - 1) == Some(&b'\r');
                lines.push((start, at - usize::from(is_second_of_two)));
                start = at + 1;
            }
        }
        lines.push((start, text.len()));
        Self { text, encoding, ends: lines }
    }

    /// The byte of a position. What lies behind the end of a line is its end, what lies inside of a character its beginning.
    pub(crate) fn offset(&self, position: Position) -> usize {
        let Some((start, end)) = self.ends.get(position.line as usize).copied() else { return self.text.len() };
        let mut left = position.character as usize;
        for (at, character) in self.text.get(start..end).unwrap_or_default().char_indices() {
            let length = self.encoding.length(character);
            if left < length {
                return start + at;
            }
            left -= length;
        }
        end
    }

    /// The position of a byte.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let line = self.ends.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let (start, end) = self.ends.get(line).copied().unwrap_or_default();
        let before = self.text.get(start..offset.clamp(start, end)).unwrap_or_default();
        let character = before.chars().map(|character| self.encoding.length(character)).sum();
        Position { line: number(line), character: number(character) }
    }

    pub(crate) fn range(&self, start: u32, end: u32) -> Range {
        Range { start: self.position(start as usize), end: self.position(end as usize) }
    }

    /// How many units of the encoding a stretch is long.
    pub(crate) fn length(&self, start: usize, end: usize) -> u32 {
        let part = self.text.get(start..end).unwrap_or_default();
        number(part.chars().map(|character| self.encoding.length(character)).sum())
    }

    /// The line, from 0, and where it ends without its line break.
    pub(crate) fn line_at(&self, offset: usize) -> (usize, usize) {
        let line = self.ends.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        (line, self.ends.get(line).map_or(0, |(_, end)| *end))
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a\u{1f980}b\r\n\u{e4}\n\rend";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn each_encoding_counts_in_its_own_way() {
        let cases = [(Encoding::Utf8, 5), (Encoding::Utf16, 3), (Encoding::Utf32, 2)];
        for (encoding, column) in cases {
            let lines = Lines::new(TEXT, encoding);
            assert_eq!(lines.offset(at(0, column)), 5, "{encoding:?}");
            assert_eq!(lines.position(5), at(0, column), "{encoding:?}");
            assert_eq!(lines.offset(at(0, 1)), 1);
        }
    }

    #[test]
    fn inside_of_a_character_is_its_beginning() {
        assert_eq!(Lines::new(TEXT, Encoding::Utf16).offset(at(0, 2)), 1);
        for column in 2..5 {
            assert_eq!(Lines::new(TEXT, Encoding::Utf8).offset(at(0, column)), 1);
        }
    }

    #[test]
    fn what_is_out_of_range_is_the_end() {
        let lines = Lines::new(TEXT, Encoding::Utf16);
        assert_eq!(lines.offset(at(0, u32::MAX)), 6, "the end of the line");
        assert_eq!(lines.offset(at(1, 99)), 10);
        assert_eq!(lines.offset(at(u32::MAX, u32::MAX)), TEXT.len());
        assert_eq!(lines.position(usize::MAX), at(3, 3));
    }

    #[test]
    fn every_offset_and_its_position_lead_to_each_other() {
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let lines = Lines::new(TEXT, encoding);
            for (offset, character) in TEXT.char_indices().filter(|(_, one)| !matches!(one, '\n' | '\r')) {
                assert_eq!(lines.offset(lines.position(offset)), offset, "{character:?}");
            }
        }
    }

    #[test]
    fn the_best_encoding_is_taken() {
        use PositionEncodingKind as Kind;
        assert_eq!(Encoding::best(&[]), Encoding::Utf16);
        assert_eq!(Encoding::best(&[Kind::UTF16, Kind::UTF32]), Encoding::Utf32);
        assert_eq!(Encoding::best(&[Kind::UTF16, Kind::UTF8]), Encoding::Utf8);
    }
}
