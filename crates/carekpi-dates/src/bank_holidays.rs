//! The bank holidays of each nation: the regular ones follow rules, the others are listed.

mod england_and_wales;
mod listed;
mod northern_ireland;
mod scotland;
mod year;

use crate::{Holiday, Nation};
use year::Year;

/// The bank holidays of a year, in order. A holiday on a weekend is replaced by its substitute day, if it has one.
pub(crate) fn of_year(nation: Nation, year: i32) -> Vec<Holiday> {
    let mut year = Year::new(year);
    match nation {
        Nation::EnglandAndWales => england_and_wales::add(&mut year),
        Nation::Scotland => scotland::add(&mut year),
        Nation::NorthernIreland => northern_ireland::add(&mut year),
    }
    listed::add(&mut year, nation);
    year.in_order()
}
