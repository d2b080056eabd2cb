//! The domain model of children's social care: children, plans, periods of care, events; the caseload.
