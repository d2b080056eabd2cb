//! The count of child and family assessments completed.
