//! Tables of articles, and the files of sfeed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::article("fuzz.csv", bytes));
