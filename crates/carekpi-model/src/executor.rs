//! Work in pieces that may be done at the same time.

/// A piece of work.
pub type Task<'t> = Box<dyn FnOnce() + Send + 't>;

/// Does pieces of work that do not depend on each other, on one thread or on several.
///
/// This crate starts no threads. With a thread pool of your own, a large caseload is
/// [built](crate::CaseloadBuilder::finish_with) sooner; it is the same caseload.
///
/// ```
/// use carekpi_model::{Caseload, Executor, Task};
///
/// struct Threads;
///
/// impl Executor for Threads {
///     fn run_all(&self, tasks: Vec<Task<'_>>) {
///         std::thread::scope(|scope| {
///             for task in tasks {
///                 scope.spawn(task);
///             }
///         });
///     }
/// }
///
/// assert!(Caseload::builder().finish_with(&Threads).unwrap().is_empty());
/// ```
pub trait Executor {
    /// Does every task, in any order, and returns when all are done.
    fn run_all(&self, tasks: Vec<Task<'_>>);
}

/// Does one task after another, on the thread that calls it.
///
/// ```
/// use carekpi_model::{Executor, OneThread};
///
/// let mut done = false;
/// OneThread.run_all(vec![Box::new(|| done = true)]);
/// assert!(done);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct OneThread;

impl Executor for OneThread {
    fn run_all(&self, tasks: Vec<Task<'_>>) {
        tasks.into_iter().for_each(|task| task());
    }
}
