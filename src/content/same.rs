//! Values of which the same can be known again, by a number made of all their fields.

use super::item;

/// Lets a value with numbers that have a point be known again, which the language does not do by itself. Every field is
/// named, and one that is forgotten does not compile.
macro_rules! same_number {
    ($($path:ident)::+ $(<$t:ident>)? { $($field:ident),* } numbers { $($number:ident),* }) => {
        impl$(<$t: ::std::hash::Hash>)? ::std::hash::Hash for $($path)::+ $(<$t>)? {
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                let $($path)::+ { $($field,)* $($number),* } = self;
                $(::std::hash::Hash::hash($field, state);)*
                $(::std::hash::Hash::hash(&Option::from(*$number).map(f64::to_bits), state);)*
            }
        }
    };
}
pub(crate) use same_number;

same_number!(item::Measure<T> { what, unit, base } numbers { before, after });
same_number!(item::Audit<T> {
    checks, tool, by, how_often, unit, better, sample, checked_by, carried_out_with, counts, results
} numbers { target });
same_number!(item::AuditResult<T> {
    at, period, passed, sample_size, finding, summary, found, actions
} numbers { value });
same_number!(item::Figure<T> { unit, source, better, counts, base_is, explain, points } numbers { target });
same_number!(item::Point<T> { at, period, note } numbers { value, base });
