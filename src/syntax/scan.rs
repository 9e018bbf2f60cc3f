//! The scanner: text to tokens, comments and line ends included, in one pass and without a look at the grammar.
//!
//! It serves everything that has to find its way in a text that may be broken: cutting a file, recovering from errors,
//! saying what is wrong, formatting.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word, or several joined by dots.
    Word,
    /// A number, duration, share, date or time.
    Literal,
    /// Text in quotes.
    Text,
    /// Punctuation.
    Symbol,
    /// `// ...`
    Comment,
    /// `/// ...`
    Documentation,
    /// The end of a line.
    LineEnd,
    /// Nothing that can stand in a policy.
    Bad(Bad),
}

/// Why something can stand nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bad {
    /// Control characters, or characters that change the direction of writing.
    Control,
    /// A text that has no closing quotes.
    Unterminated,
    /// A word that is no name.
    Name,
    /// A word that begins with a digit and is no literal.
    Literal,
    /// A character that has no meaning.
    Character,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its first byte.
    pub(crate) start: u32,
    /// One past its last byte.
    pub(crate) end: u32,
    /// The first control character in it, for comments and texts.
    pub(crate) flaw: Option<u32>,
}

impl Token {
    /// The text of the token.
    pub(crate) fn text(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Whether the token is this punctuation.
    pub(crate) fn is(self, text: &str, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text(text) == symbol
    }
}

/// The tokens of a text, in order.
#[derive(Clone, Debug)]
pub(crate) struct Scanner<'text> {
    text: &'text str,
    at: usize,
    end: usize,
    /// Whether a long text was found that nothing closes: then nothing closes any later one either.
    is_open: bool,
}

/// Whether a character can be seen for what it is: controls and marks of direction can not.
pub(crate) fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

impl<'text> Scanner<'text> {
    /// The tokens of a stretch of a text.
    pub(crate) fn new(text: &'text str, start: u32, end: u32) -> Self {
        Self { text, at: start as usize, end: (end as usize).min(text.len()), is_open: false }
    }

    fn rest(&self) -> &'text str {
        self.text.get(self.at..self.end).unwrap_or_default()
    }

    fn token(&mut self, kind: Kind, length: usize) -> Token {
        let start = offset(self.at);
        self.at += length;
        Token { kind, start, end: offset(self.at), flaw: None }
    }

    /// A token in which control characters are not welcome.
    fn free_text(&mut self, kind: Kind, length: usize) -> Token {
        let inside = &self.rest()[..length];
        let flaw = inside
            .char_indices()
            .find(|(at, character)| is_hidden(*character) && *character != '\n' && !inside[*at..].starts_with("\r\n"));
        let flaw = flaw.map(|(at, _)| offset(self.at + at));
        Token { flaw, ..self.token(kind, length) }
    }

    fn comment(&mut self) -> Token {
        let rest = self.rest();
        let line = line_length(rest);
        let is_documentation = rest.starts_with("///") && !rest.starts_with("////");
        self.free_text(if is_documentation { Kind::Documentation } else { Kind::Comment }, line)
    }

    fn quoted(&mut self) -> Token {
        let rest = self.rest();
        let line = line_length(rest);
        if !rest.starts_with("\"\"\"") {
            return match closing(&rest[..line], 1, "\"") {
                Some(length) => self.free_text(Kind::Text, length),
                None => self.free_text(Kind::Bad(Bad::Unterminated), line),
            };
        }
        let length = if self.is_open { None } else { closing(rest, 3, "\"\"\"") };
        if let Some(length) = length {
            return self.free_text(Kind::Text, length);
        }
        self.is_open = true;
        self.free_text(Kind::Bad(Bad::Unterminated), line)
    }

    fn word(&mut self) -> Token {
        let rest = self.rest();
        let mut length = word_length(rest);
        while let Some(next) = rest[length..].strip_prefix('.').filter(|next| next.starts_with(begins_word)) {
            length += 1 + word_length(next);
        }
        let is_name = rest[..length].split('.').all(is_name);
        self.token(if is_name { Kind::Word } else { Kind::Bad(Bad::Name) }, length)
    }

    fn literal(&mut self) -> Token {
        let rest = self.rest();
        let length = rest.find(|c: char| !continues_word(c) && c != ':' && c != '%').unwrap_or(rest.len());
        self.token(if is_literal(&rest[..length]) { Kind::Literal } else { Kind::Bad(Bad::Literal) }, length)
    }

    fn symbol(&mut self) -> Token {
        let rest = self.rest();
        let pair = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol));
        self.token(Kind::Symbol, pair.map_or(1, |symbol| symbol.len()))
    }

    fn strange(&mut self, first: char) -> Token {
        let rest = self.rest();
        if is_hidden(first) {
            let length = rest.find(|c: char| !is_hidden(c) || c == '\n').unwrap_or(rest.len());
            // A line end of two characters behind it stays whole.
            let whole = usize::from(rest[..length].ends_with('\r') && rest[length..].starts_with('\n') && length > 1);
            return self.token(Kind::Bad(Bad::Control), length - whole);
        }
        self.token(Kind::Bad(Bad::Character), first.len_utf8())
    }
}

