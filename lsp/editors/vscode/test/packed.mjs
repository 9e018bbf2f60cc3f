// What is wrong with an extension as it is installed.

import { existsSync, readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { join } from "node:path";

/// Everything that is wrong with the folder of an extension.
export function complaints(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const { languages = [], grammars = [], commands = [], configuration = {} } = manifest.contributes ?? {};
  const named = [manifest.main, ...languages.map((one) => one.configuration), ...grammars.map((one) => one.path)];
  const missing = named.filter((path) => path === undefined || !existsSync(join(folder, path)));
  const found = missing.map((path) => `${path} is named and not there`);
  const parts = [...languages.map((one) => one.configuration), ...grammars.map((one) => one.path)];
  for (const path of parts.filter((path) => !missing.includes(path))) {
    try {
      JSON.parse(readFileSync(join(folder, path), "utf8"));
    } catch (why) {
      found.push(`${path} can not be read: ${why.message}`);
    }
  }
  const grammar = grammars.find((one) => one.language === languages[0]?.id);
  if (grammar === undefined) found.push("the language has no grammar");
  else if (!missing.includes(grammar.path)) {
    const { scopeName } = JSON.parse(readFileSync(join(folder, grammar.path), "utf8"));
    if (scopeName !== grammar.scopeName) found.push(`${grammar.path} is ${scopeName}, not ${grammar.scopeName}`);
  }
  const code = missing.includes(manifest.main) ? "" : readFileSync(join(folder, manifest.main), "utf8");
  const offered = commands.map((one) => one.command);
  found.push(...offered.filter((name) => !code.includes(`"${name}"`)).map((name) => `nothing answers to ${name}`));
  for (const name of Object.keys(configuration.properties ?? {})) {
    // The client reads this one itself.
    const short = name.replace("bailiwick.", "");
    if (short !== "trace.server" && !code.includes(`"${short}"`)) found.push(`nobody reads the setting ${name}`);
  }
  return found;
}

/// Starts an extension in an editor that has nothing but what is needed to fail well. What it says, and its commands.
export async function started(folder, settings, environment) {
  const said = [];
  const commands = new Map();
  const nothing = new Proxy(class {}, {
    get: (target, name) => (name === "prototype" ? target.prototype : nothing),
    apply: () => nothing,
  });
  const known = {
    commands: { registerCommand: (name, run) => (commands.set(name, run), { dispose() {} }) },
    workspace: {
      getConfiguration: () => ({ get: (name) => settings[name] }),
      onDidChangeConfiguration: () => ({ dispose() {} }),
    },
    window: { showErrorMessage: async (message) => void said.push(message) },
  };
  const editor = new Proxy(known, { get: (target, name) => target[name] ?? nothing });
  const { _load: load } = Module;
  Module._load = (name, ...rest) => (name === "vscode" ? editor : load(name, ...rest));
  const before = process.env.PATH;
  process.env.PATH = environment.PATH;
  try {
    const require = createRequire(import.meta.url);
    const { main } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const extension = require(join(folder, main));
    await extension.activate({ subscriptions: [] });
    await extension.deactivate();
  } finally {
    Module._load = load;
    process.env.PATH = before;
  }
  return { said, commands: [...commands.keys()] };
}
