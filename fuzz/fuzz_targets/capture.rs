//! Records of web archives, and the heads of answers in them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::capture(bytes));
