//! Working days, bank holidays, calendar months, ages and limits, for England and Wales.
