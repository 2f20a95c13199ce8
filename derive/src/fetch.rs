//! Which shapes a declaration needs, asked for one after the other.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Data, DeriveInput, Ident, Token, braced, bracketed,
    ext::IdentExt,
    parse::{Parse, ParseStream},
    punctuated::Punctuated,
};

use crate::{
    check,
    declare::{Declaration, Format, Parsed, Path},
    emit,
    shape::{Leaf, Shape, Struct, Tree},
    stand_in::stand_in,
    variants::{self, Variants},
};

/// The derive itself: asks for the first shape.
pub(crate) fn start(item: TokenStream) -> syn::Result<TokenStream> {
    next(&State { item, shapes: Vec::new() })
}

/// A shape has come.
pub(crate) fn step(state: TokenStream) -> syn::Result<TokenStream> {
    let Step { mut state, key, shape } = syn::parse2(state)?;
    state.shapes.push((key, shape));
    next(&state)
}

/// Asks for the next shape, or writes what the derive is for, or what stands in for it where that goes wrong.
fn next(state: &State) -> syn::Result<TokenStream> {
    let input: DeriveInput = syn::parse2(state.item.clone())?;
    work(&input, state).or_else(|error| Ok(stand_in(&input, &error)))
}

fn work(input: &DeriveInput, state: &State) -> syn::Result<TokenStream> {
    let shapes = state.shapes.iter().map(|(key, shape)| Ok((key.clone(), syn::parse2(shape.clone())?)));
    let shapes = Shapes(shapes.collect::<syn::Result<_>>()?);
    if let Data::Enum(_) = input.data {
        let (variants, problems) = Variants::parse(input)?;
        for format in variants.formats.iter().filter(|format| format.followed) {
            let key = vec![format.name.clone()];
            if shapes.get(&key).is_none() {
                return Ok(ask(state, &key, &format.ty));
            }
        }
        return variants::emit(&variants, &shapes, problems);
    }
    let Parsed { declaration, mut problems } = Declaration::parse(input)?;
    let mut trees = Vec::new();
    for (index, format) in declaration.formats.iter().enumerate() {
        let found = if format.followed { gather(&declaration, index, format, &shapes) } else { Ok(Wanted::Nothing) };
        match found {
            Ok(Wanted::Missing(key, ty)) => return Ok(ask(state, &key, &ty)),
            Ok(Wanted::Trees(found)) => trees.push(found),
            Ok(Wanted::Nothing) => trees.push(Trees::unknown(format)),
            Err(error) => {
                problems.push(error);
                trees.push(Trees::unknown(format));
            }
        }
    }
    check::check(&declaration, &trees, &mut problems);
    problems.finish()?;
    Ok(emit::emit(&declaration, &trees))
}

