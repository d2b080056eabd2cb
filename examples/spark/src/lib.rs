//! The native part of the Python module `carekpi_spark`: Arrow record batches in and out.
//!
//! [`tables`](native::tables) says how the rows of an extract name their persons, so that persons can be put together with all
//! their records. [`figures`](native::figures) gives the counts of a part, [`total`](native::total) the figures of their sum.

mod part;
mod persons;
mod settings;
mod sum;

#[pyo3::pymodule(name = "_native")]
mod native {
    use std::collections::BTreeMap;

    use arrow_array::RecordBatch;
    use arrow_pyarrow::PyArrowType;
    use carekpi::ssd::{Table, identifier_column, person_columns, rows};
    use pyo3::exceptions::PyValueError;
    use pyo3::{PyResult, Python, pyfunction};

    use crate::settings::Settings;
    use crate::{part, persons, sum};

    type Batch = PyArrowType<RecordBatch>;

    type Columns = [Option<&'static str>; 3];

    /// Every table: its name; the column that identifies its rows, the one that names their person, and the one that names another
    /// record of the person; and all columns that are read.
    #[pyfunction]
    fn tables() -> Vec<(&'static str, Columns, &'static [&'static str])> {
        let table = |table: &'static Table| {
            let [person, via] = person_columns(*table);
            (table.name(), [identifier_column(*table), person, via], rows::columns(*table))
        };
        Table::ALL.iter().map(table).collect()
    }

    /// Whether a role of a worker is recorded among these persons.
    #[pyfunction]
    fn roles_recorded(py: Python<'_>, batches: Vec<Batch>) -> PyResult<bool> {
        let recorded = || persons::read(unwrapped(batches), BTreeMap::new(), false).map(|read| read.records_roles());
        py.detach(recorded).map_err(PyValueError::new_err)
    }

    /// The counts of one part: of these persons, with the tables that all parts share. `digest` is that of these tables, but for
    /// the population, which is in one part.
    #[pyfunction]
    fn figures(
        py: Python<'_>,
        batches: Vec<Batch>,
        shared: BTreeMap<String, Vec<Batch>>,
        settings: &str,
        digest: &str,
    ) -> PyResult<Batch> {
        let counts = || {
            let settings = Settings::read(settings)?;
            let shared = shared.into_iter().map(|(table, batches)| (table, unwrapped(batches))).collect();
            let caseload = persons::read(unwrapped(batches), shared, settings.roles_recorded)?;
            part::counts(&caseload, &settings, digest)
        };
        py.detach(counts).map(PyArrowType).map_err(PyValueError::new_err)
    }

    /// The figures of the sum of all parts, if they were made alike.
    #[pyfunction]
    fn total(summed: Vec<Batch>) -> PyResult<Batch> {
        sum::figures(&unwrapped(summed)).map(PyArrowType).map_err(PyValueError::new_err)
    }

    fn unwrapped(batches: Vec<Batch>) -> Vec<RecordBatch> {
        batches.into_iter().map(|batch| batch.0).collect()
    }
}
