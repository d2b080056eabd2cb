//! The values of a column of any type that can be read, made ready to be given as texts.

use std::borrow::Cow;
use std::fmt::{Display, Write as _};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, GenericStringArray, OffsetSizeTrait, PrimitiveArray, StringViewArray,
};
use arrow_schema::DataType;

use carekpi_ssd::Column;
use chrono::NaiveDate;

use crate::days::{Days, MILLISECONDS, dates, dates_of_timestamps, offset};
use crate::nulls::for_each_null;

/// The values of a column.
pub(crate) enum Values<'b> {
    /// None at all.
    Missing,
    Slices(Slices<'b>),
    Utf8View(&'b StringViewArray),
    Dates(Vec<Option<NaiveDate>>),
    Coded(Coded<'b>),
}

/// Texts that stand one after another. A missing one is blank.
pub(crate) struct Slices<'b> {
    /// The part of the array, or what was written.
    text: Cow<'b, str>,
    /// Where each text starts, and where the last one ends.
    offsets: Vec<usize>,
}

/// Texts of a dictionary.
pub(crate) struct Coded<'b> {
    /// The place of each row's text in the dictionary; beyond its end if the row has none.
    places: Vec<usize>,
    texts: Vec<&'b str>,
}

impl<'b> Values<'b> {
    /// The values of an array; or else what is wrong with its type, for people.
    pub(crate) fn of(array: &'b ArrayRef) -> Result<Self, String> {
        let values = match array.data_type() {
            DataType::Null => Some(Self::Missing),
            DataType::Utf8 => array.as_string_opt::<i32>().map(Self::of_texts),
            DataType::LargeUtf8 => array.as_string_opt::<i64>().map(Self::of_texts),
            DataType::Utf8View => array.as_string_view_opt().map(Self::Utf8View),
            DataType::Date32 => primitive::<Date32Type>(array).map(|days| Self::of_days(dates(days, |day| day))),
            DataType::Date64 => primitive::<Date64Type>(array)
                .map(|points| Self::of_days(dates(points, |at| at.div_euclid(MILLISECONDS)))),
            DataType::Timestamp(unit, zone) => {
                let offset = offset(zone.as_deref())?;
                dates_of_timestamps(array, *unit, offset).map(Self::of_days)
            }
            DataType::Boolean => array.as_boolean_opt().map(|flags| {
                let letter = |flag| if flag { "Y" } else { "N" };
                Self::written(flags.iter().map(|flag| flag.map(letter)))
            }),
            DataType::Int8 => whole::<Int8Type>(array),
            DataType::Int16 => whole::<Int16Type>(array),
            DataType::Int32 => whole::<Int32Type>(array),
            DataType::Int64 => whole::<Int64Type>(array),
            DataType::UInt8 => whole::<UInt8Type>(array),
            DataType::UInt16 => whole::<UInt16Type>(array),
            DataType::UInt32 => whole::<UInt32Type>(array),
            DataType::UInt64 => whole::<UInt64Type>(array),
            DataType::Float32 => primitive::<Float32Type>(array)
                .map(|floats| Self::written(floats.iter().map(|float| float.filter(|float| !float.is_nan())))),
            DataType::Float64 => primitive::<Float64Type>(array)
                .map(|floats| Self::written(floats.iter().map(|float| float.filter(|float| !float.is_nan())))),
            DataType::Decimal128(..) => primitive::<Decimal128Type>(array).map(|decimals| {
                let decimal = |row| decimals.is_valid(row).then(|| plain(&decimals.value_as_string(row)).to_owned());
                Self::written((0..decimals.len()).map(decimal))
            }),
            DataType::Dictionary(..) => Self::of_dictionary(array)?,
            _ => None,
        };
        values.ok_or_else(|| {
            let found = array.data_type();
            format!("its type is {found}; expected text, a date, a timestamp, a number, or a dictionary of these")
        })
    }

    /// The texts of an array, where they are; or written again if something stands where one is missing.
    fn of_texts(array: &'b GenericStringArray<impl OffsetSizeTrait>) -> Self {
        slices(array).map_or_else(|| Self::written(array.iter()), Self::Slices)
    }

