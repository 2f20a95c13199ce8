//! The shapes that generated modules publish, and the tree of those that a format needs.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    Ident, LitStr, Token, Type, braced,
    ext::IdentExt,
    parenthesized,
    parse::{Parse, ParseStream},
    token,
};

use crate::declare::Path;

/// What a type's macro says of it.
#[derive(Clone)]
pub(crate) enum Shape {
    Struct(Struct),
    /// An enum of strings.
    Enum(Vec<Ident>),
    /// Alternatives and what each holds.
    Union {
        variants: Vec<(Ident, Type)>,
    },
}

/// A struct.
#[derive(Clone)]
pub(crate) struct Struct {
    pub(crate) name: Ident,
    /// What it is made of, where it is a newtype that checks.
    pub(crate) checked: Option<Ident>,
    pub(crate) fields: Vec<Field>,
    /// The field of the members that the schema does not name.
    pub(crate) rest: Option<Ident>,
}

/// A field of a struct.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word of the shape")]
pub(crate) struct Field {
    pub(crate) name: Ident,
    /// Its name in JSON.
    pub(crate) json: String,
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) secret: bool,
    pub(crate) boxed: bool,
    /// The type to look into, where it is a struct.
    pub(crate) of: Option<Ident>,
    /// What its type is, where it is one of the format's own.
    pub(crate) kind: Option<Kind>,
    /// The type of the value, without the `Option` and the `Nullable` around it.
    pub(crate) ty: Type,
}

/// What a type of a format's own is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Struct,
    Enum,
    Union,
    /// A list of such, or a list of those.
    List,
}

impl Parse for Shape {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.parse::<Option<Token![struct]>>()?.is_some() {
            return Struct::rest(input).map(Self::Struct);
        }
        if input.parse::<Option<Token![enum]>>()?.is_some() {
            input.parse::<Ident>()?;
            let inside;
            braced!(inside in input);
            let mut variants = Vec::new();
            while !inside.is_empty() {
                variants.push(inside.call(Ident::parse_any)?);
                inside.parse::<LitStr>()?;
                inside.parse::<Token![;]>()?;
            }
            return Ok(Self::Enum(variants));
        }
        input.parse::<Token![union]>()?;
        input.parse::<Ident>()?;
        checked(input)?;
        let inside;
        braced!(inside in input);
        let mut variants = Vec::new();
        while !inside.is_empty() {
            let variant = inside.call(Ident::parse_any)?;
            let ty;
            parenthesized!(ty in inside);
            variants.push((variant, ty.parse()?));
            inside.parse::<Token![;]>()?;
        }
        Ok(Self::Union { variants })
    }
}

/// `checked NameUnchecked`, where it stands.
fn checked(input: ParseStream<'_>) -> syn::Result<Option<Ident>> {
    if input.peek(token::Brace) {
        return Ok(None);
    }
    input.call(Ident::parse_any)?;
    input.call(Ident::parse_any).map(Some)
}

impl Struct {
    fn rest(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut shape =
            Self { name: input.call(Ident::parse_any)?, checked: checked(input)?, fields: Vec::new(), rest: None };
        let inside;
        braced!(inside in input);
        while !inside.is_empty() {
            let name = inside.call(Ident::parse_any)?;
            if inside.peek(LitStr) {
                shape.fields.push(Field::rest(name, &inside)?);
            } else {
                inside.call(Ident::parse_any)?;
                shape.rest = Some(name);
            }
            inside.parse::<Token![;]>()?;
        }
        Ok(shape)
    }
}

impl Field {
    fn rest(name: Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let json = input.parse::<LitStr>()?.value();
        let mut words = Vec::new();
        let (mut of, mut kind) = (None, None);
        while !input.peek(token::Paren) {
            let word = input.call(Ident::parse_any)?;
            if matches!(word.to_string().as_str(), "struct" | "enum" | "union") {
                let named = input.call(Ident::parse_any)?;
                let listed = words.iter().any(|word| word == "list");
                of = (word == "struct" && !listed).then_some(named);
                kind = Some(match word.to_string().as_str() {
                    _ if listed => Kind::List,
                    "struct" => Kind::Struct,
                    "enum" => Kind::Enum,
                    _ => Kind::Union,
                });
            }
            words.push(word.to_string());
        }
        let ty;
        parenthesized!(ty in input);
        let said = |word: &str| words.iter().any(|said| said == word);
        Ok(Self {
            name,
            json,
            required: said("required"),
            nullable: said("nullable"),
            secret: said("secret"),
            boxed: said("boxed"),
            of,
            kind,
            ty: ty.parse()?,
        })
    }
}

/// A shape with the shapes of those of its fields that the declaration looks into.
pub(crate) struct Tree {
    /// The Rust type.
    pub(crate) ty: syn::Path,
    /// The type that its fields are those of: the type itself but where it checks.
    pub(crate) made_of: syn::Path,
    /// Whether it checks what it is made of.
    pub(crate) checks: bool,
    pub(crate) nodes: Vec<Node>,
    /// The field of the members that the schema does not name.
    pub(crate) rest: Option<Ident>,
    /// The JSON Pointer to it.
    pub(crate) pointer: String,
}

