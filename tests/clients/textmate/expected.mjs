// Tokens whose scopes are written down by hand, and grammars that are broken.

/// Policies, and some of their tokens in order with a scope that each has to have.
export const EXPECTED = [
  [
    'edition 2026\nuse std.levels [*]\n',
    [
      ["edition", "keyword.control.import"],
      ["2026", "constant.numeric.integer"],
      ["use", "keyword.control.import"],
      ["std.levels", "variable.other.name"],
    ],
  ],
  [
    '/// 140 people.\n// A remark\nteam support-t1 "First level" of 140 in corp {\n  per         tenant\n}\n',
    [
      ["/// 140 people.", "comment.line.documentation"],
      ["// A remark", "comment.line.double-slash"],
      ["team", "storage.type.noun"],
      ["support-t1", "entity.name.type"],
      ['"First level"', "string.quoted.double"],
      ["of", "keyword.other.small"],
      ["140", "constant.numeric.integer"],
      ["{", "punctuation.section.block.begin"],
      ["per", "keyword.other.clause"],
      ["tenant", "variable.other.name"],
      ["}", "punctuation.section.block.end"],
    ],
  ],
  [
    'domain corp is tenant { trusted yes }\nstore memory is memory in corp { size 800 records }\n',
    [
      ["corp", "entity.name.type"],
      ["tenant", "constant.language"],
      ["trusted", "keyword.other.clause"],
      ["yes", "constant.language"],
      ["memory", "entity.name.type"],
      ["memory", "constant.language"],
      ["in", "keyword.operator.word"],
      ["size", "keyword.other.clause"],
    ],
  ],
  [
    'agent a in corp {\n  may write on [repo, no-way] when record.tenant is subject.tenant\n    and t >= 24h\n}\n',
    [
      ["may", "keyword.control.sentence"],
      ["write", "variable.other.name"],
      ["on", "keyword.operator.word"],
      ["no-way", "variable.other.name"],
      ["when", "keyword.operator.word"],
      ["record.tenant", "variable.other.name"],
      ["is", "keyword.operator.word"],
      ["and", "keyword.operator.word"],
      [">=", "keyword.operator.comparison"],
      ["24h", "constant.numeric.duration"],
    ],
  ],
  [
    'prove p "No" {\n  never any [human, team] x causes publish on agent unless approved(gate)\n}\n',
    [
      ["never", "keyword.control.sentence"],
      ["any", "keyword.operator.word"],
      ["human", "support.type.kind"],
      ["team", "support.type.kind"],
      ["causes", "keyword.operator.word"],
      ["agent", "variable.other.name"],
      ["approved", "support.function"],
      ["gate", "variable.other.name"],
    ],
  ],
  [
    'human h "H" in corp {\n  left 2026-11-22\n}\nlog l in corp {\n  fields [agent,\n    model]\n}\n',
    [
      ["2026-11-22", "constant.numeric.date"],
      ["agent", "variable.other.name"],
      ["model", "variable.other.name"],
    ],
  ],
  [
    'rule r "R" {\n  for every credential c where 96% < c.share and 09:30 in 08:00..1_000\n}\n',
    [
      ["for", "keyword.control.sentence"],
      ["credential", "support.type.kind"],
      ["96%", "constant.numeric.percent"],
      ["<", "keyword.operator.comparison"],
      ["09:30", "constant.numeric.time"],
      ["..", "keyword.operator.range"],
      ["1_000", "constant.numeric.integer"],
    ],
  ],
  // A bracket that nobody has closed spoils no other declaration.
  ["log l in corp {\n  fields [agent,\nagent b in corp\n", [["agent", "variable.other.name"], ["agent", "storage.type.noun"]]],
];

/// Texts: where they end, and that they end.
export const STRINGS = [
  [
    'human h "a \\"quoted\\" // text" in corp\n',
    [
      ['"a', "string.quoted.double"],
      ['\\"', "constant.character.escape"],
      ['// text"', "string.quoted.double"],
      ["in", "keyword.operator.word"],
    ],
  ],
  [
    'exception e {\n  because """one "quoted"\n  never \\""" still\n  """ // done\n}\nagent a in corp\n',
    [
      ['"""one "quoted"', "string.quoted.triple"],
      ["never", "string.quoted.triple"],
      ['\\"', "constant.character.escape"],
      ['"" still', "string.quoted.triple"],
      ['"""', "string.quoted.triple"],
      ["// done", "comment.line.double-slash"],
      ["agent", "storage.type.noun"],
    ],
  ],
  ['human h ""\nteam t "" of 3 in corp\n', [['""', "string.quoted.double"], ["team", "storage.type.noun"], ["3", "constant.numeric.integer"]]],
  // Whoever still types has not closed the text yet: it ends with its line.
  ['human h "open\nagent a in corp\n', [['"open', "string.quoted.double"], ["agent", "storage.type.noun"]]],
  ["human 12abc\n", [["12abc", "invalid.illegal.literal"]]],
];

/// Grammars with one fault each: what it is, what is replaced by what, and a piece of the complaint about it.
export const BROKEN = [
  ["an expression can not be read", '"///(?!/).*$"', '"///(?!/.*$"', "///(?!/.*$"],
  ["something is included that is not there", '"#texts"', '"#text"', "nothing is called #text"],
  ["texts do not end", '"end": "\\"|$"', '"end": "never"', "is a comment and looks like string."],
  ["texts end with their line", '"end": "\\"\\"\\""', '"end": "$"', "should be string.quoted.triple"],
  ["a noun is missing", "(team)", "(crew)", "`team` should be storage.type.noun"],
  ["words are found inside of names", "(?![\\\\w-]|\\\\.\\\\w)", "", "no-way"],
  ["dates are numbers", "\\\\d{4}-\\\\d{2}-\\\\d{2}", "never", "2026-11-22"],
  ["there are no comments", '"//.*$"', '"never"', "is a comment and looks like"],
];
