//! `Decode`: one pass over the input, with the arms that `Check` has.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    Source, borrow,
    check::{dispatch_tokens, kinds_pattern},
    tokens::ident,
    types::{field_idents, unchecked_name, variant_idents},
};
use crate::analysis::{Dispatch, Rest, Shape, Type, TypeId, Variant, names};
use crate::plan::Masks;

/// The words of one of the two traits that read.
struct Reading {
    /// Whether it is `DecodeBorrowed`.
    borrows: bool,
    /// Reads a value.
    decode: TokenStream,
    /// The methods that try an alternative: one that is checked first, and one that is not.
    attempts: [TokenStream; 2],
    /// Members that no field is for.
    members: TokenStream,
}

impl Reading {
    fn of(borrows: bool) -> Self {
        if borrows {
            Self {
                borrows,
                decode: quote!(DecodeBorrowed::decode_borrowed),
                attempts: [quote!(attempt_checked_borrowed), quote!(attempt_borrowed)],
                members: quote!(BorrowedMembers::default()),
            }
        } else {
            Self {
                borrows,
                decode: quote!(Decode::decode),
                attempts: [quote!(attempt_checked), quote!(attempt)],
                members: quote!(Members::new()),
            }
        }
    }
}

/// The `Decode` of a declared type, and of what it is made from where it checks; `DecodeBorrowed` of those that borrow,
/// and `IntoOwned`.
pub(super) fn implementation(source: &Source<'_>, id: TypeId) -> Vec<TokenStream> {
    let (Some(found), Some(name)) = (source.types.get(id), source.name(id)) else { return Vec::new() };
    let is_form = matches!(found.shape, Shape::Strings { .. } | Shape::Struct { .. } | Shape::Union { .. });
    let ty = match (Source::is_newtype(found), is_form) {
        (false, _) => ident(name),
        (true, true) => unchecked_name(name),
        // The newtype's own is in `newtype!`.
        (true, false) => return Vec::new(),
    };
    let mut items = vec![of_form(source, id, found, &quote!(#ty))];
    items.extend(source.borrows(id).then(|| borrow::into_owned(source, found, &quote!(#ty))));
    items
}

fn of_form(source: &Source<'_>, id: TypeId, found: &Type, ty: &TokenStream) -> TokenStream {
    let reading = Reading::of(source.borrows(id));
    let body = match &found.shape {
        Shape::Strings { is_open: true, .. } => quote!(input.string().map(Unlisted::or_listed)),
        Shape::Strings { values, is_open: false } => {
            let variants = names::string_variants(values.iter().map(String::as_str));
            let arms = variants.iter().enumerate().map(|(number, name)| {
                let (number, variant) = (Literal::usize_unsuffixed(number), ident(name));
                quote!(#number => Ok(Self::#variant),)
            });
            quote! {
                const TEXTS: rule::Names = rule::names![#(#values),*];
                match input.string_among(&TEXTS)? {
                    #(#arms)*
                    _ => Err(Stop::Rejected),
                }
            }
        }
        Shape::Struct { .. } => of_struct(found, &reading),
        Shape::Union { variants, dispatch } => of_union(source, variants, dispatch, &reading),
        _ => quote!(Err(Stop::Rejected)),
    };
    if reading.borrows {
        return quote! {
            impl<'a> DecodeBorrowed<'a> for #ty<'a> {
                fn decode_borrowed<I: Lend<'a>>(input: &mut I) -> Flow<Self> {
                    #body
                }
            }
        };
    }
    quote! {
        impl Decode for #ty {
            fn decode<I: Input>(input: &mut I) -> Flow<Self> {
                #body
            }
        }
    }
}

fn of_struct(found: &Type, reading: &Reading) -> TokenStream {
    let Reading { decode, members: no_members, .. } = reading;
    let Shape::Struct { fields, rest } = &found.shape else { return TokenStream::new() };
    let (idents, rest_ident) = field_idents(found);
    // A field must not hide what the loop uses.
    let locals: Vec<_> = idents
        .iter()
        .map(|field| {
            if ["object", "member", "input"].iter().any(|used| field == used) {
                quote::format_ident!("{field}_")
            } else {
                field.clone()
            }
        })
        .collect();
    let names = fields.iter().map(|of| &of.name);
    let members = if fields.is_empty() { quote!(rule::Names::NONE) } else { quote!(rule::names![#(#names),*]) };
    let reads: Vec<_> = locals.iter().map(|local| quote!(#local = Some(#decode(input)?))).collect();
    let values = idents.iter().zip(&locals).zip(fields).map(|((field, local), of)| match of.required {
        true => quote!(#field: #local.ok_or(Stop::Rejected)?),
        false if field == local => quote!(#field),
        false => quote!(#field: #local),
    });
    let (before, other, value) = match rest {
        Rest::Closed => (None, quote!(return Err(Stop::Rejected)), None),
        Rest::Open | Rest::Typed(_) => (
            Some(quote!(let mut #rest_ident = #no_members;)),
            quote!(#rest_ident.decode_member(&object, input)?),
            Some(quote!(#rest_ident)),
        ),
        Rest::Ignored => (None, quote!(input.skip()?), None),
    };
    let values = values.chain(value);
    let walk = match reads.as_slice() {
        [] if matches!(rest, Rest::Closed) => quote!(if object.next(input)?.is_some() { #other; }),
        [] => quote!(while object.next(input)?.is_some() { #other; }),
        [only] => quote!(while let Some(member) = object.next(input)? { if member == 0 { #only; } else { #other; } }),
        reads => {
            let arms = reads.iter().enumerate().map(|(number, read)| {
                let number = Literal::usize_unsuffixed(number);
                quote!(#number => #read,)
            });
            quote!(while let Some(member) = object.next(input)? { match member { #(#arms)* _ => #other, } })
        }
    };
    quote! {
        const MEMBERS: rule::Names = #members;
        #(let mut #locals = None;)*
        #before
        let mut object = MEMBERS.walk();
        object.open(input)?;
        #walk
        Ok(Self { #(#values),* })
    }
}

fn of_union(source: &Source<'_>, variants: &[Variant], dispatch: &Dispatch, reading: &Reading) -> TokenStream {
    let Reading { decode, attempts: [checked, unchecked], .. } = reading;
    let idents = variant_idents(source, variants);
    if dispatch.is_disjoint_by_kind() {
        let arms = dispatch.kinds.iter().zip(&idents).map(|(kinds, variant)| {
            let kinds = kinds_pattern(*kinds);
            quote!(#kinds => #decode(input).map(Self::#variant),)
        });
        let covered = dispatch.kinds.iter().fold(formwork_runtime::Kinds::NONE, |all, kinds| all.union(*kinds));
        let other = (!covers_all(covered)).then(|| quote!(_ => Err(Stop::Rejected),));
        return quote!(match input.kind()? { #(#arms)* #other });
    }
    // One after the other, but only those that a look at the value does not rule out.
    let trials = variants.iter().zip(&idents).map(|(variant, ident)| {
        // What is declared is sooner checked than built in vain; the others are told by their beginnings.
        let attempt = match source.name(variant.of.of) {
            Some(_) => checked,
            None => unchecked,
        };
        (attempt, ident)
    });
    let trials = trials.enumerate().map(|(number, (attempt, ident))| {
        let number = Literal::usize_unsuffixed(number);
        quote! {
            if let Some(value) = look.#attempt(#number, input)? {
                return Ok(Self::#ident(value));
            }
        }
    });
    let dispatch = dispatch_tokens(&Masks::new(dispatch));
    quote! {
        const DISPATCH: rule::Dispatch = #dispatch;
        let look = rule::Look::at(&DISPATCH, input)?;
        #(#trials)*
        Err(Stop::Rejected)
    }
}

fn covers_all(kinds: formwork_runtime::Kinds) -> bool {
    use formwork_runtime::Kind;
    [Kind::Null, Kind::Boolean, Kind::Number, Kind::String, Kind::Array, Kind::Object]
        .into_iter()
        .all(|kind| kinds.admits(kind))
}
