//! How many threads the program uses.

use std::num::NonZero;
use std::thread::available_parallelism;

use crate::exit::ExitError;

/// The most threads that are of use.
const MOST: usize = 64;

/// Starts one thread for each core that the program may use, whatever the environment asks for.
pub(crate) fn start() -> Result<(), ExitError> {
    let cores = available_parallelism().map_or(1, NonZero::get);
    let threads = rayon::ThreadPoolBuilder::new().num_threads(cores.clamp(1, MOST)).build_global();
    threads.map_err(|error| ExitError::data(format!("threads can't be started: {error}")))
}
