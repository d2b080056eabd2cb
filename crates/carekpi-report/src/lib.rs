//! Tables, CSV, JSON and HTML of scorecards, series and worklists.
