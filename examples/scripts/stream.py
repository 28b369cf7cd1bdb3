#!/usr/bin/env python3
"""Articles in, records out, while both go on: stream.py artikel.jsonl > judul.tsv"""

import json
import subprocess
import sys
import threading

# With these codes every article that was read has its record.
COMPLETE = {0: "all ok", 3: "some failed", 5: "some are flagged"}
MEANING = {
    1: "results could not be written",
    2: "the settings cannot work; nothing was paid for",
    4: "the endpoint refuses us, or nothing succeeded",
    6: "a limit on spending was reached",
}


class Stopped(Exception):
    """The run ended before its articles were done."""

    def __init__(self, code):
        super().__init__(MEANING.get(code, f"alih ended with {code}"))
        self.code = code


def records(articles, *flags):
    """Yields a record for each article, in their order, as it is ready."""
    run = subprocess.Popen(
        ["alih", "translate", "-", *flags],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )

    def feed():
        try:
            with run.stdin:
                for article in articles:
                    run.stdin.write(json.dumps(article) + "\n")
        except BrokenPipeError:
            pass  # It ended early; its exit code says why.

    threading.Thread(target=feed, daemon=True).start()
    try:
        for line in run.stdout:
            yield json.loads(line)
    finally:
        # Whoever stops reading stops the run: nothing more is paid for.
        run.stdout.close()
        code = run.wait()
    if code not in COMPLETE:
        raise Stopped(code)


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        articles = (json.loads(line) for line in lines)
        failed = 0
        try:
            for record in records(articles, *sys.argv[2:]):
                if record["outcome"] == "failed":
                    failed += 1
                    print(record["id"], record["reason"]["message"], file=sys.stderr)
                else:
                    title = record["translation"]["title"]
                    print(record["id"], record["outcome"], title, sep="\t", flush=True)
        except Stopped as stopped:
            print(f"stopped: {stopped}", file=sys.stderr)
            return stopped.code
    return 3 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
