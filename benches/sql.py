"""Measures the indicators of child protection on every day of a series in SQL, in their default reading.

Compare it with a series of the same five indicators: `Measurement::only_ids` leaves out the others. The SQL is set-based: each
event says from which day to which day the rule is met, and the days are summed once. It reads nothing: the tables are in memory,
with dates as dates and numbers for persons. Deaths are left out, so use an extract without them, such as a generated one. First
write the figures to compare with; the first day must be in 2016 or later.

    carekpi generate FOLDER --children 100000
    carekpi series FOLDER --from 2016-04-01 --to 2026-03-31 --every day > FIGURES

    python3 -m venv readers && readers/bin/pip install duckdb
    readers/bin/python benches/sql.py FOLDER FIGURES [THREADS]

Checks that every figure of child protection is the same, and prints the best and the median time in milliseconds.
"""

import csv
import statistics
import sys
import time
from datetime import date, timedelta

import duckdb

RUNS = 15
if len(sys.argv) < 3:
    sys.exit(__doc__)
folder, figures = sys.argv[1:3]
threads = int(sys.argv[3]) if len(sys.argv) > 3 else 1

# Bank holidays of England from 2016 on that follow no rule, and the regular ones that they replace.
EXTRA = {date(2020, 5, 8), date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
MOVED = {date(2020, 5, 4), date(2022, 5, 30)}


def easter(year: int) -> date:
    century, in_century, in_cycle = year // 100, year % 100, year % 19
    epact = (19 * in_cycle + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (in_century // 4) - epact - in_century % 4) % 7
    late = (in_cycle + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def bank_holidays(year: int) -> set[date]:
    def monday(month: int, first: int) -> date:
        day = date(year, month, first)
        return day + timedelta((7 - day.weekday()) % 7)

    days = {easter(year) - timedelta(2), easter(year) + timedelta(1), monday(5, 1), monday(5, 25), monday(8, 25)}
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() > 4 or fixed in days:
            fixed += timedelta(1)
        days.add(fixed)
    return days - MOVED | {day for day in EXTRA if day.year == year}


def read_figures() -> tuple[list[date], dict]:
    of = {}
    with open(figures, newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            if row["indicator"].startswith("cp-"):
                counts = (int(row["numerator"]), int(row["denominator"]) if row["denominator"] else None)
                of[date.fromisoformat(row["date"]), row["indicator"]] = counts
    return sorted({day for day, _ in of}), of


dates, expected = read_figures()
connection = duckdb.connect()
connection.execute(f"SET threads TO {threads}")
tables = {
    "plans": ("ssd_cp_plans", "cppl_person_id person, cppl_cp_plan_start_date started, "
              "coalesce(cppl_cp_plan_end_date, DATE '9999-12-31') ended", "WHERE cppl_cp_plan_ola IS DISTINCT FROM 'Y'"),
    "core_groups": ("local_core_groups", "person_id person, core_group_date happened", ""),
    "reviews": ("ssd_cp_reviews", "cppr_person_id person, cppr_cp_review_date happened", ""),
    "visits": ("ssd_cp_visits", "cppv_person_id person, cppv_cp_visit_date happened", ""),
    "population": ("local_population", "reference_date, published_date, population_0_17 persons", ""),
}
for name, (file, columns, condition) in tables.items():
    source = f"read_csv('{folder}/{file}.csv', header = true)"
    connection.execute(f"CREATE TABLE {name} AS SELECT {columns} FROM {source} {condition}")
for name in ("plans", "core_groups", "reviews", "visits"):
    # Numbers for persons, and rows in their order: the form that is fastest for a database.
    connection.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * REPLACE (CAST(substr(person, 2) AS INTEGER) AS person) "
                       f"FROM {name} ORDER BY person, 2")

holidays = set().union(*(bank_holidays(year) for year in range(1990, 2031)))
every_day = [date(1990, 1, 1) + timedelta(n) for n in range(41 * 365)]
working_days = [day for day in every_day if day.weekday() < 5 and day not in holidays]
# The day on which ten working days have passed: the tenth after it.
lapses, after = [], 0
for day in every_day:
    while after < len(working_days) and working_days[after] <= day:
        after += 1
    if after + 9 < len(working_days):
        lapses.append((day, working_days[after + 9]))
connection.execute("CREATE TABLE ten_working_days (happened DATE, lapses DATE)")
connection.executemany("INSERT INTO ten_working_days VALUES (?, ?)", lapses)
connection.execute("CREATE TABLE days AS SELECT unnest(generate_series(?::DATE, ?::DATE, INTERVAL 1 DAY))::DATE AS day",
                   [dates[0], dates[-1]])

# `events` gives, for each plan, its start and the events during it, each with the day on which it lapses.
MET = """
    SELECT happened AS day, 1 AS {name}, until FROM (
        SELECT happened, least(lapses, ended, lead(happened) OVER (PARTITION BY person, started ORDER BY happened)) AS until
        FROM ({events})
    ) WHERE happened < until
"""
DURING = """
    SELECT plans.person, started, ended, happened, {lapses} AS lapses
    FROM {events} JOIN plans ON plans.person = {events}.person AND started <= happened AND happened < ended
"""
START = "SELECT person, started, ended, started AS happened, started + {days} AS lapses FROM plans"
CORE_GROUPS = " UNION ALL ".join([START.format(days=10), DURING.format(events="core_groups", lapses="happened + 42"),
                                  DURING.format(events="reviews", lapses="happened + 42")])
REVIEWS = START.format(days=91) + " UNION ALL " + DURING.format(events="reviews", lapses="happened + 183")
VISITS = """
    SELECT person, started, ended, happened, ten_working_days.lapses FROM (
        SELECT person, started, ended, started AS happened FROM plans
        UNION ALL SELECT plans.person, started, ended, happened
        FROM visits JOIN plans ON plans.person = visits.person AND started <= happened AND happened < ended
    ) JOIN ten_working_days USING (happened)
"""
QUERY = f"""
    WITH core_groups_met AS ({MET.format(name="met", events=CORE_GROUPS)}),
    reviews_met AS ({MET.format(name="met", events=REVIEWS)}),
    visits_met AS ({MET.format(name="met", events=VISITS)}),
    changes AS (
        SELECT started AS day, 1 AS plans, 0 AS core_groups, 0 AS reviews, 0 AS visits FROM plans WHERE started < ended
        UNION ALL SELECT ended, -1, 0, 0, 0 FROM plans WHERE started < ended
        UNION ALL SELECT day, 0, 1, 0, 0 FROM core_groups_met UNION ALL SELECT until, 0, -1, 0, 0 FROM core_groups_met
        UNION ALL SELECT day, 0, 0, 1, 0 FROM reviews_met UNION ALL SELECT until, 0, 0, -1, 0 FROM reviews_met
        UNION ALL SELECT day, 0, 0, 0, 1 FROM visits_met UNION ALL SELECT until, 0, 0, 0, -1 FROM visits_met
    ),
    by_day AS (
        SELECT greatest(day, DATE '{dates[0]}') AS day, sum(plans) AS plans, sum(core_groups) AS core_groups,
            sum(reviews) AS reviews, sum(visits) AS visits
        FROM changes WHERE day <= DATE '{dates[-1]}' GROUP BY 1
    ),
    persons AS (
        SELECT day, arg_max(persons, (reference_date, published_date)) AS persons
        FROM days LEFT JOIN population ON published_date <= day GROUP BY day
    )
    SELECT day, COLUMNS(* EXCLUDE (day, persons)), persons FROM (
        SELECT day, coalesce(sum(plans) OVER so_far, 0) AS plans, coalesce(sum(core_groups) OVER so_far, 0) AS core_groups,
            coalesce(sum(reviews) OVER so_far, 0) AS reviews, coalesce(sum(visits) OVER so_far, 0) AS visits, persons
        FROM days LEFT JOIN by_day USING (day) LEFT JOIN persons USING (day) WINDOW so_far AS (ORDER BY day)
    ) ORDER BY day
"""

found = {}
for day, plans, core_groups, reviews, visits, persons in connection.execute(QUERY).fetchall():
    found |= {(day, "cp-plans"): (plans, None), (day, "cp-core-groups"): (core_groups, plans), (day, "cp-rate"): (plans, persons),
              (day, "cp-reviews"): (reviews, plans), (day, "cp-visits"): (visits, plans)}
if found.keys() != expected.keys():
    sys.exit("the figures are not those of child protection on every day")
for (day, indicator), counts in found.items():
    if counts != expected[day, indicator]:
        sys.exit(f"{day} {indicator}: {expected[day, indicator]} expected, {counts} found")

times = []
for _ in range(RUNS):
    start = time.perf_counter()
    connection.execute(f"CREATE OR REPLACE TEMP TABLE result AS {QUERY}")
    times.append(1000 * (time.perf_counter() - start))
print(f"duckdb {duckdb.__version__}, threads {threads}: {len(dates)} days, equal figures, "
      f"best {min(times):.1f} ms, median {statistics.median(times):.1f} ms")
