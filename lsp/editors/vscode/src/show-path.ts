// `show path`: the places by which a broken sentence comes about, side by side.

import * as vscode from "vscode";
import type { Location, Middleware } from "vscode-languageclient/node";

/** The command of the lines above properties; the server answers it with places. */
const SHOW_PATH = "bailiwick.showPath";

/** Shows the places of a path where the reader is, instead of sending her to the first of them. */
export function showsPaths(convert: (location: Location) => vscode.Location): Middleware {
  let asking = 0;
  return {
    async executeCommand(command, args, next) {
      if (command !== SHOW_PATH) {
        return next(command, args);
      }
      asking += 1;
      try {
        await show(args, (await next(command, args)) as Location[] | null | undefined, convert);
      } finally {
        asking -= 1;
      }
      return undefined;
    },
    window: {
      // The server sends editors that can do no more to the first place, before it answers.
      showDocument: (asked, token, next) => (asking > 0 ? { success: true } : next(asked, token)),
    },
  };
}

async function show(
  args: unknown[],
  path: Location[] | null | undefined,
  convert: (location: Location) => vscode.Location,
): Promise<void> {
  const [uri, at] = args as [string, { line: number; character: number }];
  if (!path || path.length === 0) {
    void vscode.window.showInformationMessage("There is no path to show: the policy has changed.");
    return;
  }
  const position = new vscode.Position(at.line, at.character);
  await vscode.commands.executeCommand(
    "editor.action.peekLocations",
    vscode.Uri.parse(uri, true),
    position,
    path.map(convert),
    "peek",
  );
}
