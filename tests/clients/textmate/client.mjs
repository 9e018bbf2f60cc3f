// The language server, asked for the colours of a policy.

import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";

/// Starts the server. `colours` gives the tokens of a policy: line, first column, length, and what it is.
export async function server(program, folder) {
  const child = spawn(program, [], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = new Map();
  let [unread, last] = [Buffer.alloc(0), 0];
  child.stdout.on("data", (bytes) => {
    unread = Buffer.concat([unread, bytes]);
    for (let message = next(); message; message = next()) {
      // What the server asks or tells by itself is nothing to us.
      if (message.method === undefined) waiting.get(message.id)?.(message);
    }
  });

  child.once("exit", () => waiting.forEach((answer) => answer({ error: { message: "the server is gone" } })));

  function next() {
    const end = unread.indexOf("\r\n\r\n");
    if (end < 0) return undefined;
    const length = Number(/Content-Length: (\d+)/i.exec(unread.subarray(0, end).toString())[1]);
    if (unread.length < end + 4 + length) return undefined;
    const text = unread.subarray(end + 4, end + 4 + length).toString();
    unread = unread.subarray(end + 4 + length);
    return JSON.parse(text);
  }

  function send(message) {
    const body = JSON.stringify({ jsonrpc: "2.0", ...message });
    child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  function ask(method, params) {
    const id = (last += 1);
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      send({ id, method, params });
    });
  }

  const rootUri = pathToFileURL(folder).href;
  const { capabilities } = await ask("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "policies" }],
    initializationOptions: { asOf: "2026-11-22" },
    capabilities: { general: { positionEncodings: ["utf-16"] } },
  });
  send({ method: "initialized", params: {} });
  const { tokenTypes } = capabilities.semanticTokensProvider.legend;

  async function colours(path, text) {
    const uri = pathToFileURL(path).href;
    send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "bailiwick", version: 1, text } } });
    const { data } = await ask("textDocument/semanticTokens/full", { textDocument: { uri } });
    send({ method: "textDocument/didClose", params: { textDocument: { uri } } });
    const found = [];
    let [line, start] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [down, right, length, type] = data.slice(at, at + 4);
      [line, start] = [line + down, down === 0 ? start + right : right];
      found.push({ line, start, length, type: tokenTypes[type] });
    }
    return found;
  }

  async function stop() {
    await ask("shutdown");
    send({ method: "exit" });
    child.stdin.end();
  }

  return { colours, stop };
}
