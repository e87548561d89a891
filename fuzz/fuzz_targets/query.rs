//! The query language.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| newsstand_fuzz::query(text));
