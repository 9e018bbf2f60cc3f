// Modules of the extension, without an editor.

import { createRequire } from "node:module";
import { buildSync } from "esbuild";

const node = createRequire(import.meta.url);

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
  const require = (asked) => (asked === "vscode" ? editor : node(asked));
  new Function("module", "require", outputFiles[0].text)(found, require);
  return found.exports;
}
