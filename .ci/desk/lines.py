"""stories.json as JSON lines for `alih translate`."""
import json
import sys

for story in json.load(open(sys.argv[1])):
    fields = {name: story[name] for name in ("id", "title", "outlet", "url", "published") if name in story}
    fields["text"] = "\n\n".join(source for _, source, _ in story["parts"][1:])
    print(json.dumps(fields, ensure_ascii=False))
