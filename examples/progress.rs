//! That a program is at work, on a terminal.

use std::time::Duration;

use indicatif::ProgressBar;

/// A spinner on standard error while a program works long; nothing where that is no terminal.
#[derive(Debug)]
pub struct Progress(ProgressBar);

impl Progress {
    /// The extract is being read.
    #[must_use]
    pub fn reading() -> Self {
        let spinner = ProgressBar::new_spinner();
        spinner.set_message("reading the extract");
        spinner.enable_steady_tick(Duration::from_millis(100));
        Self(spinner)
    }

    /// It has been read, and is measured.
    pub fn measuring(&self) {
        self.0.set_message("measuring");
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
