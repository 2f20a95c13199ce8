//! Every stage of every vendor's schema as a text to be read: `snapshots/<vendor>/{ir,plan,rust,reports}.snap`, and for one
//! of them `borrowed.snap`, the types of the option `borrow`.
//!
//! A change of the compiler shows here as a change of these files, and its review is the review of them. To write them
//! anew: `INSTA_UPDATE=always cargo test --test snapshots --test diagnostics`.

#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::{collections::BTreeSet, fmt::Write as _, fs};

use support::{Vendor, root};

fn hold(vendor: &Vendor, stage: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(format!("../snapshots/{}", vendor.name));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stage, text));
}

#[test]
fn types_that_borrow() {
    let vendor = Vendor::load("supabase");
    let text = vendor.compiled().rust_with(&formwork::Settings::new().borrow(true));
    hold(&vendor, BORROWED, &text.unwrap_or_else(|errors| panic!("{}\n{errors}", vendor.path)));
}

/// The stage of which there is one vendor.
const BORROWED: &str = "borrowed";

/// What each invalid example is told.
fn reports(vendor: &Vendor) -> String {
    let mut text = String::new();
    for example in vendor.examples.iter().filter(|example| !example.is_valid) {
        let report = vendor.subject(&example.at).compiled.check(example.text.as_bytes());
        let report = report.err().unwrap_or_else(|| panic!("{} is valid", example.path));
        let file = example.path.rsplit('/').next().unwrap_or_default();
        let at = if example.at == "#" { String::new() } else { format!(" as {}", example.at) };
        let _ = writeln!(text, "{file}{at}");
        for line in report.to_string().lines() {
            let _ = writeln!(text, "  {line}");
        }
        text.push('\n');
    }
    text
}

macro_rules! vendors {
    ($($name:ident),*) => {
        $(mod $name {
            use super::*;

            #[test]
            fn ir() {
                let vendor = Vendor::load(stringify!($name));
                hold(&vendor, "ir", &vendor.compiled().ir.to_string());
            }

            #[test]
            fn plan() {
                let vendor = Vendor::load(stringify!($name));
                hold(&vendor, "plan", &vendor.compiled().plan.to_string());
            }

            #[test]
            fn rust() {
                let vendor = Vendor::load(stringify!($name));
                let text = formwork::Settings::beside(&vendor.path)
                    .and_then(|settings| vendor.compiled().rust_with(&settings));
                let text = text.unwrap_or_else(|errors| panic!("{}\n{errors}", vendor.path));
                hold(&vendor, "rust", &text);
            }

            #[test]
            fn reports() {
                let vendor = Vendor::load(stringify!($name));
                hold(&vendor, "reports", &super::reports(&vendor));
            }
        })*

        #[test]
        fn every_vendor_is_here_and_no_snapshot_is_left_over() {
            assert_eq!([$(stringify!($name)),*], support::VENDORS);
            let stages = ["ir", "plan", "rust", "reports", BORROWED].map(|stage| format!("{stage}.snap"));
            for vendor in support::VENDORS {
                // A folder that is not there yet is what the tests above fail for, or write.
                let files = fs::read_dir(root().join("snapshots").join(vendor)).into_iter().flatten();
                let files: BTreeSet<String> =
                    files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
                let left: Vec<_> = files.iter().filter(|file| file.ends_with(".snap") && !stages.contains(file)).collect();
                assert!(left.is_empty(), "snapshots/{vendor} has {left:?}, which no test here writes");
            }
        }
    };
}

vendors!(supabase, ballware, dotdo, supertokens, auth0);