/// A call of the macro that knows the shape of `ty`.
fn ask(state: &State, key: &[Ident], ty: &syn::Path) -> TokenStream {
    let State { item, shapes } = state;
    let shapes = shapes.iter().map(|(key, shape)| quote!({ [#(#key).*] #shape }));
    quote! {
        #ty ! { [::formwork_runtime::convert::hub_step] { #item } { #(#shapes)* } [#(#key).*] }
    }
}

/// The shapes of a format: of the type itself, and of its sides.
pub(crate) struct Trees {
    pub(crate) main: Tree,
    pub(crate) sides: Vec<Tree>,
    /// Whether they are there, so that paths can be followed in them.
    pub(crate) known: bool,
    /// The leaves of `main`.
    pub(crate) leaves: Vec<Leaf>,
    /// The leaves of each side.
    pub(crate) side_leaves: Vec<Vec<Leaf>>,
}

impl Trees {
    fn new(format: &Format, main: Tree, sides: Vec<Tree>, known: bool) -> Self {
        let leaves = main.leaves(&Path::new(Vec::new()));
        let named = format.sides.iter().zip(&sides);
        let side_leaves = named.map(|(side, tree)| tree.leaves(&Path::new(vec![side.name.clone()]))).collect();
        Self { main, sides, known, leaves, side_leaves }
    }

    /// The leaves of a side, or of the format itself.
    pub(crate) fn of(&self, side: Option<usize>) -> &[Leaf] {
        side.map_or(&self.leaves, |side| &self.side_leaves[side])
    }

    /// Those of a format that something is wrong with.
    fn unknown(format: &Format) -> Self {
        let shape = Struct { name: format.name.clone(), checked: None, fields: Vec::new(), rest: None };
        let tree = || Tree::new(&shape, &format.module(), &Path::new(Vec::new()), "");
        Self::new(format, tree(), format.sides.iter().map(|_| tree()).collect(), false)
    }
}

enum Wanted {
    Missing(Vec<Ident>, syn::Path),
    Trees(Trees),
    /// What the format is could not be read.
    Nothing,
}

fn gather(declaration: &Declaration, index: usize, format: &Format, shapes: &Shapes) -> syn::Result<Wanted> {
    let module = format.module();
    let mentions = mentions(declaration, index, format);
    let key = vec![format.name.clone()];
    let Some(shape) = shapes.get(&key) else { return Ok(Wanted::Missing(key, format.ty.clone())) };
    let mut main = Tree::new(shape_of_struct(shape, format)?, &module, &Path::new(Vec::new()), "");
    main.ty.clone_from(&format.ty);
    if !main.checks {
        main.made_of.clone_from(&format.ty);
    }
    if let Some((key, ty)) = grow(&mut main, &mentions, shapes, format)? {
        return Ok(Wanted::Missing(key, ty));
    }
    let mut sides = Vec::new();
    for side in &format.sides {
        let key = vec![format.name.clone(), side.name.clone()];
        let mut ty = module.clone();
        ty.segments.push(syn::PathSegment::from(side.ty.clone()));
        let Some(shape) = shapes.get(&key) else { return Ok(Wanted::Missing(key, ty)) };
        let mut tree = Tree::new(
            shape_of_struct(shape, format)?,
            &module,
            &Path::new(vec![side.name.clone()]),
            &format!("{}:", side.name),
        );
        let inside = mentions.iter().filter(|mention| mention.first() == Some(&side.name));
        let inside: Vec<Vec<Ident>> = inside.map(|mention| mention[1..].to_vec()).collect();
        if let Some((key, ty)) = grow(&mut tree, &inside, shapes, format)? {
            return Ok(Wanted::Missing(key, ty));
        }
        sides.push(tree);
    }
    Ok(Wanted::Trees(Trees::new(format, main, sides, true)))
}

fn shape_of_struct<'s>(shape: &'s Shape, format: &Format) -> syn::Result<&'s Struct> {
    match shape {
        Shape::Struct(shape) => Ok(shape),
        _ => {
            let message =
                "[H12] this type is an enum\nhelp: derive `Hub` on an enum of its own, and name a struct here";
            Err(syn::Error::new(format.span(), message))
        }
    }
}

/// Hangs the shapes of those fields into the tree that the declaration looks into; gives back the first that is missing.
fn grow(
    tree: &mut Tree,
    mentions: &[Vec<Ident>],
    shapes: &Shapes,
    format: &Format,
) -> syn::Result<Option<(Vec<Ident>, syn::Path)>> {
    let module = format.module();
    for mention in mentions {
        for length in 1..mention.len() {
            let Some(node) = tree.node_mut(&mention[..length]) else { break };
            if node.child.is_some() {
                continue;
            }
            let Some(of) = node.field.of.clone() else { break };
            let mut key = vec![format.name.clone()];
            key.extend(node.path.names.iter().cloned());
            let mut ty = module.clone();
            ty.segments.push(syn::PathSegment::from(of));
            let Some(shape) = shapes.get(&key) else { return Ok(Some((key, ty))) };
            let (path, pointer) = (node.path.clone(), node.pointer.clone());
            node.child = Some(Tree::new(shape_of_struct(shape, format)?, &module, &path, &pointer));
        }
    }
    Ok(None)
}

/// All paths that a declaration speaks of in a format.
fn mentions(declaration: &Declaration, index: usize, format: &Format) -> Vec<Vec<Ident>> {
    let slots = declaration.slots.iter().flat_map(|slot| {
        let elsewhere = slot.reads_for.iter().filter(move |(from, ..)| *from == index).map(|(_, _, place)| place);
        slot.reads[index].iter().chain(&slot.writes[index]).chain(elsewhere)
    });
    let clauses = format.asks.iter().map(|ask| &ask.path);
    let clauses = clauses.chain(format.gives.iter().map(|give| &give.path));
    let clauses = clauses.chain(format.drops.iter().map(|drop| &drop.path));
    let clauses = clauses.chain(format.agrees.iter().flat_map(|agree| [&agree.one, &agree.other]));
    let kept: &[Path] = match &format.keep {
        crate::declare::Keep::Some(paths) => paths,
        _ => &[],
    };
    slots.map(|place| &place.path).chain(clauses).chain(kept).map(|path| path.names.clone()).collect()
}

/// What the derive was given, and what has come since.
struct State {
    item: TokenStream,
    shapes: Vec<(Vec<Ident>, TokenStream)>,
}

struct Step {
    state: State,
    key: Vec<Ident>,
    shape: TokenStream,
}

fn key(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let inside;
    bracketed!(inside in input);
    let names = Punctuated::<Ident, Token![.]>::parse_terminated_with(&inside, Ident::parse_any)?;
    Ok(names.into_iter().collect())
}

impl Parse for Step {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let (item, known);
        braced!(item in input);
        braced!(known in input);
        let mut state = State { item: item.parse()?, shapes: Vec::new() };
        while !known.is_empty() {
            let one;
            braced!(one in known);
            state.shapes.push((key(&one)?, one.parse()?));
        }
        let key = key(input)?;
        let shape;
        braced!(shape in input);
        Ok(Self { state, key, shape: shape.parse()? })
    }
}

/// The shapes that have come, by the format and the path in it.
pub(crate) struct Shapes(Vec<(Vec<Ident>, Shape)>);

impl Shapes {
    pub(crate) fn get(&self, key: &[Ident]) -> Option<&Shape> {
        self.0.iter().find(|(known, _)| known == key).map(|(_, shape)| shape)
    }
}
