//! temporary
/// main
pub fn main() -> std::process::ExitCode {
    let path = std::env::args().nth(2).unwrap_or_default();
    let source = crate::Source::read(&path).unwrap();
    let mut options = crate::Options::default();
    crate::beside(&path, &mut options).unwrap();
    let c = match crate::compile(&source, "", &options) {
        Ok(c) => c,
        Err(e) => {
            println!("{e}");
            return 3.into();
        }
    };
    match std::env::args().nth(1).as_deref() {
        Some("ir") => println!("{}", c.ir),
        Some("plan") => println!("{}", c.plan),
        Some("check") => {
            let t = std::fs::read(std::env::args().nth(3).unwrap()).unwrap();
            match c.check(&t) {
                Ok(()) => println!("ok"),
                Err(e) => println!("{e}"),
            }
        }
        _ => match c.rust() {
            Ok(r) => println!("{r}"),
            Err(e) => println!("{e}"),
        },
    }
    0.into()
}
