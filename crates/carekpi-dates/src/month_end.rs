//! Days that a month does not have.

use crate::reading;

reading! {
    /// What is the day n months after a date, where the month has no such day?
    pub enum MonthEnd: "month_end" {
        /// The last day of that month: the corresponding-date rule of English law (Dodds v Walker, 1981).
        Clamp = "clamp",
        /// The first day of the month after it.
        Spill = "spill",
    }
}
