//! Prints `READINGS.md`, made from the types that hold the readings.

#[expect(clippy::print_stdout, reason = "what it is for")]
fn main() {
    print!("{}", carekpi::readings::document());
}
