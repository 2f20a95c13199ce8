//! The options as methods: written once, for [`Settings`](super::Settings) and for whoever holds some.

/// Gives `$type` a method for each option; `$settings` names the settings inside of `$this`.
macro_rules! setters {
    (impl $type:ty, |$this:ident| $settings:expr) => {
        impl $type {
            /// The draft of schemas that name none.
            pub fn draft(mut self, draft: $crate::Draft) -> Self {
                let $this = &mut self;
                $settings.draft = Some(draft);
                self
            }

            /// Whether `format` forbids values, whatever the schema says.
            pub fn assert_format(mut self, assert: bool) -> Self {
                let $this = &mut self;
                $settings.assert_format = Some(assert);
                self
            }

            /// Marks what a JSON Pointer leads to as secret, like `x-secret: true` in the schema.
            pub fn secret(mut self, pointer: impl Into<String>) -> Self {
                let $this = &mut self;
                $settings.secret.push(pointer.into());
                self
            }

            /// Supplies the schema behind a URI, as nothing is fetched from the network; for a URI that ends in `/` a
            /// folder of those behind all URIs that begin with it.
            pub fn resource(mut self, uri: impl Into<String>, path: impl Into<std::path::PathBuf>) -> Self {
                let $this = &mut self;
                $settings.resources.push($crate::front::Resource::path(uri, path));
                self
            }

            /// The name of the module, and of its file. Otherwise that of the schema's file.
            pub fn module(mut self, name: impl Into<String>) -> Self {
                let $this = &mut self;
                $settings.module = Some(name.into());
                self
            }

            /// The name of the type that the schema as a whole becomes. Otherwise its title, or after its file.
            pub fn root(mut self, name: impl Into<String>) -> Self {
                let $this = &mut self;
                $settings.root = Some(name.into());
                self
            }

            /// Traits that every type derives besides those that it has anyway: paths such as `schemars::JsonSchema`,
            /// as the module imports none.
            pub fn derive<T: Into<String>>(mut self, traits: impl IntoIterator<Item = T>) -> Self {
                let $this = &mut self;
                $settings.derive.extend(traits.into_iter().map(Into::into));
                self
            }

            /// Names the type that is made from the schema which a JSON Pointer leads to.
            pub fn rename(mut self, pointer: impl Into<String>, name: impl Into<String>) -> Self {
                let $this = &mut self;
                $settings.rename.insert(pointer.into(), name.into());
                self
            }

            /// Who can use the shapes of the types, from which conversions are derived.
            pub fn shapes(mut self, shapes: $crate::Shapes) -> Self {
                let $this = &mut self;
                $settings.shapes = Some(shapes);
                self
            }

            /// Reads strings as a type of another crate: those of a format (`date-time`), or those that a JSON Pointer
            /// leads to. It implements `FromStr` and `Display`; the text is kept.
            pub fn map(mut self, what: impl Into<String>, path: impl Into<String>) -> Self {
                let $this = &mut self;
                $settings.map.insert(what.into(), path.into());
                self
            }

            /// Lets `x-rust-type` name types of a crate; `version` is the one that there is, or `*`.
            pub fn krate(mut self, name: impl Into<String>, version: impl Into<String>) -> Self {
                let $this = &mut self;
                $settings.crates.insert(name.into(), version.into());
                self
            }

            /// What becomes of members that a schema allows and does not name.
            pub fn unknown_members(mut self, members: $crate::UnknownMembers) -> Self {
                let $this = &mut self;
                $settings.unknown_members = Some(members);
                self
            }

            /// Whether an `enum` of strings takes the strings that it does not list.
            pub fn enums(mut self, enums: $crate::Enums) -> Self {
                let $this = &mut self;
                $settings.enums = Some(enums);
                self
            }

            /// Whether types make valid values of themselves, by `arbitrary::Arbitrary` and by that of `proptest`; this needs
            /// the feature `arbitrary` or `proptest` of `formwork-runtime`.
            pub fn arbitrary(mut self, arbitrary: bool) -> Self {
                let $this = &mut self;
                $settings.arbitrary = Some(arbitrary);
                self
            }

            /// Whether structs have builders that let nothing required be forgotten: `Login::builder()`.
            pub fn builders(mut self, builders: bool) -> Self {
                let $this = &mut self;
                $settings.builders = Some(builders);
                self
            }

            /// Whether types tell their schema by `schemars::JsonSchema`; this needs the feature `schemars` of
            /// `formwork-runtime`.
            pub fn schemars(mut self, schemars: bool) -> Self {
                let $this = &mut self;
                $settings.schemars = Some(schemars);
                self
            }

            /// Whether types have a lifetime and borrow their strings from the text that they are read from.
            pub fn borrow(mut self, borrow: bool) -> Self {
                let $this = &mut self;
                $settings.borrow = Some(borrow);
                self
            }

            /// Whether the Rust has documentation, which is that of the schema.
            pub fn docs(mut self, docs: bool) -> Self {
                let $this = &mut self;
                $settings.docs = Some(docs);
                self
            }

            /// What the Rust is for.
            pub fn emit(mut self, emit: $crate::Emit) -> Self {
                let $this = &mut self;
                $settings.emit = Some(emit);
                self
            }
        }
    };
}
pub(crate) use setters;
