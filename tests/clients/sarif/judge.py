"""What a program that reads SARIF says of a file: it ends well whatever it finds, so what it writes is looked at."""

import json
import sys

with open(sys.argv[1], encoding="utf-8-sig") as file:
    results = [result for run in json.load(file)["runs"] for result in run.get("results", [])]
errors = [result for result in results if result.get("level", "warning") == "error"]
for error in errors:
    print(error["ruleId"], json.dumps(error["message"]), file=sys.stderr)
sys.exit(1 if errors else 0)
