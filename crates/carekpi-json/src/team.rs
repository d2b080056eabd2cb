//! The names of teams.

use carekpi_model::{Caseload, ObjectOnly};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of a team that is given by its number. If a number has several names, the first in byte order counts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct Team {
    /// The number, as allocations and plans give it.
    pub number: String,
    /// The name.
    pub name: String,
}

/// Reads a form from an object only. A list of values without field names is refused.
macro_rules! object_only {
    ($($form:ident)*) => {$(
        impl Serialize for $form {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, to)
            }
        }

        impl<'de> Deserialize<'de> for $form {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::deserialize(ObjectOnly(from))
            }
        }
    )*};
}

pub(crate) use object_only;

object_only!(Team);

/// The names of the teams of a caseload.
pub(crate) fn teams(caseload: &Caseload) -> impl Iterator<Item = Team> {
    caseload.teams().map(|(number, name)| Team {
        number: caseload.code_text(number).to_owned(),
        name: caseload.code_text(name).to_owned(),
    })
}
