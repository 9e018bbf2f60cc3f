#!/usr/bin/env bash
# Checks a policy: annotations go to the log, a page to the summary of the run, and SARIF to a file.
set -euo pipefail

files=$(mktemp -d)
trap 'rm -rf "$files"' EXIT
page=$files/page.md
touch "$page"

arguments=(--format github)
if [ -n "${BAILIWICK_BASELINE:-}" ]; then
  baseline=$BAILIWICK_BASELINE
  if [ -n "${BAILIWICK_BASE:-}" ]; then
    # Whoever proposes a change does not decide what is known: the baseline of the revision before it counts.
    baseline=$files/baseline.json
    if ! git show --end-of-options "$BAILIWICK_BASE:./${BAILIWICK_BASELINE#./}" >"$baseline" 2>/dev/null; then
      echo '::notice title=bailiwick::the revision before the change has no such baseline, so nothing is known'
      baseline=
    fi
  fi
  [ -z "$baseline" ] || arguments+=("--baseline=$baseline")
fi
[ -z "${BAILIWICK_FAIL_ON:-}" ] || arguments+=("--fail-on=$BAILIWICK_FAIL_ON")
[ -z "${BAILIWICK_PROFILE:-}" ] || arguments+=("--profile=$BAILIWICK_PROFILE")
[ -z "${BAILIWICK_AS_OF:-}" ] || arguments+=("--as-of=$BAILIWICK_AS_OF")

sarif=${BAILIWICK_SARIF:-bailiwick.sarif}
# A path in the checkout leads nowhere else: a change could bring a link along.
case $sarif in
  /*) ;;
  *)
    real=$(realpath --canonicalize-missing -- "$sarif")
    case $real in
      "$(pwd -P)"/*) [ ! -L "$sarif" ] || real= ;;
      *) real= ;;
    esac
    case $real in
      ?*) ;;
      *)
        echo '::error title=bailiwick::`sarif` leads out of the checkout'
        exit 2
        ;;
    esac
    ;;
esac
status=0
bailiwick check "${arguments[@]}" "--output=markdown=$page" "--output=sarif=$sarif" -- "${BAILIWICK_PATH:-.}" || status=$?
cat "$page" >>"$GITHUB_STEP_SUMMARY"
# What went wrong stands in the log; a file that is there then was there before.
if [ "$status" -ge 2 ]; then
  echo '::error title=bailiwick::it could not run'
  exit "$status"
fi
# A name with a line break would be another output.
case $sarif in *$'\n'*) ;; *) echo "sarif=$sarif" >>"$GITHUB_OUTPUT" ;; esac
exit "$status"
