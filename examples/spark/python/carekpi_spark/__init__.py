"""Figures of carekpi on Spark, or on an engine with the interface of Spark.

`persons` puts each person together with all its records, `parts` measures them partition by partition, and `total` has the engine add up
the counts, if all parts were made alike.
"""

import json
from functools import reduce

import pyarrow as pa
from pyspark.sql import functions as F

from . import _native

__all__ = ["parts", "persons", "roles_recorded", "settings", "shared_identifier", "total"]

# The names of the columns of each table that identify its rows, name their person, and name another record of the person; and of all
# that are read.
_TABLES = {
    name: dict(zip(("identifier", "person", "via"), columns), read=read) for name, columns, read in _native.tables()
}

# Where the other record of a person stands: the end of the column that names it, its table, and the column of that.
_VIA = {
    "_cla_id": ("ssd_cla_episodes", "clae_cla_id"),
    "_cp_plan_id": ("ssd_cp_plans", "cppl_cp_plan_id"),
    "_cin_plan_id": ("ssd_cin_plans", "cinp_cin_plan_id"),
    "_referral_id": ("ssd_cin_episodes", "cine_referral_id"),
}

_COUNTS = (
    "date date, `group` string, indicator string, measure string, numerator long, denominator long, undetermined long, "
    "version string, calendar string, definitions string, notes string, part string"
)


def settings(first, last=None, *, step="month", by=None, profile="default", definitions="", roles_recorded):
    """What all parts are measured with.

    `first` and `last` are dates as `2026-03-31`, `step` is that between dates, and `by` is what to group by; as the program names them.
    `definitions` is the text of a definitions file. `roles_recorded` says whether any row of `ssd_involvements` has the role of a
    worker: the function of this name finds out.
    """
    return json.dumps(
        {
            "first": first,
            "last": last or first,
            "step": step,
            "by": by,
            "profile": profile,
            "definitions": definitions,
            "roles_recorded": roles_recorded,
        }
    )


def persons(tables):
    """A row for each person, with a list of its rows of each table, from the tables of an extract by name.

    Rows that name no person, and no record of one, are left out: no figure counts them.
    """
    tables = _named(tables)
    for name in tables:
        if _TABLES.get(name, {}).get("person") is None:
            raise ValueError(f"{name} is no table of persons")
    rows = {name: _rows(name, tables) for name in tables}
    # Each row is that of one table: the columns of the other tables are null.
    types = {name: table.schema[name].dataType for name, table in rows.items()}

    def alone(name):
        null = {of: F.lit(None).cast(types[of]).alias(of) for of in types if of != name}
        return rows[name].select("person_id", *[null.get(of, F.col(of)) for of in types])

    every = reduce(lambda one, other: one.unionByName(other), [alone(name) for name in types])
    return every.groupBy("person_id").agg(*[F.collect_list(name).alias(name) for name in types])


def shared_identifier(tables):
    """The first table in which rows of two persons have one identifier, and that identifier; `None` if there is none.

    Only the first of such rows counts, which partitions cannot know. Records of several councils need identifiers that differ.
    """
    tables = _named(tables)
    for name in tables:
        identifier = _TABLES[name]["identifier"]
        if identifier is None or name == "ssd_person":
            continue
        named = _with_person(name, tables).select(_text(identifier).alias("identifier"), "person_id")
        named = named.where("identifier is not null").distinct()
        if found := named.groupBy("identifier").count().where("count > 1").head():
            return name, found["identifier"]
    return None


def roles_recorded(persons):
    """Whether any row of `ssd_involvements` that counts has the role of a worker.

    If none has, every worker is taken as a case worker. One partition cannot know that, so find out first.
    """
    def part(batches):
        yield pa.RecordBatch.from_pydict({"recorded": pa.array([_native.roles_recorded(sound(batches))])})

    names = ["person_id", "ssd_person", "ssd_involvements", "ssd_cin_episodes"]
    some = persons.select(*[name for name in names if name in persons.columns])
    return bool(some.mapInArrow(part, "recorded boolean").agg(F.max("recorded")).head()[0])


