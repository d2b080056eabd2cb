//! The five care leaver indicators.
