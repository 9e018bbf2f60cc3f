// `show path`: what becomes of the server's answer.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load } from "./load.mjs";

const LENS = ["file:///policy.bwk", { line: 4, character: 0 }];
const PATH = [{ uri: "file:///policy.bwk", range: 1 }, { uri: "file:///other.bwk", range: 2 }];

let done = [];
let said = [];
const { showsPaths } = await load("show-path", {
  Position: class {
    constructor(line, character) {
      Object.assign(this, { line, character });
    }
  },
  Uri: { parse: (text) => `uri of ${text}` },
  commands: { executeCommand: async (...all) => void done.push(all) },
  window: { showInformationMessage: async (text) => void said.push(text) },
});
const { executeCommand, window } = showsPaths((location) => `place ${location.range}`);

beforeEach(() => {
  [done, said] = [[], []];
});

test("all places are shown where the reader is", async () => {
  await executeCommand("bailiwick.showPath", LENS, async () => PATH);
  const [[command, uri, at, places]] = done;
  assert.deepEqual([command, uri, places], ["editor.action.peekLocations", "uri of file:///policy.bwk", ["place 1", "place 2"]]);
  assert.deepEqual({ ...at }, LENS[1]);
});

test("meanwhile the server sends nobody anywhere, and afterwards it does", async () => {
  const sent = [];
  const show = () => window.showDocument({ uri: "file:///policy.bwk" }, undefined, (asked) => (sent.push(asked), { success: true }));
  await executeCommand("bailiwick.showPath", LENS, async () => (await show(), PATH));
  assert.equal(sent.length, 0);
  await show();
  assert.equal(sent.length, 1);
});

test("a path that is gone is said to be gone", async () => {
  await executeCommand("bailiwick.showPath", LENS, async () => []);
  assert.equal(done.length, 0);
  assert.match(said[0], /no path/);
});

test("a question that fails is a failure, and the server may send somebody again", async () => {
  const failing = executeCommand("bailiwick.showPath", LENS, async () => Promise.reject(new Error("gone")));
  await assert.rejects(failing, /gone/);
  assert.equal(window.showDocument({}, undefined, () => "sent"), "sent");
});

test("other commands go their way", async () => {
  assert.equal(await executeCommand("other", [1], async (...all) => all.join()), "other,1");
});
