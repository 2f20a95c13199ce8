//! What is counted: one pass each over the typical session of Supabase, unless the name says something else.

use std::{error::Error, hint::black_box};

use formwork::{Compiled, Options, Source, compile};
use formwork_runtime::{check_all, check_slice, check_value, from_slice, from_slice_borrowed, to_vec};
use formwork_sessions::supabase::Session;

const SCHEMA: &str = include_str!("../../../schemas/supabase/session.schema.json");
const TYPICAL: &str = include_str!("../../../schemas/supabase/examples/valid/typical.json");

formwork_macros::schema! {
    #[allow(dead_code, clippy::doc_markdown, clippy::too_many_lines)]
    mod borrowed = "../../schemas/supabase/session.schema.json";
    borrow = true;
    shapes = none;
}

/// Something that can be done over and over.
pub(crate) struct Path {
    pub(crate) name: &'static str,
    run: fn(u64) -> Result<(), Box<dyn Error>>,
}

impl Path {
    /// So many passes; what comes before them is the same for each number.
    pub(crate) fn run(&self, passes: u64) -> Result<(), Box<dyn Error>> {
        (self.run)(passes)
    }
}

pub(crate) const PATHS: [Path; 11] = [
    Path {
        name: "check_slice",
        run: |passes| repeat(passes, || check_slice::<Session>(black_box(TYPICAL).as_bytes()).is_ok()),
    },
    Path {
        name: "check_value",
        run: |passes| {
            let value = serde_json::from_str(TYPICAL)?;
            repeat(passes, || check_value::<Session>(black_box(&value)).is_ok())
        },
    },
    Path {
        name: "from_slice",
        run: |passes| repeat(passes, || black_box(from_slice::<Session>(black_box(TYPICAL).as_bytes())).is_ok()),
    },
    Path {
        name: "from_slice_borrowed",
        run: |passes| {
            repeat(passes, || {
                let text = black_box(TYPICAL).as_bytes();
                black_box(from_slice_borrowed::<borrowed::Session<'_>>(text)).is_ok()
            })
        },
    },
    Path {
        name: "serde_json",
        run: |passes| repeat(passes, || black_box(serde_json::from_str::<Session>(black_box(TYPICAL))).is_ok()),
    },
    Path {
        name: "to_vec",
        run: |passes| {
            let session = from_slice::<Session>(TYPICAL.as_bytes())?;
            repeat(passes, || !black_box(to_vec(black_box(&session))).is_empty())
        },
    },
    Path {
        name: "check_slice, fault",
        run: |passes| {
            let text = faulty();
            repeat(passes, || black_box(check_slice::<Session>(black_box(text.as_bytes()))).is_err())
        },
    },
    Path {
        name: "check_all, fault",
        run: |passes| {
            let text = faulty();
            repeat(passes, || black_box(check_all::<Session>(black_box(text.as_bytes()), 1000)).is_err())
        },
    },
    Path {
        name: "interpreter",
        run: |passes| {
            let plan = plan()?;
            repeat(passes, || plan.accepts(black_box(TYPICAL).as_bytes()))
        },
    },
    Path { name: "compile", run: |passes| repeat(passes, || black_box(plan()).is_ok()) },
    Path {
        name: "write Rust",
        run: |passes| {
            let plan = plan()?;
            repeat(passes, || black_box(plan.rust()).is_ok())
        },
    },
];

fn repeat(passes: u64, pass: impl Fn() -> bool) -> Result<(), Box<dyn Error>> {
    for _ in 0..passes {
        if !black_box(pass()) {
            return Err("an unexpected verdict".into());
        }
    }
    Ok(())
}

/// The session, its last member of another type.
fn faulty() -> String {
    TYPICAL.replace(r#""is_sso_user":false"#, r#""is_sso_user":"no""#)
}

fn plan() -> Result<Compiled, Box<dyn Error>> {
    Ok(compile(&Source::from_text("session.schema.json", SCHEMA), "", &Options::default())?)
}
