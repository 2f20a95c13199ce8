//! The questions that tables answer.

use formwork_bench_catalogue::Group;

/// A question: a table and a plot.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) about: &'static str,
    /// The plot's name.
    pub(crate) file: &'static str,
    pub(crate) group: Option<Group>,
    pub(crate) is_about_faults: bool,
    /// The measure that is shown in nanoseconds.
    pub(crate) base: &'static str,
    pub(crate) base_name: &'static str,
    pub(crate) columns: &'static [Column],
}

/// One measure over another.
pub(crate) struct Column {
    pub(crate) heading: &'static str,
    pub(crate) measure: &'static str,
    pub(crate) to: &'static str,
}

const fn column(heading: &'static str, measure: &'static str, to: &'static str) -> Column {
    Column { heading, measure, to }
}

const VALUE: &[Column] = &[
    column("**check_value**", "check value", "macros value"),
    column("jsonschema", "jsonschema value", "macros value"),
    column("corvus", "corvus value", "macros value"),
    column("boon", "boon value", "macros value"),
    column("ajv", "ajv value", "macros value"),
];
const BYTES: &[Column] = &[
    column("**check_slice**", "check", "IgnoredAny"),
    column("**interpreter**", "interpreter", "IgnoredAny"),
    column("corvus", "corvus", "IgnoredAny"),
    column("Value + macros", "macros", "IgnoredAny"),
    column("Value + jsonschema", "jsonschema", "IgnoredAny"),
    column("Value + boon", "boon", "IgnoredAny"),
    column("JSON.parse + ajv", "ajv", "IgnoredAny"),
];
const TYPED: &[Column] = &[
    column("**decode** to IgnoredAny", "decode", "IgnoredAny"),
    column("**decode** to Value", "decode", "Value"),
    column("**decode** to Value + macros", "decode", "macros"),
    column("**encode** to encoding a Value", "encode", "encode Value"),
];
const PARSERS: &[Column] = &[
    column("**check_slice**", "check", "IgnoredAny"),
    column("Value", "Value", "IgnoredAny"),
    column("sonic-rs IgnoredAny", "sonic-rs IgnoredAny", "IgnoredAny"),
    column("sonic-rs Value", "sonic-rs Value", "IgnoredAny"),
    column("simd-json tape, with a copy", "simd-json tape", "IgnoredAny"),
];
const FIRST: &[Column] = &[
    column("**check_slice**", "check", "macros first"),
    column("Value + jsonschema", "jsonschema first", "macros first"),
    column("corvus, verdict alone", "corvus", "macros first"),
    column("macros, verdict alone", "macros", "macros first"),
    column("interpreter, verdict alone", "interpreter", "macros first"),
];
const ALL: &[Column] = &[
    column("**check_all**", "check all", "macros all"),
    column("**from_slice**", "decode", "macros all"),
    column("**interpreter**", "interpreter all", "macros all"),
    column("Value + jsonschema", "jsonschema all", "macros all"),
    column("corvus, Basic", "corvus all", "macros all"),
];

const OVER_MACROS: &str = "Ratios to the macros on the same value; below 1 is faster.";
const OVER_FLOOR: &str = "Ratios to `IgnoredAny`, which reads and keeps nothing; below 1 is faster.";
const FLOOR: Section = Section {
    title: "",
    about: OVER_FLOOR,
    file: "",
    group: None,
    is_about_faults: false,
    base: "IgnoredAny",
    base_name: "IgnoredAny",
    columns: BYTES,
};
const PARSED: Section =
    Section { about: OVER_MACROS, base: "macros value", base_name: "macros", columns: VALUE, ..FLOOR };
const FAULTS: Section = Section {
    about: "Ratios to `Value` and the macros, whose errors are made to outlive the value; below 1 is faster.",
    is_about_faults: true,
    ..FLOOR
};
const CODEC: Section = Section { about: "Below 1 is faster.", columns: TYPED, ..FLOOR };
const REAL: Option<Group> = Some(Group::Real);
const VENDOR: Option<Group> = Some(Group::Vendor);

pub(crate) const SECTIONS: [Section; 9] = [
    Section { title: "Real schemas: parsed value to verdict", file: "real-value", group: REAL, ..PARSED },
    Section { title: "Real schemas: bytes to verdict", file: "real-bytes", group: REAL, ..FLOOR },
    Section { title: "Real schemas: typed values", file: "real-typed", group: REAL, ..CODEC },
    Section { title: "Vendors: parsed value to verdict", file: "vendor-value", group: VENDOR, ..PARSED },
    Section { title: "Vendors: bytes to verdict", file: "vendor-bytes", group: VENDOR, ..FLOOR },
    Section { title: "Vendors: typed values", file: "vendor-typed", group: VENDOR, ..CODEC },
    Section {
        title: "Vendors: a document with a fault, the first error",
        file: "fault-first",
        base: "macros first",
        base_name: "macros",
        columns: FIRST,
        ..FAULTS
    },
    Section {
        title: "Vendors: a document with a fault, all errors",
        file: "fault-all",
        base: "macros all",
        base_name: "macros",
        columns: ALL,
        ..FAULTS
    },
    Section { title: "Parsers alone", file: "parsers", columns: PARSERS, ..FLOOR },
];
