"""An endpoint on loopback that answers with the translations in stories.json,
planted errors included. Arguments: stories.json, a file for its port, a file
that counts requests."""
import http.server
import json
import pathlib
import sys

stories = json.loads(pathlib.Path(sys.argv[1]).read_text())
english = {}
summaries = {}
for story in stories:
    for _, source, target in story["parts"]:
        english["".join(c for c in source if c >= " ")] = target
        summaries[source[:30]] = story["summary"]


def known(text):
    text = "".join(c for c in text if c >= " ").strip()
    for source, target in english.items():
        if "".join(source.split()).startswith("".join(text.split())[:24]):
            return target, summaries.get(source[:30], "")
    return text, ""


class Handler(http.server.BaseHTTPRequestHandler):
    count = 0

    def do_POST(self):
        Handler.count += 1
        pathlib.Path(sys.argv[3]).write_text(str(Handler.count))
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        system, user = (message["content"] for message in body["messages"][:2])
        start = user.find("\n[[")
        boundary = user[start + 3:].split(":")[0]
        answer, summary = "", ""
        for piece in user[start:].split(f"[[{boundary}:")[1:]:
            name, text = piece.split("]]", 1)
            if name == "end":
                continue
            target, own = known(text)
            summary = summary or own
            answer += f"[[{boundary}:{name}]]\n{target}\n"
        if "[[CODE:summary]]" in system:
            answer += f"[[{boundary}:summary]]\n{summary}\n"
        answer += f"[[{boundary}:end]]\n"
        reply = json.dumps({"id": "1", "object": "chat.completion", "model": "desk-2026",
                            "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": answer}}],
                            "usage": {"prompt_tokens": 900, "completion_tokens": 300, "total_tokens": 1200}}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
pathlib.Path(sys.argv[2]).write_text(str(server.server_port))
server.serve_forever()
