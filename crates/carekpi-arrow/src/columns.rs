//! Makes a record batch column by column.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use carekpi_engine::Provenance;
use chrono::NaiveDate;

/// The columns of a record batch.
#[derive(Default)]
pub(crate) struct Columns {
    fields: Vec<Field>,
    arrays: Vec<ArrayRef>,
    metadata: HashMap<String, String>,
}

impl Columns {
    /// No columns yet, of results with this provenance.
    pub(crate) fn of(provenance: &Provenance) -> Self {
        let version = ("carekpi.version".to_owned(), provenance.version.clone());
        let notes = ("carekpi.notes".to_owned(), provenance.notes().join("\n"));
        Self { metadata: [version, notes].into(), ..Self::default() }
    }

    /// Texts. An array of texts holds two gigabytes.
    pub(crate) fn text<'t>(self, name: &str, texts: impl Iterator<Item = &'t str>) -> Result<Self, ArrowError> {
        self.texts(name, texts.map(Some), false)
    }

    /// Texts that may be missing.
    pub(crate) fn text_or_null<'t>(
        self,
        name: &str,
        texts: impl Iterator<Item = Option<&'t str>>,
    ) -> Result<Self, ArrowError> {
        self.texts(name, texts, true)
    }

    fn texts<'t>(
        self,
        name: &str,
        texts: impl Iterator<Item = Option<&'t str>>,
        nullable: bool,
    ) -> Result<Self, ArrowError> {
        let texts: Vec<Option<&str>> = texts.collect();
        let length = texts.iter().flatten().fold(0_usize, |sum, text| sum.saturating_add(text.len()));
        if i32::try_from(length).is_err() {
            return Err(ArrowError::OffsetOverflowError(length));
        }
        Ok(self.with(name, nullable, Arc::new(StringArray::from(texts))))
    }

    /// Whole numbers.
    pub(crate) fn number(self, name: &str, numbers: impl Iterator<Item = i64>) -> Self {
        self.with(name, false, Arc::new(Int64Array::from_iter_values(numbers)))
    }

    /// Whole numbers that may be missing.
    pub(crate) fn number_or_null(self, name: &str, numbers: impl Iterator<Item = Option<i64>>) -> Self {
        self.with(name, true, Arc::new(numbers.collect::<Int64Array>()))
    }

    /// Values that may be missing.
    pub(crate) fn value_or_null(self, name: &str, values: impl Iterator<Item = Option<f64>>) -> Self {
        self.with(name, true, Arc::new(values.collect::<Float64Array>()))
    }

    /// Yes, no or unknown.
    pub(crate) fn flag_or_null(self, name: &str, flags: impl Iterator<Item = Option<bool>>) -> Self {
        self.with(name, true, Arc::new(flags.collect::<BooleanArray>()))
    }

    /// Dates.
    pub(crate) fn date(self, name: &str, dates: impl Iterator<Item = NaiveDate>) -> Self {
        self.with(name, false, Arc::new(Date32Array::from_iter_values(dates.map(|date| date.to_epoch_days()))))
    }

    /// Dates that may be missing.
    pub(crate) fn date_or_null(self, name: &str, dates: impl Iterator<Item = Option<NaiveDate>>) -> Self {
        let days = dates.map(|date| date.map(|date| date.to_epoch_days()));
        self.with(name, true, Arc::new(days.collect::<Date32Array>()))
    }

    fn with(mut self, name: &str, nullable: bool, array: ArrayRef) -> Self {
        let data_type: DataType = array.data_type().clone();
        self.fields.push(Field::new(name, data_type, nullable));
        self.arrays.push(array);
        self
    }

    /// The record batch of the columns.
    pub(crate) fn batch(self) -> Result<RecordBatch, ArrowError> {
        RecordBatch::try_new(Arc::new(Schema::new_with_metadata(self.fields, self.metadata)), self.arrays)
    }
}

/// A count, as tools without unsigned numbers read it.
pub(crate) fn count(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
