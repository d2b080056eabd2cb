//! The values of a column of any type that can be read, made ready to be given as texts.

use std::fmt::{Display, Write as _};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, ArrowPrimitiveType, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_schema::DataType;

use crate::days::{Days, MILLISECONDS, offset};
use crate::texts::Texts;

/// The values of a column.
pub(crate) enum Values<'b> {
    /// None at all.
    Missing,
    Utf8(&'b StringArray),
    LargeUtf8(&'b LargeStringArray),
    Utf8View(&'b StringViewArray),
    Days(Days),
    Written(Written),
    Coded(Coded<'b>),
}

/// Values that were written, one after another.
#[derive(Default)]
pub(crate) struct Written {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
}

/// Values of a dictionary.
pub(crate) struct Coded<'b> {
    /// The place of each row's value in the dictionary.
    places: Vec<Option<usize>>,
    dictionary: Box<Values<'b>>,
    /// How many values the dictionary has.
    length: usize,
}

impl<'b> Values<'b> {
    /// The values of an array; or else what is wrong with its type, for people.
    pub(crate) fn of(array: &'b ArrayRef) -> Result<Self, String> {
        let values = match array.data_type() {
            DataType::Null => Some(Self::Missing),
            DataType::Utf8 => array.as_string_opt().map(Self::Utf8),
            DataType::LargeUtf8 => array.as_string_opt().map(Self::LargeUtf8),
            DataType::Utf8View => array.as_string_view_opt().map(Self::Utf8View),
            DataType::Date32 => primitive::<Date32Type>(array).map(|days| Self::Days(Days::of(days.iter(), 1, 0))),
            DataType::Date64 => {
                primitive::<Date64Type>(array).map(|at| Self::Days(Days::of(at.iter(), MILLISECONDS, 0)))
            }
            DataType::Timestamp(unit, zone) => {
                let offset = offset(zone.as_deref())?;
                Days::of_timestamps(array, *unit, offset).map(Self::Days)
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

    fn written(values: impl Iterator<Item = Option<impl Display>>) -> Self {
        let mut written = Written::default();
        for value in values {
            if let Some(value) = value {
                // A text takes all that is written to it.
                let _ = write!(written.text, "{value}");
            }
            written.ends.push(written.text.len());
        }
        Self::Written(written)
    }

    fn of_dictionary(array: &'b ArrayRef) -> Result<Option<Self>, String> {
        let Some(coded) = array.as_any_dictionary_opt() else { return Ok(None) };
        let length = coded.values().len();
        if length == 0 {
            return Ok(Some(Self::Missing));
        }
        let dictionary = Box::new(Self::of(coded.values())?);
        let keys = coded.keys();
        let place = |(row, place)| keys.is_valid(row).then_some(place);
        let places = coded.normalized_keys().into_iter().enumerate().map(place).collect();
        Ok(Some(Self::Coded(Coded { places, dictionary, length })))
    }

    /// The texts of the rows. A missing value is blank.
    pub(crate) fn texts(&self) -> Texts<'_> {
        match self {
            Self::Missing => Texts::blank(),
            Self::Utf8(array) => Texts::new(array.iter().map(Option::unwrap_or_default)),
            Self::LargeUtf8(array) => Texts::new(array.iter().map(Option::unwrap_or_default)),
            Self::Utf8View(array) => Texts::new(array.iter().map(Option::unwrap_or_default)),
            Self::Days(days) => Texts::new(days.texts()),
            Self::Written(Written { text, ends }) => {
                let starts = [0].into_iter().chain(ends.iter().copied());
                Texts::new(starts.zip(ends).map(|(start, end)| text.get(start..*end).unwrap_or("")))
            }
            Self::Coded(Coded { places, dictionary, length }) => {
                let mut values = vec![""; *length];
                dictionary.texts().fill(&mut values, 0, 1);
                let text = move |place: &Option<usize>| place.and_then(|place| values.get(place).copied());
                Texts::new(places.iter().map(move |place| text(place).unwrap_or("")))
            }
        }
    }
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