    fn of_days(days: Days) -> Self {
        days.map_or_else(|texts| Self::written(texts.into_iter()), Self::Dates)
    }

    fn written(values: impl Iterator<Item = Option<impl Display>>) -> Self {
        let (mut text, mut offsets) = (String::new(), vec![0]);
        for value in values {
            if let Some(value) = value {
                // A text takes all that is written to it.
                let _ = write!(text, "{value}");
            }
            offsets.push(text.len());
        }
        Self::Slices(Slices { text: text.into(), offsets })
    }

    fn of_dictionary(array: &'b ArrayRef) -> Result<Option<Self>, String> {
        let Some(coded) = array.as_any_dictionary_opt() else { return Ok(None) };
        if coded.values().is_empty() {
            return Ok(Some(Self::Missing));
        }
        let mut places = coded.normalized_keys();
        for_each_null(coded.keys(), |row| {
            if let Some(place) = places.get_mut(row) {
                *place = usize::MAX;
            }
        });
        let values = Self::of(coded.values())?;
        let with_texts = |places, texts| Self::Coded(Coded { places, texts });
        Ok(Some(match values {
            Self::Missing => Self::Missing,
            Self::Utf8View(array) => with_texts(places, array.iter().map(Option::unwrap_or_default).collect()),
            Self::Slices(Slices { text: Cow::Borrowed(text), offsets }) => {
                with_texts(places, slices_of(text, &offsets).collect())
            }
            Self::Coded(inner) => with_texts(places, inner.texts().collect()),
            Self::Dates(dates) => {
                Self::Dates(places.iter().map(|place| dates.get(*place).copied().flatten()).collect())
            }
            Self::Slices(Slices { text: Cow::Owned(text), offsets }) => {
                let texts: Vec<&str> = slices_of(&text, &offsets).collect();
                Self::written(places.iter().map(|place| texts.get(*place)))
            }
        }))
    }

    /// The column of the values. A missing value is blank.
    pub(crate) fn column(&self) -> Column<'_> {
        match self {
            Self::Missing => Column::coded(&[], &[]),
            Self::Utf8View(array) => Column::texts(array.iter().map(Option::unwrap_or_default)),
            Self::Dates(dates) => Column::dates(dates.iter().copied()),
            Self::Slices(Slices { text, offsets }) => Column::slices(text, offsets),
            Self::Coded(Coded { texts, places }) => Column::coded(texts, places),
        }
    }
}

impl<'b> Coded<'b> {
    fn texts(&self) -> impl Iterator<Item = &'b str> {
        self.places.iter().map(|place| self.texts.get(*place).copied().unwrap_or(""))
    }
}

/// The texts between each of `offsets` and the next.
fn slices_of<'t>(text: &'t str, offsets: &[usize]) -> impl Iterator<Item = &'t str> {
    let bounds = offsets.iter().zip(offsets.iter().skip(1));
    bounds.map(|(start, end)| text.get(*start..*end).unwrap_or(""))
}

/// The texts of an array, unless something stands where one is missing.
fn slices<O: OffsetSizeTrait>(array: &GenericStringArray<O>) -> Option<Slices<'_>> {
    let offsets = array.value_offsets();
    let mut all_blank = true;
    for_each_null(array, |row| {
        all_blank &= matches!(offsets.get(row..), Some([start, end, ..]) if start == end);
    });
    if !all_blank {
        return None;
    }
    let [first, last] = [offsets.first()?, offsets.last()?].map(|offset| offset.as_usize());
    let text = std::str::from_utf8(array.value_data().get(first..last)?).ok()?;
    Some(Slices {
        text: text.into(),
        offsets: offsets.iter().map(|offset| offset.as_usize().wrapping_sub(first)).collect(),
    })
}

fn primitive<T: ArrowPrimitiveType>(array: &ArrayRef) -> Option<&PrimitiveArray<T>> {
    array.as_primitive_opt()
}

fn whole<'b, T: ArrowPrimitiveType<Native: Display>>(array: &'b ArrayRef) -> Option<Values<'b>> {
    primitive::<T>(array).map(|numbers| Values::written(numbers.iter()))
}

/// A decimal number without the zeros at the end of its decimals.
fn plain(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}
