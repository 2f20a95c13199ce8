//! What the derive writes for the five vendors, as people read it: a snapshot for each ordered pair.

use std::{collections::BTreeMap, fs, path::PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{ImplItem, Item};

use crate::fetch;

/// The shapes of a generated module, by the type's name: what its macros hand on.
fn shapes(module: &str) -> BTreeMap<String, TokenStream> {
    let file = syn::parse_file(&read(&format!("src/{module}.rs"))).unwrap();
    let macros = file.items.iter().filter_map(|item| match item {
        Item::Macro(item) if item.mac.path.is_ident("macro_rules") => {
            let name = item.ident.as_ref()?.to_string();
            let name = name.rsplit_once('_')?.1.to_owned();
            // The last group in the last group of the last group: `=> { $($then)* ! { $($state)* { SHAPE } } };`
            let shape = last_group(&last_group(&last_group(&item.mac.tokens)?.stream())?.stream())?;
            Some((name, shape.to_token_stream()))
        }
        _ => None,
    });
    macros.collect()
}

fn last_group(tokens: &TokenStream) -> Option<Group> {
    let mut groups: Vec<Group> = tokens
        .clone()
        .into_iter()
        .filter_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => Some(group),
            _ => None,
        })
        .collect();
    groups.pop()
}

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../sessions").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs the derive on the hub of the sessions, answering each call of a shape's macro as the macro would.
fn expand() -> TokenStream {
    let modules = ["supabase", "ballware", "dotdo", "supertokens", "auth0"];
    let shapes: BTreeMap<&str, _> = modules.into_iter().map(|module| (module, shapes(module))).collect();
    let file = syn::parse_file(&read("src/hub.rs")).unwrap();
    let hub = file.items.iter().find_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    let mut written = fetch::start(hub.unwrap().to_token_stream()).unwrap();
    loop {
        let Ok(call) = syn::parse2::<syn::ItemMacro>(written.clone()) else { return written };
        let mut path = call.mac.path.segments.iter().rev().map(|segment| segment.ident.to_string());
        let (ty, module) = (path.next().unwrap(), path.next().unwrap());
        let shape = &shapes[module.as_str()][&ty];
        // Without the `[callback]` in front.
        let state: TokenStream = call.mac.tokens.into_iter().skip(1).collect();
        written = fetch::step(quote!(#state #shape)).unwrap();
    }
}

#[test]
fn each_conversion_reads_as_written_by_hand() {
    let file: syn::File = syn::parse2(expand()).unwrap();
    let mut pairs = 0;
    for item in &file.items {
        let Item::Impl(item) = item else { continue };
        for function in &item.items {
            let ImplItem::Fn(function) = function else { continue };
            let name = function.sig.ident.to_string();
            if !(name.contains("_to_") || name.starts_with("write_into_") || name.starts_with("patched_"))
                || item.trait_.is_some()
            {
                continue;
            }
            pairs += 1;
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("../../snapshots/conversions");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            let text = prettyplease::unparse(&syn::parse_quote!(#function));
            // Long paths hide what happens.
            let text = text
                .replace("::formwork_runtime::convert::", "")
                .replace("::formwork_runtime::", "")
                .replace("crate::", "");
            settings.bind(|| insta::assert_snapshot!(name, text));
        }
    }
    assert_eq!(pairs, 40, "30 pairs, and 5 patches of two functions");
}
