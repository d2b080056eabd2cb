//! Reads and writes extracts: CSV tables of the Standard Safeguarding Dataset.
