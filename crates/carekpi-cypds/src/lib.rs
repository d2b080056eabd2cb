//! The two indicators of the children and young people's disability service.
