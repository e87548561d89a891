//! Books: their container, package, contents and pages.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::book(bytes));
