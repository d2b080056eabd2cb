//! The five child protection indicators.
