#!/usr/bin/env bash
# Checks a policy: annotations go to the log, a page to the summary of the run, and SARIF to a file.
set -euo pipefail

arguments=(--format github)
[ -z "${BAILIWICK_BASELINE:-}" ] || arguments+=("--baseline=$BAILIWICK_BASELINE")
[ -z "${BAILIWICK_FAIL_ON:-}" ] || arguments+=("--fail-on=$BAILIWICK_FAIL_ON")
[ -z "${BAILIWICK_PROFILE:-}" ] || arguments+=("--profile=$BAILIWICK_PROFILE")
[ -z "${BAILIWICK_AS_OF:-}" ] || arguments+=("--as-of=$BAILIWICK_AS_OF")

page=$(mktemp)
trap 'rm -f "$page"' EXIT
sarif=${BAILIWICK_SARIF:-bailiwick.sarif}
status=0
bailiwick check "${arguments[@]}" "--output=markdown=$page" "--output=sarif=$sarif" -- "${BAILIWICK_PATH:-.}" || status=$?
cat "$page" >>"$GITHUB_STEP_SUMMARY"
# A name with a line break would be another output.
case $sarif in *$'\n'*) ;; *) [ ! -f "$sarif" ] || echo "sarif=$sarif" >>"$GITHUB_OUTPUT" ;; esac
# What went wrong stands in the log.
[ "$status" -lt 2 ] || echo '::error title=bailiwick::it could not run'
exit "$status"
