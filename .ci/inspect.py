"""Looks at the record that a real server led to. Arguments: server, file."""

import json
import sys

server, path = sys.argv[1:]
records = [json.loads(line) for line in open(path)]
assert len(records) == 1, len(records)
record = records[0]
source = record["source"]

assert [part["id"] for part in source["parts"]] == [f"p{n}" for n in range(1, 12)], source["parts"]
text = "\n".join(part["text"] for part in source["parts"])
assert source["title"] not in text, "the headline is in the body"
removed = "\n".join(removal["text"] for removal in source["removed"])
for noise in ("(sal)", "Cek Berita", "Sumber:"):
    assert noise in removed, (noise, removed)
    assert noise not in text, noise
assert source["outlet"] == "Radartasik.com", source["outlet"]

if server == "llama":
    assert record["outcome"] == "failed" and record["reason"]["kind"] == "mismatch", record["reason"]
    assert record["translation"] is None and record["summary"] is None
    assert record["usage"]["tokens_in"] > 0 and record["usage"]["tokens_out"] > 0, record["usage"]
else:
    assert record["outcome"] != "failed", record["reason"]
    translation = record["translation"]
    assert [part["id"] for part in translation["parts"]] == [part["id"] for part in source["parts"]]
    assert all(part["text"].strip() for part in translation["parts"])
    assert record["summary"]["kind"] == "extractive"
    for part in translation["parts"]:
        print(part["id"], part["text"][:60], file=sys.stderr)
