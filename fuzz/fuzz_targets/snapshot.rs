//! Volumes and catalogues, as they lie in a snapshot.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::snapshot::read(bytes));
