// The packed extension: what its manifest names is in it, and it says what to do where there is no server.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { complaints, started } from "./packed.mjs";

const own = new URL("..", import.meta.url).pathname;
const place = mkdtempSync(join(tmpdir(), "extension-"));
const packed = join(place, "whole", "extension");

before(() => {
  const file = join(place, "bailiwick.vsix");
  execFileSync("npm", ["run", "--silent", "package", "--", "--out", file], { cwd: own, stdio: ["ignore", "ignore", "inherit"] });
  execFileSync("python3", ["-m", "zipfile", "-e", file, join(place, "whole")]);
});

after(() => rmSync(place, { recursive: true }));

/// The packed extension with something done to it.
function changed(name, change) {
  const folder = join(place, name);
  cpSync(packed, folder, { recursive: true });
  change(folder);
  return complaints(folder);
}

function edited(name, file, from, to) {
  return changed(name, (folder) => {
    const text = readFileSync(join(folder, file), "utf8");
    assert.ok(text.includes(from), `${file} has no ${from}`);
    writeFileSync(join(folder, file), text.replaceAll(from, to));
  });
}

test("everything that the manifest names is in the package", () => {
  assert.deepEqual(complaints(packed), []);
});

test("a package that lacks something is seen", () => {
  const grammar = "./syntaxes/bailiwick.tmLanguage.json";
  assert.deepEqual(changed("a", (folder) => rmSync(join(folder, grammar))), [`${grammar} is named and not there`]);
  const wrong = edited("b", "package.json", "bailiwick.tmLanguage.json", "other.tmLanguage.json");
  assert.deepEqual(wrong, ["./syntaxes/other.tmLanguage.json is named and not there"]);
  assert.ok(edited("c", "package.json", "./dist/extension.js", "./out/main.js").includes("./out/main.js is named and not there"));
  assert.match(edited("d", "language-configuration.json", "{", "")[0], /can not be read/);
  assert.match(edited("e", "package.json", "source.bailiwick", "source.other")[0], /is source.bailiwick, not source.other/);
  assert.deepEqual(edited("f", "package.json", "bailiwick.restart", "bailiwick.start"), ["nothing answers to bailiwick.start"]);
  assert.deepEqual(edited("g", "package.json", "bailiwick.asOf", "bailiwick.today"), ["nobody reads the setting bailiwick.today"]);
});

test("without a server it says what to do", async () => {
  const { said, commands } = await started(packed, {}, { PATH: join(place, "nothing") });
  assert.deepEqual(commands, ["bailiwick.restart"]);
  assert.equal(said.length, 1);
  assert.match(said[0], /not on the PATH.*cargo build --release/);
});
