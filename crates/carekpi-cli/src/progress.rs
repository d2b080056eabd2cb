//! That the program is at work, on a terminal.

use std::time::Duration;

use indicatif::ProgressBar;

/// A spinner on standard error while the program works long; nothing where that is no terminal.
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

    /// It has been read, and is measured.
    pub(crate) fn measuring(&self) {
        self.0.set_message("measuring");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
