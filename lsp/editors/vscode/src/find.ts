// Where the language server is. Nothing here knows the editor, so that it can be tried without one.

import * as path from "node:path";

/** A program and what it is told. */
export interface Server {
  readonly command: string;
  readonly args: readonly string[];
}

/** What is known of the machine. */
export interface Machine {
  readonly isWindows: boolean;
  /** The variables `PATH` and, for `~`, `HOME`. */
  readonly searched: string;
  readonly home: string;
  /** Whether there is a program that can be started. */
  isProgram(file: string): boolean;
}

/** Why there is no server, for whoever has to do something about it. */
export class Missing extends Error {}

/** The server's own program, and the command that becomes it; the first that is there is taken. */
const PROGRAMS = ["bailiwick-lsp", "bailiwick"] as const;

const INSTALL =
  "Build it in Bailiwick's folder with `cargo build --release` and put the folder `target/release` on the PATH, " +
  "or say in the setting `bailiwick.server.path` where it is.";

/** Finds the server. `configured` is what the setting says; `folder` is what is open. */
export function find(configured: string, folder: string | undefined, machine: Machine): Server {
  const said = configured.trim();
  if (said !== "") {
    const file = expanded(said, folder, machine);
    const found = endings(machine).map((ending) => file + ending).find((file) => machine.isProgram(file));
    if (found === undefined) {
      throw new Missing(`The setting \`bailiwick.server.path\` says \`${said}\`, and \`${file}\` is no program.`);
    }
    return started(found, machine);
  }
  const { delimiter, join } = of(machine);
  // An empty piece would mean the folder that happens to be open, which is nobody's place for programs.
  const folders = machine.searched.split(delimiter).filter((piece) => piece !== "");
  for (const program of PROGRAMS) {
    for (const place of folders) {
      const found = endings(machine).map((ending) => join(place, program + ending)).find((file) => machine.isProgram(file));
      if (found !== undefined) {
        return started(found, machine);
      }
    }
  }
  throw new Missing(`The language server \`bailiwick-lsp\` is not on the PATH. ${INSTALL}`);
}

function started(command: string, machine: Machine): Server {
  const name = of(machine).basename(command).replace(/\.exe$/i, "");
  return { command, args: name === "bailiwick" ? ["lsp"] : [] };
}

function expanded(said: string, folder: string | undefined, machine: Machine): string {
  const { join, isAbsolute } = of(machine);
  const whole = said
    .replace(/^~(?=[\\/]|$)/, () => machine.home)
    .replaceAll("${workspaceFolder}", () => folder ?? "");
  return isAbsolute(whole) || folder === undefined ? whole : join(folder, whole);
}

function endings(machine: Machine): readonly string[] {
  return machine.isWindows ? ["", ".exe"] : [""];
}

function of(machine: Machine): path.PlatformPath {
  return machine.isWindows ? path.win32 : path.posix;
}
