// What the server is told when it begins.

/** The options of the server; what is not set is left out, so that the server decides. */
export interface Options {
  asOf?: string;
  profile?: string;
}

/** Reads the settings by their names. */
export function options(setting: (name: string) => string | undefined): Options {
  const found: Options = {};
  const [asOf, profile] = [setting("asOf")?.trim(), setting("profile")?.trim()];
  if (asOf) {
    found.asOf = asOf;
  }
  if (profile) {
    found.profile = profile;
  }
  return found;
}
