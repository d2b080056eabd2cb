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
    teams = {"ssd_department": data.shared["ssd_department"]}
    apart = of(most.unionByName(none), data.shared).unionByName(of(few, teams))
    alone = apart.where("indicator = 'cp-plans' and date = '2026-03-31'").toArrow().column("part")
    assert alone.null_count > 0 and len(alone) - alone.null_count > 2, alone
    same("three persons apart, and partitions without any", by_engine(apart), by_program(data.extract, None))

    mixed = of(most, data.shared).unionByName(of(few, teams, profile="statutory"))
    refused("another profile", mixed, "the settings differ")
    own = "[shared]\nend_day = \"included\"\n"
    refused("another reading", of(most, data.shared).unionByName(of(few, teams, definitions=own)), "shared.end_day")
    last = kpi.parts(few, kpi.settings("2026-03-31", roles_recorded=data.roles), teams)
    refused("other dates", of(most, data.shared).unionByName(last), "the dates")
    refused("one part twice", of(most, data.shared).unionByName(of(most, teams)), "twice")
    refused("no names of teams", of(most, data.shared, by="team").unionByName(of(few, {}, by="team")), "that all parts share")


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


def rows_of(columns, *rows):
    """A table of texts, and of numbers, on the engine."""
    return SPARK.createDataFrame([tuple(row) for row in rows], columns)


def by_both(what, tables, shown, expected):
    """Both the program and the engine give this figure on the last date."""
    folder = WORK / what.replace(" ", "-")
    folder.mkdir()
    for name, table in tables.items():
        rows = [table.columns, *table.collect()]
        (folder / f"{name}.csv").write_text("".join(",".join(map(str, row)) + "\n" for row in rows))
    every = kpi.persons(tables).repartition(3, "person_id")
    parts = kpi.parts(every, kpi.settings(**DATES, roles_recorded=False))
    found, by_one = by_engine(parts), by_program(folder, None)
    assert by_one["2026-03-31", None, shown][:2] == expected, by_one["2026-03-31", None, shown]
    same(what, found, by_one)


def check_identifiers():
    """Identifiers as text and as whole numbers are one. Others have no one text."""
    plans = "cppl_cp_plan_id string, cppl_person_id string, cppl_cp_plan_start_date string"
    plans = rows_of(plans, ["CP1", "\u00a05000000001\u2003 ", "2026-01-05"])
    dob = ", pers_dob string"
    for kind in ("bigint", "decimal(38,0)"):
        person = rows_of("pers_person_id string" + dob, ["5000000001", "2015-05-05"])
        person = person.withColumn("pers_person_id", F.col("pers_person_id").cast(kind))
        by_both(f"identifiers of {kind}", {"ssd_person": person, "ssd_cp_plans": plans}, "cp-plans", (1, None))
    for kind in ("decimal(38,10)", "double", "date"):
        person = rows_of("pers_person_id string" + dob).withColumn("pers_person_id", F.lit(None).cast(kind))
        for made in (kpi.persons, kpi.shared_identifier):
            try:
                made({"ssd_person": person, "ssd_cp_plans": plans})
            except ValueError as error:
                assert f"pers_person_id is of the type {kind}" in str(error), error
            else:
                sys.exit(f"identifiers of {kind}: not refused")
    say("other identifiers: refused")


def check_shared():
    """What two persons share is found, and identifies nobody; what a person shares with nobody known is that person's."""
    person = rows_of("pers_person_id string, pers_dob string", ["P1", "2015-05-05"], ["P2", "2016-06-06"])
    episode = "clae_cla_episode_id string, clae_person_id string, clae_cla_id string, clae_cla_episode_start_date string"
    one, unknown = ["E1", "P1", "K1", "2025-01-06"], ["E2", "P9", "K1", "2025-01-06"]
    placement = "clap_cla_placement_id string, clap_cla_id string, clap_cla_placement_start_date string, clap_cla_placement_type string"
    placements = rows_of(placement, *[[f"L{day}", "K1", f"2025-06-0{day}", "U1"] for day in (1, 2, 3)])
    tables = {"ssd_person": person, "ssd_cla_episodes": rows_of(episode, one, unknown), "ssd_cla_placement": placements}
    by_both("a period of one known person", tables, "cla-three-placements", (1, 1))
    assert kpi.shared_identifier(tables) is None

    found = lambda table, rows, shared=None: kpi.shared_identifier({**tables, table: rows}, shared)
    other = rows_of(episode, one, ["E3", "P2", "K1", "2025-01-06"])
    assert found("ssd_cla_episodes", other) == ("ssd_cla_episodes", "K1")
    assert found("ssd_person", person.unionByName(person)) is None
    second = rows_of("pers_person_id string, pers_dob string", [" P1", "2017-07-07"])
    assert found("ssd_person", person.unionByName(second)) == ("ssd_person", "P1")
    team = lambda *names: pa.table({"dept_team_id": ["T1", "T1"], "dept_team_name": names})
    assert found("ssd_person", person, {"ssd_department": team("North", "North")}) is None
    assert found("ssd_person", person, {"ssd_department": team("North", "South")}) == ("ssd_department", "T1")
    say("identifiers of two persons, or of two teams: found")


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
            check_identifiers()
            check_shared()
            check_roles(bundled)
        SPARK.stop()
