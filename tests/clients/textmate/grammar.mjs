// The TextMate grammar at work: `node grammar.mjs [PROGRAM]`, where PROGRAM is the language server.
//
// Every policy of the examples and of the standard library is coloured. The scopes of some tokens are written down by hand in
// `expected.mjs`; everything else is compared with what the language server says of the same texts, which knows the whole
// language. Grammars that are broken in one way each are tried first: a judge that accepts them judges nothing.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { server } from "./client.mjs";
import { GRAMMAR, ROOT, engine, innermost, policies } from "./engine.mjs";
import { BROKEN, EXPECTED, STRINGS } from "./expected.mjs";

// A name may look like a value of the clause that it stands in: a TextMate grammar knows no names.
const NAMES = ["variable.other.", "entity.name.", "support.type.kind.", "support.function.", "constant.language."];
// The server calls everything a value that is neither a name nor a word which means the same everywhere.
const VALUES = [...NAMES, "keyword.other.small.", "keyword.operator.word."];

/// What the scopes of a token have to begin with, by what the server says it is.
const LOOKS = {
  comment: ["comment."],
  string: ["string.", "constant.character.escape."],
  number: ["constant.numeric."],
  enumMember: VALUES,
  keyword: ["keyword.", "storage.type.noun.", "constant.language.", "support.type.kind."],
};

/// Everything that is wrong with the colours that a grammar gives.
async function complaints(text, seen) {
  const { complaints, tokens } = await engine(text);
  // The engine ends where it can not go on.
  if (complaints.length > 0) return complaints;
  const found = [];
  for (const [policy, expected] of [...EXPECTED, ...STRINGS]) found.push(...missing(policy, tokens(policy), expected));
  for (const { path, policy, colours } of seen) {
    const own = tokens(policy);
    found.push(...own.filter((one) => innermost(one).startsWith("invalid.")).map((one) => said(path, one, "is invalid")));
    found.push(...different(path, policy, own, colours));
  }
  return found;
}

function said(path, { line, start, text }, what) {
  return `${path}:${line + 1}:${start + 1}: \`${text}\` ${what}`;
}

/// The tokens of a policy that are not what is expected of them, in order.
function missing(policy, tokens, expected) {
  const found = [];
  let at = 0;
  for (const [text, scope] of expected) {
    const next = tokens.findIndex((one, index) => index >= at && one.text.trim() === text);
    const seen = next < 0 ? "is no token" : tokens[next].scopes.join(" ");
    if (next < 0 || !tokens[next].scopes.some((own) => own === `${scope}.bailiwick`)) {
      found.push(`${JSON.stringify(policy)}: \`${text}\` should be ${scope} and is ${seen}`);
    }
    at = next < 0 ? at : next + 1;
  }
  return found;
}

/// Where a grammar and the server disagree.
function different(path, policy, tokens, colours) {
  const found = [];
  const lines = policy.split(/\r?\n/);
  for (const { line, start, length, type } of colours) {
    const allowed = LOOKS[type] ?? NAMES;
    const end = start + length;
    const own = tokens.filter((one) => one.line === line && one.start < end && one.start + one.text.length > start);
    const text = lines[line].slice(start, end);
    const wrong = own.find((one) => !one.scopes.some((scope) => allowed.some((look) => scope.startsWith(look))));
    if (own.length === 0) found.push(said(path, { line, start, text }, `is a ${type} and has no colour`));
    if (wrong) found.push(said(path, { line, start, text }, `is a ${type} and looks like ${innermost(wrong)}`));
    // What begins or ends inside of a text that the server takes as one is torn.
    const torn = ["comment", "string", "number"].includes(type) && own.some((one) => one.start < start || right(one) > end);
    if (torn) found.push(said(path, { line, start, text }, "does not begin and end where it should"));
  }
  return found;
}

function right({ start, text }) {
  return start + text.trimEnd().length;
}

const grammar = readFileSync(GRAMMAR, "utf8");
const program = process.argv[2] ?? join(ROOT, "target/debug/bailiwick-lsp");
const asked = await server(program, ROOT);
const seen = [];
for (const path of [...policies("examples"), ...policies("stdlib")]) {
  const policy = readFileSync(join(ROOT, path), "utf8");
  seen.push({ path, policy, colours: await asked.colours(join(ROOT, path), policy) });
}
await asked.stop();

let failed = false;
for (const [what, from, to, complaint] of BROKEN) {
  const broken = grammar.replaceAll(from, to);
  const found = broken === grammar ? [] : await complaints(broken, seen.slice(0, 1));
  if (!found.some((one) => one.includes(complaint))) {
    console.error(`a grammar is not seen to be broken: ${what}\n${found.slice(0, 5).join("\n")}`);
    failed = true;
  }
}
const found = await complaints(grammar, seen);
found.forEach((one) => console.error(one));
const coloured = seen.reduce((sum, { colours }) => sum + colours.length, 0);
console.log(`${seen.length} policies, ${coloured} tokens compared, ${BROKEN.length} broken grammars seen`);
process.exitCode = failed || found.length > 0 || coloured === 0 ? 1 : 0;
