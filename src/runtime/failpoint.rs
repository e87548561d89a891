//! Faults made on purpose, so that tests can see what becomes of them. Only in builds with debug assertions.

/// Panics if the environment asks for a fault at this place: `NEWSSTAND_FAULT=draw`.
pub(super) fn failpoint(place: &str) {
    if cfg!(debug_assertions) && std::env::var("NEWSSTAND_FAULT").is_ok_and(|fault| fault == place)
    {
        panic!("a fault made on purpose in {place}");
    }
}
