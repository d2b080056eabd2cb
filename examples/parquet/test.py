#!/usr/bin/env python3
"""Reads what carekpi-parquet writes with DuckDB, and compares it with what carekpi says.

The arguments are the programs carekpi and carekpi-parquet.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb

DATA = Path(__file__).parent.parent / "data"
DATE = "2026-03-31"

TYPES = {
    "ssd_person": {"pers_dob": "DATE", "pers_person_id": "VARCHAR"},
    "ssd_cp_visits": {"cppv_cp_visit_date": "DATE"},
    "local_population": {"reference_date": "DATE", "population_0_17": "BIGINT"},
    "figures": {"snapshot": "DATE", "numerator": "BIGINT", "denominator": "BIGINT", "value": "DOUBLE"},
    "subjects": {"met": "BOOLEAN", "anchor": "DATE", "lapses": "DATE"},
    "worklist": {"days_left": "BIGINT", "overdue_from": "DATE", "anchor": "DATE"},
    "findings": {"line": "BIGINT", "message": "VARCHAR"},
}


def run(program, *arguments):
    done = subprocess.run([program, *map(str, arguments)], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return done.stdout.decode()


def rows(query, **parameters):
    """The rows of a query. A blank text is a null."""
    found = duckdb.execute(query, parameters or None).fetchall()
    return [tuple(None if cell == "" else cell for cell in row) for row in found]


def assert_types(folder):
    for file in folder.glob("*.parquet"):
        types = {row[0]: row[1] for row in rows("DESCRIBE SELECT * FROM read_parquet($file)", file=str(file))}
        expected = TYPES.get(file.stem, {})
        assert expected.items() <= types.items(), f"{file.name}: {types}"
    return {file.stem for file in folder.glob("*.parquet")}


def assert_same(carekpi, csv, results):
    """Whether the results are those of a folder of CSV files."""
    assert assert_types(results) == {"figures", "subjects", "worklist", "findings"}
    for name, command in [("figures", "scorecard"), ("worklist", "worklist")]:
        expected = results / f"{name}.csv"
        expected.write_text(run(carekpi, command, csv, "--snapshot", DATE, "--format", "csv"))
        expected = rows("FROM read_csv($file, header = true, sample_size = -1)", file=str(expected))
        found = rows("FROM read_parquet($file)", file=str(results / f"{name}.parquet"))
        if name == "worklist":
            # Without the snapshot date, and the time that only limits of hours have.
            found = [row[1:-1] for row in found]
        assert found == expected and len(found) > 20, name

    scorecard = json.loads(run(carekpi, "scorecard", csv, "--snapshot", DATE, "--format", "json", "--subjects"))
    expected = [
        (DATE, indicator["id"], *(subject[key] for key in ["child", "record", "met", "clause", "anchor", "lapses"]))
        for indicator in scorecard["indicators"]
        for subject in indicator["subjects"]
    ]
    query = """SELECT snapshot::VARCHAR, indicator, child, record, met, clause, anchor::VARCHAR, lapses::VARCHAR
        FROM read_parquet($file)"""
    found = rows(query, file=str(results / "subjects.parquet"))
    assert found == expected and len(found) > 500, "subjects"


def main(carekpi, program):
    with tempfile.TemporaryDirectory() as temporary:
        tables, mosaic, others, results = (Path(temporary) / name for name in ["tables", "mosaic", "others", "results"])
        run(program, "tables", DATA, tables)
        assert assert_types(tables) == {file.stem for file in DATA.glob("*.csv")}
        run(program, "results", tables, DATE, results)
        assert_same(carekpi, DATA, results)

        # The same bytes again.
        before = {file: file.read_bytes() for file in [*tables.iterdir(), *results.glob("*.parquet")]}
        run(program, "tables", DATA, tables)
        run(program, "results", tables, DATE, results)
        assert all(file.read_bytes() == bytes for file, bytes in before.items())

        # With a column as the scripts for Mosaic name it.
        shutil.copytree(DATA, mosaic)
        plans = mosaic / "ssd_cin_plans.csv"
        plans.write_text(plans.read_text().replace("cinp_cin_plan_id", "cin_plan_id", 1))
        run(program, "tables", mosaic, tables)
        run(program, "results", tables, DATE, results)
        assert_same(carekpi, mosaic, results)

        # The tables as another tool writes them: with names in upper case, other columns in between, and dates that are timestamps;
        # and one row that belongs to nobody.
        others.mkdir()
        for file in tables.iterdir():
            columns = rows("DESCRIBE SELECT * FROM read_parquet($file)", file=str(file))
            columns = [
                f"{name}{'::TIMESTAMP' if type == 'DATE' else ''} AS {name.upper()}, 'x' AS other_{place}"
                for place, (name, type, *_) in enumerate(columns)
            ]
            nobody = "UNION ALL SELECT 'V0', '', 'nobody', '', '', '', NULL, '', 'Y', ''" if file.stem == "ssd_cp_visits" else ""
            duckdb.execute(f"COPY (SELECT {', '.join(columns)} FROM '{file}' {nobody}) TO '{others / file.name}'")
        run(program, "results", others, DATE, results)
        assert_same(carekpi, DATA, results)
        found = rows("SELECT line, code, severity, identifier FROM read_parquet($file) WHERE severity = 'error'", file=str(results / "findings.parquet"))
        assert [row[2:] for row in found] == [("error", "V0")], found
    print("the same figures, members, worklist and findings, with dates as dates and numbers as numbers")


main(*sys.argv[1:])
