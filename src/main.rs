//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    std::process::ExitCode::from(u8::try_from(newsstand::cli::run()).unwrap_or(1))
}
