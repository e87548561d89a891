//! reStructuredText.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::article("fuzz.rst", bytes));
