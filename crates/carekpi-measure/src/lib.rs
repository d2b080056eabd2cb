//! A measuring kernel: standings, stretches, tallies, figures, evidence.
