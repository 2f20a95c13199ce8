//! A box behind which the Rust compiler does not look.

use alloc::boxed::Box;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Deref, DerefMut};

/// A value on the heap, as in a [`Box`], at which the compiler stops following a type into its parts.
///
/// To find out how a value is dropped, or whether it may move to another thread, the compiler goes through all types
/// that it is made of, and gives up where they nest deeper than its recursion limit (128). Generated types have this box
/// where that could happen.
///
/// ```
/// use formwork_runtime::Boxed;
///
/// let boxed = Boxed::new(vec![1, 2]);
/// assert_eq!(boxed.len(), 2);
/// assert_eq!(boxed.into_inner(), [1, 2]);
/// ```
pub struct Boxed<T: 'static>(Box<dyn Holds<T> + Send + Sync>);

/// A value, seen through a trait object: the type behind it is not part of it.
trait Holds<T> {
    fn get(&self) -> &T;
    fn get_mut(&mut self) -> &mut T;
    fn take(self: Box<Self>) -> T;
}

impl<T> Holds<T> for T {
    fn get(&self) -> &T {
        self
    }

    fn get_mut(&mut self) -> &mut T {
        self
    }

    fn take(self: Box<Self>) -> T {
        *self
    }
}

impl<T: Send + Sync> Boxed<T> {
    /// Puts a value in a box.
    pub fn new(value: T) -> Self {
        Self(Box::new(value))
    }
}

impl<T> Boxed<T> {
    /// The value itself.
    pub fn into_inner(self) -> T {
        self.0.take()
    }
}

impl<T> Deref for Boxed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        (*self.0).get()
    }
}

impl<T> DerefMut for Boxed<T> {
    fn deref_mut(&mut self) -> &mut T {
        (*self.0).get_mut()
    }
}

impl<T: Send + Sync> From<T> for Boxed<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

impl<T: Clone + Send + Sync> Clone for Boxed<T> {
    fn clone(&self) -> Self {
        Self::new((**self).clone())
    }
}

impl<T: PartialEq> PartialEq for Boxed<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for Boxed<T> {}

impl<T: Hash> Hash for Boxed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T: fmt::Debug> fmt::Debug for Boxed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
