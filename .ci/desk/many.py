"""Many records out of a few. Arguments: a file of records, how many."""
import json
import sys

records = [json.loads(line) for line in open(sys.argv[1])]
for number in range(int(sys.argv[2])):
    record = json.loads(json.dumps(records[number % len(records)]))
    record["id"] = f"{record['id']}-{number}"
    if record["translation"]:
        record["translation"]["title"] += f" {number}"
    print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
