//! The two children in need indicators.
