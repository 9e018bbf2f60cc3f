// The extension: starts the language server for what is open, and again when its settings change.

import { accessSync, constants, statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";
import { type Machine, Missing, type Server, find } from "./find";
import { options } from "./options";
import { showsPaths } from "./show-path";

/** Settings that the server is told of when it begins, or that say which one it is. */
const RESTARTING = ["bailiwick.server.path", "bailiwick.asOf", "bailiwick.profile"];

let client: LanguageClient | undefined;

/** Restarts wait for each other: two servers for one window would say everything twice. */
let turn: Promise<void> = Promise.resolve();

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.commands.registerCommand("bailiwick.restart", restart),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (RESTARTING.some((name) => change.affectsConfiguration(name))) {
        void restart();
      }
    }),
  );
  await restart();
}

export async function deactivate(): Promise<void> {
  await turn;
  await stop();
}

function restart(): Promise<void> {
  turn = turn.then(async () => {
    await stop();
    await start();
  });
  return turn;
}

async function stop(): Promise<void> {
  const running = client;
  client = undefined;
  try {
    await running?.dispose();
  } catch {
    // A server that has not come up, or is gone already, needs no stopping.
  }
}

async function start(): Promise<void> {
  try {
    client = started(find(setting("server.path") ?? "", folder(), machine()));
    await client.start();
  } catch (why) {
    const known = why instanceof Missing;
    void complain(known ? why.message : `The language server of Bailiwick did not start: ${String(why)}`);
  }
}

function started(server: Server): LanguageClient {
  const made: LanguageClient = new LanguageClient(
    "bailiwick",
    "Bailiwick",
    { command: server.command, args: [...server.args], transport: TransportKind.stdio },
    {
      documentSelector: [
        { scheme: "file", language: "bailiwick" },
        // The manifest is a text of the project, too: what is typed there counts before it is saved.
        { scheme: "file", pattern: "**/bailiwick.toml" },
      ],
      initializationOptions: options(setting),
      middleware: showsPaths((location) => made.protocol2CodeConverter.asLocation(location)),
    },
  );
  return made;
}

function setting(name: string): string | undefined {
  return vscode.workspace.getConfiguration("bailiwick").get<string>(name);
}

function folder(): string | undefined {
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === "file")?.uri.fsPath;
}

function machine(): Machine {
  const isWindows = process.platform === "win32";
  return { isWindows, searched: process.env["PATH"] ?? "", home: homedir(), isProgram };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function complain(what: string): Promise<void> {
  const [settings, again] = ["Open the settings", "Try again"];
  const chosen = await vscode.window.showErrorMessage(what, settings, again);
  if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "bailiwick.server.path");
  } else if (chosen === again) {
    await restart();
  }
}
