//! The command line; see `formwork --help`.

fn main() -> std::process::ExitCode {
    formwork::cli::main()
}
