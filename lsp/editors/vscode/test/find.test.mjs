// Finding the server, and what it is told: `npm test`.

import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./load.mjs";

const { find, Missing } = await load("find");
const { options } = await load("options");

/// A machine with these programs and no others.
function machine(programs, { searched = "/one:/two", isWindows = false } = {}) {
  return { isWindows, searched, home: isWindows ? "D:\\me" : "/me", isProgram: (file) => programs.includes(file) };
}

test("the server is found on the path", () => {
  const found = find("", undefined, machine(["/two/bailiwick-lsp"]));
  assert.deepEqual(found, { command: "/two/bailiwick-lsp", args: [] });
});

test("the first folder of the path counts", () => {
  const found = find("", undefined, machine(["/two/bailiwick-lsp", "/one/bailiwick-lsp"]));
  assert.equal(found.command, "/one/bailiwick-lsp");
});

test("the command becomes the server where its own program is not found", () => {
  assert.deepEqual(find("", undefined, machine(["/one/bailiwick"])), { command: "/one/bailiwick", args: ["lsp"] });
  const both = find("", undefined, machine(["/one/bailiwick", "/two/bailiwick-lsp"]));
  assert.deepEqual(both, { command: "/two/bailiwick-lsp", args: [] });
});

test("an empty piece of the path is not the folder that is open", () => {
  assert.throws(() => find("", "/project", machine(["bailiwick-lsp", "/project/bailiwick-lsp"], { searched: "::" })), Missing);
});

test("the setting comes first", () => {
  const programs = ["/one/bailiwick-lsp", "/me/bin/bailiwick", "/project/target/debug/bailiwick-lsp"];
  const of = (said) => find(said, "/project", machine(programs));
  assert.deepEqual(of("~/bin/bailiwick"), { command: "/me/bin/bailiwick", args: ["lsp"] });
  assert.deepEqual(of(" ${workspaceFolder}/target/debug/bailiwick-lsp "), { command: programs[2], args: [] });
  assert.deepEqual(of("target/debug/bailiwick-lsp"), { command: programs[2], args: [] });
});

test("a setting that leads nowhere is said, and nothing else is started", () => {
  const wrong = () => find("/nowhere/bailiwick-lsp", undefined, machine(["/one/bailiwick-lsp"]));
  assert.throws(wrong, (why) => why instanceof Missing && /bailiwick\.server\.path.*\/nowhere/.test(why.message));
});

test("whoever has no server is told what to do", () => {
  const missing = () => find("", undefined, machine([]));
  assert.throws(missing, (why) => why instanceof Missing && /cargo build/.test(why.message) && /PATH/.test(why.message));
});

test("on Windows programs end in .exe", () => {
  const place = "D:\\tools\\bailiwick-lsp.exe";
  const windows = machine([place, "D:\\me\\bailiwick.exe"], { searched: "D:\\other;D:\\tools", isWindows: true });
  assert.deepEqual(find("", undefined, windows), { command: place, args: [] });
  assert.deepEqual(find("~\\bailiwick", undefined, windows), { command: "D:\\me\\bailiwick.exe", args: ["lsp"] });
});

test("what is not set is not said to the server", () => {
  const of = (values) => options((name) => values[name]);
  assert.deepEqual(of({}), {});
  assert.deepEqual(of({ asOf: " ", profile: "" }), {});
  assert.deepEqual(of({ asOf: "2026-11-22", profile: "strict" }), { asOf: "2026-11-22", profile: "strict" });
});
