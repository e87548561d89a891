//! Pages that Safari has saved.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::article("fuzz.webarchive", bytes));
