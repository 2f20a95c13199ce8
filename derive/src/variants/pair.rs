//! An ordered pair of an enum's formats, or of one and the hub.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::{Ident, Type, ext::IdentExt};

use super::{At, Variant, Variants};
use crate::{
    declare::same,
    route::{is_generated, snake},
    shape::in_module,
};

/// Which formats; nothing for the hub.
pub(super) struct Pair<'v> {
    pub(super) declared: &'v Variants,
    /// The variants of each format with what they hold.
    pub(super) known: &'v [Vec<(Ident, Option<Type>)>],
    pub(super) from: Option<usize>,
    pub(super) to: Option<usize>,
}

/// What a pair comes to.
#[derive(Default)]
struct Arms {
    text: TokenStream,
    /// Why variants have no counterpart.
    fails: Vec<String>,
    /// The routes of the hubs inside.
    inside: Vec<TokenStream>,
}

impl Pair<'_> {
    /// The function, and the trait that calls it.
    pub(super) fn emit(&self) -> TokenStream {
        let Arms { text: arms, fails, inside } = self.arms();
        let (hub, visibility) = (&self.declared.name, &self.declared.visibility);
        let (source, target) = (self.ty(self.from), self.ty(self.to));
        let (from_name, to_name) = (self.name(self.from), self.name(self.to));
        let function = format_ident!("{from_name}_to_{to_name}");
        let lossy = || self.declared.variants.iter().filter_map(|variant| Some((variant, self.rounded(variant)?)));
        let rounds = lossy().map(|(variant, why)| {
            let codec = format!("{hub}::{}", variant.name);
            quote!(::formwork_runtime::convert::Rounding { pointer: "", codec: #codec, how: Some(#why) })
        });
        let mut docs = vec![format!("`{from_name}` to `{to_name}`."), String::new()];
        docs.extend(fails.iter().map(|why| format!("- Fails: {why}.")));
        docs.extend(lossy().map(|(_, why)| format!("- Rounds: {why}.")));
        let fails = fails.iter().map(|why| quote!(::formwork_runtime::convert::Failure { pointer: "", why: #why }));
        quote! {
            impl #hub {
                #(#[doc = #docs])*
                #[allow(dead_code, clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "each function has the shape of all the others")]
                #visibility fn #function(
                    source: #source,
                    ledger: &mut ::formwork_runtime::convert::Ledger,
                ) -> ::core::result::Result<#target, ::formwork_runtime::convert::Problems> {
                    let converted: ::core::result::Result<_, ::formwork_runtime::convert::Faulted> = match source { #arms };
                    converted.map_err(|_| ledger.fail(#from_name, #to_name))
                }
            }

            impl ::formwork_runtime::convert::Convert<#source, #target> for #hub {
                type Needs = ();

                const ROUTE: ::formwork_runtime::convert::Route = ::formwork_runtime::convert::Route {
                    rounds: &[#(#rounds),*],
                    fails: &[#(#fails),*],
                    nested: &[#(#inside),*],
                    ..::formwork_runtime::convert::Route::between(#from_name, #to_name)
                };

                fn convert(
                    source: #source,
                    (): (),
                    ledger: &mut ::formwork_runtime::convert::Ledger,
                ) -> ::core::result::Result<#target, ::formwork_runtime::convert::Problems> {
                    Self::#function(source, ledger)
                }
            }
        }
    }

    /// An arm for each variant of the source.
    fn arms(&self) -> Arms {
        let mut all = Arms::default();
        for variant in &self.declared.variants {
            let Some(read) = Self::there(variant, self.from, true) else { continue };
            match Self::there(variant, self.to, false) {
                Some(written) => {
                    let arm = self.converted(variant, &read, &written, &mut all.inside);
                    all.text.extend(arm);
                }
                None => {
                    let message = format!("`{}` has no counterpart in `{}`", variant.name, self.name(self.to));
                    self.refused(&read, message, &mut all);
                }
            }
        }
        if let Some(index) = self.from {
            for (dropped, why) in &self.declared.formats[index].drops {
                self.refused(dropped, format!("`{dropped}` is given up: {why}"), &mut all);
            }
        }
        all
    }

    /// The arm of a variant that has a counterpart.
    fn converted(
        &self,
        variant: &Variant,
        read: &Ident,
        written: &Ident,
        inside: &mut Vec<TokenStream>,
    ) -> TokenStream {
        let (source, target) = (self.ty(self.from), self.ty(self.to));
        let why = Self::lossy(variant, self.to);
        let rounded = why.map(|why| quote!(ledger.rounded(Some(""), Some(""), true, Some(#why));));
        let payloads = self.payload(self.from, read).zip(self.payload(self.to, written)).zip(variant.payload.as_ref());
        let Some(((a, b), nested)) = payloads else {
            return quote!(#source::#read => { #rounded Ok(#target::#written) });
        };
        // What the hub itself holds is of the user's own choice, so that its name alone says that it is no hub.
        let is_plain = |end: Option<usize>, ty: &Type| (end.is_none() || !is_generated(ty)) && same(ty, nested);
        let converted = if is_plain(self.from, &a) && is_plain(self.to, &b) {
            quote!(Ok(#target::#written(value)))
        } else {
            let types = (quote!(#nested), quote!(#a), quote!(#b));
            inside.push(crate::emit::nested_route(
                ["", ""],
                [&read.unraw().to_string(), &written.unraw().to_string()],
                false,
                &types.0,
                &types.1,
                &types.2,
            ));
            quote!(ledger.nested::<#nested, #a, #b>("", "", value).map(#target::#written))
        };
        quote!(#source::#read(value) => { #rounded #converted })
    }

    /// The arm of a variant that does not go over.
    fn refused(&self, read: &Ident, message: String, all: &mut Arms) {
        let source = self.ty(self.from);
        let payload = self.payload(self.from, read).map(|_| quote!((_)));
        all.text.extend(quote!(#source::#read #payload => Err(ledger.problem(Some(""), Some(""), #message)),));
        all.fails.push(message);
    }

    fn ty(&self, end: Option<usize>) -> TokenStream {
        end.map_or_else(
            || self.declared.name.to_token_stream(),
            |index| self.declared.formats[index].ty.to_token_stream(),
        )
    }

    fn name(&self, end: Option<usize>) -> String {
        match end {
            Some(index) => self.declared.formats[index].name.unraw().to_string(),
            None => snake(&self.declared.name.unraw().to_string()),
        }
    }

    /// What a variant of an end holds, as it is named from here.
    fn payload(&self, end: Option<usize>, variant: &Ident) -> Option<Type> {
        let Some(index) = end else {
            return self.declared.variants.iter().find(|known| known.name == *variant)?.payload.clone();
        };
        let held = self.known[index].iter().find(|(name, _)| name == variant)?.1.as_ref()?;
        let mut module = self.declared.formats[index].ty.clone();
        module.segments.pop();
        module.segments.pop_punct();
        Some(in_module(held, &module))
    }

    /// What a variant of the hub is at an end.
    fn there(variant: &Variant, end: Option<usize>, reading: bool) -> Option<Ident> {
        let Some(index) = end else { return Some(variant.name.clone()) };
        match &variant.at[index] {
            At::Is { variant, lossy } if !(*lossy && reading) => Some(variant.clone()),
            _ => None,
        }
    }

    /// What becomes of a variant that is written as one that is read as another.
    fn lossy(variant: &Variant, end: Option<usize>) -> Option<String> {
        match &variant.at[end?] {
            At::Is { variant: other, lossy: true } => Some(format!("`{}` becomes `{other}`", variant.name)),
            _ => None,
        }
    }

    /// The same, of what the source can say: what it cannot is not lost from it.
    fn rounded(&self, variant: &Variant) -> Option<String> {
        Self::there(variant, self.from, true)?;
        Self::lossy(variant, self.to)
    }
}
