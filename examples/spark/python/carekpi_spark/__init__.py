"""Figures of carekpi on Spark, or on an engine with the interface of Spark.

`persons` puts each person together with all its records, `parts` measures them partition by partition, and `total` has the engine add up
the counts, if all parts were made alike.
"""

import hashlib
import json
from functools import reduce

import pyarrow as pa
from pyspark.sql import functions as F
from pyspark.sql import types as T

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
    "version string, calendar string, definitions string, shared string, notes string, part string"
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

    Raises `ValueError` if a table is none of persons, or if what names persons and their records is neither text nor a whole number.
    """
    tables = _named(tables)
    rows = {name: _rows(name, tables) for name in tables}
    # Each row is that of one table: the columns of the other tables are null.
    types = {name: table.schema[name].dataType for name, table in rows.items()}

    def alone(name):
        null = {of: F.lit(None).cast(types[of]).alias(of) for of in types if of != name}
        return rows[name].select("person_id", *[null.get(of, F.col(of)) for of in types])

    every = reduce(lambda one, other: one.unionByName(other), [alone(name) for name in types])
    return every.groupBy("person_id").agg(*[F.collect_list(name).alias(name) for name in types])


def shared_identifier(tables, shared=None):
    """The first table in which one identifier stands for two persons, or for records of two, and that identifier; `None` if there is
    none. Of `shared`, tables without persons as Arrow tables by name, it looks at the teams of `ssd_department`.

    Only the first of such rows counts, which partitions cannot know. Persons or teams are two if their rows differ in what is read.
    Records of several councils need identifiers that differ.
    """
    tables = _named(tables)
    for name, table in tables.items():
        has = _types(table)
        columns = {_TABLES[name]["identifier"], *[column for owner, column in _VIA.values() if owner == name]}
        for column in sorted(columns & has.keys()):
            if name == "ssd_person":
                found = _on_rows_that_differ(name, table)
            else:
                rows = _of_known_persons(_with_person(name, tables), tables)
                found = _shared(rows.select(_text(rows, column).alias("identifier"), "person_id"))
            if found:
                return name, found
    for name, table in (shared or {}).items():
        if name.lower() == "ssd_department" and tables:
            session = next(iter(tables.values())).sparkSession
            if found := _on_rows_that_differ("ssd_department", session.createDataFrame(table)):
                return "ssd_department", found
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
    shared = {name.lower(): table for name, table in (shared or {}).items()}
    for_all = {name: table for name, table in shared.items() if name != "local_population"}
    digest = _digest(for_all)
    shared, for_all = ({name: table.to_batches() for name, table in some.items()} for some in (shared, for_all))

    def part(batches):
        yield _native.figures(sound(batches), for_all, settings, digest)

    of_population = pa.Table.from_batches([_native.figures([], shared, settings, digest)])
    of_population = persons.sparkSession.createDataFrame(of_population, _COUNTS)
    return persons.mapInArrow(part, _COUNTS).unionByName(of_population)


def total(parts):
    """The figures, as an Arrow table: the counts of all parts, added up by the engine, and their values. A group is null for all children,
    and blank for those of no group.

    Raises `ValueError` if parts were not made alike, if a part lacks dates or indicators, or if a part is in the counts twice.
    """
    alike = ("version", "calendar", "definitions", "shared", "notes")
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

    Spark leaves it out there, and a reader would read whatever happens to be in memory.
    """
    return [batch.take(pa.array(range(batch.num_rows), pa.int64())) for batch in batches]


def _named(tables):
    """The tables by their names, with our names of columns. All are of persons."""
    tables = {name.lower(): table for name, table in tables.items()}
    for name in tables:
        if _TABLES.get(name, {}).get("person") is None:
            raise ValueError(f"{name} is no table of persons")
    plans = tables.get("ssd_cin_plans")
    if plans is not None and "cinp_cin_plan_id" not in {column.lower() for column in plans.columns}:
        tables["ssd_cin_plans"] = plans.withColumnRenamed("cin_plan_id", "cinp_cin_plan_id")
    return tables


def _digest(tables):
    """A digest of the rows of Arrow tables, in their order."""
    rows = {name: table.to_pylist() for name, table in tables.items()}
    return hashlib.sha256(json.dumps(rows, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _types(table):
    """The types of a table's columns, by their names in lower case."""
    return {field.name.lower(): field.dataType for field in table.schema.fields}


def _text(table, column):
    """The text of a column of identifiers; null if it is blank. Other numbers than whole ones have several texts, and are refused."""
    kind = _types(table)[column]
    is_whole = isinstance(kind, T.IntegralType) or (isinstance(kind, T.DecimalType) and kind.scale == 0)
    if not is_whole and not isinstance(kind, (T.StringType, T.CharType, T.VarcharType, T.NullType)):
        raise ValueError(f"{column} is of the type {kind.simpleString()}: make identifiers text, or whole numbers")
    return _clean(column)


def _clean(column):
    """A column as text without white space around it, as the program reads it; null if it is blank."""
    text = F.regexp_replace(F.col(column).cast("string"), r"^[\s\x85\p{Z}]+|[\s\x85\p{Z}]+$", "")
    return F.when((text != "") & (text != "NULL"), text)


def _shared(rows):
    """An identifier that stands on rows that differ; `None` if there is none."""
    rows = rows.where("identifier is not null").distinct()
    found = rows.groupBy("identifier").agg(F.count(F.lit(1)).alias("holders")).where("holders > 1").head()
    return found and found["identifier"]


def _on_rows_that_differ(name, table):
    """An identifier of a table that stands on rows that differ in what is read; `None` if there is none."""
    identifier, has = _TABLES[name]["identifier"], _types(table)
    read = [column for column in _TABLES[name]["read"] if column in has and column != identifier]
    return _shared(table.select(_text(table, identifier).alias("identifier"), *[_clean(column).alias(column) for column in read]))


def _of_known_persons(rows, tables):
    """The rows whose person is in `ssd_person`, where there is such a table. No others count."""
    if "ssd_person" not in tables:
        return rows
    persons = tables["ssd_person"]
    return rows.join(persons.select(_text(persons, "pers_person_id").alias("person_id")), "person_id", "left_semi")


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
    has = _types(table)
    person = _text(table, columns["person"]) if columns["person"] in has else F.lit(None).cast("string")
    via = columns["via"]
    named = table.withColumn("person_id", person)
    if via in has:
        owner, column = next(where for end, where in _VIA.items() if via.endswith(end))
        if owner in tables and column in _types(tables[owner]):
            owners = _of_known_persons(_with_person(owner, tables), tables)
            owners = owners.select(_text(owners, column).alias("owner"), "person_id").groupBy("owner")
            owners = owners.agg(F.min("person_id").alias("owner_person"), F.max("person_id").alias("other_person"))
            # What two persons share identifies nobody.
            owners = owners.where("owner_person = other_person").drop("other_person")
            named = named.join(owners, _text(table, via) == owners["owner"], "left")
            named = named.withColumn("person_id", F.coalesce("person_id", "owner_person")).drop("owner", "owner_person")
    return named.where("person_id is not null")
