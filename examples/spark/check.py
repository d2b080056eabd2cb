"""Checks that figures measured in parts on an engine are those of the program, to the digit.

usage: check.py sail|spark PROGRAM EXTRACT

Spark takes far longer, so it checks less.
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import pyarrow as pa
import pyarrow.csv
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import carekpi_spark as kpi

SHARED = ("ssd_department", "local_population")
DATES = {"first": "2025-03-31", "last": "2026-03-31"}
STARTED = time.monotonic()


def say(text):
    print(f"{time.monotonic() - STARTED:5.0f} s  {text}", flush=True)


def program(*arguments):
    ran = subprocess.run([PROGRAM, *map(str, arguments)], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return ran.stdout


def by_program(extract, by, profile="default"):
    """The figures of the program on many dates, of all children and by group."""
    by = ["--by", by] if by else []
    dates = ["--from", DATES["first"], "--to", DATES["last"], "--every", "month"]
    rows = json.loads(program("series", extract, *dates, *by, "--profile", profile, "--format", "json"))
    # The group of those of no group is null there, and all children have none.
    group = lambda row: (row["group"] or "") if "group" in row else None
    return {(row["date"], group(row), row["indicator"]): figure(row) for row in rows}


def figure(row):
    return tuple(row[name] for name in ("numerator", "denominator", "undetermined", "value"))


def by_engine(parts):
    rows = kpi.total(parts).to_pylist()
    figures = {(str(row["date"]), row["group"], row["indicator"]): figure(row) for row in rows}
    assert len(figures) == len(rows), "a figure is there twice"
    return figures


def same(what, found, expected):
    differ = [key for key in {*found, *expected} if found.get(key) != expected.get(key)]
    for key in sorted(differ, key=str)[:5]:
        print(f"{key}: {found.get(key)}, but the program has {expected.get(key)}")
    if differ:
        sys.exit(f"{what}: {len(differ)} of {len(expected)} figures differ")
    say(f"{what}: {len(expected)} figures are equal")


def refused(what, parts, reason):
    try:
        kpi.total(parts)
    except ValueError as error:
        assert reason in str(error), f"{what}: {error}"
        say(f"{what}: {error}")
    else:
        sys.exit(f"{what}: not refused")


def columns(file):
    return file.read_text().partition("\n")[0].strip().split(",")


def on_engine(file):
    """A table on the engine, with all values as they are in the file."""
    return SPARK.read.csv(str(file), header=True, schema=", ".join(f"{column} string" for column in columns(file)))


def texts(file):
    """The same as Arrow."""
    options = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(columns(file), pa.string()))
    return pyarrow.csv.read_csv(file, convert_options=options)


class Data:
    """An extract on the engine: a row for each person, with all its records."""

    def __init__(self, extract):
        files = {file.stem: file for file in sorted(extract.glob("*.csv"))}
        tables = {name: on_engine(file) for name, file in files.items() if name not in SHARED}
        plans = tables["ssd_cp_plans"]
        other = plans.limit(1).withColumn("cppl_person_id", F.lit("another person"))
        assert kpi.shared_identifier({"ssd_cp_plans": plans}) is None
        assert kpi.shared_identifier({"ssd_cp_plans": plans.unionByName(other)})[0] == "ssd_cp_plans"
        folder = str(WORK / f"{extract.name}.persons")
        kpi.persons(tables).write.parquet(folder)
        self.extract, self.persons = extract, SPARK.read.parquet(folder)
        self.shared = {name: texts(files[name]) for name in SHARED}
        self.roles = kpi.roles_recorded(self.persons)
        say(f"{extract.name}: {self.persons.count()} persons; roles are recorded: {self.roles}")

    def settings(self, **more):
        return kpi.settings(**DATES, roles_recorded=self.roles, **more)

    def parts(self, count=None, **more):
        persons = self.persons.repartition(count, "person_id") if count else self.persons
        return kpi.parts(persons, self.settings(**more), self.shared)


def check_no_offsets():
    """A table without rows in a partition, as Spark writes it: without any offset. What follows in memory is not read."""
    memory = pa.py_buffer(b"\xff" * 64)
    row = pa.struct([("core_group_id", pa.string()), ("person_id", pa.string()), ("core_group_date", pa.string())])
    texts = [pa.Array.from_buffers(pa.string(), 0, [None, memory.slice(0, 0), memory.slice(0, 0)]) for _ in row]
    rows = pa.Array.from_buffers(row, 0, [None], children=texts)
    core_groups = pa.Array.from_buffers(pa.list_(row), 1, [None, pa.py_buffer(bytes(8))], children=[rows])
    persons = pa.array([[{"pers_person_id": "P1"}]])
    batch = pa.RecordBatch.from_arrays([persons, core_groups], ["ssd_person", "local_core_groups"])
    assert kpi._native.roles_recorded(kpi.sound([batch, batch.slice(0, 0)])) is False


def check_bundled(data):
    expected = by_program(data.extract, "team")
    assert len({key[2] for key in expected}) == 23 and len({key[0] for key in expected}) == 13
    for count in (1, 4, 7):
        made = data.parts(count).where("indicator = 'cp-plans' and date = '2026-03-31'").count()
        assert made == count + 1, f"{made} parts, with that of the population"
        same(f"{count} partitions, by team", by_engine(data.parts(count, by="team")), expected)
    rates = {key[0]: value for key, value in expected.items() if key[1:] == (None, "cp-rate")}
    assert all(population for _, population, _, _ in rates.values()), rates
    statutory = by_program(data.extract, None, "statutory")
    same("4 partitions, statutory limits", by_engine(data.parts(4, profile="statutory")), statutory)

    ids = sorted(row[0] for row in data.persons.select("person_id").collect())
    few = data.persons.where(data.persons["person_id"] <= ids[2])
    most = data.persons.where(data.persons["person_id"] > ids[2])
    none = data.persons.where(data.persons["person_id"] == "nobody").repartition(3)
    of = lambda persons, shared, **more: kpi.parts(persons, data.settings(**more), shared)
    apart = of(most.unionByName(none), data.shared).unionByName(of(few, {"ssd_department": data.shared["ssd_department"]}))
    alone = apart.where("indicator = 'cp-plans' and date = '2026-03-31'").toArrow().column("part")
    assert alone.null_count > 0 and len(alone) - alone.null_count > 2, alone
    same("three persons apart, and partitions without any", by_engine(apart), by_program(data.extract, None))

    mixed = of(most, data.shared).unionByName(of(few, {}, profile="statutory"))
    refused("another profile", mixed, "the settings differ")
    own = "[shared]\nend_day = \"included\"\n"
    refused("another reading", of(most, data.shared).unionByName(of(few, {}, definitions=own)), "shared.end_day")
    refused("other dates", of(most, data.shared).unionByName(kpi.parts(few, kpi.settings("2026-03-31", roles_recorded=data.roles))), "the dates")
    refused("one part twice", of(most, data.shared).unionByName(of(most, {})), "twice")


def roles(extract, role):
    """The same extract, in which no role of a worker is recorded, or only one."""
    folder = WORK / (f"role-{role}" if role else "no-roles")
    shutil.copytree(extract, folder)
    file = folder / "ssd_involvements.csv"
    header, first, *rows = file.read_text().splitlines()
    at = header.split(",").index("invo_professional_role_id")
    blank = lambda row, role="": ",".join([*row.split(",")[:at], role, *row.split(",")[at + 1:]])
    file.write_text("\n".join([header, blank(first, role), *map(blank, rows)]) + "\n")
    return folder


def check_roles(bundled):
    for role in ("", "IRO"):
        data = Data(roles(bundled, role))
        assert data.roles == bool(role)
        same("4 partitions, by team", by_engine(data.parts(4, by="team")), by_program(data.extract, "team"))
    data.roles = False
    try:
        kpi.total(data.parts(4))
    except PySparkException as error:
        assert "a role of a worker is recorded" in str(error), error
        say("roles that should not be recorded: refused")
    else:
        sys.exit("roles that should not be recorded: not refused")


def session(engine):
    """The session, and what must be kept as long as it is used."""
    if engine == "sail":
        os.environ.setdefault("RUST_LOG", "error")
        from pysail.spark import SparkConnectServer

        server = SparkConnectServer()
        server.start()
        _, port = server.listening_address
        return SparkSession.builder.remote(f"sc://localhost:{port}").getOrCreate(), server
    import pyspark

    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_WORKER_DIR=str(WORK / "workers"), SPARK_LOCAL_IP="127.0.0.1")
    options = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.log.level": "ERROR", "spark.sql.shuffle.partitions": "4"}
    return SparkSession.builder.master("local-cluster[2,1,1024]").config(map=options).getOrCreate(), None


if __name__ == "__main__":
    engine, PROGRAM, bundled = sys.argv[1:]
    with tempfile.TemporaryDirectory() as work:
        WORK = pathlib.Path(work)
        SPARK, kept = session(engine)
        say(f"{engine}: {SPARK.version}")
        bundled = pathlib.Path(bundled).resolve()
        check_no_offsets()
        check_bundled(Data(bundled))
        # Mosaic's visits name no person but the plan, and its involvements no person but the referral. System C's dates have the
        # day first.
        for style in ("mosaic", "systemc") if engine == "sail" else ("mosaic",):
            generated = WORK / style
            program("generate", generated, "--children", 1000, "--style", style)
            data = Data(generated)
            same("4 partitions, by team", by_engine(data.parts(4, by="team")), by_program(generated, "team"))
        if engine == "sail":
            check_roles(bundled)
        SPARK.stop()
