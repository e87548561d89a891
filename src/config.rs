//! The settings file: TOML text in, settings and complaints out. Does not own where the file lies (`runtime`).
