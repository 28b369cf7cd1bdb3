#!/usr/bin/env python3
"""A content system posts an article and gets its record: webhook.py 8099

It listens on this machine alone; put it behind the server that knows your users.
"""

import json
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What the caller is told: 200 with the record, 422 where this article cannot be
# done, 502 where the endpoint cannot, 500 where our settings cannot.
STATUS = {0: 200, 5: 200, 2: 500, 4: 502}
# Failures that lie in the article and its answer, not in the endpoint.
OF_ARTICLE = {
    "truncated", "refused", "blocked", "empty", "echo", "mismatch",
    "reasoning_only", "bad_reply", "too_large", "input",
}  # fmt: skip
LONGEST = 2 << 20


class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers.get("content-length", 0))
        if length > LONGEST:
            return self.answer(413, b"{}")
        # One line whatever was posted, so that one record comes back.
        try:
            article = json.dumps(json.loads(self.rfile.read(length)))
        except ValueError:
            return self.answer(400, b"{}")
        run = subprocess.run(
            ["alih", "translate", "-", "--quiet"],
            input=article.encode(),
            stdout=subprocess.PIPE,
        )
        record = run.stdout or b"{}"
        reason = (json.loads(record).get("reason") or {}).get("kind")
        status = 422 if reason in OF_ARTICLE else STATUS.get(run.returncode, 503)
        self.answer(status, record)

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Hook)
    print(f"http://127.0.0.1:{server.server_port}/", flush=True)
    server.serve_forever()
