#!/bin/sh
# Titles as a table on stdout, failures on stderr: table.sh artikel.jsonl hasil.jsonl
# The same command again continues: what hasil.jsonl holds is not asked for again.
set -u
input=$1 results=$2

alih translate "$input" -o "$results" --quiet
code=$?
case $code in
0 | 3 | 5 | 6) ;;                              # there are results to show
*) echo "stopped with $code" >&2 && exit "$code" ;;
esac

jq -r 'select(.outcome != "failed")
  | [.id, .outcome, .translation.title, .usage.cost // 0] | @tsv' "$results"
jq -r 'select(.outcome == "failed") | [.id, .reason.kind, .reason.message] | @tsv' "$results" >&2
exit "$code"
