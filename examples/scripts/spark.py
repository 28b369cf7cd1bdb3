#!/usr/bin/env python3
"""Shards of JSONL over Spark's workers: spark.py ARSIP HASIL [SHARDS]

ARSIP is a file or folder of JSONL that every worker can read, HASIL a folder.
What a worker that dies had answered stays in the memory that the workers of its
machine share, so the retried shard asks only for the rest.
"""

import os
import subprocess
import sys
import threading

from pyspark.sql import SparkSession

WORKERS = int(os.environ.get("WORKERS", "2"))
STATE = os.environ.get("STATE", os.path.expanduser("~/alih-spark.db"))
PER_MINUTE = int(os.environ.get("PER_MINUTE", "600"))
COMMAND = ["alih", "translate", "-", "--quiet", "--state", STATE]
COMMAND += ["--requests-per-minute", str(max(1, PER_MINUTE // WORKERS))]


def translated(articles):
    """A shard's records. A run that cannot go on fails the task, for Spark to retry."""
    run = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )

    def feed():
        try:
            with run.stdin:
                run.stdin.writelines(article + "\n" for article in articles)
        except BrokenPipeError:
            pass  # It ended early; its exit code says why.

    feeding = threading.Thread(target=feed, daemon=True)
    feeding.start()
    for record in run.stdout:
        yield record.rstrip("\n")
    feeding.join()
    if run.wait() not in (0, 3, 5):
        raise RuntimeError(f"alih ended with {run.returncode}")


if __name__ == "__main__":
    source, target = sys.argv[1:3]
    shards = int(sys.argv[3]) if len(sys.argv) > 3 else WORKERS * 4
    spark = SparkSession.builder.appName("alih").getOrCreate()
    articles = spark.sparkContext.textFile(source, shards)
    articles.mapPartitions(translated).saveAsTextFile(target)
    spark.stop()