/// A field in a tree.
pub(crate) struct Node {
    pub(crate) field: Field,
    /// The path of Rust names to it.
    pub(crate) path: Path,
    /// The JSON Pointer to it.
    pub(crate) pointer: String,
    /// What it is made of, where the declaration looks into it.
    pub(crate) child: Option<Tree>,
}

impl Tree {
    /// A tree of a shape alone.
    pub(crate) fn new(shape: &Struct, module: &syn::Path, path: &Path, pointer: &str) -> Self {
        let beside = |name: &Ident| {
            let mut ty = module.clone();
            ty.segments.push(syn::PathSegment::from(name.clone()));
            ty
        };
        let nodes = shape.fields.iter().map(|field| {
            let mut field = field.clone();
            field.ty = in_module(&field.ty, module);
            let path = path.with(&field.name);
            let pointer = format!("{pointer}/{}", field.json.replace('~', "~0").replace('/', "~1"));
            Node { field, path, pointer, child: None }
        });
        Self {
            ty: beside(&shape.name),
            made_of: beside(shape.checked.as_ref().unwrap_or(&shape.name)),
            checks: shape.checked.is_some(),
            nodes: nodes.collect(),
            rest: shape.rest.clone(),
            pointer: pointer.to_owned(),
        }
    }

    /// The node at a path.
    pub(crate) fn node(&self, path: &[Ident]) -> Option<&Node> {
        let (first, rest) = path.split_first()?;
        let node = self.nodes.iter().find(|node| node.field.name == *first)?;
        if rest.is_empty() { Some(node) } else { node.child.as_ref()?.node(rest) }
    }

    /// The node at a path, to hang a tree on.
    pub(crate) fn node_mut(&mut self, path: &[Ident]) -> Option<&mut Node> {
        let (first, rest) = path.split_first()?;
        let node = self.nodes.iter_mut().find(|node| node.field.name == *first)?;
        if rest.is_empty() { Some(node) } else { node.child.as_mut()?.node_mut(rest) }
    }

    /// All leaves of a tree whose own path is `at`, in the order of the schema.
    pub(crate) fn leaves(&self, at: &Path) -> Vec<Leaf> {
        let mut leaves = Vec::new();
        self.gather(at, true, &mut leaves);
        leaves
    }

    fn gather(&self, path: &Path, required: bool, leaves: &mut Vec<Leaf>) {
        for node in &self.nodes {
            let required = required && node.field.required;
            match &node.child {
                Some(child) => child.gather(&node.path, required && !node.field.nullable, leaves),
                None => leaves.push(Leaf {
                    path: node.path.clone(),
                    pointer: node.pointer.clone(),
                    required,
                    nullable: node.field.nullable,
                    secret: node.field.secret,
                    kind: node.field.kind,
                    ty: node.field.ty.clone(),
                    rest: false,
                }),
            }
        }
        if let Some(rest) = &self.rest {
            leaves.push(Leaf {
                path: path.with(rest),
                pointer: self.pointer.clone(),
                required: false,
                nullable: false,
                secret: false,
                kind: None,
                ty: syn::parse_quote!(::formwork_runtime::Members<::formwork_runtime::Json>),
                rest: true,
            });
        }
    }

    /// Whether it, or a part of it, checks what it is made of.
    pub(crate) fn checks_anywhere(&self) -> bool {
        self.checks || self.nodes.iter().any(|node| node.child.as_ref().is_some_and(Self::checks_anywhere))
    }
}

/// A member that the declaration does not look into.
#[derive(Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word of the shape")]
pub(crate) struct Leaf {
    pub(crate) path: Path,
    /// Its JSON Pointer; for unknown members that of their object.
    pub(crate) pointer: String,
    /// Whether it is there in every value of the format.
    pub(crate) required: bool,
    pub(crate) nullable: bool,
    pub(crate) secret: bool,
    /// What its type is, where it is one of the format's own.
    pub(crate) kind: Option<Kind>,
    /// Its type, without the `Option` and the `Nullable` around it.
    pub(crate) ty: Type,
    /// Whether it stands for the members that the schema does not name.
    pub(crate) rest: bool,
}

impl Leaf {
    /// The path, joined by `.`.
    pub(crate) fn show(&self) -> &str {
        self.path.show()
    }

    /// The pointer as it is told; `/*` stands for members that the schema does not name.
    pub(crate) fn place(&self) -> String {
        if self.rest { format!("{}/*", self.pointer) } else { self.pointer.clone() }
    }
}

/// A type with `self::` replaced by the path of the module that it was written in.
pub(crate) fn in_module(ty: &Type, module: &syn::Path) -> Type {
    let replaced = replace_self(ty.to_token_stream(), &module.to_token_stream());
    syn::parse2(replaced).unwrap_or_else(|_| ty.clone())
}

fn replace_self(tokens: TokenStream, module: &TokenStream) -> TokenStream {
    tokens
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Ident(word) if word == "self" => module.clone(),
            proc_macro2::TokenTree::Group(group) => {
                let inside = replace_self(group.stream(), module);
                proc_macro2::Group::new(group.delimiter(), inside).to_token_stream()
            }
            other => quote!(#other),
        })
        .collect()
}
