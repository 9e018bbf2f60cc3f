// Modules of the extension, without an editor.

import { buildSync } from "esbuild";

/// A module of the extension. Where it asks for the editor it gets `editor`.
export async function load(name, editor = {}) {
  const entry = new URL(`../src/${name}.ts`, import.meta.url).pathname;
  const { outputFiles } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    external: ["vscode"],
  });
  const found = { exports: {} };
  const require = (asked) => (asked === "vscode" ? editor : process.getBuiltinModule(asked));
  new Function("module", "require", outputFiles[0].text)(found, require);
  return found.exports;
}
