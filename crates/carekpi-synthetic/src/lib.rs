//! Makes seeded synthetic caseloads.
