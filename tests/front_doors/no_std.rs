//! Generated modules in a program without `std`.

use super::project::Project;

/// A library with a panic handler of its own, which is a second one if anything links `std`.
const LIB: &str = r###"#![no_std]
#![deny(warnings)]

use core::alloc::{GlobalAlloc, Layout};

formwork_runtime::include!(pub(self) session);
formwork_macros::schema! {
    mod parcel = r##"{ "title": "Parcel", "type": "object", "required": ["code"], "minProperties": 2, "properties": {
        "code": { "type": "string", "pattern": "^[A-Z]{2}-[0-9]+$" }, "inside": { "type": "array", "items": { "$ref": "#" }, "uniqueItems": true },
        "weight": { "oneOf": [{ "type": "number", "multipleOf": 0.1 }, { "type": "string", "minLength": 2 }] },
        "kind": { "enum": ["small", 1, { "as": "it is" }] } } }"##;
    secret("/properties/weight");
}
formwork_macros::schema! {
    mod lent = r#"{ "title": "Lent", "type": "object", "properties": { "user": { "type": "string" } } }"#;
    borrow = true
}

struct Nowhere;

unsafe impl GlobalAlloc for Nowhere {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static NOWHERE: Nowhere = Nowhere;

#[panic_handler]
fn panicked(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

#[unsafe(no_mangle)]
pub extern "C" fn judge() -> usize {
    let session = formwork_runtime::from_slice::<session::Session>(br#"{ "user": "ada" }"#);
    let parcel = formwork_runtime::from_slice::<parcel::Parcel>(br#"{ "code": "A" }"#);
    let lent = formwork_runtime::from_slice_borrowed::<lent::Lent<'_>>(br#"{ "user": "ada" }"#);
    let written = session.map(|session| formwork_runtime::to_vec(&session).len());
    written.unwrap_or(0) + usize::from(parcel.is_err()) + usize::from(lent.is_ok())
}
"###;

#[test]
fn there_is_no_std_in_it() {
    let project = Project::with_build_script("door-no-std");
    let manifest = project.read("Cargo.toml");
    let runtime = manifest.lines().find(|line| line.starts_with("formwork-runtime")).unwrap();
    let bare = runtime.replace(" }", ", default-features = false }");
    let macros = runtime.replace("formwork-runtime", "formwork-macros").replace("/runtime\"", "/macros\"");
    let manifest = manifest.replace(runtime, &format!("{bare}\n{macros}"));
    let manifest =
        manifest.replace("[profile.dev]", "[lib]\ncrate-type = [\"staticlib\"]\n\n[profile.dev]\npanic = \"abort\"");
    project.write("Cargo.toml", &manifest);
    std::fs::remove_file(project.path("src/main.rs")).unwrap();
    project.write("src/lib.rs", LIB);
    let ran = project.cargo(&["build"]);
    assert!(ran.is_ok && !ran.err.contains("warning:"), "{}", ran.err);

    // Were `std` in it, there would be two.
    project.write("src/lib.rs", &LIB.replace("#![no_std]", "#![no_std]\nextern crate std;"));
    assert!(project.cargo(&["build"]).err.contains("panic_impl"), "the test would not notice `std`");
}
