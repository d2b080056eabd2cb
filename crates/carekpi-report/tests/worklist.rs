//! The worklist as people read it: in a terminal and as a page.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use carekpi::model::{Caseload, CaseloadBuilder, EventKind, entry};
use carekpi::{Definitions, WorkingCalendar};
use carekpi_report::{TableStyle, WorklistReport};
use chrono::NaiveDate;

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// A child with a plan since 12 January and a core group on 18 February, whose case worker is in a team.
fn add(builder: &mut CaseloadBuilder, id: &str, team: &str, worker: &str) {
    let child = builder.child(entry::Child { id, ..Default::default() });
    builder.protection_plan(child, entry::Plan::new("", day(1, 12)));
    builder.event(child, EventKind::CoreGroup, entry::Event::new("", day(2, 18)));
    builder.allocation(child, entry::Allocation { team, worker, ..entry::Allocation::new("", day(1, 12)) });
}

fn caseload() -> Caseload {
    let mut builder = Caseload::builder();
    add(&mut builder, "P1", "South", "W2");
    add(&mut builder, "P2", "South", "W1");
    add(&mut builder, "P3", "", "");
    add(&mut builder, "<b>\u{1b}[2J", "North & <i>", "W3");
    builder.finish().unwrap()
}

#[test]
fn what_is_overdue_and_what_falls_due() {
    let caseload = caseload();
    let measurement = Definitions::statutory().over(&caseload, &WorkingCalendar::england_and_wales());
    let mut worklist = measurement.worklist(day(3, 31), 2).unwrap();
    worklist.retain(|task| task.child == "P1");
    let report = WorklistReport::from(&worklist).only(Some("team South")).council(Some("Anyshire"));
    let table = report.incomplete(Some("1 row set aside")).table(TableStyle::default());
    let expected = "\
Anyshire
Worklist on 31 March 2026, with what falls due by 1 April 2026; only team South
non-default setting: child-protection.cp-core-groups.first_within = \"10 working days\" (default \"10 days\")
non-default setting: looked-after.cla-health.age_limit = 5 (default 4)

Overdue
  days  since       child  what                     measured from                                  team
    64  2026-01-26  P1     Child protection visits  the start of the plan, 2026-01-12              South

Falls due
  days  due by      child  what                     measured from                                  team
 today  2026-03-31  P1     Core groups              the last core group or conference, 2026-02-18  South

1 overdue, 1 fall due
1 row set aside
";
    assert_eq!(table, expected);
    let html = report.html();
    for part in [
        "<p class=\"council\">Anyshire</p>",
        "<p class=\"only\">Only team South</p>",
        "<li>non-default setting: looked-after.cla-health.age_limit = 5 (default 4)</li>",
        "</span> <b>overdue</b> since 26 January 2026</td><td class=\"number\">64<span",
        "</span> <b>due</b> by 31 March 2026</td><td class=\"number\">today</td>",
        "the start of the plan, <span class=\"date\">12 January 2026</span>",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
}

/// What is due on the snapshot date is still in time on it, and overdue from the next day.
#[test]
fn the_last_day_in_time_is_the_day_before_it_is_overdue() {
    let caseload = caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    for (on, says) in
        [(day(3, 31), "today  2026-03-31"), (day(4, 1), "today  2026-04-01"), (day(4, 2), "1  2026-04-01")]
    {
        let mut worklist = measurement.worklist(on, 1).unwrap();
        worklist.retain(|task| task.info.id == "cp-core-groups" && task.child == "P1");
        let table = WorklistReport::from(&worklist).table(TableStyle::default());
        assert!(table.contains(says), "{table}");
        let is_overdue = on > day(3, 31);
        assert_eq!((table.contains("\nOverdue\n"), table.contains("\nFalls due\n")), (is_overdue, !is_overdue));
        let page = WorklistReport::from(&worklist).html();
        assert_eq!(page.contains("<b>overdue</b> since 1 April 2026"), is_overdue);
        assert_eq!(page.contains("<b>due</b> by 31 March 2026"), !is_overdue);
    }
}

#[test]
fn a_page_by_team_and_worker() {
    let caseload = caseload();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let worklist = measurement.worklist(day(3, 31), 14).unwrap();
    let html = WorklistReport::from(&worklist).html();
    let places: Vec<usize> = [
        "<h2 id=\"team-1\">North &amp; &lt;i&gt;</h2>",
        "<h2 id=\"team-2\">South</h2>",
        ">Worker W1 ",
        ">Worker W2 ",
        "<h2 id=\"team-3\">No team</h2>",
        ">No worker ",
    ]
    .iter()
    .map(|part| html.find(part).unwrap_or_else(|| panic!("{part}\n{html}")))
    .collect();
    assert!(places.is_sorted(), "{places:?}");
    for team in 1..=3 {
        assert!(html.contains(&format!("<a href=\"#team-{team}\">")));
    }
    // Four children with a visit that is overdue, and a core group and a review that fall due.
    let row = |name: &str, counts: [u32; 3]| {
        let cells: String = counts.iter().map(|count| format!("<td class=\"number\">{count}</td>")).collect();
        format!("<th scope=\"row\">{name}</th>{cells}</tr>")
    };
    assert!(html.contains(&row("<a href=\"#team-2\">South</a>", [2, 2, 2])), "{html}");
    assert!(html.contains(&row("all", [4, 4, 4])), "{html}");
    for outside in ["<script", "<i>", "<b>\u{1b}", "http:", "https:", "src=", "url(", "@import"] {
        assert!(!html.contains(outside), "{outside}");
    }
    assert_eq!(html.matches("<tr").count(), html.matches("</tr>").count());
    // Every header cell says what it heads, but for those that only print shows again.
    assert_eq!(html.matches("<th ").count() + html.matches("<th>").count(), html.matches("<th scope=").count() + 3);
}

#[test]
fn nothing_to_do_is_said() {
    let caseload = Caseload::default();
    let measurement = Definitions::default().over(&caseload, &WorkingCalendar::england_and_wales());
    let page = |within| WorklistReport::from(&measurement.worklist(day(3, 31), within).unwrap()).html();
    assert!(page(14).contains("Nothing is overdue, and nothing falls due by 13 April 2026."));
    assert!(page(0).contains("Nothing is overdue."));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let mut builder = Caseload::builder();
    add(&mut builder, "P1", "A team with a name that is so long that it takes up most of a line", "W1");
    add(&mut builder, &"long-identifier".repeat(20), "South", "W1");
    let caseload = builder.finish().unwrap();
    let calendar = WorkingCalendar::england_and_wales();
    for definitions in [Definitions::default(), Definitions::statutory()] {
        let measurement = definitions.over(&caseload, &calendar);
        let worklist = measurement.worklist(day(3, 31), 14).unwrap();
        for width in [40, 60, 80, 100, 120, 200] {
            let report =
                WorklistReport::from(&worklist).incomplete(Some("missing table: ssd_cp_visits, ssd_cla_visits"));
            let table = report.table(TableStyle::new(width));
            assert!(table.lines().all(|line| line.chars().count() <= width), "{width}\n{table}");
            assert_eq!(table.matches("2026-01-26").count(), 2, "{width}\n{table}");
            assert_eq!(
                table.split_whitespace().filter(|word| word.trim_end_matches(';') == "64").count(),
                2,
                "{width}\n{table}"
            );
        }
    }
}
