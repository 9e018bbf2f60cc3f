#!/usr/bin/env bash
# Compares a policy with that of another revision: annotations go to the log, a page to the summary of the run.
set -euo pipefail

if [ -z "${BAILIWICK_BASE:-}" ]; then
  echo 'There is nothing to compare with: this is no pull request, and no `base` is said.'
  exit 0
fi
arguments=(--format github "--path=${BAILIWICK_PATH:-.}")
[ "${BAILIWICK_DENY_WIDENING:-true}" != true ] || arguments+=(--deny-widening)
[ -z "${BAILIWICK_PROFILE:-}" ] || arguments+=("--profile=$BAILIWICK_PROFILE")
[ -z "${BAILIWICK_AS_OF:-}" ] || arguments+=("--as-of=$BAILIWICK_AS_OF")

page=$(mktemp)
trap 'rm -f "$page"' EXIT
status=0
bailiwick diff "${arguments[@]}" "--output=markdown=$page" -- "$BAILIWICK_BASE" || status=$?
cat "$page" >>"$GITHUB_STEP_SUMMARY"
# What went wrong stands in the log.
[ "$status" -lt 2 ] || echo '::error title=bailiwick::it could not run'
exit "$status"
