//! The same rows as CSV files and as record batches of any shape.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{PrimitiveBuilder, PrimitiveDictionaryBuilder};
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float64Type, Int8Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampNanosecondType, TimestampSecondType, UInt64Type,
};
use arrow_array::{
    ArrayRef, ArrowPrimitiveType, BinaryArray, BooleanArray, DictionaryArray, GenericStringArray, Int32Array,
    LargeStringArray, NullArray, OffsetSizeTrait, RecordBatch, StringArray, StringViewArray,
};
use carekpi_ssd::{Corruptor, Table};
use chrono::{Datelike as _, NaiveDate};

/// Choices that a test makes, again and again from the first.
pub(crate) struct Choices(Vec<u8>, usize);

impl Choices {
    pub(crate) fn new(choices: Vec<u8>) -> Self {
        Self(choices, 0)
    }

    /// A number below this one.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.1 += 1;
        // What is chosen differs each time round.
        (usize::from(self.0[self.1 % self.0.len()]) + self.1 / self.0.len()) % limit
    }
}

/// The rows of a table, as text.
#[derive(Clone)]
pub(crate) struct Rows {
    pub(crate) table: Table,
    pub(crate) columns: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Rows {
    /// The rows of a text with a header, without quotes.
    pub(crate) fn of(table: Table, text: &str) -> Self {
        let mut rows = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<String>>());
        Self { table, columns: rows.next().unwrap(), rows: rows.collect() }
    }

    /// The tables of a folder.
    pub(crate) fn of_folder(folder: &Path) -> Vec<Self> {
        let read = |table: &Table| {
            let mut file = csv::Reader::from_path(folder.join(format!("{table}.csv"))).ok()?;
            let columns = file.headers().unwrap().iter().map(str::to_owned).collect();
            let rows = file.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            Some(Self { table: *table, columns, rows })
        };
        assert!(fs::exists(folder).unwrap());
        Table::ALL.iter().filter_map(read).collect()
    }

    /// The same, with some rows damaged.
    pub(crate) fn damaged(&self, per_million: u32, seed: u64) -> Self {
        let columns: Vec<&str> = self.columns.iter().map(String::as_str).collect();
        let mut corruptor = Corruptor::new(per_million, seed, &columns);
        let rows = self.rows.iter().flat_map(|row| corruptor.row(row.clone())).collect();
        Self { rows, ..self.clone() }
    }

    /// Without a column.
    pub(crate) fn without(mut self, column: usize) -> Self {
        self.columns.remove(column);
        self.rows.iter_mut().for_each(|row| drop(row.remove(column)));
        self
    }

    /// The file of the table, and its name.
    pub(crate) fn file(&self) -> (String, Vec<u8>) {
        let mut file = csv::Writer::from_writer(Vec::new());
        file.write_record(self.columns.iter().map(String::as_str).chain(["unread"])).unwrap();
        for row in &self.rows {
            file.write_record(row.iter().map(String::as_str).chain([""])).unwrap();
        }
        (format!("{}.csv", self.table.name()), file.into_inner().unwrap())
    }

    /// The table as batches: any number, the columns of each in any order and of any type that can hold their values, and one
    /// that can't be read.
    pub(crate) fn batches(&self, choices: &mut Choices) -> Vec<RecordBatch> {
        let mut batches = Vec::new();
        let mut rows = self.rows.as_slice();
        while batches.is_empty() || !rows.is_empty() {
            let (part, rest) = rows.split_at(rows.len().min([1, 7, 255, 256, 257, 3000][choices.below(6)]));
            rows = rest;
            let column = |at: usize| part.iter().map(|row| row[at].as_str()).collect::<Vec<&str>>();
            let named = self.columns.iter().enumerate();
            let mut columns: Vec<(&str, ArrayRef)> =
                named.map(|(at, name)| (name.as_str(), array(&column(at), choices))).collect();
            columns.push(("unread", Arc::new(BinaryArray::from_vec(vec![b"\xff"; part.len()]))));
            let by = choices.below(columns.len());
            columns.rotate_left(by);
            let swapped = choices.below(columns.len());
            columns.swap(0, swapped);
            batches.push(
                RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true))).unwrap(),
            );
        }
        batches
    }
}

