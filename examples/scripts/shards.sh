#!/bin/sh
# One large file by several processes: shards.sh arsip.jsonl 4 hasil.jsonl
# They share one memory, so that nothing is paid twice; each keeps to its share
# of the limit. The same command again continues.
set -eu
input=$1 count=$2 results=$3 folder=$3.shards
# The endpoint's requests a minute, for all of them together.
export SHARE=$((${PER_MINUTE:-600} / count)) STATE="$folder/memory.db"

if [ ! -d "$folder" ]; then
  mkdir "$folder.new"
  split --number="l/$count" -d --additional-suffix=.in.jsonl "$input" "$folder.new/"
  mv "$folder.new" "$folder"
fi

# 0, 3 and 5: the shard is done. Anything else ends the script; 255 keeps xargs
# from starting another shard that would fail in the same way.
find "$folder" -name '*.in.jsonl' -print0 | xargs -0 -n 1 -P "$count" sh -c '
  alih translate "$1" -o "${1%.in.jsonl}.out.jsonl" --quiet \
    --state "$STATE" --requests-per-minute "$SHARE" || case $? in
  3 | 5) ;;
  *) exit 255 ;;
  esac' shard

cat "$folder"/*.out.jsonl > "$results"