def parts(persons, settings, shared=None):
    """The counts of each partition, and of the population.

    `persons` are those of the function of this name, partitioned in any way. `shared` are the tables without persons, as Arrow tables by
    name: `ssd_department` goes to all parts. `local_population` goes to none of them: it is a part of its own, without persons, so that
    it counts once.
    """
    shared = {name.lower(): table.to_batches() for name, table in (shared or {}).items()}
    for_all = {name: batches for name, batches in shared.items() if name != "local_population"}

    def part(batches):
        yield _native.figures(sound(batches), for_all, settings)

    of_population = pa.Table.from_batches([_native.figures([], shared, settings)])
    of_population = persons.sparkSession.createDataFrame(of_population, _COUNTS)
    return persons.mapInArrow(part, _COUNTS).unionByName(of_population)


def total(parts):
    """The figures, as an Arrow table: the counts of all parts, added up by the engine, and their values. A group is null for all children,
    and blank for those of no group.

    Raises `ValueError` if parts were not made alike, if a part lacks dates or indicators, or if a part is in the counts twice.
    """
    alike = ("version", "calendar", "definitions", "notes")
    summed = parts.groupBy("date", "group", "indicator", "measure").agg(
        *[F.sum(name).alias(name) for name in ("numerator", "denominator", "undetermined")],
        *[F.min(name).alias(f"{name}_least") for name in alike],
        *[F.max(name).alias(f"{name}_greatest") for name in alike],
        F.count("version").alias("parts"),
        F.count("part").alias("named_parts"),
        F.count_distinct("part").alias("different_parts"),
    )
    return pa.Table.from_batches([_native.total(summed.toArrow().to_batches())])


def sound(batches):
    """The batches, with an offset also where a column or a list has no values at all.

    Spark leaves it out there, and who reads it reads what happens to be in memory.
    """
    return [batch.take(pa.array(range(batch.num_rows), pa.int64())) for batch in batches]


def _named(tables):
    """The tables by their names, with our names of columns."""
    tables = {name.lower(): table for name, table in tables.items()}
    plans = tables.get("ssd_cin_plans")
    if plans is not None and "cinp_cin_plan_id" not in {column.lower() for column in plans.columns}:
        tables["ssd_cin_plans"] = plans.withColumnRenamed("cin_plan_id", "cinp_cin_plan_id")
    return tables


def _text(column):
    """The text of a column; null if it is blank."""
    text = F.regexp_replace(F.col(column).cast("string"), r"^\s+|\s+$", "")
    return F.when((text != "") & (text != "NULL"), text)


def _rows(name, tables):
    """The rows of a table, each with its person, as a column with the name of the table. It has the columns that are read: people's
    names stay where they are."""
    # Of rows with one identifier, the first counts.
    table = tables[name].withColumn("row", F.monotonically_increasing_id())
    read = [column for column in table.columns if column.lower() in (*_TABLES[name]["read"], "row")]
    table = _with_person(name, {**tables, name: table})
    return table.select("person_id", F.struct(*read).alias(name))


def _with_person(name, tables):
    """The rows of a table, each with its person. Those without one are left out."""
    table, columns = tables[name], _TABLES[name]
    has = {column.lower() for column in table.columns}
    person = _text(columns["person"]) if columns["person"] in has else F.lit(None).cast("string")
    via = columns["via"]
    table = table.withColumn("person_id", person)
    if via in has:
        owner, column = next(where for end, where in _VIA.items() if via.endswith(end))
        if owner in tables:
            owners = _with_person(owner, tables).select(_text(column).alias("owner"), "person_id").groupBy("owner")
            owners = owners.agg(F.min("person_id").alias("owner_person"), F.max("person_id").alias("other_person"))
            # What two persons share identifies nobody.
            owners = owners.where("owner_person = other_person").drop("other_person")
            table = table.join(owners, _text(via) == owners["owner"], "left")
            table = table.withColumn("person_id", F.coalesce("person_id", "owner_person")).drop("owner", "owner_person")
    return table.where("person_id is not null")
