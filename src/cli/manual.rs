//! `formwork completions` and `formwork man`: what shells and `man` know of the command line, made from its own table.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::{Cli, Exit, Failure, Out, complain};
use crate::generate::target;

/// Print what a shell needs to complete the arguments
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  formwork completions bash > ~/.local/share/bash-completion/completions/formwork")]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

/// Print the manual page, or write that of each command
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  formwork man | man -l -\n  formwork man -o ~/.local/share/man/man1")]
pub(super) struct Man {
    /// A folder: the page of each command becomes a file in it
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

impl Completions {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        // The generator takes no error from its writer: what it makes is written afterwards.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "formwork", &mut script);
        out.write_all(&script)?;
        Ok(Exit::Clean)
    }
}

impl Man {
    pub(super) fn run(&self, out: &mut Out) -> Result<Exit, Failure> {
        let mut command = Cli::command();
        command.build();
        let Some(folder) = &self.output else {
            clap_mangen::Man::new(command).render(out)?;
            return Ok(Exit::Clean);
        };
        let subcommands = command.get_subcommands().filter(|command| command.get_name() != "help");
        let subcommands = subcommands.map(|sub| (format!("formwork-{}", sub.get_name()), sub.clone()));
        for (name, page) in std::iter::once(("formwork".to_owned(), command.clone())).chain(subcommands) {
            let mut text = Vec::new();
            clap_mangen::Man::new(page).title(name.clone()).render(&mut text)?;
            let path = folder.join(format!("{name}.1"));
            if let Err(error) = target::write(&path, &String::from_utf8_lossy(&text)) {
                complain(format_args!("error[output]: {} cannot be written: {error}", path.display()));
                return Ok(Exit::NoVerdict);
            }
        }
        Ok(Exit::Clean)
    }
}
