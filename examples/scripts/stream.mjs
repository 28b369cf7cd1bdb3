#!/usr/bin/env node
// Articles in, records out, while both go on: node stream.mjs artikel.jsonl > judul.tsv

import { spawn } from "node:child_process";
import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";

const [file, ...flags] = process.argv.slice(2);
const run = spawn("alih", ["translate", "-", ...flags], { stdio: ["pipe", "pipe", "inherit"] });
const ended = once(run, "close");
run.stdin.on("error", () => {}); // It ended early; its exit code says why.
createReadStream(file).pipe(run.stdin);

for await (const line of createInterface({ input: run.stdout })) {
  const { id, outcome, reason, translation } = JSON.parse(line);
  if (outcome === "failed") console.error(`${id}: ${reason.message}`);
  else console.log([id, outcome, translation.title].join("\t"));
}

const [code] = await ended;
// 0, 3 and 5: every article has its record. 2, 4 and 6: somebody must act.
if (![0, 3, 5].includes(code)) console.error(`stopped with ${code}`);
process.exitCode = code ?? 1;
