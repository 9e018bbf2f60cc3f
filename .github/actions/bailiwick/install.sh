#!/usr/bin/env bash
# Takes the Bailiwick that is there, or builds the one that this action belongs to.
set -euo pipefail

if command -v bailiwick >/dev/null; then
  bailiwick --version
  exit 0
fi
source=$(cd "$(dirname "$0")/../../.." && pwd)
cargo build --release --locked --manifest-path "$source/Cargo.toml"
echo "$source/target/release" >>"$GITHUB_PATH"
