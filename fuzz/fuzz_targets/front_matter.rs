//! What stands above the text of a Markdown file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| newsstand_fuzz::article(
    "fuzz.md",
    &[b"---\n", bytes].concat()
));
