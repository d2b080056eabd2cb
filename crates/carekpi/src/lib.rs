//! Children's social care key performance indicators.
