//! A sign on a terminal that the program is working.

use std::time::Duration;

use indicatif::ProgressBar;

/// A spinner on standard error during long work. There is none if standard error is not a terminal.
#[derive(Debug)]
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// The extract is being read.
    pub(crate) fn reading() -> Self {
        let spinner = ProgressBar::new_spinner();
        spinner.set_message("reading the extract");
        spinner.enable_steady_tick(Duration::from_millis(100));
        Self(spinner)
    }

    /// The extract has been read, and is being measured.
    pub(crate) fn measuring(&self) {
        self.0.set_message("measuring");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
