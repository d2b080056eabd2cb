//! Why children are not counted, in words.

/// A reason as a heading of a number of children: `no plan open`.
pub(crate) fn reason_phrase(reason: &str) -> String {
    let phrase = match reason {
        "no-plan-open" => "no plan open",
        "other-authority" => "the plan is another authority's",
        "no-referral-open" => "no referral open",
        "has-protection-plan" => "a child protection plan open",
        "short-breaks-only" => "a series of short breaks only",
        "too-old" => "at the age limit or older",
        "too-young" => "below the age",
        "not-long-enough" => "not looked after for long enough",
        "not-in-team" => "no case worker in the team",
        "no-spell-open" => "not a care leaver on that day",
        "outside-period" => "nothing in the period",
        other => return other.replace('-', " "),
    };
    phrase.to_owned()
}
