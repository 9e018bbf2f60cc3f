#!/usr/bin/env bash
# Compares a policy with that of another revision: annotations go to the log, a page to the summary of the run.
set -euo pipefail

refuse() {
  echo "::error title=bailiwick::$1"
  exit 2
}

# Whoever mistypes what switches a check off has not switched it off.
case ${BAILIWICK_DENY_WIDENING:-true} in
  true) denied=yes ;;
  false) denied=no ;;
  *) refuse '`deny-widening` is neither `true` nor `false`' ;;
esac
if [ -z "${BAILIWICK_BASE:-}" ]; then
  # A branch that is pushed to has no revision before it; a pull request has one.
  case ${GITHUB_EVENT_NAME:-} in
    pull_request | pull_request_target | merge_group) refuse 'there is nothing to compare with: say `base`, the revision before the change' ;;
  esac
  echo 'There is nothing to compare with: this is no pull request, and no `base` is said.'
  exit 0
fi
arguments=(--format github "--path=${BAILIWICK_PATH:-.}")
[ "$denied" = no ] || arguments+=(--deny-widening)
[ -z "${BAILIWICK_PROFILE:-}" ] || arguments+=("--profile=$BAILIWICK_PROFILE")
[ -z "${BAILIWICK_AS_OF:-}" ] || arguments+=("--as-of=$BAILIWICK_AS_OF")

page=$(mktemp)
trap 'rm -f "$page"' EXIT
status=0
# A revision is meant, whatever files a change has brought along.
bailiwick diff "${arguments[@]}" "--output=markdown=$page" -- "$BAILIWICK_BASE" || status=$?
cat "$page" >>"$GITHUB_STEP_SUMMARY"
# What went wrong stands in the log.
[ "$status" -lt 2 ] || echo '::error title=bailiwick::it could not run'
exit "$status"
