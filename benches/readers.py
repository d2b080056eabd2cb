"""Measures how fast other readers read a folder of CSV tables, to compare with the bench `extract`.

They take the rows apart and read dates. They check nothing, and make no records of children.

    python3 -m venv readers && readers/bin/pip install duckdb polars
    readers/bin/python benches/readers.py FOLDER [THREADS]

Prints the median and the best of several runs, in milliseconds.
"""

import os
import sys

threads = sys.argv[2] if len(sys.argv) > 2 else "1"
os.environ["POLARS_MAX_THREADS"] = threads

import csv  # noqa: E402
import statistics  # noqa: E402
import time  # noqa: E402
from pathlib import Path  # noqa: E402

import duckdb  # noqa: E402
import polars  # noqa: E402

RUNS = 7
files = sorted(str(file) for file in Path(sys.argv[1]).glob("*.csv"))
connection = duckdb.connect()
connection.execute(f"SET threads TO {int(threads)}")


def in_duckdb(file: str) -> int:
    connection.execute("CREATE OR REPLACE TABLE read AS SELECT * FROM read_csv(?, header = true)", [file])
    return connection.execute("SELECT count(*) FROM read").fetchone()[0]


def in_polars(file: str) -> int:
    return polars.read_csv(file, try_parse_dates=True, infer_schema_length=1000, ignore_errors=True).height


def in_python(file: str) -> int:
    with open(file, newline="", encoding="utf-8") as rows:
        return sum(1 for _ in csv.reader(rows)) - 1


for name, read in [
    (f"duckdb {duckdb.__version__}", in_duckdb),
    (f"polars {polars.__version__}", in_polars),
    (f"csv of Python {sys.version.split()[0]}", in_python),
]:
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        rows = sum(read(file) for file in files)
        times.append(1000 * (time.perf_counter() - start))
    print(f"{name}, threads {threads}: {rows} rows, median {statistics.median(times):.0f} ms, best {min(times):.0f} ms")
