// The engine by which editors colour texts, and what it makes of one.

import { createRequire } from "node:module";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

export const ROOT = new URL("../../..", import.meta.url).pathname;
export const GRAMMAR = join(ROOT, "lsp/editors/vscode/syntaxes/bailiwick.tmLanguage.json");

const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
await oniguruma.loadWASM(readFileSync(wasm));

/// The engine with a grammar. Whatever can not be used of it is a complaint: the engine itself passes over it in silence.
export async function engine(text) {
  const complaints = [];
  const parsed = JSON.parse(text);
  const names = new Set(Object.keys(parsed.repository ?? {}));
  for (const [key, value] of fields(parsed)) {
    if (["match", "begin", "end"].includes(key)) complaints.push(...misread(value));
    if (key === "include" && !names.has(value.slice(1))) complaints.push(`nothing is called ${value}`);
    if (key === "begin" || key === "end") complaints.push(...(value === "" ? [`an empty ${key}`] : []));
  }
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources) => new oniguruma.OnigScanner(sources),
      createOnigString: (string) => new oniguruma.OnigString(string),
    }),
    loadGrammar: async () => parsed,
  });
  const grammar = await registry.loadGrammar("source.bailiwick");
  if (!parsed.patterns?.length) complaints.push("it has no patterns");
  return { complaints, tokens: (policy) => tokens(grammar, policy) };
}

/// An expression that the engine can not read.
function misread(source) {
  try {
    new oniguruma.OnigScanner([source]).dispose();
    return [];
  } catch (why) {
    return [`${source}: ${why.message}`];
  }
}

/// All fields of a value that are texts, at any depth.
function* fields(value) {
  for (const [key, field] of Object.entries(value)) {
    if (typeof field === "string") yield [key, field];
    else if (field && typeof field === "object") yield* fields(field);
  }
}

/// The tokens of a policy: line, first column, text, and the innermost scope. Blanks are left out.
function tokens(grammar, policy) {
  const found = [];
  let state = textmate.INITIAL;
  policy.split(/\r?\n/).forEach((text, line) => {
    const { tokens, ruleStack, stoppedEarly } = grammar.tokenizeLine(text, state, 1000);
    if (stoppedEarly) throw new Error(`line ${line + 1} takes longer than a second`);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      // The engine counts the end of a line as a character of it.
      const own = text.slice(startIndex, Math.min(endIndex, text.length));
      const last = found[found.length - 1];
      // The quotes of a text belong to it.
      const goes = last?.line === line && last.start + last.text.length === startIndex;
      if (goes && innermost(last).startsWith("string.") && innermost(last) === innermost({ scopes })) last.text += own;
      else if (own.trim() !== "") found.push({ line, start: startIndex, text: own, scopes });
    }
  });
  return found;
}

export function innermost({ scopes }) {
  return scopes[scopes.length - 1];
}

/// The paths of all policies below a folder.
export function policies(folder) {
  const entries = readdirSync(join(ROOT, folder), { recursive: true });
  return entries.filter((path) => path.endsWith(".bwk")).map((path) => join(folder, path)).sort();
}