impl Iterator for Scanner<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        if self.at == 0 && self.rest().starts_with('\u{FEFF}') {
            self.at = '\u{FEFF}'.len_utf8();
        }
        let blanks = self.rest().len() - self.rest().trim_start_matches([' ', '\t']).len();
        self.at += blanks;
        let rest = self.rest();
        let first = rest.chars().next()?;
        Some(match first {
            '\n' => self.token(Kind::LineEnd, 1),
            '\r' if rest.starts_with("\r\n") => self.token(Kind::LineEnd, 2),
            '/' if rest.starts_with("//") => self.comment(),
            '"' => self.quoted(),
            first if begins_word(first) => self.word(),
            first if first.is_ascii_digit() => self.literal(),
            first if first.is_ascii_punctuation() => self.symbol(),
            first => self.strange(first),
        })
    }
}

/// Punctuation of more than one character, wrong guesses of newcomers included.
const SYMBOLS: [&str; 12] = ["==", "!=", "&&", "||", "<=", ">=", "=>", "->", "..", ":=", "<>", "/*"];

fn begins_word(character: char) -> bool {
    character.is_ascii_alphabetic() || character == '_' || (!character.is_ascii() && character.is_alphanumeric())
}

fn continues_word(character: char) -> bool {
    begins_word(character) || character.is_ascii_digit() || character == '-'
}

fn word_length(rest: &str) -> usize {
    let length = rest.find(|c: char| !continues_word(c)).unwrap_or(rest.len());
    // `a->b` is an arrow between two words.
    if rest[length..].starts_with('>') && rest[..length].ends_with('-') && length > 1 { length - 1 } else { length }
}

fn line_length(rest: &str) -> usize {
    let line = rest.find('\n').unwrap_or(rest.len());
    if rest[..line].ends_with('\r') && line < rest.len() { line - 1 } else { line }
}

/// The length of a text with its quotes, of which the opening ones are `from` bytes long.
fn closing(rest: &str, from: usize, quotes: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1 + rest.get(at + 1..)?.chars().next()?.len_utf8(),
            b'"' if rest[at..].starts_with(quotes) => return Some(at + quotes.len()),
            _ => at += 1,
        }
    }
    None
}

/// Whether a word is a name: letters, digits and underscores, joined by single hyphens, a letter first.
pub(crate) fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.split('-').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
}

/// Whether a text is a number, duration, share, date or time; whether its value is possible is another question.
fn is_literal(text: &str) -> bool {
    let is_number = |digits: &str| digits.split('_').all(|group| !group.is_empty() && is_digits(group));
    let fields = |separator: char, lengths: &[usize]| {
        text.split(separator).count() == lengths.len()
            && text.split(separator).zip(lengths).all(|(field, length)| field.len() == *length && is_digits(field))
    };
    let unit = text.strip_suffix(['s', 'm', 'h', 'd', 'w', 'y', '%']);
    is_number(text) || unit.is_some_and(is_number) || fields('-', &[4, 2, 2]) || fields(':', &[2, 2])
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// An offset as spans keep it. A text is at most 4 GiB long; what lies behind that is not told apart.
pub(crate) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