/// An array of these texts, of any type that can hold them.
fn array(texts: &[&str], choices: &mut Choices) -> ArrayRef {
    let values: Vec<Option<&str>> = texts.iter().map(|text| Some(*text).filter(|text| !text.is_empty())).collect();
    let known = || values.iter().flatten();
    let day = |text: &str| text.parse::<NaiveDate>().ok().filter(|day| day.to_string() == text);
    let number = |text: &str| text.parse::<i64>().ok().filter(|number| number.to_string() == text);
    if known().next().is_none() {
        return Arc::new(NullArray::new(texts.len()));
    }
    if known().all(|text| day(text).is_some()) {
        let days: Vec<Option<i64>> =
            values.iter().map(|text| Some(i64::from(day((*text)?)?.num_days_from_ce()) - 719_163)).collect();
        return dates(&days, choices);
    }
    if known().all(|text| number(text).is_some_and(|number| number.abs() < 1 << 31)) {
        let numbers: Vec<Option<i64>> = values.iter().map(|text| number((*text)?)).collect();
        return match choices.below(6) {
            0 => primitive::<Int64Type>(&numbers, |number| number),
            1 => primitive::<Int32Type>(&numbers, |number| i32::try_from(number).unwrap()),
            2 => primitive::<Float64Type>(&numbers, |number| f64::from(i32::try_from(number).unwrap())),
            3 => primitive::<Decimal128Type>(&numbers, |number| i128::from(number) * 10_i128.pow(10)),
            4 => {
                let mut builder = PrimitiveDictionaryBuilder::<Int32Type, Int64Type>::new();
                numbers.iter().for_each(|number| builder.append_option(*number));
                Arc::new(builder.finish())
            }
            _ => Arc::new(StringArray::from(values)),
        };
    }
    if known().all(|text| ["Y", "N"].contains(text)) && choices.below(2) == 0 {
        return Arc::new(values.iter().map(|text| text.map(|text| text == "Y")).collect::<BooleanArray>());
    }
    match choices.below(12) {
        0 => Arc::new(StringArray::from(texts.to_vec())),
        1 => Arc::new(StringArray::from(values)),
        2 => Arc::new(LargeStringArray::from(values)),
        3 => Arc::new(StringViewArray::from(values)),
        4 => Arc::new(values.into_iter().collect::<DictionaryArray<UInt64Type>>()),
        5 => Arc::new(StringArray::from([&["before"], texts, &["after"]].concat()).slice(1, texts.len())),
        6 => Arc::new(with_hidden::<i32>(&values)),
        7 => Arc::new(with_hidden::<i64>(&values)),
        8 => {
            let keys = (0..).take(texts.len()).collect::<Int32Array>();
            Arc::new(DictionaryArray::new(keys, Arc::new(with_hidden::<i32>(&values))))
        }
        9 => {
            let longer = std::iter::once(Some("before")).chain(values);
            Arc::new(longer.collect::<DictionaryArray<Int32Type>>().slice(1, texts.len()))
        }
        10 if texts.len() < 128 => Arc::new(values.into_iter().collect::<DictionaryArray<Int8Type>>()),
        _ => Arc::new(values.into_iter().collect::<DictionaryArray<Int32Type>>()),
    }
}

/// An array of texts that has other texts where one is missing.
fn with_hidden<O: OffsetSizeTrait>(values: &[Option<&str>]) -> GenericStringArray<O> {
    let hidden: Vec<&str> = values.iter().map(|text| text.unwrap_or("hidden")).collect();
    let (offsets, data, _) = GenericStringArray::<O>::from(hidden).into_parts();
    let is_known: Vec<bool> = values.iter().map(Option::is_some).collect();
    GenericStringArray::new(offsets, data, Some(is_known.into()))
}

/// An array of days, of any type that can hold them.
fn dates(days: &[Option<i64>], choices: &mut Choices) -> ArrayRef {
    const SECONDS: i64 = 86_400;
    let in_nanoseconds = days.iter().flatten().all(|day| day.abs() < 100_000);
    let at = choices.below(144) as i64 * 600;
    match choices.below(7) {
        0 => primitive::<Date64Type>(days, |day| day * SECONDS * 1000),
        1 => primitive::<TimestampSecondType>(days, |day| day * SECONDS + at),
        2 => {
            let ten_hours_behind =
                primitive::<TimestampMicrosecondType>(days, |day| (day * SECONDS + at + 36_000) * 1_000_000);
            let array = arrow_array::cast::AsArray::as_primitive::<TimestampMicrosecondType>(&ten_hours_behind);
            Arc::new(array.clone().with_timezone("-10:00"))
        }
        3 if in_nanoseconds => primitive::<TimestampNanosecondType>(days, |day| (day * SECONDS + at) * 1_000_000_000),
        4 => {
            let mut builder = PrimitiveDictionaryBuilder::<Int32Type, Date32Type>::new();
            days.iter().for_each(|day| builder.append_option(day.map(|day| i32::try_from(day).unwrap())));
            Arc::new(builder.finish())
        }
        _ => primitive::<Date32Type>(days, |day| i32::try_from(day).unwrap()),
    }
}

fn primitive<T: ArrowPrimitiveType>(values: &[Option<i64>], native: impl Fn(i64) -> T::Native) -> ArrayRef {
    let mut builder = PrimitiveBuilder::<T>::new();
    builder.append_null();
    values.iter().for_each(|value| builder.append_option(value.map(&native)));
    Arc::new(builder.finish().slice(1, values.len()))
}
