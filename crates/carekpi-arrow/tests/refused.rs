//! What can't be read is refused by table and column, and a mapping applies to batches as to files.
#![expect(clippy::unwrap_used, reason = "a test that can't go on should stop")]

use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, Date32Array, DictionaryArray, Int64Array, RecordBatch, StringArray, TimestampSecondArray,
};
use carekpi::model::OwnKind;
use carekpi_ssd::{Extract, FindingKind, Mapping, ReadError, Table};

fn texts(texts: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(texts.to_vec()))
}

fn batch(columns: impl IntoIterator<Item = (&'static str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter(columns).unwrap()
}

fn read(persons: Vec<RecordBatch>) -> Result<Extract, ReadError> {
    carekpi_arrow::read(&Extract::reader(), [(Table::Person, persons)])
}

#[test]
fn a_column_of_another_type_is_named() {
    let bytes = || Arc::new(BinaryArray::from_vec(vec![b"x"])) as ArrayRef;
    let refused = |column| {
        let others = [("pers_person_id", texts(&["P1"])), ("pers_dob", texts(&[""]))];
        let columns = others.into_iter().filter(|(name, _)| *name != column);
        read(vec![batch(columns.chain([(column, bytes())]))])
    };
    let error = refused("pers_dob").unwrap_err();
    let expected = "expected text, a date, a timestamp, a number, or a dictionary of these";
    assert_eq!(error.to_string(), format!("ssd_person, column pers_dob: its type is Binary; {expected}"));
    assert_eq!(error.table(), Some(Table::Person));
    // A column that is not read may have any type.
    assert_eq!(refused("pers_upn").unwrap().caseload.len(), 1);

    let keys = DictionaryArray::<Int32Type>::new(vec![0].into(), bytes());
    let error = read(vec![batch([("pers_person_id", texts(&["P1"])), ("pers_dob", Arc::new(keys))])]).unwrap_err();
    assert!(error.to_string().contains("its type is Binary"), "{error}");
}

#[test]
fn a_time_zone_with_a_name_is_refused() {
    let at = |zone: &str| {
        let born: ArrayRef = Arc::new(TimestampSecondArray::from(vec![1_433_113_200]).with_timezone(zone));
        read(vec![batch([("pers_person_id", texts(&["P1"])), ("pers_dob", born)])])
    };
    let born = |zone| at(zone).unwrap().caseload.find("P1").unwrap().born().unwrap().to_string();
    assert_eq!((born("+01:00"), born("UTC")), ("2015-06-01".to_owned(), "2015-05-31".to_owned()));
    let error = at("Europe/London").unwrap_err().to_string();
    assert!(
        error.starts_with("ssd_person, column pers_dob: its timestamps are of the time zone \"Europe/London\""),
        "{error}"
    );
}

#[test]
fn dates_are_no_times_of_day() {
    let mapping = "[records.missing]\ntable = \"t\"\nid = \"id\"\nperson = \"child\"\ndate = \"went\"\ntime = \"at\"\n";
    let reader = Extract::reader().mapping(&Mapping::from_toml(mapping, "ours.toml").unwrap());
    let read = |at: ArrayRef| {
        let went: ArrayRef = Arc::new(TimestampSecondArray::from(vec![1_433_113_200]));
        let missing = [("id", texts(&["M1"])), ("child", texts(&["P1"])), ("went", went), ("at", at)];
        let tables = [
            (Table::Person, [batch([("pers_person_id", texts(&["P1"]))])]),
            (Table::OwnEvents(OwnKind::new("missing").unwrap()), [batch(missing)]),
        ];
        carekpi_arrow::read(&reader, tables)
    };
    assert_eq!(read(texts(&["23:30"])).unwrap().rows.values().map(|rows| rows.kept).sum::<u64>(), 2);
    let error = read(Arc::new(TimestampSecondArray::from(vec![1_433_113_200]))).unwrap_err().to_string();
    assert_eq!(error, "missing, column at: its values are dates; expected times of day as texts, such as 14:30");
}

#[test]
fn batches_have_the_same_columns() {
    let one = batch([("pers_person_id", texts(&["P1"])), ("pers_sex", texts(&["F"]))]);
    let other = batch([("pers_person_id", texts(&["P2"]))]);
    let error = read(vec![one, other]).unwrap_err().to_string();
    assert_eq!(error, "ssd_person: the part lacks the column pers_sex, unlike the first part");
    let error =
        read(vec![batch([("PERS_PERSON_ID", texts(&["P1"])), ("pers_person_id", texts(&["P1"]))])]).unwrap_err();
    assert!(error.to_string().contains("appears twice"), "{error}");
}

#[test]
fn months_may_not_come_first() {
    let columns = [("pers_person_id", texts(&["P1", "P2"])), ("pers_dob", texts(&["12/25/2015", "12/05/2015"]))];
    let error = read(vec![batch(columns)]).unwrap_err();
    assert!(matches!(error, ReadError::MonthFirst { line: 1, column: "pers_dob", .. }), "{error}");
}

#[test]
fn persons_are_needed_and_other_tables_may_be_empty() {
    let nothing: [(Table, Vec<RecordBatch>); 0] = [];
    let error = carekpi_arrow::read(&Extract::reader(), nothing).unwrap_err();
    assert!(matches!(error, ReadError::NoPersons { .. }), "{error}");

    let persons = vec![batch([("pers_person_id", Arc::new(Int64Array::from(vec![7])) as ArrayRef)])];
    let extract =
        carekpi_arrow::read(&Extract::reader(), [(Table::Person, persons), (Table::CpPlans, vec![])]).unwrap();
    assert!(extract.caseload.find("7").is_some());
    let missing = |table| {
        extract.findings.iter().any(|finding| finding.table == Some(table) && finding.kind == FindingKind::TableAbsent)
    };
    assert!(!missing(Table::CpPlans) && missing(Table::CpVisits));
}

#[test]
fn a_mapping_applies() {
    let toml = "[columns.ssd_person]\npers_dob = \"born\"\n[values.ssd_person.pers_sex]\n\"Girl\" = \"F\"\n";
    let mapping = Mapping::from_toml(toml, "ours.toml").unwrap();
    let born: ArrayRef = Arc::new(Date32Array::from(vec![16_587]));
    let persons = batch([("born", born), ("pers_sex", texts(&["girl"])), ("pers_person_id", texts(&["P1"]))]);
    let extract = carekpi_arrow::read(&Extract::reader().mapping(&mapping), [(Table::Person, [persons])]).unwrap();
    let child = extract.caseload.find("P1").unwrap();
    assert_eq!((child.sex(), child.born().unwrap().to_string()), ("F", "2015-06-01".to_owned()));
    assert_eq!(extract.mappings, ["ours.toml"]);
}
