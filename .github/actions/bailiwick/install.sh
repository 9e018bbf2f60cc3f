#!/usr/bin/env bash
# Takes the Bailiwick that is there, or builds the one that this action belongs to.
set -euo pipefail

if command -v bailiwick >/dev/null; then
  bailiwick --version
  exit 0
fi
source=$(cd "$(dirname "$0")/../../.." && pwd)
# Cargo reads what is configured in the current folder, which is that of whoever proposes a change.
(cd "$source" && cargo build --release --locked)
echo "$source/target/release" >>"$GITHUB_PATH"
