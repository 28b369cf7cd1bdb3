#!/bin/sh
# The same with GNU parallel, which also knows other machines (--sshlogin) and
# keeps a log of every shard: shards-parallel.sh FOLDER 4, with FOLDER/*.in.jsonl
set -eu
folder=$1 count=$2
parallel --jobs "$count" --halt soon,fail=1 --joblog "$folder/jobs.log" \
  'alih translate {} -o {= s/[.]in[.]jsonl$/.out.jsonl/ =} --quiet --state '"$folder"'/memory.db \
     --requests-per-minute '$((${PER_MINUTE:-600} / count))' || case $? in 3 | 5) ;; *) exit 1 ;; esac' \
  ::: "$folder"/*.in.jsonl
